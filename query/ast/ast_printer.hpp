#pragma once

#include <string>

#include "query/ast/statement.hpp"

namespace entente::query {

/// Query text that parses to the same tree (spans aside): parentheses only where precedence asks
/// for them, keywords in capitals, names in backquotes where they need them. Clauses are separated
/// by blanks; the result is one line unless a name contains a line break.
std::string print_statement(const Statement& statement);
std::string print_query(const Query& query);
std::string print_clause(const Clause& clause);
std::string print_expression(const Expression& expression);
std::string print_path_pattern(const PathPattern& pattern);
std::string print_label_expression(const LabelExpression& labels);

}  // namespace entente::query
