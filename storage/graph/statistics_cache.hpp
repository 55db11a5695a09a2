#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <tuple>

#include "storage/graph/degree_statistics.hpp"
#include "storage/graph/value_statistics.hpp"

namespace entente::storage {

/// Samples of values and degrees, taken when somebody asks and kept until the number of nodes with
/// the label has changed by a fifth. Exact counts are what the store itself keeps; samples only
/// live here, in memory: they cost milliseconds to take again, and writes pay nothing for them.
/// Thread-safe; two threads may take the same sample at the same time.
class StatisticsCache {
 public:
  using Values = std::shared_ptr<const ValueStatistics>;
  using Degrees = std::shared_ptr<const DegreeStatistics>;

  /// What a transaction sees now, or what one saw not long ago.
  Result<Values> values(Transaction& transaction, LabelId label, PropertyKeyId property);
  Result<Degrees> degrees(Transaction& transaction, LabelId label, RelationshipTypeId type,
                          Direction direction);

 private:
  /// Samples kept; beyond it all are dropped, for who asks for so many asks for each once.
  static constexpr std::size_t samples_max = 512;

  template <class T>
  struct Sample {
    std::uint64_t nodes = 0;
    std::shared_ptr<const T> statistics;
  };
  template <class T, class Key, class Take>
  Result<std::shared_ptr<const T>> find(std::map<Key, Sample<T>>& samples, const Key& key,
                                        Transaction& transaction, LabelId label, const Take& take);

  using ValueKey = std::pair<std::uint32_t, std::uint32_t>;
  using DegreeKey = std::tuple<std::uint32_t, std::uint32_t, Direction>;

  std::mutex mutex_;
  std::map<ValueKey, Sample<ValueStatistics>> values_;
  std::map<DegreeKey, Sample<DegreeStatistics>> degrees_;
};

}  // namespace entente::storage
