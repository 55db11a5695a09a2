#include "storage/text/matching.hpp"

#include <gtest/gtest.h>

#include "storage/text/words.hpp"

namespace entente::storage {
namespace {

TEST(MatchingTest, Edits) {
  EXPECT_EQ(edits_between("gas", "gas", 2), 0U);
  EXPECT_EQ(edits_between("gas", "gsa", 2), 1U) << "a swap is one edit";
  EXPECT_EQ(edits_between("größe", "grösse", 2), 2U) << "characters, not bytes";
  EXPECT_EQ(edits_between("grüße", "gruße", 1), 1U);
  EXPECT_EQ(edits_between("gas", "pipe", 2), std::nullopt);
  EXPECT_EQ(edits_between("", "ab", 2), 2U);
  EXPECT_EQ(edits_between("abc", "", 2), std::nullopt);
}

bool matches(std::string_view pattern, std::string_view term) {
  return WildcardPattern(pattern, [](std::string_view text) { return lower_case(text); })
      .matches(term);
}

TEST(MatchingTest, Wildcards) {
  EXPECT_TRUE(matches("pipe*", "pipeline"));
  EXPECT_TRUE(matches("*LINE", "pipeline"));
  EXPECT_TRUE(matches("p?pe*n?", "pipeline"));
  EXPECT_TRUE(matches("*", ""));
  EXPECT_TRUE(matches("gr?ße", "größe"));
  EXPECT_FALSE(matches("pipe", "pipeline"));
  EXPECT_FALSE(matches("?", ""));
  EXPECT_TRUE(matches("a\\*b", "a*b"));
  EXPECT_FALSE(matches("a\\*b", "axb"));
  EXPECT_TRUE(matches("*a*a*a*b", "aaaaaaaaab"));
  EXPECT_FALSE(matches("*a*a*a*a*a*a*a*a*a*a*b", std::string(2000, 'a')));
  const WildcardPattern pattern("Pip*e", [](std::string_view text) { return lower_case(text); });
  EXPECT_EQ(pattern.literal_prefix(), "pip");
}

}  // namespace
}  // namespace entente::storage
