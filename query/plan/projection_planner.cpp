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
    ENTENTE_TRY(add_sort());
    ENTENTE_TRY(add_bounds());
    result = targets_;
    return std::move(op_);
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

  Status add_sort() {
    if (projection_.order_by.empty()) return {};
    auto sort = make_operator<Sort>();
    for (const auto& item : projection_.order_by) {
      ENTENTE_TRY(prepare(context_, *item.expression));
      const Slot source = symbol_if_column(*item.expression, context_.plan);
      const Expression* expression = source == no_slot ? item.expression.get() : nullptr;
      sort->keys.push_back({expression, source, item.descending});
    }
    put(std::move(sort));
    return {};
  }

  Status add_bounds() {
    if (projection_.skip) {
      ENTENTE_TRY(prepare(context_, *projection_.skip));
      auto skip = make_operator<Skip>();
      skip->count = projection_.skip.get();
      put(std::move(skip));
    }
    if (projection_.limit) {
      ENTENTE_TRY(prepare(context_, *projection_.limit));
      auto limit = make_operator<Limit>();
      limit->count = projection_.limit.get();
      put(std::move(limit));
    }
    return {};
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

}  // namespace entente::query
