#include "query/plan/rules/eagerness.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente::query {

/// Keeps Eager only where effects can really meet, so that independent updates stream.
void eager_removal(RuleContext& context, LogicalOperatorPtr& root) {
  insert_eager(context.plan, root, true);
}

}  // namespace entente::query
