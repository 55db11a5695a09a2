#include "ingest/relations/claim_values.hpp"

#include <gtest/gtest.h>

namespace entente::ingest {
namespace {

/// The claim of a relation whose words are `words`, after completion. 2019-06-05 was a Wednesday.
FoundClaim completed(const std::string& text, const std::string& words, const std::string& relation,
                     std::map<std::string, std::string> qualifiers = {}) {
  const SplitText split = split_text(text, {{0, text.size(), false}});
  FoundClaim claim;
  claim.relation = relation;
  const auto begin = text.find(words);
  claim.span = {begin, begin + words.size()};
  claim.qualifiers = std::move(qualifiers);
  std::vector<FoundClaim> claims = {claim};
  complete_claims(split, "2019-06-05", claims);
  return claims.front();
}

std::string period(const FoundClaim& claim) { return claim.valid_from + " .. " + claim.valid_to; }

TEST(ClaimTimes, WhatHappensOnADayBeginsAndEndsThere) {
  const FoundClaim visit =
      completed("Xi Jinping visited Moscow last week.", "Xi Jinping visited Moscow", "VISITED");
  EXPECT_EQ(period(visit), "2019-05-27 .. 2019-06-02");
  EXPECT_EQ(visit.qualifiers.at("time"), "last week");
  EXPECT_EQ(period(completed("On Tuesday Xi visited Moscow.", "Xi visited Moscow", "VISITED")),
            "2019-06-04 .. 2019-06-04");
  EXPECT_EQ(period(completed("Xi met Putin in 2018.", "Xi met Putin", "MET_WITH")), "2018 .. 2018");
}

TEST(ClaimTimes, WhatBeginsMayGoOn) {
  EXPECT_EQ(period(completed("Gazprom has supplied China since 2019.", "Gazprom has supplied China",
                             "SUPPLIES")),
            "2019-01-01 .. ");
  EXPECT_EQ(
      period(completed("Russia annexed Crimea in March 2014.", "Russia annexed Crimea", "ANNEXED")),
      "2014-03 .. ");
  EXPECT_EQ(period(completed("Gazprom supplied Ukraine until 2015.", "Gazprom supplied Ukraine",
                             "SUPPLIES")),
            " .. 2015-12-31");
}

TEST(ClaimTimes, StatesAreDatedOnlyWhereWordsSaySo) {
  EXPECT_EQ(period(completed("Merkel, the chancellor of Germany, spoke on Tuesday.",
                             "Merkel, the chancellor of Germany", "LEADS")),
            " .. ");
  EXPECT_EQ(period(completed("Merkel was chancellor of Germany from 2005 to 2021.",
                             "Merkel was chancellor of Germany", "LEADS")),
            "2005-01-01 .. 2021-12-31");
}

TEST(ClaimTimes, WhenItWasSaidIsNotWhenItHappened) {
  EXPECT_EQ(period(completed("Peskov said on Tuesday that Xi visited Moscow.", "Xi visited Moscow",
                             "VISITED")),
            " .. ");
}

TEST(ClaimTimes, TheNearestTimeCounts) {
  EXPECT_EQ(period(completed("In 2016 he left, and in 2018 Xi visited Moscow.", "Xi visited Moscow",
                             "VISITED")),
            "2018 .. 2018");
}

TEST(ClaimTimes, WhatIsKnownStays) {
  FoundClaim claim;
  claim.relation = "VISITED";
  claim.valid_from = "2017";
  const std::string text = "Xi visited Moscow in 2018.";
  const SplitText split = split_text(text, {{0, text.size(), false}});
  std::vector<FoundClaim> claims = {claim};
  complete_claims(split, "", claims);
  EXPECT_EQ(period(claims.front()), "2017 .. 2017");
}

TEST(ClaimValues, SumsHaveAnAmountAndACurrency) {
  const FoundClaim deal = completed("It signed a deal worth $400bn.", "signed a deal",
                                    "SIGNED_DEAL_WITH", {{"value", "$400bn"}});
  EXPECT_EQ(deal.qualifiers.at("amount"), "400000000000");
  EXPECT_EQ(deal.qualifiers.at("currency"), "USD");
  const FoundClaim two =
      completed("It signed.", "signed", "SIGNED_DEAL_WITH", {{"value", "$400bn; $3m"}});
  EXPECT_EQ(two.qualifiers.count("amount"), 0U);
}

}  // namespace
}  // namespace entente::ingest
