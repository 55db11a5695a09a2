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

}  // namespace

std::string search_text(const LogicalOperator& op, const LogicalPlan& plan) {
  return chain(as<ExpandEnds>(op), plan);
}

}  // namespace entente::query
