#include "storage/graph/claim_period.hpp"

#include <gtest/gtest.h>

#include "storage/base/calendar.hpp"

namespace entente::storage {
namespace {

Date day(std::string_view text) { return parse_iso_date(text).value(); }

bool holds(const Claim& claim, std::string_view on, std::string_view document_date = {}) {
  return period_of_claim(claim, period_of_date(document_date)).contains(day(on));
}

TEST(ClaimPeriod, PartsOfTheCalendarAreWholePeriods) {
  EXPECT_EQ(period_of_date("2024").from, day("2024-01-01"));
  EXPECT_EQ(period_of_date("2024").to, day("2024-12-31"));
  EXPECT_EQ(period_of_date("2024-02").to, day("2024-02-29"));
  EXPECT_EQ(period_of_date("2024-02-03").from, day("2024-02-03"));
  EXPECT_EQ(period_of_date("2024-02-03T10:00Z").to, day("2024-02-03"));
  for (const char* text : {"", "195X", "2024-13", "2024-02-30", "May"}) {
    EXPECT_FALSE(period_of_date(text).from) << text;
    EXPECT_FALSE(period_of_date(text).to) << text;
  }
}

TEST(ClaimPeriod, BothEndsBelongToIt) {
  Claim claim;
  claim.valid_from = "2005-11-22";
  claim.valid_to = "2021";
  EXPECT_FALSE(holds(claim, "2005-11-21"));
  EXPECT_TRUE(holds(claim, "2005-11-22"));
  EXPECT_TRUE(holds(claim, "2021-12-31"));
  EXPECT_FALSE(holds(claim, "2022-01-01"));
}

TEST(ClaimPeriod, UnknownEndsAreOpen) {
  Claim claim;
  EXPECT_TRUE(holds(claim, "0001-01-01"));
  claim.valid_from = "2014-03";
  EXPECT_FALSE(holds(claim, "2014-02-28"));
  EXPECT_TRUE(holds(claim, "9999-12-31"));
}

TEST(ClaimPeriod, WordingBoundsWhatDatesDoNot) {
  Claim claim;
  claim.modality = Modality::former;
  EXPECT_TRUE(holds(claim, "2023-05-10", "2023-05-10"));
  EXPECT_FALSE(holds(claim, "2023-05-11", "2023-05-10"));
  EXPECT_TRUE(holds(claim, "2023-05-11")) << "the document is not dated";
  claim.valid_to = "2024";
  EXPECT_TRUE(holds(claim, "2024-01-01", "2023-05-10")) << "what is said goes before";

  Claim planned;
  planned.modality = Modality::planned;
  EXPECT_FALSE(holds(planned, "2023-05-09", "2023-05-10"));
  EXPECT_TRUE(holds(planned, "2023-05-10", "2023-05-10"));
  planned.valid_from = "2020";
  EXPECT_TRUE(holds(planned, "2023-05-09", "2023-05-10"));

  Claim negated;
  negated.modality = Modality::negated;
  EXPECT_TRUE(holds(negated, "2030-01-01", "2023-05-10"));
}

}  // namespace
}  // namespace entente::storage
