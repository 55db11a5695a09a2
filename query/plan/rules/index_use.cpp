#include "query/plan/rules/index_use.hpp"

#include <algorithm>

#include "query/plan/expression_symbols.hpp"

namespace entente::query {

UsablePredicates::UsablePredicates(const Filter& filter, Slot element, const SymbolSet& bound,
                                   const LogicalPlan& plan) {
  for (const auto* predicate : filter.predicates) {
    auto property = as_property_predicate(*predicate, plan);
    if (!property || property->node != element || !is_deterministic(*property->value)) continue;
    if (symbols_of(*property->value, plan).intersects(bound)) continue;
    usable_.push_back({predicate, std::move(*property)});
  }
}

const UsablePredicate* UsablePredicates::find(PropertyPredicate::Kind kind,
                                              const std::string& property) const {
  const auto it = std::find_if(usable_.begin(), usable_.end(), [&](const UsablePredicate& usable) {
    return usable.property.kind == kind && usable.property.property == property;
  });
  return it == usable_.end() ? nullptr : &*it;
}

bool can_answer_equality(storage::IndexKind kind, const Expression& value) {
  if (storage::holds_all_kinds(kind)) return true;
  if (kind == storage::IndexKind::text) {
    return value.kind == ExpressionKind::literal && as<LiteralExpression>(value).value.is_string();
  }
  if (kind != storage::IndexKind::point || value.kind != ExpressionKind::function_call)
    return false;
  return as<FunctionCallExpression>(value).name == "point";
}

storage::StringMatch string_match(PropertyPredicate::Kind kind) {
  switch (kind) {
    case PropertyPredicate::Kind::infix: return storage::StringMatch::infix;
    case PropertyPredicate::Kind::suffix: return storage::StringMatch::suffix;
    default: return storage::StringMatch::prefix;
  }
}

}  // namespace entente::query
