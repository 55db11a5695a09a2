#include "query/eval/eval_error.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "storage/claims/identity.hpp"

namespace entente::query {
namespace {

Result<Value> canonical(EvalContext& context, std::span<const Value> arguments) {
  const Value& node = arguments[0];
  if (node.is_null()) return Value();
  if (!node.is_node()) return argument_error("canonical", "a NODE", node);
  ENTENTE_ASSIGN(const NodeId found, storage::canonical_node(context.transaction, node.node_id()));
  return Value(found);
}

Result<Value> same(EvalContext& context, std::span<const Value> arguments) {
  const Value& node = arguments[0];
  if (node.is_null()) return Value();
  if (!node.is_node()) return argument_error("same", "a NODE", node);
  ENTENTE_ASSIGN(const auto found, storage::same_nodes(context.transaction, node.node_id()));
  ValueList nodes;
  for (const NodeId id : found) nodes.emplace_back(id);
  return Value(std::move(nodes));
}

}  // namespace

const std::vector<FunctionInfo>& identity_functions() {
  using T = StaticType;
  static const std::vector<FunctionInfo> functions = {
      {.name = "canonical",
       .signature = "canonical(node :: NODE) :: NODE",
       .description = "The node that stands for all that are the same as this one.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::node}},
       .result = T::node,
       .call = canonical},
      {.name = "same",
       .signature = "same(node :: NODE) :: LIST<NODE>",
       .description = "All nodes that are the same as this one, the canonical one first.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::node}},
       .result = T::list,
       .call = same},
  };
  return functions;
}

}  // namespace entente::query
