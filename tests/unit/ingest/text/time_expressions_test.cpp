#include "ingest/text/time_expressions.hpp"

#include <gtest/gtest.h>

#include "storage/base/calendar.hpp"

namespace entente::ingest {
namespace {

std::string time_of(const std::string& text, const char* document_day = "2019-06-05") {
  const auto tokens = split_tokens(text, 0, text.size());
  const auto found = parse_time(tokens, 0, storage::parse_iso_date(document_day));
  return found ? found->interval.to_text() + " " + std::to_string(found->token_count) : "none";
}

std::string phrase_of(const std::string& text) {
  const auto tokens = split_tokens(text, 0, text.size());
  const auto found = parse_time_phrase(tokens, 0, storage::parse_iso_date("2019-06-05"));
  return found ? found->interval.to_text() : "none";
}

struct Case {
  const char* text;
  const char* time;
};

TEST(Time, WholeDatesAndTheirParts) {
  const Case cases[] = {
      {"5 June 2019", "2019-06-05 3"},
      {"June 2019", "2019-06 2"},
      {"2019", "2019 1"},
      {"the 1990s", "1990-01-01/1999-12-31 2"},
      {"the 19th century", "1801-01-01/1900-12-31 3"},
      {"spring 2019", "2019-03-01/2019-05-31 2"},
      {"the summer of 2018", "2018-06-01/2018-08-31 4"},
      {"winter 2018", "2018-12-01/2019-02-28 2"},
      {"the first quarter of 2021", "2021-01-01/2021-03-31 5"},
      {"Q3 2020", "2020-07-01/2020-09-30 2"},
      {"the second half of 2020", "2020-07-01/2020-12-31 5"},
      {"early 2014", "2014-01-01/2014-04-30 2"},
      {"the end of 2014", "2014-09-01/2014-12-31 4"},
  };
  for (const Case& c : cases) EXPECT_EQ(time_of(c.text, ""), c.time) << c.text;
}

// 2019-06-05 was a Wednesday.
TEST(Time, WhatCountsFromTheDocument) {
  const Case cases[] = {
      {"today", "2019-06-05 1"},
      {"yesterday", "2019-06-04 1"},
      {"Tuesday", "2019-06-04 1"},
      {"Wednesday", "2019-06-05 1"},
      {"Thursday", "2019-05-30 1"},
      {"last Tuesday", "2019-06-04 2"},
      {"next Monday", "2019-06-10 2"},
      {"last week", "2019-05-27/2019-06-02 2"},
      {"this month", "2019-06 2"},
      {"next year", "2020 2"},
      {"last year", "2018 2"},
      {"the past five years", "2014-06-05/2019-06-05 4"},
      {"the next decade", "2020-01-01/2029-12-31 3"},
      {"the next two decades", "2019-06-05/2039-06-05 4"},
      {"two years ago", "2017 3"},
      {"a week ago", "2019-05-27/2019-06-02 3"},
      {"this spring", "2019-03-01/2019-05-31 2"},
      {"last June", "2018-06 2"},
      {"June 5", "2019-06-05 2"},
      {"December", "2018-12 1"},
      {"5 July", "2019-07-05 2"},
      {"the third quarter", "2019-07-01/2019-09-30 3"},
  };
  for (const Case& c : cases) EXPECT_EQ(time_of(c.text), c.time) << c.text;
}

TEST(Time, LeapDaysAndEndsOfMonthsExist) {
  EXPECT_EQ(time_of("yesterday", "2020-03-01"), "2020-02-29 1");
  EXPECT_EQ(time_of("the past three months", "2020-05-31"), "2020-02-29/2020-05-31 4");
  EXPECT_EQ(time_of("last month", "2019-01-31"), "2018-12 2");
}

TEST(Time, WithoutADocumentOnlyWhatIsComplete) {
  for (const char* text : {"today", "last week", "Tuesday", "June 5", "two years ago"}) {
    EXPECT_EQ(time_of(text, ""), "none") << text;
  }
}

TEST(Time, OtherWordsAreNoTimes) {
  for (const char* text : {"the last word", "may go", "march on", "spring water", "the week", "two",
                           "this", "last", "the", "", "a century-old house", "fall behind"}) {
    EXPECT_EQ(time_of(text), "none") << text;
  }
}

TEST(Time, PrepositionsOpenAndCloseIntervals) {
  const Case cases[] = {
      {"in 2019", "2019"},
      {"since 2014", "2014-01-01/.."},
      {"until May 2020", "../2020-05-31"},
      {"by 2030", "../2030-12-31"},
      {"from 2005 to 2021", "2005-01-01/2021-12-31"},
      {"between 2005 and 2021", "2005-01-01/2021-12-31"},
      {"over the next five years", "2019-06-05/2024-06-05"},
      {"on Tuesday", "2019-06-04"},
      {"from 2021 to 2005", "2021-01-01/.."},
  };
  for (const Case& c : cases) EXPECT_EQ(phrase_of(c.text), c.time) << c.text;
}

}  // namespace
}  // namespace entente::ingest
