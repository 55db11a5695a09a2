#pragma once

#include <cstdint>
#include <map>

#include "entente/result.hpp"
#include "storage/format/key.hpp"
#include "storage/kv/kv_store.hpp"
#include "storage/kv/persistent_map.hpp"

namespace entente::storage {

using CounterDeltas = std::map<StatisticKey, std::int64_t>;

/// All counters (family `statistics`) of one committed state, in memory: each transaction asks for
/// some of them, and the committer writes their sums instead of one operand per commit, which every
/// later read would have to add up. Copying is O(1) and gives an independent version. Thread rule:
/// one thread may change a table while others read or destroy copies of it made before.
class CounterTable {
 public:
  /// Reads all counters. Entries that cannot be read are left out and logged: they must not keep
  /// anyone from opening a database to find out what is wrong with it.
  static Result<CounterTable> load(const KvReader& reader);

  /// 0 for a counter that was never touched.
  [[nodiscard]] std::int64_t value(const StatisticKey& key) const;
  /// ErrorClass::corruption if a sum overflows; the counters before it keep what was added.
  Status add(const CounterDeltas& deltas);
  /// Appends the values of these counters to `batch`.
  void write(const CounterDeltas& touched, WriteBatch& batch) const;

 private:
  /// Keys and values as in the store.
  PersistentMap values_;
};

}  // namespace entente::storage
