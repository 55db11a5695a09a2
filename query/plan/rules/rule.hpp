#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "query/plan/logical_plan.hpp"
#include "query/plan/statistics.hpp"

namespace entente::query {

/// What rewrite rules work on.
struct RuleContext {
  LogicalPlan& plan;
  Statistics& statistics;
};

/// A rewrite of a plan that changes its speed, never its answers. Every rule can be switched off
/// (bit `bit` of QueryOptions::disabled_rules), so that tests can compare.
struct Rule {
  std::string_view name;
  unsigned bit;
  /// Rewrites one operator tree: the plan's own, or that of one subquery. nullptr: the choice is
  /// made when patterns are ordered.
  void (*rewrite)(RuleContext& context, LogicalOperatorPtr& root);
  /// It may rely on the exact counts of the transaction (LogicalPlan::assumptions), which views of
  /// another time do not have.
  bool relies_on_counts = false;
};

/// All rules in the order in which they run.
std::span<const Rule> all_rules();

/// Bit of the rule by which patterns are matched in parts that are joined by a table.
inline constexpr unsigned hash_join_bit = 24;

/// The bits of the rules that rely on exact counts.
std::uint64_t rules_on_exact_counts();

/// Runs the rules that are not disabled over the plan and the plans of its subqueries.
void apply_rules(RuleContext& context, std::uint64_t disabled_rules);

/// Calls `visit` for every operator of the tree, children first; it may replace the operator.
void rewrite_bottom_up(LogicalOperatorPtr& op,
                       const std::function<void(LogicalOperatorPtr&)>& visit);

/// Takes an operator with one child out of the tree; its child takes its place.
void remove_operator(LogicalOperatorPtr& op);

/// True if something in the tree writes.
bool has_updates(const LogicalOperator& op);

// ---- the rules, each in the file of its name ----------------------------------------------------

void filter_pushdown(RuleContext& context, LogicalOperatorPtr& root);
void expand_into(RuleContext& context, LogicalOperatorPtr& root);
void index_selection(RuleContext& context, LogicalOperatorPtr& root);
void relationship_index(RuleContext& context, LogicalOperatorPtr& root);
void label_scan_choice(RuleContext& context, LogicalOperatorPtr& root);
void top_n(RuleContext& context, LogicalOperatorPtr& root);
void limit_pushdown(RuleContext& context, LogicalOperatorPtr& root);
void implied_labels(RuleContext& context, LogicalOperatorPtr& root);
void semi_apply(RuleContext& context, LogicalOperatorPtr& root);
void degree_test(RuleContext& context, LogicalOperatorPtr& root);
void hash_semi_join(RuleContext& context, LogicalOperatorPtr& root);
void count_tree(RuleContext& context, LogicalOperatorPtr& root);
void count_cycle(RuleContext& context, LogicalOperatorPtr& root);
void count_degree(RuleContext& context, LogicalOperatorPtr& root);
void late_projection(RuleContext& context, LogicalOperatorPtr& root);
void distinct_ends(RuleContext& context, LogicalOperatorPtr& root);
void expand_ends(RuleContext& context, LogicalOperatorPtr& root);
void count_distinct(RuleContext& context, LogicalOperatorPtr& root);
void eager_removal(RuleContext& context, LogicalOperatorPtr& root);
void projection_pruning(RuleContext& context, LogicalOperatorPtr& root);

}  // namespace entente::query
