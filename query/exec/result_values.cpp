#include "query/exec/result_values.hpp"

#include <algorithm>

#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

PropertyMap named(const storage::Transaction& transaction, const storage::Properties& properties) {
  PropertyMap map;
  map.reserve(properties.size());
  for (const auto& [key, value] : properties) {
    map.emplace_back(std::string(transaction.property_key_name(key)), value);
  }
  std::sort(map.begin(), map.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return map;
}

Result<Value> resolve_node(EvalContext& context, const Value& value) {
  if (value.node_resolved()) return value;
  Node node;
  node.id = value.node_id();
  ENTENTE_ASSIGN(const auto record, context.transaction.node(node.id));
  if (record) {
    for (const LabelId label : record->labels) {
      node.labels.emplace_back(context.transaction.label_name(label));
    }
    std::sort(node.labels.begin(), node.labels.end());
    node.properties = named(context.transaction, record->properties);
  }
  return Value(std::move(node));
}

Result<Value> resolve_relationship(EvalContext& context, const Value& value) {
  if (value.as_relationship().resolved) return value;
  Relationship relationship = value.as_relationship();
  relationship.resolved = true;
  relationship.type = context.transaction.relationship_type_name(relationship.type_id);
  ENTENTE_ASSIGN(const auto record, context.transaction.relationship(relationship.id));
  if (record) relationship.properties = named(context.transaction, record->properties);
  return Value(std::move(relationship));
}

Result<ValueList> resolve_all(EvalContext& context, const ValueList& values) {
  ValueList resolved;
  resolved.reserve(values.size());
  for (const Value& value : values) {
    ENTENTE_ASSIGN(resolved.emplace_back(), resolve(context, value));
  }
  return resolved;
}

}  // namespace

bool has_elements(const Value& value) {
  switch (value.kind()) {
    case ValueKind::node:
    case ValueKind::relationship:
    case ValueKind::path: return true;
    case ValueKind::list:
      return std::any_of(value.as_list().begin(), value.as_list().end(), has_elements);
    case ValueKind::map:
      return std::any_of(value.as_map().begin(), value.as_map().end(),
                         [](const auto& entry) { return has_elements(entry.second); });
    default: return false;
  }
}

Result<Value> resolve(EvalContext& context, const Value& value) {
  if (!has_elements(value)) return value;
  switch (value.kind()) {
    case ValueKind::node: return resolve_node(context, value);
    case ValueKind::relationship: return resolve_relationship(context, value);
    case ValueKind::list: {
      ENTENTE_ASSIGN(ValueList list, resolve_all(context, value.as_list()));
      return Value(std::move(list));
    }
    case ValueKind::path: {
      Path path;
      ENTENTE_ASSIGN(path.nodes, resolve_all(context, value.as_path().nodes));
      ENTENTE_ASSIGN(path.relationships, resolve_all(context, value.as_path().relationships));
      return Value(std::move(path));
    }
    default: break;
  }
  std::vector<std::pair<std::string, Value>> entries;
  for (const auto& [key, item] : value.as_map()) {
    ENTENTE_ASSIGN(Value resolved, resolve(context, item));
    entries.emplace_back(key, std::move(resolved));
  }
  return Value::map(std::move(entries));
}

}  // namespace entente::query
