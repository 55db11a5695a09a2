#include <algorithm>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/plan_context.hpp"

namespace entente::query {
namespace {

/// WITH and RETURN, step by step: columns, DISTINCT, ORDER BY, SKIP, LIMIT.
class ProjectionPlanner {
 public:
  ProjectionPlanner(PlanContext& context, const Projection& projection, LogicalOperatorPtr input)
      : context_(context), projection_(projection), op_(std::move(input)) {}

  Result<LogicalOperatorPtr> run(std::vector<Slot>& result) {
    for (const auto& item : projection_.items) ENTENTE_TRY(prepare(context_, *item.expression));
    add_star();
    const auto aggregates = context_.info.aggregates.find(&projection_);
    if (aggregates != context_.info.aggregates.end() && !aggregates->second.empty()) {
      add_aggregation(aggregates->second);
    } else {
      for (const auto& item : projection_.items) columns_.push_back(column_of(item));
      auto project = make_operator<Project>();
      project->items = columns_;
      put(std::move(project));
    }
    if (projection_.distinct) {
      auto distinct = make_operator<Distinct>();
      distinct->keys = targets_;
      put(std::move(distinct));
    }
    result = targets_;
    return plan_bounds(context_, projection_.order_by, projection_.skip, projection_.limit,
                       std::move(op_));
  }

 private:
  void put(LogicalOperatorPtr op) { op_ = context_.add(std::move(op), std::move(op_)); }

  void add_star() {
    const auto stars = context_.info.stars.find(&projection_);
    if (stars == context_.info.stars.end()) return;
    for (const auto& star : stars->second) {
      columns_.push_back({star.target, nullptr, star.source});
      targets_.push_back(star.target);
      context_.statistics.note_copy(star.source, star.target);
    }
  }

  ProjectItem column_of(const ProjectionItem& item) {
    const Slot target = context_.slot_of(&item);
    targets_.push_back(target);
    const Slot source = symbol_if_column(*item.expression, context_.plan);
    if (source == no_slot) return {target, item.expression.get(), no_slot};
    context_.statistics.note_copy(source, target);
    return {target, nullptr, source};
  }

  static bool contains_any(const Expression& expression,
                           const std::vector<const FunctionCallExpression*>& calls) {
    bool found = false;
    walk(expression, [&](const Expression& part) {
      for (const auto* call : calls) found = found || call == &part;
    });
    return found;
  }

  /// Items without aggregates are the grouping keys. An item that is just one aggregate takes its
  /// value at once; what is computed from aggregates follows in a projection of its own.
  void add_aggregation(const std::vector<const FunctionCallExpression*>& calls) {
    auto aggregate = make_operator<Aggregate>();
    auto after = make_operator<Project>();
    aggregate->keys = columns_;
    for (const auto& item : projection_.items) {
      const Expression& expression = *item.expression;
      if (!contains_any(expression, calls)) {
        aggregate->keys.push_back(column_of(item));
        continue;
      }
      const Slot target = context_.slot_of(&item);
      targets_.push_back(target);
      const bool whole = expression.kind == ExpressionKind::function_call &&
                         std::find(calls.begin(), calls.end(), &expression) != calls.end();
      if (whole) {
        const auto& call = as<FunctionCallExpression>(expression);
        aggregate->aggregates.push_back({target, &call});
        context_.plan.computed[&call] = target;
      } else {
        after->items.push_back({target, &expression, no_slot});
      }
    }
    for (const auto* call : calls) {
      if (context_.plan.computed.contains(call)) continue;
      const Slot target = context_.fresh(StaticType::any);
      aggregate->aggregates.push_back({target, call});
      context_.plan.computed[call] = target;
    }
    put(std::move(aggregate));
    if (!after->items.empty()) put(std::move(after));
  }

  PlanContext& context_;
  const Projection& projection_;
  LogicalOperatorPtr op_;
  std::vector<ProjectItem> columns_;
  std::vector<Slot> targets_;
};

}  // namespace

Result<LogicalOperatorPtr> plan_projection(PlanContext& context, const Projection& projection,
                                           LogicalOperatorPtr input, std::vector<Slot>& result) {
  return ProjectionPlanner(context, projection, std::move(input)).run(result);
}

Result<LogicalOperatorPtr> plan_bounds(PlanContext& context, const std::vector<SortItem>& order_by,
                                       const ExpressionPtr& skip, const ExpressionPtr& limit,
                                       LogicalOperatorPtr input) {
  LogicalOperatorPtr op = std::move(input);
  if (!order_by.empty()) {
    auto sort = make_operator<Sort>();
    for (const auto& item : order_by) {
      ENTENTE_TRY(prepare(context, *item.expression));
      const Slot source = symbol_if_column(*item.expression, context.plan);
      const Expression* expression = source == no_slot ? item.expression.get() : nullptr;
      sort->keys.push_back({expression, source, item.descending});
    }
    op = context.add(std::move(sort), std::move(op));
  }
  if (skip) {
    ENTENTE_TRY(prepare(context, *skip));
    auto bound = make_operator<Skip>();
    bound->count = skip.get();
    op = context.add(std::move(bound), std::move(op));
  }
  if (limit) {
    ENTENTE_TRY(prepare(context, *limit));
    auto bound = make_operator<Limit>();
    bound->count = limit.get();
    op = context.add(std::move(bound), std::move(op));
  }
  return op;
}

Result<LogicalOperatorPtr> plan_order_by(PlanContext& context, const OrderByClause& clause,
                                         LogicalOperatorPtr input) {
  return plan_bounds(context, clause.order_by, clause.skip, clause.limit, std::move(input));
}

Result<LogicalOperatorPtr> plan_let(PlanContext& context, const LetClause& clause,
                                    LogicalOperatorPtr input) {
  auto project = make_operator<Project>();
  for (const auto& item : clause.items) {
    ENTENTE_TRY(prepare(context, *item.value));
    const Slot target = context.slot_of(&item.variable);
    const Slot source = symbol_if_column(*item.value, context.plan);
    const Expression* expression = source == no_slot ? item.value.get() : nullptr;
    if (source != no_slot) context.statistics.note_copy(source, target);
    project->items.push_back({target, expression, source});
  }
  return context.add(std::move(project), std::move(input));
}

}  // namespace entente::query
