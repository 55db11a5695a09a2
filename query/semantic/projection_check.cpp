#include <algorithm>

#include "query/ast/ast_walk.hpp"
#include "query/eval/function_registry.hpp"
#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {
namespace {

/// A grouping key that may be used beside an aggregate: a variable, or a property of one.
bool simple_key(const Expression& e) {
  if (e.kind == ExpressionKind::variable) return true;
  return e.kind == ExpressionKind::property &&
         as<PropertyExpression>(e).subject->kind == ExpressionKind::variable;
}

const ProjectionItem* item_like(const Projection& projection, const Expression& expression) {
  for (const auto& item : projection.items) {
    if (same_expression(*item.expression, expression)) return &item;
  }
  return nullptr;
}

/// True if `name` is a local variable of a comprehension around the expression at hand.
bool is_local(const std::vector<std::string>& locals, const std::string& name) {
  return std::find(locals.begin(), locals.end(), name) != locals.end();
}

/// Names the expression itself introduces for its children.
void add_locals(const Expression& e, std::vector<std::string>& locals) {
  switch (e.kind) {
    case ExpressionKind::list_comprehension:
      locals.push_back(as<ListComprehensionExpression>(e).variable);
      break;
    case ExpressionKind::quantifier: locals.push_back(as<QuantifierExpression>(e).variable); break;
    case ExpressionKind::case_expression:
      if (as<CaseExpression>(e).extended) locals.emplace_back();
      break;
    case ExpressionKind::reduce:
      locals.push_back(as<ReduceExpression>(e).variable);
      locals.push_back(as<ReduceExpression>(e).accumulator);
      break;
    default: break;
  }
}

bool is_aggregate_call(const Expression& e) {
  if (e.kind != ExpressionKind::function_call) return false;
  const FunctionInfo* function = find_function(as<FunctionCallExpression>(e).name);
  return function != nullptr && function->aggregate;
}

}  // namespace

bool Analysis::contains_aggregate(const Expression& expression) const {
  if (is_aggregate_call(expression)) return true;
  bool found = false;
  for_each_child(expression,
                 [&](const Expression& child) { found = found || contains_aggregate(child); });
  return found;
}

void Analysis::collect_aggregates(const Expression& expression,
                                  std::vector<const FunctionCallExpression*>& out) const {
  if (is_aggregate_call(expression)) {
    out.push_back(&as<FunctionCallExpression>(expression));
    return;
  }
  for_each_child(expression, [&](const Expression& child) { collect_aggregates(child, out); });
}

Result<Scope> Analysis::project_items(const Projection& projection, const Scope& before,
                                      bool with) {
  Scope after;
  if (projection.star) {
    if (before.empty() && !with) {
      return messages::syntax("NoVariablesInScope", "RETURN * needs at least one variable in scope",
                              projection.span);
    }
    auto& stars = info_.stars[&projection];
    for (const auto& [name, slot] : before.names()) {
      const Slot target = new_symbol(name, type_of(slot), info_.symbols[slot].span);
      stars.push_back({name, slot, target});
      after.bind(name, target);
    }
  }
  for (const auto& item : projection.items) {
    ENTENTE_ASSIGN(const Type type, check(*item.expression, before, ExpressionUse{}));
    if (with && !item.aliased && item.expression->kind != ExpressionKind::variable) {
      return messages::syntax("NoExpressionAlias", "an expression in WITH needs a name",
                              item.expression->span, "add AS name");
    }
    if (with) ENTENTE_TRY(check_not_shadowing(item));
    if (after.find(item.name)) {
      return messages::syntax("ColumnNameConflict",
                              "column `" + item.name + "` is given more than once",
                              item.name_span.valid() ? item.name_span : item.expression->span,
                              "name one of them differently with AS");
    }
    const Slot target = new_symbol(item.name, type, item.expression->span);
    info_.slots[&item] = target;
    after.bind(item.name, target);
  }
  return after;
}

Result<Scope> Analysis::check_projection(const Projection& projection, const Scope& before,
                                         bool with) {
  ENTENTE_ASSIGN(Scope after, project_items(projection, before, with));
  std::vector<const FunctionCallExpression*> aggregates;
  for (const auto& item : projection.items) collect_aggregates(*item.expression, aggregates);
  const bool aggregating = !aggregates.empty();
  if (!aggregating && !projection.distinct) after.csv = before.csv;
  if (aggregating) {
    info_.aggregates[&projection] = aggregates;
    for (const auto& item : projection.items) {
      if (contains_aggregate(*item.expression)) {
        std::vector<std::string> locals;
        ENTENTE_TRY(check_grouping(projection, *item.expression, locals));
      }
    }
  }
  ENTENTE_TRY(check_order_by(projection, before, after, aggregating));
  ENTENTE_TRY(check_row_count(projection.skip, "SKIP"));
  ENTENTE_TRY(check_row_count(projection.limit, "LIMIT"));
  return after;
}

