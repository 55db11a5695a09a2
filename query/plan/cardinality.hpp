#pragma once

#include "query/plan/path_automaton.hpp"
#include "query/plan/statistics.hpp"

namespace entente::query {

/// Sets `op.estimated_rows` from its children's estimates. The right side of apply-like operators
/// is estimated for one left row.
void estimate(LogicalOperator& op, const LogicalPlan& plan, Statistics& statistics);

/// The same for a whole subtree, from the leaves up.
void estimate_tree(LogicalOperator& op, const LogicalPlan& plan, Statistics& statistics);

/// How many relationship lists a variable-length pattern gives for one start node, at this mean
/// number of relationships per node.
double path_fan_out(double degree, std::uint64_t lower, std::optional<std::uint64_t> upper);

/// How many paths of a pattern there are from one node, given that each of its conditions keeps
/// what it keeps elsewhere.
double automaton_fan_out(const PathAutomaton& automaton,
                         const std::vector<PathCondition>& conditions, const LogicalPlan& plan,
                         Statistics& statistics);

/// Share of the relationships of a type that an index finds.
double index_share(const IndexAccess& access, const std::string& type, Statistics& statistics);

}  // namespace entente::query
