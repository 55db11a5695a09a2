#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "entente/result.hpp"
#include "entente/result_set.hpp"
#include "query/plan/logical_plan.hpp"
#include "query/semantic/analyzer.hpp"

namespace entente::storage {
class StatisticsCache;
class Transaction;
}  // namespace entente::storage

namespace entente::query {

/// Plans an analysed statement: clause by clause, patterns by cost from the transaction's
/// statistics, then the rewrite rules of plan/rules (bit i of `disabled_rules` switches rule i
/// off). `samples` gives histograms of values and degrees; nullptr: there are none. The plan
/// depends on the schema and statistics only for speed, never for its answers.
Result<LogicalPlan> make_plan(std::shared_ptr<const Statement> statement, SemanticInfo info,
                              std::string_view text, storage::Transaction& transaction,
                              const ProcedureCatalog& procedures, std::uint64_t disabled_rules = 0,
                              storage::StatisticsCache* samples = nullptr);

/// The plan as EXPLAIN shows it: operator names, details (symbols, labels, predicates as text) and
/// estimates.
PlanNode describe(const LogicalPlan& plan);
/// Description of one operator without its children.
PlanNode describe_operator(const LogicalOperator& op, const LogicalPlan& plan);

}  // namespace entente::query
