#pragma once

#include "entente/result.hpp"
#include "query/plan/logical_plan.hpp"
#include "query/plan/statistics.hpp"
#include "query/semantic/analyzer.hpp"

namespace entente::query {

/// What every part of the planner works on: the plan that grows, what analysis found, and
/// statistics. Clause planners are free functions over it, one file per family of clauses.
struct PlanContext {
  LogicalPlan& plan;
  const SemanticInfo& info;
  Statistics& statistics;
  const ProcedureCatalog& procedures;
  /// Patterns may be matched in parts that are joined.
  bool hash_joins = true;

  /// A new symbol of the planner's own.
  Slot fresh(StaticType type, std::string name = {});
  /// The slot analysis gave to an AST object; it must have one.
  [[nodiscard]] Slot slot_of(const void* object) const;
  /// The slot of a pattern variable; anonymous ones get a symbol at first use.
  Slot slot_of(const BindingVariable& variable, StaticType type);
  /// True if the variable refers to something bound before.
  [[nodiscard]] bool is_reference(const BindingVariable& variable) const;

  /// Puts `op` on top of `input` and estimates it.
  LogicalOperatorPtr add(LogicalOperatorPtr op, LogicalOperatorPtr input);
  /// The same for operators with a left and a right side.
  LogicalOperatorPtr add(LogicalOperatorPtr op, LogicalOperatorPtr left, LogicalOperatorPtr right);
  /// Filters by a predicate of the text, split into its conjuncts; plans the subqueries in it.
  Result<LogicalOperatorPtr> add_filter(const Expression& predicate, LogicalOperatorPtr input);
  /// A leaf for a subplan.
  static LogicalOperatorPtr argument();
};

/// Plans the subqueries inside an expression; must be called for every expression of the statement
/// before an operator uses it.
Status prepare(PlanContext& context, const Expression& expression);
/// The same for one that may be absent.
Status prepare(PlanContext& context, const ExpressionPtr& expression);

// ---- query_planner.cpp -------------------------------------------------------------------------

/// Plans a query on top of `leaf` rows: the parts of a UNION each get a leaf of their own. `result`
/// gets the symbols of the result columns, in order; empty without a result.
Result<LogicalOperatorPtr> plan_query(PlanContext& context, const Query& query,
                                      std::vector<Slot>& result);
/// Plans one clause on top of `input`; `result` is set by RETURN and standalone CALL.
Result<LogicalOperatorPtr> plan_clause(PlanContext& context, const Clause& clause,
                                       LogicalOperatorPtr input, std::vector<Slot>& result);

// ---- one file per clause family
// ------------------------------------------------------------------

Result<LogicalOperatorPtr> plan_match(PlanContext& context, const MatchClause& clause,
                                      LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_projection(PlanContext& context, const Projection& projection,
                                           LogicalOperatorPtr input, std::vector<Slot>& result);
/// ORDER BY, SKIP and LIMIT, whichever are there.
Result<LogicalOperatorPtr> plan_bounds(PlanContext& context, const std::vector<SortItem>& order_by,
                                       const ExpressionPtr& skip, const ExpressionPtr& limit,
                                       LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_let(PlanContext& context, const LetClause& clause,
                                    LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_order_by(PlanContext& context, const OrderByClause& clause,
                                         LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_unwind(PlanContext& context, const UnwindClause& clause,
                                       LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_create(PlanContext& context, const CreateClause& clause,
                                       LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_merge(PlanContext& context, const MergeClause& clause,
                                      LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_set(PlanContext& context, const SetClause& clause,
                                    LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_remove(PlanContext& context, const RemoveClause& clause,
                                       LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_delete(PlanContext& context, const DeleteClause& clause,
                                       LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_foreach(PlanContext& context, const ForeachClause& clause,
                                        LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_call_subquery(PlanContext& context,
                                              const CallSubqueryClause& clause,
                                              LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_call_procedure(PlanContext& context,
                                               const CallProcedureClause& clause,
                                               LogicalOperatorPtr input, std::vector<Slot>& result);
Result<LogicalOperatorPtr> plan_load_csv(PlanContext& context, const LoadCsvClause& clause,
                                         LogicalOperatorPtr input);
Result<LogicalOperatorPtr> plan_schema_command(PlanContext& context, const SchemaCommand& command);

/// A fresh operator of type T.
template <class T>
std::unique_ptr<T> make_operator() {
  return std::make_unique<T>();
}

}  // namespace entente::query
