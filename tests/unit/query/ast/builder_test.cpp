#include <gtest/gtest.h>

#include <string>

#include "query/ast/ast_builder.hpp"
#include "query/ast/ast_dump.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

Statement parse(const std::string& text) {
  auto statement = parse_statement(text);
  EXPECT_TRUE(statement) << statement.error().render(text);
  return std::move(*statement);
}

const Projection& last_projection(const Statement& statement) {
  return as<ReturnClause>(*std::get<Query>(statement.body).parts.back().clauses.back()).projection;
}

std::string text_at(const std::string& text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

TEST(ColumnNames, AreTheTextAsWritten) {
  const Statement statement =
      parse("MATCH (n) RETURN n.name , count( * ), (1+2) /* sum */, n, `n`, cOUnt(n) AS total");
  const auto& items = last_projection(statement).items;
  ASSERT_EQ(items.size(), 6U);
  EXPECT_EQ(items[0].name, "n.name");
  EXPECT_EQ(items[1].name, "count( * )");
  EXPECT_EQ(items[2].name, "(1+2)");
  EXPECT_EQ(items[3].name, "n");
  EXPECT_EQ(items[4].name, "n");
  EXPECT_EQ(items[5].name, "total");
  EXPECT_TRUE(items[5].aliased);
  EXPECT_FALSE(items[0].aliased);
}

TEST(Spans, CoverExactlyTheExpression) {
  const std::string text = "RETURN  ( a + b ) * -c.d [ 0 ] , x IS NOT NULL , NOT  p";
  const Statement statement = parse(text);
  const auto& items = last_projection(statement).items;
  const auto& product = as<BinaryExpression>(*items[0].expression);
  EXPECT_EQ(text_at(text, product.span), "( a + b ) * -c.d [ 0 ]");
  EXPECT_EQ(text_at(text, product.operator_span), "*");
  EXPECT_EQ(text_at(text, product.left->span), "( a + b )");
  EXPECT_EQ(text_at(text, product.right->span), "-c.d [ 0 ]");
  const auto& element = as<SubscriptExpression>(*as<UnaryExpression>(*product.right).operand);
  EXPECT_EQ(text_at(text, element.subject->span), "c.d");
  EXPECT_EQ(text_at(text, as<PropertyExpression>(*element.subject).key_span), "d");
  EXPECT_EQ(text_at(text, items[1].expression->span), "x IS NOT NULL");
  EXPECT_EQ(text_at(text, items[2].expression->span), "NOT  p");
}

TEST(Spans, OfClausesAndPatterns) {
  const std::string text = "MATCH p = (a:A)-[r:T]->(b)  WHERE a.x  RETURN a";
  const Statement statement = parse(text);
  const auto& part = std::get<Query>(statement.body).parts[0];
  EXPECT_EQ(text_at(text, part.clauses[0]->span), "MATCH p = (a:A)-[r:T]->(b)  WHERE a.x");
  EXPECT_EQ(text_at(text, part.clauses[1]->span), "RETURN a");
  const PathPattern& path = as<MatchClause>(*part.clauses[0]).pattern.paths[0];
  EXPECT_EQ(text_at(text, path.span), "p = (a:A)-[r:T]->(b)");
  EXPECT_EQ(text_at(text, path.variable.span), "p");
  const auto& node = std::get<NodePattern>(path.elements[0].value);
  EXPECT_EQ(text_at(text, node.span), "(a:A)");
  EXPECT_EQ(text_at(text, node.variable.span), "a");
  EXPECT_EQ(text_at(text, node.labels->span), "A");
  const auto& relationship = std::get<RelationshipPattern>(path.elements[1].value);
  EXPECT_EQ(text_at(text, relationship.span), "-[r:T]->");
  EXPECT_EQ(text_at(text, relationship.types->span), "T");
}

TEST(ProcedureCalls, KnowWhetherTheyStandAlone) {
  const auto standalone = [](const std::string& text) {
    const Statement statement = parse(text);
    for (const ClausePtr& clause : std::get<Query>(statement.body).parts[0].clauses) {
      if (clause->kind == ClauseKind::call_procedure) {
        return as<CallProcedureClause>(*clause).standalone;
      }
    }
    ADD_FAILURE() << "no call in " << text;
    return false;
  };
  EXPECT_TRUE(standalone("CALL a.b"));
  EXPECT_TRUE(standalone("CALL a.b() YIELD x"));
  EXPECT_FALSE(standalone("CALL a.b() YIELD x RETURN x"));
  EXPECT_FALSE(standalone("CALL a.b() UNION CALL a.b()"));
}

std::string chain(std::string_view head, std::string_view link, std::size_t count) {
  std::string text(head);
  for (std::size_t i = 0; i < count; ++i) text += link;
  return text;
}

TEST(LongChains, OfLogicalOperatorsAreBalanced) {
  for (const std::string_view link : {" AND a = 1", " OR a.b", " XOR NOT a"}) {
    const auto statement = parse_statement(chain("RETURN a", link, 20'000));
    ASSERT_TRUE(statement) << statement.error().message;
  }
}

TEST(LongChains, OfOtherOperatorsAreLimited) {
  for (const std::string_view link : {" + a", " - a", " * a", " IS NULL", ".a", "[0]", " IN a"}) {
    EXPECT_TRUE(parse_statement(chain("RETURN a", link, 900))) << link;
    const auto refused = parse_statement(chain("RETURN a", link, 20'000));
    ASSERT_FALSE(refused) << link;
    EXPECT_EQ(refused.error().error_class, ErrorClass::limit_exceeded);
    EXPECT_EQ(refused.error().phase, Phase::compile_time);
  }
  for (const std::string prefix : {"NOT ", "-", "+"}) {
    EXPECT_TRUE(parse_statement("RETURN " + chain("", prefix, 900) + "a")) << prefix;
    EXPECT_FALSE(parse_statement("RETURN " + chain("", prefix, 20'000) + "a")) << prefix;
  }
  EXPECT_FALSE(parse_statement("MATCH (n:" + chain("", "!", 20'000) + "A) RETURN n"));
}

TEST(LongChains, LimitCountsNestingAndChainsTogether) {
  // Ten levels of brackets with a chain of 150 on each are deeper than the limit, though neither
  // the nesting nor any chain is.
  std::string text = "a";
  for (int i = 0; i < 10; ++i) text = "(" + chain(text, " + a", 150) + ")";
  EXPECT_FALSE(parse_statement("RETURN " + text));
}

TEST(LongChains, ThatAreFlatAreNotLimited) {
  EXPECT_TRUE(parse_statement("RETURN [" + chain("1", ", 1", 100'000) + "]"));
  EXPECT_TRUE(parse_statement("RETURN " + chain("a", " < a", 20'000)));
  EXPECT_TRUE(parse_statement(chain("MATCH (a)", "-->()", 20'000) + " RETURN a"));
  EXPECT_TRUE(parse_statement(chain("RETURN 1", " UNION RETURN 1", 5'000)));
  EXPECT_TRUE(parse_statement("RETURN CASE" + chain("", " WHEN a THEN 1", 20'000) + " END"));
}

}  // namespace
}  // namespace entente::query
