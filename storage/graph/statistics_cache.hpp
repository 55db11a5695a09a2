#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>

#include "storage/graph/degree_statistics.hpp"
#include "storage/graph/value_statistics.hpp"

namespace entente::storage {

/// Samples of values and degrees, taken when somebody asks and kept until the number of nodes with
/// the label has changed by a fifth, or more was written since than there are such nodes. Writes
/// pay nothing for them: exact counts are what the store itself keeps. Samples outlive the process
/// in a file beside the data (storage/FORMAT.md), a cache that may be deleted at any time, so that
/// the first plans after opening are those of before and cost no sampling. Thread-safe; two threads
/// may take the same sample at the same time.
class StatisticsCache {
 public:
  using Values = std::shared_ptr<const ValueStatistics>;
  using Degrees = std::shared_ptr<const DegreeStatistics>;

  /// `path` of the file; empty: samples are kept in memory only. The file is read when a sample is
  /// asked for first; one that is damaged or of another version is as none.
  explicit StatisticsCache(std::string path = {});
  StatisticsCache(const StatisticsCache&) = delete;
  StatisticsCache& operator=(const StatisticsCache&) = delete;

  /// What a transaction sees now, or what one saw not long ago.
  Result<Values> values(Transaction& transaction, LabelId label, PropertyKeyId property);
  Result<Degrees> degrees(Transaction& transaction, LabelId label, RelationshipTypeId type,
                          Direction direction);

  /// Writes the file if samples were taken since it was read or written. Errors: disk_full,
  /// io_error.
  Status save();

 private:
  /// Samples kept; beyond it all are dropped, for who asks for so many asks for each once.
  static constexpr std::size_t samples_max = 512;

  template <class T>
  struct Sample {
    /// With the label, and writes to the store, when it was taken.
    std::uint64_t nodes = 0;
    std::uint64_t writes = 0;
    /// Null until somebody asks for a sample that was read from the file.
    std::shared_ptr<const T> statistics;
    std::string bytes;
  };
  template <class T, class Key, class Take>
  Result<std::shared_ptr<const T>> find(std::map<Key, Sample<T>>& samples, const Key& key,
                                        Transaction& transaction, LabelId label, const Take& take);
  template <class T, class Key>
  std::shared_ptr<const T> find_fresh(std::map<Key, Sample<T>>& samples, const Key& key,
                                      std::uint64_t nodes, std::uint64_t writes);
  void load();
  void read_samples(std::string_view bytes);

  using ValueKey = std::pair<std::uint32_t, std::uint32_t>;
  using DegreeKey = std::tuple<std::uint32_t, std::uint32_t, Direction>;

  const std::string path_;
  std::mutex mutex_;
  bool loaded_ = false;
  bool changed_ = false;
  std::map<ValueKey, Sample<ValueStatistics>> values_;
  std::map<DegreeKey, Sample<DegreeStatistics>> degrees_;
};

}  // namespace entente::storage
