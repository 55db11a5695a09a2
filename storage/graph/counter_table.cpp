#include "storage/graph/counter_table.hpp"

#include <string>
#include <utility>

#include "storage/base/bytes.hpp"
#include "storage/base/log.hpp"
#include "storage/format/counter.hpp"

namespace entente::storage {

Result<CounterTable> CounterTable::load(const KvReader& reader) {
  CounterTable table;
  const auto it = reader.scan(KeyFamily::statistics, {}, ScanOrder::ascending);
  for (; it->valid(); it->next()) {
    if (StatisticKey::decode(it->key()) && decode_counter(it->value())) {
      table.values_.put(it->key(), std::string(it->value()));
    } else {
      log(LogLevel::error, "a counter of the database is damaged; run 'entente check'");
    }
  }
  ENTENTE_TRY(it->status());
  return table;
}

std::int64_t CounterTable::value(const StatisticKey& key) const {
  const std::string* bytes = values_.find(key.encode());
  // Only what decodes is let in.
  return bytes == nullptr ? 0 : decode_counter(*bytes).value();
}

Status CounterTable::add(const CounterDeltas& deltas) {
  for (const auto& [key, delta] : deltas) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(value(key), delta, &sum)) {
      return corruption_error("statistics: a count overflows");
    }
    values_.put(key.encode(), encode_counter(sum));
  }
  return {};
}

void CounterTable::write(const CounterDeltas& touched, WriteBatch& batch) const {
  for (const auto& [key, delta] : touched) {
    batch.put(KeyFamily::statistics, key.encode(), encode_counter(value(key)));
  }
}

}  // namespace entente::storage
