#pragma once

#include <string>

#include "query/ast/statement.hpp"

namespace entente::query {

/// The structure of a tree as nested lists, one clause per line: for tests and debugging. Two trees
/// with the same dump mean the same; spans and the column names that follow from the text of an
/// expression are left out. `1 + 2 * 3` is `(+ 1 (* 2 3))`.
std::string dump_statement(const Statement& statement);
std::string dump_expression(const Expression& expression);

}  // namespace entente::query
