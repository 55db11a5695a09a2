#include <algorithm>

#include "query/eval/eval_error.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/property_access.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

bool is_element(const Value& value) { return value.is_node() || value.is_relationship(); }

Result<Value> id(EvalContext& /*context*/, Arguments arguments) {
  const Value& element = arguments[0];
  if (element.is_null()) return Value();
  if (element.is_node()) return Value(static_cast<std::int64_t>(element.node_id().value));
  if (element.is_relationship()) {
    return Value(static_cast<std::int64_t>(element.as_relationship().id.value));
  }
  return argument_error("id", "a NODE or RELATIONSHIP", element);
}

Result<Value> element_id(EvalContext& /*context*/, Arguments arguments) {
  const Value& element = arguments[0];
  if (element.is_null()) return Value();
  if (element.is_node()) return Value("n" + std::to_string(element.node_id().value));
  if (element.is_relationship()) {
    return Value("r" + std::to_string(element.as_relationship().id.value));
  }
  return argument_error("elementId", "a NODE or RELATIONSHIP", element);
}

Result<Value> labels(EvalContext& context, Arguments arguments) {
  const Value& node = arguments[0];
  if (node.is_null()) return Value();
  if (!node.is_node()) return argument_error("labels", "a NODE", node);
  ENTENTE_ASSIGN(const auto record, context.transaction.node(node.node_id()));
  if (!record) return deleted_error("node");
  std::vector<std::string_view> names;
  for (const LabelId label : record->labels) {
    names.push_back(context.transaction.label_name(label));
  }
  std::sort(names.begin(), names.end());
  return Value(ValueList(names.begin(), names.end()));
}

Result<Value> type(EvalContext& context, Arguments arguments) {
  const Value& relationship = arguments[0];
  if (relationship.is_null()) return Value();
  if (!relationship.is_relationship()) {
    return argument_error("type", "a RELATIONSHIP", relationship);
  }
  // The type is part of the reference, so it is known even after the relationship was deleted.
  return Value(context.transaction.relationship_type_name(relationship.as_relationship().type_id));
}

Result<Value> properties(EvalContext& context, Arguments arguments) {
  const Value& element = arguments[0];
  if (element.is_null() || element.is_map()) return element;
  if (!is_element(element)) {
    return argument_error("properties", "a NODE, RELATIONSHIP or MAP", element);
  }
  ENTENTE_ASSIGN(PropertyMap map, properties_of(context, element));
  return Value::map(std::move(map));
}

Result<Value> keys(EvalContext& context, Arguments arguments) {
  const Value& element = arguments[0];
  if (element.is_null()) return Value();
  if (!is_element(element) && !element.is_map()) {
    return argument_error("keys", "a NODE, RELATIONSHIP or MAP", element);
  }
  ENTENTE_ASSIGN(const PropertyMap map, properties_of(context, element));
  ValueList names;
  names.reserve(map.size());
  for (const auto& entry : map) names.emplace_back(entry.first);
  return Value(std::move(names));
}

Result<Value> start_node(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_relationship()) {
    return argument_error("startNode", "a RELATIONSHIP", arguments[0]);
  }
  return Value(arguments[0].as_relationship().source);
}

Result<Value> end_node(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null()) return Value();
  if (!arguments[0].is_relationship()) {
    return argument_error("endNode", "a RELATIONSHIP", arguments[0]);
  }
  return Value(arguments[0].as_relationship().target);
}

/// exists(n.key): calls with a pattern are compiled to the pattern itself.
Result<Value> exists(EvalContext& /*context*/, Arguments arguments) {
  return Value(!arguments[0].is_null());
}

}  // namespace

const std::vector<FunctionInfo>& element_functions() {
  using T = StaticType;
  static const std::vector<FunctionInfo> functions = {
      {.name = "id",
       .signature = "id(element :: NODE | RELATIONSHIP) :: INTEGER",
       .description = "The number of a node or relationship, unique among its kind.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::node, T::relationship}},
       .result = T::integer,
       .call = id},
      {.name = "elementId",
       .signature = "elementId(element :: NODE | RELATIONSHIP) :: STRING",
       .description = "A text that identifies a node or relationship in this database.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::node, T::relationship}},
       .result = T::string,
       .call = element_id},
      {.name = "labels",
       .signature = "labels(node :: NODE) :: LIST<STRING>",
       .description = "The labels of a node, in alphabetical order.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::node}},
       .result = T::list,
       .call = labels},
      {.name = "type",
       .signature = "type(relationship :: RELATIONSHIP) :: STRING",
       .description = "The type of a relationship.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::relationship}},
       .result = T::string,
       .call = type},
      {.name = "properties",
       .signature = "properties(input :: NODE | RELATIONSHIP | MAP) :: MAP",
       .description = "All properties as a map.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::node, T::relationship, T::map}},
       .result = T::map,
       .call = properties},
      {.name = "keys",
       .signature = "keys(input :: NODE | RELATIONSHIP | MAP) :: LIST<STRING>",
       .description = "The property keys, in alphabetical order.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::node, T::relationship, T::map}},
       .result = T::list,
       .call = keys},
      {.name = "startNode",
       .signature = "startNode(relationship :: RELATIONSHIP) :: NODE",
       .description = "The node a relationship leaves.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::relationship}},
       .result = T::node,
       .call = start_node},
      {.name = "endNode",
       .signature = "endNode(relationship :: RELATIONSHIP) :: NODE",
       .description = "The node a relationship reaches.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::relationship}},
       .result = T::node,
       .call = end_node},
      {.name = "exists",
       .signature = "exists(input :: ANY) :: BOOLEAN",
       .description = "True if a property is there or a pattern matches.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {},
       .result = T::boolean,
       .call = exists},
  };
  return functions;
}

}  // namespace entente::query
