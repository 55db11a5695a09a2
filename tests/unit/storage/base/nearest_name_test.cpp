#include "storage/base/nearest_name.hpp"

#include <gtest/gtest.h>

namespace entente::storage {
namespace {

const std::vector<std::string> labels = {"City", "Company", "Country", "Currency", "Person"};

TEST(NearestNameTest, EditDistance) {
  EXPECT_EQ(edit_distance("abc", "abc", 5), 0U);
  EXPECT_EQ(edit_distance("abc", "ABC", 5), 0U);
  EXPECT_EQ(edit_distance("abc", "abd", 5), 1U);
  EXPECT_EQ(edit_distance("abc", "acb", 5), 1U);
  EXPECT_EQ(edit_distance("", "abc", 5), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 5), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3U);
  EXPECT_EQ(edit_distance("a", "abcdefgh", 2), 3U);
}

TEST(NearestNameTest, FindsWhatWasMeant) {
  EXPECT_EQ(nearest_name("Compnay", labels), "Company");
  EXPECT_EQ(nearest_name("person", labels), "Person");
  EXPECT_EQ(nearest_name("Countries", labels), "Country");
  EXPECT_EQ(did_you_mean("Persn", labels), "did you mean 'Person'?");
}

TEST(NearestNameTest, FarNamesAreNotOffered) {
  EXPECT_EQ(nearest_name("Pipeline", labels), std::nullopt);
  EXPECT_EQ(nearest_name("", labels), std::nullopt);
  EXPECT_EQ(nearest_name(std::string(1000, 'x'), labels), std::nullopt);
  EXPECT_EQ(nearest_name("Person", std::vector<std::string>{"Person"}), std::nullopt);
  EXPECT_EQ(did_you_mean("zzz", labels), "");
}

TEST(NearestNameTest, TheOrderOfCandidatesDoesNotMatter) {
  const std::vector<std::string> forth = {"name1", "name2"};
  const std::vector<std::string> back = {"name2", "name1"};
  EXPECT_EQ(nearest_name("name", forth), "name1");
  EXPECT_EQ(nearest_name("name", back), "name1");
}

}  // namespace
}  // namespace entente::storage
