#include "query/plan/pattern_planner.hpp"

namespace entente::query {

/// MATCH continues the rows below it; OPTIONAL MATCH is run for each of them and gives nulls where
/// pattern and condition together have no row.
Result<LogicalOperatorPtr> plan_match(PlanContext& context, const MatchClause& clause,
                                      LogicalOperatorPtr input) {
  std::vector<const PathPattern*> paths;
  for (const auto& path : clause.pattern.paths) paths.push_back(&path);
  SymbolSet introduced;
  if (!clause.optional) {
    return plan_pattern(context, paths, clause.where.get(), std::move(input), introduced,
                        clause.pattern.mode);
  }
  ENTENTE_ASSIGN(LogicalOperatorPtr right,
                 plan_pattern(context, paths, clause.where.get(), PlanContext::argument(),
                              introduced, clause.pattern.mode));
  auto optional = make_operator<Optional>();
  optional->nullable = introduced.slots();
  return context.add(std::move(optional), std::move(input), std::move(right));
}

}  // namespace entente::query
