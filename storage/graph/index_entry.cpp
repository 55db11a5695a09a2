#include "storage/graph/index_entry.hpp"

#include <algorithm>

#include "storage/kv/kv_store.hpp"

namespace entente::storage {

std::optional<std::string> index_entry_values(const IndexDefinition& definition,
                                              const NodeRecord& record) {
  if (!std::binary_search(record.labels.begin(), record.labels.end(), definition.label)) {
    return std::nullopt;
  }
  std::string values;
  for (const PropertyKeyId key : definition.properties) {
    const auto it =
        std::lower_bound(record.properties.begin(), record.properties.end(), key,
                         [](const auto& entry, PropertyKeyId k) { return entry.first < k; });
    if (it == record.properties.end() || it->first != key) return std::nullopt;
    if (definition.kind == IndexKind::unique && matches_nothing(it->second)) return std::nullopt;
    append_ordered_value(values, it->second);
  }
  return values;
}

std::optional<OrderedRange> entries_equal_to(std::span<const Value> values) {
  OrderedRange range;
  for (const Value& value : values) {
    if (matches_nothing(value) || !has_ordered_encoding(value)) return std::nullopt;
    append_ordered_value(range.begin, value);
  }
  range.end = prefix_end(range.begin);
  return range;
}

std::optional<OrderedRange> entries_between(const RangeBound& lower, const RangeBound& upper) {
  for (const RangeBound* bound : {&lower, &upper}) {
    if (bound->value && (matches_nothing(*bound->value) || !has_ordered_encoding(*bound->value))) {
      return std::nullopt;
    }
  }
  OrderedRange range = comparable_range(lower.value ? *lower.value : *upper.value);
  if (lower.value && upper.value) {
    const OrderedRange other = comparable_range(*upper.value);
    range.begin = std::max(range.begin, other.begin);
    range.end = std::min(range.end, other.end);
  }
  if (lower.value) {
    const std::string bound = ordered_value(*lower.value);
    range.begin = std::max(range.begin, lower.inclusive ? bound : prefix_end(bound));
  }
  if (upper.value) {
    const std::string bound = ordered_value(*upper.value);
    range.end = std::min(range.end, upper.inclusive ? prefix_end(bound) : bound);
  }
  if (range.empty()) return std::nullopt;
  return range;
}

std::optional<OrderedRange> all_entries() {
  // Every encoding begins with the byte of its kind, none of which is 0xFF.
  return OrderedRange{{}, "\xFF"};
}

OrderedRange entries_with_prefix(std::string_view prefix) {
  std::string begin = ordered_string_prefix(prefix);
  std::string end = prefix_end(begin);
  return {std::move(begin), std::move(end)};
}

}  // namespace entente::storage
