#include "query/eval/value_type.hpp"

#include <algorithm>
#include <memory>
#include <vector>

namespace entente::query {
namespace {

struct ItemTypes;

/// The type of one value that is not null.
struct ExactType {
  ValueKind kind = ValueKind::null;
  /// Of lists: what their items are.
  std::shared_ptr<const ItemTypes> items;
};

/// A union of types, with or without null; no types and no null is NOTHING.
struct ItemTypes {
  std::vector<ExactType> types;
  bool null = false;
};

/// The place of a kind in the order that unions are written in.
int rank(ValueKind kind) {
  switch (kind) {
    case ValueKind::null: return 0;
    case ValueKind::boolean: return 1;
    case ValueKind::string: return 2;
    case ValueKind::integer: return 3;
    case ValueKind::floating: return 4;
    case ValueKind::date: return 5;
    case ValueKind::local_time: return 6;
    case ValueKind::time: return 7;
    case ValueKind::local_date_time: return 8;
    case ValueKind::date_time: return 9;
    case ValueKind::duration: return 10;
    case ValueKind::point: return 11;
    case ValueKind::node: return 12;
    case ValueKind::relationship: return 13;
    case ValueKind::map: return 14;
    case ValueKind::list: return 15;
    case ValueKind::path: return 16;
  }
  return 17;
}

bool includes(const ItemTypes& outer, const ItemTypes& inner);

bool includes(const ExactType& outer, const ExactType& inner) {
  if (outer.kind != inner.kind) return false;
  return outer.kind != ValueKind::list || includes(*outer.items, *inner.items);
}

bool includes(const ItemTypes& outer, const ItemTypes& inner) {
  if (inner.null && !outer.null) return false;
  return std::all_of(inner.types.begin(), inner.types.end(), [&](const ExactType& type) {
    return std::any_of(outer.types.begin(), outer.types.end(),
                       [&](const ExactType& other) { return includes(other, type); });
  });
}

std::string text_of(const ItemTypes& items);

std::string text_of(const ExactType& type, bool null) {
  std::string text(to_string(type.kind));
  if (type.kind == ValueKind::list) text += '<' + text_of(*type.items) + '>';
  return null ? text : text + " NOT NULL";
}

std::string text_of(const ItemTypes& items) {
  if (items.types.empty()) return items.null ? "NULL" : "NOTHING";
  std::vector<std::pair<int, std::string>> parts;
  for (const ExactType& type : items.types) {
    parts.emplace_back(rank(type.kind), text_of(type, items.null));
  }
  std::sort(parts.begin(), parts.end());
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : " | ") + part.second;
  return text;
}

ExactType type_of(const Value& value);

/// Adds a type unless one that includes it is there; drops those that it includes.
void add_type(std::vector<ExactType>& types, ExactType type) {
  const bool known = std::any_of(types.begin(), types.end(),
                                 [&](const ExactType& other) { return includes(other, type); });
  if (known) return;
  std::erase_if(types, [&](const ExactType& other) { return includes(type, other); });
  types.push_back(std::move(type));
}

/// Values are never nested deeper than value_depth_max, which bounds the recursion.
ExactType type_of(const Value& value) {
  ExactType type;
  type.kind = value.kind();
  if (!value.is_list()) return type;
  auto items = std::make_shared<ItemTypes>();
  for (const Value& item : value.as_list()) {
    if (item.is_null()) {
      items->null = true;
    } else {
      add_type(items->types, type_of(item));
    }
  }
  type.items = std::move(items);
  return type;
}

}  // namespace

std::string value_type_text(const Value& value) {
  return value.is_null() ? "NULL" : text_of(type_of(value), false);
}

}  // namespace entente::query
