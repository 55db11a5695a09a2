#include "storage/graph/index_entry.hpp"

#include <algorithm>

#include "storage/kv/kv_store.hpp"

namespace entente::storage {
namespace {

bool holds_kind(IndexKind kind, const Value& value) {
  switch (kind) {
    case IndexKind::text: return value.is_string();
    case IndexKind::point: return value.is(ValueKind::point);
    // Nothing equals NaN, so it can neither be found nor be there twice.
    case IndexKind::unique:
    case IndexKind::key: return !matches_nothing(value);
    default: return true;
  }
}

template <class Record>
std::optional<std::string> entry_values(const IndexDefinition& definition, const Record& record) {
  if (!has_values(definition.kind) || !concerns(definition, record)) return std::nullopt;
  std::string values;
  for (const PropertyKeyId key : definition.properties) {
    const Value* value = find_property(record.properties, key);
    if (value == nullptr || !holds_kind(definition.kind, *value)) return std::nullopt;
    append_ordered_value(values, *value);
  }
  return values;
}

}  // namespace

bool concerns(const IndexDefinition& definition, const NodeRecord& record) {
  if (definition.entity != EntityKind::node) return false;
  return std::any_of(definition.tokens.begin(), definition.tokens.end(), [&](std::uint32_t token) {
    return std::binary_search(record.labels.begin(), record.labels.end(), LabelId(token));
  });
}

bool concerns(const IndexDefinition& definition, const RelationshipRecord& record) {
  return definition.entity == EntityKind::relationship &&
         std::find(definition.tokens.begin(), definition.tokens.end(), record.type.value) !=
             definition.tokens.end();
}

const Value* find_property(const Properties& properties, PropertyKeyId key) {
  const auto it =
      std::lower_bound(properties.begin(), properties.end(), key,
                       [](const auto& entry, PropertyKeyId k) { return entry.first < k; });
  return it == properties.end() || it->first != key ? nullptr : &it->second;
}

std::optional<std::string> index_entry_values(const IndexDefinition& definition,
                                              const NodeRecord& record) {
  return entry_values(definition, record);
}

std::optional<std::string> index_entry_values(const IndexDefinition& definition,
                                              const RelationshipRecord& record) {
  return entry_values(definition, record);
}

std::optional<ConstraintBreach> find_breach(const IndexDefinition& definition,
                                            const Properties& properties) {
  if (!restricts_elements(definition.kind)) return std::nullopt;
  for (const PropertyKeyId key : definition.properties) {
    const Value* value = find_property(properties, key);
    if (definition.kind == IndexKind::type) {
      if (value != nullptr && !definition.type.matches(*value)) return ConstraintBreach{key, false};
    } else if (value == nullptr) {
      return ConstraintBreach{key, true};
    }
  }
  return std::nullopt;
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

Result<bool> entry_matches(std::string_view values, StringMatch match, std::string_view text) {
  const std::string strings = ordered_string_prefix({});
  if (!values.starts_with(strings)) return false;
  values.remove_prefix(strings.size());
  ENTENTE_ASSIGN(const std::string string, read_escaped(values));
  switch (match) {
    case StringMatch::prefix: return string.starts_with(text);
    case StringMatch::suffix: return string.ends_with(text);
    case StringMatch::infix: break;
  }
  return string.find(text) != std::string::npos;
}

OrderedRange entries_with_prefix(std::string_view prefix) {
  std::string begin = ordered_string_prefix(prefix);
  std::string end = prefix_end(begin);
  return {std::move(begin), std::move(end)};
}

}  // namespace entente::storage
