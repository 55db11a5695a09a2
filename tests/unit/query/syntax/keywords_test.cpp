#include "query/syntax/keywords.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <string>

namespace entente::query {
namespace {

TEST(Keywords, AreFoundInAnyCase) {
  EXPECT_EQ(find_keyword("MATCH"), Keyword::match);
  EXPECT_EQ(find_keyword("mAtCh"), Keyword::match);
  EXPECT_EQ(find_keyword("allShortestPaths"), Keyword::all_shortest_paths);
  EXPECT_EQ(find_keyword("MATC"), std::nullopt);
  EXPECT_EQ(find_keyword("MATCHES"), std::nullopt);
  EXPECT_EQ(find_keyword(""), std::nullopt);
  EXPECT_EQ(find_keyword(std::string(100, 'A')), std::nullopt);
}

TEST(Keywords, EverySpellingFindsItself) {
  for (std::size_t i = 0; i < keyword_spellings.size(); ++i) {
    const auto found = find_keyword(keyword_spellings[i]);
    ASSERT_TRUE(found) << keyword_spellings[i];
    EXPECT_EQ(static_cast<std::size_t>(*found), i);
    EXPECT_TRUE(std::all_of(keyword_spellings[i].begin(), keyword_spellings[i].end(),
                            [](char c) { return std::isupper(static_cast<unsigned char>(c)); }));
  }
}

TEST(Keywords, OnlySomeAreReserved) {
  EXPECT_TRUE(is_reserved("where"));
  EXPECT_TRUE(is_reserved("NULL"));
  EXPECT_FALSE(is_reserved("end"));
  EXPECT_FALSE(is_reserved("count"));
  EXPECT_FALSE(is_reserved("person"));
}

}  // namespace
}  // namespace entente::query
