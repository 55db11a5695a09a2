#include "query/eval/property_access.hpp"

#include <algorithm>

#include "query/eval/eval_error.hpp"
#include "query/eval/temporal_component.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::Transaction;

Result<Value> element_property(EvalContext& context, const Value& element, std::string_view key) {
  Transaction& transaction = context.transaction;
  Value value;
  if (const auto id = transaction.find_property_key(key)) {
    if (element.is_node()) {
      ENTENTE_ASSIGN(value, transaction.node_property(element.node_id(), *id));
    } else {
      ENTENTE_ASSIGN(value, transaction.relationship_property(element.as_relationship().id, *id));
    }
  }
  if (value.is_null()) ENTENTE_TRY(check_not_deleted(context, element));
  return value;
}

Value point_component(const Point& point, std::string_view key) {
  const bool geographic = point.srid == 4326 || point.srid == 4979;
  if (key == "x" || (geographic && key == "longitude")) return point.x;
  if (key == "y" || (geographic && key == "latitude")) return point.y;
  if (point.three_dimensional() && (key == "z" || (geographic && key == "height"))) return point.z;
  if (key == "srid") return static_cast<std::int64_t>(point.srid);
  if (key == "crs") {
    const std::string name = geographic ? "wgs-84" : "cartesian";
    return Value(point.three_dimensional() ? name + "-3d" : name);
  }
  return {};
}

PropertyMap named(const Transaction& transaction, storage::Properties properties) {
  PropertyMap map;
  map.reserve(properties.size());
  for (auto& [key, value] : properties) {
    map.emplace_back(transaction.property_key_name(key), std::move(value));
  }
  std::sort(map.begin(), map.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return map;
}

}  // namespace

Status check_not_deleted(EvalContext& context, const Value& element) {
  Transaction& transaction = context.transaction;
  if (element.is_node()) {
    if (transaction.changes().nodes_deleted == 0) return {};
    ENTENTE_ASSIGN(const bool exists, transaction.node_exists(element.node_id()));
    if (!exists) return deleted_error("node");
  } else {
    if (transaction.changes().relationships_deleted == 0) return {};
    ENTENTE_ASSIGN(const bool exists,
                   transaction.relationship_exists(element.as_relationship().id));
    if (!exists) return deleted_error("relationship");
  }
  return {};
}

Result<Value> property_of(EvalContext& context, const Value& subject, std::string_view key) {
  switch (subject.kind()) {
    case ValueKind::null: return Value();
    case ValueKind::node:
    case ValueKind::relationship: return element_property(context, subject, key);
    case ValueKind::map: {
      const Value* found = subject.find(key);
      return found != nullptr ? *found : Value();
    }
    case ValueKind::point: return point_component(subject.as_point(), key);
    case ValueKind::date:
    case ValueKind::local_time:
    case ValueKind::time:
    case ValueKind::local_date_time:
    case ValueKind::date_time:
    case ValueKind::duration: return temporal_component(subject, key);
    default:
      return operand_error(
          "properties can be read from nodes, relationships, maps and temporal "
          "values, not from",
          subject);
  }
}

Result<PropertyMap> properties_of(EvalContext& context, const Value& subject) {
  if (subject.is_map()) return subject.as_map();
  Transaction& transaction = context.transaction;
  if (subject.is_node()) {
    ENTENTE_ASSIGN(auto record, transaction.node(subject.node_id()));
    if (!record) return deleted_error("node");
    return named(transaction, std::move(record->properties));
  }
  assert(subject.is_relationship());
  ENTENTE_ASSIGN(auto record, transaction.relationship(subject.as_relationship().id));
  if (!record) return deleted_error("relationship");
  return named(transaction, std::move(record->properties));
}

}  // namespace entente::query
