#pragma once

#include <string_view>

#include "entente/result.hpp"
#include "query/ast/statement.hpp"

namespace entente::query {

/// Parses one statement (a trailing ';' is allowed) and builds its tree. Errors are compile-time
/// syntax errors with a span into `text`: what the grammar refuses (furthest failure), and what
/// the TCK calls SyntaxError but needs no scopes (literal overflow, invalid unicode escapes,
/// UnexpectedSyntax, InvalidRelationshipPattern, …). Linear in the length of the text.
Result<Statement> parse_statement(std::string_view text);

}  // namespace entente::query