/// What stands beside an aggregate must be constant or a simple grouping key of its own, because
/// anything else has no single value per group that a reader could tell from the text.
Status Analysis::check_grouping(const Projection& projection, const Expression& expression,
                                std::vector<std::string>& locals) {
  if (is_aggregate_call(expression)) return {};
  if (simple_key(expression)) {
    const bool variable = expression.kind == ExpressionKind::variable;
    const auto& subject = variable
                              ? as<VariableExpression>(expression)
                              : as<VariableExpression>(*as<PropertyExpression>(expression).subject);
    if (is_local(locals, subject.name)) return {};
    if (const ProjectionItem* item = item_like(projection, expression)) {
      info_.computed[&expression] = info_.slots[item];
      return {};
    }
    // A property of a grouped node or relationship has one value per group.
    if (const ProjectionItem* item = variable ? nullptr : item_like(projection, subject)) {
      info_.slots[&subject] = info_.slots[item];
      return {};
    }
    if (projection.star) {
      for (const auto& star : info_.stars[&projection]) {
        if (star.name != subject.name) continue;
        info_.slots[&subject] = star.target;
        return {};
      }
    }
    return messages::ambiguous_aggregation(text_of(expression.span), expression.span);
  }
  const std::size_t locals_before = locals.size();
  add_locals(expression, locals);
  Status status;
  for_each_child(expression, [&](const Expression& child) {
    if (status) status = check_grouping(projection, child, locals);
  });
  locals.resize(locals_before);
  return status;
}

Scope Analysis::visible_after(const Projection& projection, const Scope& before,
                              const Scope& after) const {
  const bool grouped = info_.aggregates.count(&projection) != 0 || projection.distinct;
  if (grouped) return after;
  Scope both = before;
  for (const auto& [name, slot] : after.names()) both.bind(name, slot);
  return both;
}

Status Analysis::check_order_by(const Projection& projection, const Scope& before,
                                const Scope& after, bool aggregating) {
  const Scope visible = visible_after(projection, before, after);
  for (const auto& sort : projection.order_by) {
    const Expression& e = *sort.expression;
    const bool aggregate = contains_aggregate(e);
    if (aggregate && !aggregating) {
      return messages::invalid_aggregation("ORDER BY of a projection without aggregates", e.span);
    }
    ENTENTE_TRY(check_sort_expression(projection, e, visible, aggregate));
  }
  return {};
}

Status Analysis::check_sort_expression(const Projection& projection, const Expression& expression,
                                       const Scope& visible, bool with_aggregate) {
  // A name that was just projected is that column, whatever the expression behind it.
  const bool projected_name =
      expression.kind == ExpressionKind::variable &&
      std::any_of(projection.items.begin(), projection.items.end(), [&](const auto& item) {
        return item.name == as<VariableExpression>(expression).name;
      });
  if (!projected_name) {
    if (const ProjectionItem* item = item_like(projection, expression)) {
      const bool key = simple_key(expression) || contains_aggregate(expression);
      const bool constant = expression.kind == ExpressionKind::literal ||
                            expression.kind == ExpressionKind::parameter;
      if (with_aggregate && !key && !constant) {
        return messages::ambiguous_aggregation(text_of(expression.span), expression.span);
      }
      info_.computed[&expression] = info_.slots[item];
      return {};
    }
  }
  if (is_aggregate_call(expression)) {
    const auto& call = as<FunctionCallExpression>(expression);
    for (const auto& argument : call.arguments) {
      ENTENTE_TRY(check(*argument, visible, ExpressionUse{}));
    }
    return messages::invalid_aggregation("ORDER BY unless it is projected too", expression.span);
  }
  bool has_children = false;
  for_each_child(expression, [&](const Expression&) { has_children = true; });
  const bool own_scope = expression.kind == ExpressionKind::list_comprehension ||
                         expression.kind == ExpressionKind::quantifier ||
                         expression.kind == ExpressionKind::reduce ||
                         (expression.kind == ExpressionKind::case_expression &&
                          as<CaseExpression>(expression).extended);
  if (!has_children || own_scope) {
    ExpressionUse use;
    use.aggregates_forbidden_in = "ORDER BY";
    ENTENTE_TRY(check(expression, visible, use));
    return {};
  }
  Status status;
  for_each_child(expression, [&](const Expression& child) {
    if (status) status = check_sort_expression(projection, child, visible, with_aggregate);
  });
  return status;
}

Status Analysis::check_row_count(const ExpressionPtr& expression, std::string_view word) {
  if (!expression) return {};
  ExpressionUse use;
  use.aggregates_forbidden_in = word;
  auto type = check(*expression, Scope{}, use);
  if (!type) {
    if (type.error().detail != "UndefinedVariable") return std::move(type).error();
    return messages::syntax("NonConstantExpression",
                            std::string(word) + " cannot depend on variables", expression->span);
  }
  if (!accepts({StaticType::integer}, type->base)) {
    return messages::invalid_argument(word, "an integer", type->base, expression->span);
  }
  const bool negative = expression->kind == ExpressionKind::unary &&
                        as<UnaryExpression>(*expression).op == UnaryOperator::minus &&
                        as<UnaryExpression>(*expression).operand->kind == ExpressionKind::literal;
  const bool negative_literal = expression->kind == ExpressionKind::literal &&
                                as<LiteralExpression>(*expression).value.is_integer() &&
                                as<LiteralExpression>(*expression).value.as_integer() < 0;
  if (negative || negative_literal) {
    return messages::syntax("NegativeIntegerArgument",
                            std::string(word) + " needs an integer that is not negative",
                            expression->span);
  }
  return {};
}

}  // namespace entente::query
