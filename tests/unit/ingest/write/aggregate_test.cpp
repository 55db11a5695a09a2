#include "ingest/write/aggregate.hpp"

#include <gtest/gtest.h>

#include "ingest/write/same_as.hpp"

namespace entente::ingest {
namespace {

using storage::Claim;
using storage::Modality;

Claim claim(double confidence, Modality modality, PropertyMap qualifiers = {}) {
  Claim c;
  c.confidence = confidence;
  c.modality = modality;
  c.qualifiers = std::move(qualifiers);
  return c;
}

TEST(Aggregate, SummaryDoesNotDependOnOrder) {
  const std::vector<Claim> claims = {
      claim(0.5, Modality::planned, {{"commodity", Value("oil; natural gas")}}),
      claim(0.9, Modality::negated, {{"commodity", Value("coal")}}),
      claim(0.7, Modality::former, {{"time", Value("2019")}})};
  RelationshipSummary forward;
  RelationshipSummary backward;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    forward.add(claims[i]);
    backward.add(claims[claims.size() - 1 - i]);
  }
  EXPECT_EQ(forward.claims, 3);
  EXPECT_EQ(forward.confidence, 0.9);
  EXPECT_EQ(forward.modality, Modality::former);
  EXPECT_EQ(backward.modality, forward.modality);
  EXPECT_EQ(forward.qualifiers[0].second, (std::vector<std::string>{"coal", "natural gas", "oil"}));
}

TEST(Aggregate, TheMoreCertainWordingWins) {
  EXPECT_EQ(stronger(Modality::negated, Modality::alleged), Modality::alleged);
  EXPECT_EQ(stronger(Modality::stated, Modality::negated), Modality::stated);
  for (const char* word : {"stated", "planned", "alleged", "negated", "former"}) {
    EXPECT_EQ(modality_word(modality_from(word)), word);
  }
}

TEST(Aggregate, NumbersBecomeNumbersAndNamesStay) {
  EXPECT_TRUE(identical(property_value("founded", "1989"), Value(std::int64_t{1989})));
  EXPECT_TRUE(identical(property_value("share", "0.5"), Value(0.5)));
  EXPECT_TRUE(identical(property_value("date", "2019"), Value("2019")));
  EXPECT_TRUE(identical(property_value("zip", "00123"), Value("00123")));
  EXPECT_TRUE(identical(property_value("note", "12 km"), Value("12 km")));
  EXPECT_TRUE(identical(property_value("note", ""), Value("")));
}

TEST(Aggregate, ListsAreSortedUnions) {
  EXPECT_EQ(merge_lists({"b", "a"}, {"a", "c"}), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(strings_of(list_value({"x", "y"})), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(strings_of(Value("x")), (std::vector<std::string>{"x"}));
  EXPECT_TRUE(strings_of(Value(1)).empty());
  EXPECT_EQ(qualifier_parts(" a ; b;;"), (std::vector<std::string>{"a", "b"}));
}

TEST(Aliases, PersonsCountByTheirSurnameToo) {
  EXPECT_EQ(alias_keys({"Person"}, {"Vladimir Putin"}),
            (std::vector<std::string>{"putin", "vladimir putin"}));
  EXPECT_EQ(alias_keys({"Person"}, {"Xi Jinping"}), (std::vector<std::string>{"xi", "xi jinping"}));
  EXPECT_EQ(alias_keys({"Company"}, {"Deutsche Bank"}),
            (std::vector<std::string>{"deutsche bank"}));
}

TEST(Aliases, SpellingsOfANameAreOneIdentity) {
  EXPECT_EQ(identity_alias("City", "São Paulo"), identity_alias("City", "Sao  PAULO"));
  EXPECT_NE(identity_alias("City", "Moscow"), identity_alias("Region", "Moscow"));
}

}  // namespace
}  // namespace entente::ingest
