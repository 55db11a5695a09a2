#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "query/eval/context.hpp"

namespace entente::query {

/// How the operators of one query share memory and temporary files. An operator that can move what
/// it holds to a file may fill half of the query's memory while nobody else needs it, and is never
/// asked to do with less than its share of that half, so that several of them in one plan leave
/// room for each other and for those that cannot. One thread at a time.
class SpillSpace {
 public:
  /// Files stay off until limits are set. `bytes_max` bounds all temporary files of the query
  /// together; 0 allows none. `folder` is empty for the system's folder.
  void set_limits(std::size_t memory_bytes_max, std::uint64_t bytes_max, std::string folder);
  /// One more operator that spills. Called while the operators are built.
  void add_user() { ++users_; }

  [[nodiscard]] bool enabled() const { return bytes_max_ > 0; }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// True if an operator that holds `own_bytes` should make room now, although the budget is not
  /// used up.
  [[nodiscard]] bool pressed(const MemoryBudget& memory, std::size_t own_bytes) const;
  /// Bytes of rows written and read at once: small enough that a merge of all inputs fits the share
  /// of an operator.
  [[nodiscard]] std::size_t chunk_bytes() const;

  /// Counts bytes of a temporary file. ErrorClass::limit_exceeded; nothing is counted then.
  Status charge(std::uint64_t bytes);
  void release(std::uint64_t bytes) { used_ -= bytes; }
  [[nodiscard]] std::uint64_t used() const { return used_; }

 private:
  [[nodiscard]] std::size_t share_bytes() const;

  std::size_t memory_bytes_max_ = 0;
  std::uint64_t bytes_max_ = 0;
  std::uint64_t used_ = 0;
  std::size_t users_ = 0;
  std::string folder_;
};

}  // namespace entente::query
