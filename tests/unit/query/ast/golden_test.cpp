#include "tests/support/golden.hpp"

#include <gtest/gtest.h>

#include "query/ast/ast_builder.hpp"
#include "query/ast/ast_dump.hpp"

namespace entente::query {
namespace {

std::string dump_or_error(std::string_view text) {
  const auto statement = parse_statement(text);
  return statement ? dump_statement(*statement) : statement.error().render(text) + "\n";
}

std::string dump_one_expression(std::string_view text) {
  // WHERE takes patterns as well as values.
  const auto statement = parse_statement("MATCH (_) WHERE " + std::string(text));
  if (!statement) return statement.error().message + "\n";
  const auto& clauses = std::get<Query>(statement->body).parts[0].clauses;
  return dump_expression(*as<MatchClause>(*clauses[0]).where) + "\n";
}

std::string error_of(std::string_view text) {
  const auto statement = parse_statement(text);
  if (statement) return "no error\n";
  const Error& error = statement.error();
  EXPECT_EQ(error.phase, Phase::compile_time);
  EXPECT_EQ(error.error_class, ErrorClass::syntax_error);
  EXPECT_LE(error.span.begin, error.span.end);
  EXPECT_LE(error.span.end, text.size());
  return error.detail + "\n" + error.render(text) + "\n";
}

TEST(AstGolden, Expressions) {
  entente::testing::check_golden("ast/expressions.golden", dump_one_expression);
}

TEST(AstGolden, Statements) {
  entente::testing::check_golden("ast/statements.golden", dump_or_error);
}

TEST(AstGolden, SyntaxErrors) { entente::testing::check_golden("error/syntax.golden", error_of); }

}  // namespace
}  // namespace entente::query
