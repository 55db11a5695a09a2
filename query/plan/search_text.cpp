#include "query/plan/search_text.hpp"

#include <fmt/format.h>

#include "query/ast/ast_printer.hpp"
#include "query/plan/search_operators.hpp"

namespace entente::query {
namespace {

std::string name_of(Slot slot, const LogicalPlan& plan) {
  const std::string& name = plan.symbols[slot].name;
  return name.empty() ? fmt::format("anon_{}", slot) : name;
}

std::string conditions(const std::vector<const Expression*>& predicates) {
  std::string result;
  for (const auto* predicate : predicates) {
    result += result.empty() ? " WHERE " : " AND ";
    result += print_expression(*predicate);
  }
  return result;
}

/// The relationship and the node it leads to.
std::string step(Slot relationship, Slot to, Direction direction,
                 const std::vector<std::string>& types,
                 const std::vector<const Expression*>& predicates, const LogicalPlan& plan) {
  std::string inside = plan.symbols[relationship].name;
  if (!types.empty()) inside += fmt::format(":{}", fmt::join(types, "|"));
  if (!inside.empty()) inside = "[" + inside + "]";
  return fmt::format("{}-{}-{}({}{})", direction == Direction::incoming ? "<" : "", inside,
                     direction == Direction::outgoing ? ">" : "", name_of(to, plan),
                     conditions(predicates));
}

std::string chain(const ExpandEnds& op, const LogicalPlan& plan) {
  std::string result = "(" + name_of(op.from, plan) + ")";
  for (const ChainHop& hop : op.hops) {
    result += step(hop.relationship, hop.to, hop.direction, hop.types, hop.predicates, plan);
  }
  return result;
}

/// Each relationship with both its ends.
std::string tree(const CountTree& op, const LogicalPlan& plan) {
  const CountedNode& root = op.nodes.front();
  std::string result = "(" + name_of(root.node, plan) + conditions(root.predicates) + ")";
  for (std::size_t i = 1; i < op.nodes.size(); ++i) {
    const CountedNode& node = op.nodes[i];
    if (i > 1) result += ", (" + name_of(op.nodes[node.parent].node, plan) + ")";
    result += step(node.relationship, node.node, node.direction, node.types, node.predicates, plan);
  }
  return result;
}

std::string cycle(const CountCycle& op, const LogicalPlan& plan) {
  std::string result;
  for (const ExpandSpec* spec : {&op.first, &op.second}) {
    if (!result.empty()) result += ", ";
    result += "(" + name_of(spec->from, plan) + ")" +
              step(spec->relationship, spec->to, spec->direction, spec->types, {}, plan);
  }
  return result;
}

}  // namespace

std::string search_text(const LogicalOperator& op, const LogicalPlan& plan) {
  switch (op.kind) {
    case OperatorKind::count_tree: return tree(as<CountTree>(op), plan);
    case OperatorKind::count_cycle: return cycle(as<CountCycle>(op), plan);
    default: return chain(as<ExpandEnds>(op), plan);
  }
}

}  // namespace entente::query
