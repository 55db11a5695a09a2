#pragma once

#include <functional>

#include "query/ast/expression.hpp"

namespace entente::query {

/// Calls `visit` for every direct child expression, in the order of the text. Patterns and
/// subqueries are not entered: they have scopes of their own.
void for_each_child(const Expression& expression,
                    const std::function<void(const Expression&)>& visit);

/// True if the two expressions are written alike: same shape, names and literals; blanks, and the
/// case of keywords and function names, do not matter. Patterns and subqueries are never equal.
bool same_expression(const Expression& a, const Expression& b);

}  // namespace entente::query
