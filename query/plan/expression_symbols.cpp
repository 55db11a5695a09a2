#include "query/plan/expression_symbols.hpp"

#include "query/ast/ast_walk.hpp"
#include "query/ast/literals.hpp"
#include "query/eval/function_registry.hpp"

namespace entente::query {
namespace {

bool has_subplan(ExpressionKind kind) {
  return kind == ExpressionKind::pattern_comprehension ||
         kind == ExpressionKind::pattern_predicate || kind == ExpressionKind::shortest_path ||
         kind == ExpressionKind::subquery;
}

/// Locals a comprehension-like expression declares.
SymbolSet locals_of(const Expression& expression, const LogicalPlan& plan) {
  SymbolSet locals;
  const auto add = [&](const void* owner) {
    const auto it = plan.slots.find(owner);
    if (it != plan.slots.end()) locals.add(it->second);
  };
  if (expression.kind == ExpressionKind::list_comprehension ||
      expression.kind == ExpressionKind::quantifier ||
      expression.kind == ExpressionKind::case_expression) {
    add(&expression);
  } else if (expression.kind == ExpressionKind::reduce) {
    add(&expression);
    add(&as<ReduceExpression>(expression).accumulator);
  }
  return locals;
}

void collect(const Expression& expression, const LogicalPlan& plan, bool use_computed,
             SymbolSet& out) {
  if (use_computed) {
    const auto computed = plan.computed.find(&expression);
    if (computed != plan.computed.end()) return out.add(computed->second);
  }
  if (expression.kind == ExpressionKind::variable) {
    const auto slot = plan.slots.find(&expression);
    // The words NaN, Inf and Infinity have no slot where they are numbers.
    if (slot == plan.slots.end()) {
      assert(special_float(as<VariableExpression>(expression).name));
      return;
    }
    return out.add(slot->second);
  }
  if (has_subplan(expression.kind)) {
    const auto subplan = plan.subplans.find(&expression);
    assert(subplan != plan.subplans.end());
    return out.add(SymbolSet(subplan->second.arguments));
  }
  SymbolSet inside;
  for_each_child(expression, [&](const Expression& child) { collect(child, plan, true, inside); });
  if (expression.kind == ExpressionKind::map_projection) {
    for (const auto& item : as<MapProjectionExpression>(expression).items) {
      const auto slot = plan.slots.find(&item);
      if (slot != plan.slots.end()) inside.add(slot->second);
    }
  }
  inside.remove(locals_of(expression, plan));
  out.add(inside);
}

}  // namespace

SymbolSet symbols_of(const Expression& expression, const LogicalPlan& plan) {
  SymbolSet result;
  collect(expression, plan, true, result);
  return result;
}

SymbolSet symbols_of_arguments(const FunctionCallExpression& call, const LogicalPlan& plan) {
  SymbolSet result;
  collect(call, plan, false, result);
  return result;
}

Slot symbol_if_column(const Expression& expression, const LogicalPlan& plan) {
  const auto computed = plan.computed.find(&expression);
  if (computed != plan.computed.end()) return computed->second;
  if (expression.kind != ExpressionKind::variable) return no_slot;
  const auto slot = plan.slots.find(&expression);
  return slot == plan.slots.end() ? no_slot : slot->second;
}

bool is_deterministic(const Expression& expression) {
  bool result = true;
  walk(expression, [&](const Expression& part) {
    // What a subquery calls is not looked into: it may call rand().
    if (part.kind == ExpressionKind::subquery) result = false;
    if (part.kind != ExpressionKind::function_call) return;
    const FunctionInfo* function = find_function(as<FunctionCallExpression>(part).name);
    if (function == nullptr || !function->deterministic) result = false;
  });
  return result;
}

bool never_fails(const Expression& expression, const LogicalPlan& plan) {
  if (symbol_if_column(expression, plan) != no_slot) return true;
  if (expression.kind == ExpressionKind::literal || expression.kind == ExpressionKind::parameter) {
    return true;
  }
  if (expression.kind != ExpressionKind::property || plan.updating) return false;
  const Slot subject = symbol_if_column(*as<PropertyExpression>(expression).subject, plan);
  if (subject == no_slot) return false;
  const StaticType type = plan.symbols[subject].type;
  return type == StaticType::node || type == StaticType::relationship;
}

void walk(const Expression& expression, const std::function<void(const Expression&)>& visit) {
  visit(expression);
  for_each_child(expression, [&](const Expression& child) { walk(child, visit); });
}

void split_conjunction(const Expression& predicate, std::vector<const Expression*>& parts) {
  if (predicate.kind == ExpressionKind::binary &&
      as<BinaryExpression>(predicate).op == BinaryOperator::logical_and) {
    split_conjunction(*as<BinaryExpression>(predicate).left, parts);
    split_conjunction(*as<BinaryExpression>(predicate).right, parts);
    return;
  }
  parts.push_back(&predicate);
}

}  // namespace entente::query
