#pragma once

#include <vector>

#include "query/plan/pattern_graph.hpp"

namespace entente::query {

/// One step of matching a pattern.
struct PatternStep {
  enum class Kind : std::uint8_t {
    scan,      // bind node `index` from the graph
    endpoint,  // bind an end of the bound relationship `index`: the left one if from_left
    expand,    // follow relationship `index`, from its left end if from_left
    join,      // join with what the steps of `right` match, apart from everything before
  };
  Kind kind = Kind::scan;
  std::size_t index = 0;
  bool from_left = true;
  std::vector<PatternStep> right;
  /// Of a join: comparisons `a = b` of which one side is known on the left, one on the right. Nodes
  /// that both sides bind are compared in any case.
  std::vector<const Expression*> equalities;
  /// Estimated share of the pairs of rows that agree in nodes and equalities.
  double share = 1;
  /// ExpandSpec::skew of an expansion.
  double skew = 1;
};

/// In which order to match a pattern: the cheapest found by dynamic programming over the connected
/// parts of the pattern (Selinger et al. 1979; with bushy trees as in Moerkotte and Neumann 2006),
/// where a part is grown by following a relationship from either end, by binding a node through an
/// index, or by a hash join with another part. Large patterns keep only the cheapest parts of each
/// size, so that the time stays bounded. Costs come from statistics (query/plan/cost.hpp).
/// `rows` is the number of rows the pattern is matched for; `joins` allows hash joins.
std::vector<PatternStep> order_pattern(const PatternGraph& graph, const LogicalPlan& plan,
                                       Statistics& statistics, double rows, bool joins);

}  // namespace entente::query
