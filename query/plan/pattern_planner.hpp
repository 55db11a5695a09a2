#pragma once

#include <vector>

#include "query/plan/pattern_graph.hpp"

namespace entente::query {

/// Plans some path patterns matched together (relationships different from each other unless `mode`
/// allows them to repeat), with an optional condition, on top of `input`. What the pattern refers
/// to from before must be bound in the input's rows. `introduced` gets the symbols that are new.
Result<LogicalOperatorPtr> plan_pattern(PlanContext& context,
                                        const std::vector<const PathPattern*>& paths,
                                        const Expression* where, LogicalOperatorPtr input,
                                        SymbolSet& introduced,
                                        MatchMode mode = MatchMode::different_relationships);

}  // namespace entente::query
