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
  };
  Kind kind = Kind::scan;
  std::size_t index = 0;
  bool from_left = true;
};

/// In which order to match a pattern. Costs count nodes and relationships touched; they come from
/// statistics. For every start node of a component the cheapest next step is taken again and again,
/// and the start whose steps cost least in sum wins. Nodes found through a unique value are bound
/// first, because that costs one lookup and turns expansions into tests.
/// `rows` is the number of rows the pattern is matched for.
std::vector<PatternStep> order_pattern(const PatternGraph& graph, const LogicalPlan& plan,
                                       Statistics& statistics, double rows);

}  // namespace entente::query
