#include "storage/graph/evidence_summary.hpp"

#include <gtest/gtest.h>

namespace entente::storage {
namespace {

Claim claim(double confidence, Modality modality, PropertyMap qualifiers = {}) {
  Claim c;
  c.confidence = confidence;
  c.modality = modality;
  c.qualifiers = std::move(qualifiers);
  return c;
}

TEST(EvidenceSummary, SummaryDoesNotDependOnOrder) {
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

TEST(EvidenceSummary, TheMoreCertainWordingWins) {
  EXPECT_EQ(stronger(Modality::negated, Modality::alleged), Modality::alleged);
  EXPECT_EQ(stronger(Modality::stated, Modality::negated), Modality::stated);
  for (const char* word : {"stated", "planned", "alleged", "negated", "former"}) {
    EXPECT_EQ(modality_word(modality_from(word)), word);
  }
}

TEST(EvidenceSummary, ListsAreSortedUnions) {
  EXPECT_EQ(merge_lists({"b", "a"}, {"a", "c"}), (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(strings_of(list_value({"x", "y"})), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(strings_of(Value("x")), (std::vector<std::string>{"x"}));
  EXPECT_TRUE(strings_of(Value(1)).empty());
  EXPECT_EQ(qualifier_parts(" a ; b;;"), (std::vector<std::string>{"a", "b"}));
}

TEST(EvidenceSummary, EntitiesDoNotDependOnOrder) {
  const auto summary = [](std::vector<int> order) {
    EntitySummary made;
    for (const int document : order) {
      if (document == 0) made.add({"Wladimir Putin", "Putin"}, {"Person"}, {{"age", Value(70)}});
      if (document == 1) made.add({"Vladimir Putin"}, {"Person"}, {{"age", Value(69)}});
    }
    return made.all_properties();
  };
  const PropertyMap expected = {{"name", Value("Vladimir Putin")},
                                {"aliases", list_value({"Putin", "Wladimir Putin"})},
                                {"age", Value(69)}};
  for (const auto& order : {std::vector<int>{0, 1}, std::vector<int>{1, 0}}) {
    const PropertyMap found = summary(order);
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].first, expected[i].first);
      EXPECT_TRUE(identical(found[i].second, expected[i].second)) << found[i].second.to_text();
    }
  }
}

TEST(EvidenceSummary, DocumentsAreCountedOnce) {
  std::vector<Claim> claims(3, claim(0.5, Modality::stated));
  claims[0].document = claims[1].document = DocumentId(3);
  claims[2].document = DocumentId(4);
  const RelationshipSummary summary = RelationshipSummary::of(claims);
  EXPECT_EQ(summary.claims, 3);
  EXPECT_EQ(summary.documents, 2);
}

}  // namespace
}  // namespace entente::storage
