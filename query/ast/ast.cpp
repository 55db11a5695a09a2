#include "query/ast/clause.hpp"
#include "query/ast/expression.hpp"
#include "query/ast/pattern.hpp"
#include "query/ast/statement.hpp"

// Destructors of types that own trees declared elsewhere; defined where all types are complete.
namespace entente::query {

Expression::~Expression() = default;
Clause::~Clause() = default;

PatternComprehensionExpression::PatternComprehensionExpression() = default;
PatternComprehensionExpression::~PatternComprehensionExpression() = default;
PatternPredicateExpression::PatternPredicateExpression() = default;
PatternPredicateExpression::~PatternPredicateExpression() = default;
ShortestPathExpression::ShortestPathExpression() = default;
ShortestPathExpression::~ShortestPathExpression() = default;
SubqueryExpression::SubqueryExpression() = default;
SubqueryExpression::~SubqueryExpression() = default;
CallSubqueryClause::CallSubqueryClause() = default;
CallSubqueryClause::~CallSubqueryClause() = default;

}  // namespace entente::query
