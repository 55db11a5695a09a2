#include "shell/session/completer.hpp"

#include <gtest/gtest.h>

namespace entente::shell {
namespace {

const Vocabulary vocabulary{
    {"count", "collect", "coalesce"},     {"db.labels", "db.relationshipTypes"},
    {"Person", "Company", "Event Place"}, {"LEADS", "LOCATED_IN", "KNOWS"},
    {"name", "nation", "founded on"},     {"who", "what"},
    {":help", ":schema", ":source"},
};

struct Case {
  const char* text;
  std::size_t begin;
  std::vector<std::string> candidates;
};

TEST(Completer, OffersWhatCanStandThere) {
  const std::vector<Case> cases = {
      {"mat", 0, {"match"}},
      {"MA", 0, {"MATCH"}},
      {"M", 0, {"MATCH", "MERGE"}},
      {"MATCH (n:P", 9, {"Person"}},
      {"MATCH (n:", 9, {"Company", "Person", "`Event Place`"}},
      {"MATCH (n : Co", 11, {"Company"}},
      {"MATCH (n:Person|Co", 16, {"Company"}},
      {"MATCH (n)-[r:L", 13, {"LEADS", "LOCATED_IN"}},
      {"MATCH (n)-[:LEADS|K", 18, {"KNOWS"}},
      {"MATCH (n)-[:LEADS]->(m:P", 23, {"Person"}},
      {"MATCH (n) WHERE n.na", 18, {"name", "nation"}},
      {"MATCH (n) RETURN n.", 19, {"`founded on`", "name", "nation"}},
      {"MATCH (n:Person {na", 17, {"name", "nation"}},
      {"MATCH (n:Person {name: 'x', na", 28, {"name", "nation"}},
      {"RETURN $w", 7, {"$what", "$who"}},
      {"RETURN coll", 7, {"collect("}},
      {"CALL db.l", 5, {"db.labels"}},
      {":h", 0, {":help"}},
      {"  :s", 2, {":schema", ":source"}},
      {"MATCH (person:Person) RETURN per", 29, {"person"}},
      {"RETURN 'a string with mat", 22, {}},
      {"RETURN 1 // comment mat", 20, {}},
      {"RETURN `mat", 8, {}},
      {"RETURN 1 /* x */ ma", 17, {"match"}},
      {"MATCH (n) SET n:Co", 16, {"Company"}},
      {"RETURN {k: na", 11, {}},
      {"zzz", 0, {}},
  };
  for (const Case& c : cases) {
    const Completion completion = complete(c.text, vocabulary);
    EXPECT_EQ(completion.candidates, c.candidates) << c.text;
    if (!c.candidates.empty()) {
      EXPECT_EQ(completion.begin, c.begin) << c.text;
    }
  }
}

TEST(Completer, OffersProceduresAfterCall) {
  EXPECT_EQ(complete("CALL d", vocabulary).candidates, vocabulary.procedures);
  const Completion dotted = complete("CALL db.rel", vocabulary);
  EXPECT_EQ(dotted.candidates, std::vector<std::string>{"db.relationshipTypes"});
  EXPECT_EQ(dotted.begin, 5U);
}

TEST(Completer, WorksInAStatementOfManyLines) {
  const Completion completion = complete("MATCH (n)\nWHERE n.name = 'x'\nRETURN n.na", vocabulary);
  EXPECT_EQ(completion.candidates, (std::vector<std::string>{"name", "nation"}));
}

}  // namespace
}  // namespace entente::shell
