#include "entente/as_of.hpp"

#include <gtest/gtest.h>

namespace entente {
namespace {

std::int64_t ms(std::string_view text, DayMeans day = DayMeans::beginning) {
  const auto time = recorded_time_from(text, day);
  EXPECT_TRUE(time) << text;
  return time ? time->time_since_epoch().count() : -1;
}

TEST(AsOfTest, ReadsDaysAndTimes) {
  EXPECT_EQ(ms("1970-01-01"), 0);
  EXPECT_EQ(ms("1970-01-01", DayMeans::end), 86'399'999);
  EXPECT_EQ(ms("1970-01-02T01:02"), 86'400'000 + 3'720'000);
  EXPECT_EQ(ms("1970-01-01T00:00:05"), 5'000);
  EXPECT_EQ(ms("1970-01-01 00:00:05.25Z"), 5'250);
  EXPECT_EQ(ms("1970-01-01T00:00:00.123456789"), 123);
  EXPECT_EQ(ms("1970-01-01T02:00+02:00"), 0);
  EXPECT_EQ(ms("1969-12-31T22:30-01:30"), 0);
  // A time is itself, whatever a day means.
  EXPECT_EQ(ms("1970-01-01T00:00", DayMeans::end), 0);
}

TEST(AsOfTest, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2026", "2026-01", "2026-02-30", "2026-01-31X", "2026-01-31T", "2026-01-31T24:00",
        "2026-01-31T12:60", "2026-01-31T12:00:00.", "2026-01-31T12:00z", "2026-01-31T12:00+2",
        "2026-01-31T12:00Zx", "yesterday"}) {
    const auto time = recorded_time_from(text, DayMeans::end);
    ASSERT_FALSE(time) << text;
    EXPECT_EQ(time.error().error_class, ErrorClass::argument_error);
    EXPECT_FALSE(time.error().hint.empty());
  }
  EXPECT_FALSE(valid_date_from("2024-03"));
  EXPECT_FALSE(valid_date_from("2024-03-01T00:00"));
}

TEST(AsOfTest, TextIsReadAgain) {
  for (const char* text :
       {"", "recorded 2026-01-31", "valid 2024-03-01", "recorded 2026-01-31, valid 2024-03-01",
        "recorded 2026-01-31T14:30Z", "recorded 2026-01-31T14:30:15.25Z", "recorded 1969-12-31"}) {
    const auto as_of = as_of_from_text(text);
    ASSERT_TRUE(as_of) << text;
    EXPECT_EQ(as_of->to_text(), text);
  }
  EXPECT_EQ(as_of_from_text(" valid 2024-03-01 recorded 2026-01-31 ")->to_text(),
            "recorded 2026-01-31, valid 2024-03-01");
  EXPECT_FALSE(as_of_from_text("off")->any());
}

TEST(AsOfTest, RefusesOtherWords) {
  for (const char* text :
       {"recorded", "valid", "valid recorded 2026-01-31", "2026-01-31", "off recorded 2026-01-31",
        "recorded 2026-01-31 off", "valid 2024-03-01 valid 2024-03-01", "now"}) {
    EXPECT_FALSE(as_of_from_text(text)) << text;
  }
}

TEST(AsOfTest, InstantsAreValues) {
  const DateTime before_epoch = to_date_time(RecordedTime(std::chrono::milliseconds(-1)));
  EXPECT_EQ(before_epoch.seconds, -1);
  EXPECT_EQ(before_epoch.nanos, 999'000'000);
}

}  // namespace
}  // namespace entente
