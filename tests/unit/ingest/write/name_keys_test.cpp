#include "ingest/write/name_keys.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "ingest/write/transliterate.hpp"

namespace entente::ingest {
namespace {

bool has(const std::vector<std::string>& keys, const std::string& key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

TEST(Romanised, ScriptsAndSignsBecomePlainLetters) {
  EXPECT_EQ(romanised("Владимир Путин"), "vladimir putin");
  EXPECT_EQ(romanised("Recep Tayyip Erdoğan"), "recep tayyip erdogan");
  EXPECT_EQ(romanised("O'Neill-Smith, Jr."), "oneill smith jr");
  EXPECT_EQ(romanised(""), "");
  EXPECT_EQ(romanised("—"), "");
}

TEST(SpelledWords, TransliterationsSoundTheSame) {
  const auto zelensky = spelled_words("Volodymyr Zelensky");
  for (const char* name : {"Volodymyr Zelenskyy", "Vladimir Zelenskiy", "Владимир Зеленский"}) {
    EXPECT_EQ(spelled_words(name), zelensky) << name;
  }
  EXPECT_EQ(spelled_words("Mikhail Gorbachev"), spelled_words("Michael Gorbachyov"));
  EXPECT_EQ(spelled_words("Mohammed Hussein"), spelled_words("Muhammad Husain"));
  EXPECT_EQ(spelled_words("Nikita Khrushchev"), spelled_words("Никита Хрущев"));
}

TEST(SpelledWords, DifferentNamesStayDifferent) {
  EXPECT_NE(spelled_words("Donald Trump"), spelled_words("Ronald Trump"));
  EXPECT_NE(spelled_words("Bruce Lee"), spelled_words("Bruce Li"));
  EXPECT_NE(spelled_words("Diana White"), spelled_words("Dana White"));
  EXPECT_NE(spelled_words("Joe Jordan"), spelled_words("Joe Erdan"));
}

TEST(AliasKeys, PersonsHaveASurnameAndASpelling) {
  const auto keys = alias_keys({"Person"}, {"Vladimir Vladimirovich Putin"});
  EXPECT_TRUE(has(keys, "putin"));
  EXPECT_TRUE(has(keys, "vladimir vladimirovich putin"));
  EXPECT_TRUE(has(keys, "~vladimir putin"));
}

TEST(AliasKeys, TitlesBeforeANameAreLeftOut) {
  const auto keys = alias_keys({"Person"}, {"Dr. Angela Merkel"});
  EXPECT_TRUE(has(keys, "angela merkel"));
  EXPECT_TRUE(has(keys, "dr. angela merkel"));
}

TEST(AliasKeys, OrganisationsHaveInitials) {
  EXPECT_TRUE(has(alias_keys({"Organization"}, {"International Monetary Fund"}), "^imf"));
  EXPECT_TRUE(has(alias_keys({"Organization"}, {"Ministry of Foreign Affairs"}), "^mfa"));
  EXPECT_TRUE(has(alias_keys({"Organization"}, {"IMF"}), "^imf"));
  // Two words are too little to be told by their initials.
  EXPECT_FALSE(has(alias_keys({"Company"}, {"Deutsche Bank"}), "^db"));
}

TEST(AliasKeys, CompaniesCountWithoutTheirLegalForm) {
  EXPECT_TRUE(has(alias_keys({"Company"}, {"Gazprom PJSC"}), "&gazprom"));
  EXPECT_TRUE(has(alias_keys({"Company"}, {"Gazprom"}), "&gazprom"));
  EXPECT_TRUE(has(alias_keys({"Company"}, {"Telefónica S.A."}), "&telefonica"));
}

TEST(AliasKeys, PlacesHaveTheirNamesOnly) {
  EXPECT_EQ(alias_keys({"City"}, {"São Paulo"}), (std::vector<std::string>{"sao paulo"}));
}

}  // namespace
}  // namespace entente::ingest
