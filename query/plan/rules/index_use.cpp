#include "query/plan/rules/index_use.hpp"

namespace entente::query {

bool can_answer_equality(storage::IndexKind kind, const Expression& value) {
  if (storage::holds_all_kinds(kind)) return true;
  if (kind == storage::IndexKind::text) {
    return value.kind == ExpressionKind::literal && as<LiteralExpression>(value).value.is_string();
  }
  if (kind != storage::IndexKind::point || value.kind != ExpressionKind::function_call)
    return false;
  return as<FunctionCallExpression>(value).name == "point";
}

storage::StringMatch string_match(PropertyPredicate::Kind kind) {
  switch (kind) {
    case PropertyPredicate::Kind::infix: return storage::StringMatch::infix;
    case PropertyPredicate::Kind::suffix: return storage::StringMatch::suffix;
    default: return storage::StringMatch::prefix;
  }
}

}  // namespace entente::query
