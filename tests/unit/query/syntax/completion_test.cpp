#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "entente/language.hpp"

namespace entente {
namespace {

/// The context at the '^' of the text.
CompletionContext at_caret(std::string text) {
  const std::size_t cursor = text.find('^');
  text.erase(cursor, 1);
  return completion_context(text, cursor);
}

bool offers_keyword(const CompletionContext& context, std::string_view word) {
  return std::find(context.keywords.begin(), context.keywords.end(), word) !=
         context.keywords.end();
}

TEST(Completion, BeginsWithClauses) {
  const CompletionContext context = at_caret("^");
  EXPECT_TRUE(offers_keyword(context, "MATCH"));
  EXPECT_TRUE(offers_keyword(context, "CREATE"));
  EXPECT_TRUE(offers_keyword(context, "EXPLAIN"));
  EXPECT_TRUE(offers_keyword(context, "SHOW"));
  EXPECT_FALSE(offers_keyword(context, "WHERE"));
  EXPECT_FALSE(context.offers(CompletionKind::label));
}

TEST(Completion, GivesTheWordToReplace) {
  const CompletionContext context = at_caret("MATCH (n) RETU^");
  EXPECT_EQ(context.replaced.begin, 10U);
  EXPECT_EQ(context.replaced.end, 14U);
  EXPECT_TRUE(offers_keyword(context, "RETURN"));
  EXPECT_TRUE(offers_keyword(context, "WHERE"));
}

TEST(Completion, KnowsNamesByTheirPlace) {
  EXPECT_TRUE(at_caret("MATCH (n:^").offers(CompletionKind::label));
  EXPECT_TRUE(at_caret("MATCH (n:Pers^) RETURN n").offers(CompletionKind::label));
  EXPECT_TRUE(at_caret("MATCH (n:A|^").offers(CompletionKind::label));
  EXPECT_TRUE(at_caret("MATCH (n)-[:^").offers(CompletionKind::relationship_type));
  EXPECT_TRUE(at_caret("MATCH (n)-[r:A|^").offers(CompletionKind::relationship_type));
  EXPECT_TRUE(at_caret("MATCH (n) RETURN n.^").offers(CompletionKind::property_key));
  EXPECT_TRUE(at_caret("MATCH (n) RETURN n.na^").offers(CompletionKind::property_key));
  EXPECT_TRUE(at_caret("MATCH (n {^").offers(CompletionKind::property_key));
  EXPECT_TRUE(at_caret("CALL db.^").offers(CompletionKind::procedure));
  EXPECT_TRUE(at_caret("CALL ^").offers(CompletionKind::procedure));
  EXPECT_TRUE(at_caret("RETURN $^").offers(CompletionKind::parameter));
  EXPECT_TRUE(at_caret("RETURN x IS :: ^").offers(CompletionKind::value_type));
}

TEST(Completion, FallsBackOnNeighboursInsideUnfinishedPatterns) {
  EXPECT_TRUE(at_caret("MATCH (n) WHERE (n)-[:^").offers(CompletionKind::relationship_type));
  EXPECT_TRUE(at_caret("MATCH (n) WHERE (n)-[:T]->(:^").offers(CompletionKind::label));
}

TEST(Completion, OffersVariablesOfTheStatement) {
  const CompletionContext context =
      at_caret("RETURN 1 AS other; MATCH (person:Person)-[r]->(city) WHERE p^ RETURN city");
  EXPECT_TRUE(context.offers(CompletionKind::variable));
  EXPECT_TRUE(context.offers(CompletionKind::function));
  EXPECT_EQ(context.variables, (std::vector<std::string>{"city", "person", "r"}));
  EXPECT_TRUE(offers_keyword(context, "NOT"));
  EXPECT_TRUE(offers_keyword(context, "EXISTS"));
}

TEST(Completion, OffersOperatorsBehindAnOperand) {
  const CompletionContext context = at_caret("MATCH (n) WHERE n.x ^");
  EXPECT_TRUE(offers_keyword(context, "STARTS"));
  EXPECT_TRUE(offers_keyword(context, "IS"));
  EXPECT_TRUE(offers_keyword(context, "RETURN"));
  EXPECT_FALSE(context.offers(CompletionKind::variable));
}

TEST(Completion, OffersSchemaWordsBehindCreate) {
  const CompletionContext context = at_caret("CREATE ^");
  EXPECT_TRUE(offers_keyword(context, "INDEX"));
  EXPECT_TRUE(offers_keyword(context, "CONSTRAINT"));
  EXPECT_TRUE(offers_keyword(at_caret("DROP ^"), "INDEX"));
}

TEST(Completion, OffersNothingInTextsCommentsAndAfterErrors) {
  EXPECT_TRUE(at_caret("RETURN 'ab ^").kinds.empty());
  EXPECT_TRUE(at_caret("RETURN 1 // ab ^").kinds.empty());
  EXPECT_TRUE(at_caret("RETURN 1 /* ab ^").kinds.empty());
  EXPECT_TRUE(at_caret("RETURN ) ^").kinds.empty());
}

TEST(Completion, TakesAnyCursor) {
  EXPECT_NO_FATAL_FAILURE(completion_context("RETURN 1", 1000));
  EXPECT_NO_FATAL_FAILURE(completion_context("", 0));
  EXPECT_NO_FATAL_FAILURE(completion_context("\xFF\xFE", 1));
}

}  // namespace
}  // namespace entente
