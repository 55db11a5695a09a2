#include <gtest/gtest.h>

#include <limits>

#include "storage/base/calendar.hpp"
#include "storage/base/value_text.hpp"

namespace entente::storage {
namespace {

constexpr std::int64_t second = 1'000'000'000;
constexpr std::int64_t noon = 12 * 3600 * second;

TEST(TemporalTextTest, Dates) {
  EXPECT_EQ(temporal_text(Date{0}), "1970-01-01");
  EXPECT_EQ(temporal_text(date_of({1984, 10, 11})), "1984-10-11");
  EXPECT_EQ(temporal_text(date_of({0, 2, 29})), "0000-02-29");
  EXPECT_EQ(temporal_text(date_of({-1, 12, 31})), "-0001-12-31");
  EXPECT_EQ(temporal_text(date_of({10000, 1, 1})), "+10000-01-01");
  EXPECT_EQ(temporal_text(date_of({-999999999, 1, 1})), "-999999999-01-01");
  EXPECT_EQ(temporal_text(date_of({999999999, 12, 31})), "+999999999-12-31");
}

TEST(TemporalTextTest, TimesLeaveOutWhatIsZero) {
  EXPECT_EQ(temporal_text(LocalTime{noon}), "12:00");
  EXPECT_EQ(temporal_text(LocalTime{noon + second}), "12:00:01");
  EXPECT_EQ(temporal_text(LocalTime{noon + 1}), "12:00:00.000000001");
  EXPECT_EQ(temporal_text(LocalTime{noon + 645'876'000}), "12:00:00.645876");
  EXPECT_EQ(temporal_text(LocalTime{noon + 500'000'000}), "12:00:00.5");
  EXPECT_EQ(temporal_text(LocalTime{0}), "00:00");
}

TEST(TemporalTextTest, Offsets) {
  EXPECT_EQ(temporal_text(Time{noon, 0}), "12:00Z");
  EXPECT_EQ(temporal_text(Time{noon, 3600}), "12:00+01:00");
  EXPECT_EQ(temporal_text(Time{noon, -(9 * 3600 + 30 * 60)}), "12:00-09:30");
  EXPECT_EQ(temporal_text(Time{noon, 53 * 60 + 28}), "12:00+00:53:28");
}

TEST(TemporalTextTest, DateTimes) {
  EXPECT_EQ(temporal_text(LocalDateTime{0, 0}), "1970-01-01T00:00");
  EXPECT_EQ(temporal_text(LocalDateTime{-1, 142'000'000}), "1969-12-31T23:59:59.142");
  // The stored seconds are UTC, the text is local.
  EXPECT_EQ(temporal_text(DateTime{-3600, 0, 3600, "Europe/Stockholm"}),
            "1970-01-01T00:00+01:00[Europe/Stockholm]");
  EXPECT_EQ(temporal_text(DateTime{0, 0, 0, ""}), "1970-01-01T00:00Z");
}

TEST(TemporalTextTest, Durations) {
  EXPECT_EQ(temporal_text(Duration{}), "PT0S");
  EXPECT_EQ(temporal_text(Duration{149, 14, 16 * 3600 + 12 * 60, 0}), "P12Y5M14DT16H12M");
  EXPECT_EQ(temporal_text(Duration{-13, 0, 0, 0}), "P-1Y-1M");
  EXPECT_EQ(temporal_text(Duration{0, 0, 70, 1}), "PT1M10.000000001S");
  EXPECT_EQ(temporal_text(Duration{0, 0, -1, 999'000'000}), "PT-0.001S");
  EXPECT_EQ(temporal_text(Duration{0, 0, -86400, 100'000'000}), "PT-23H-59M-59.9S");
  EXPECT_EQ(temporal_text(Duration{2, -28, 31 * 3600 + 38 * 60 + 20, 0}), "P2M-28DT31H38M20S");
  EXPECT_EQ(temporal_text(Duration{0, 1, 0, 0}), "P1D");
}

TEST(TemporalTextTest, AbsurdValuesDoNotCrash) {
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  for (const std::int64_t v : {most, least}) {
    EXPECT_FALSE(temporal_text(Date{v}).empty());
    EXPECT_FALSE(temporal_text(LocalTime{v}).empty());
    EXPECT_FALSE(temporal_text(LocalDateTime{v, 0}).empty());
    EXPECT_FALSE(temporal_text(DateTime{v, 0, v > 0 ? 86400 : -86400, ""}).empty());
    EXPECT_FALSE(temporal_text(Duration{v, v, v, 0}).empty());
  }
}

TEST(CalendarTest, EveryDayOfManyYearsRoundTrips) {
  CivilDay expected{-801, 1, 1};
  for (Date date = date_of(expected); expected.year < 802; ++date.days) {
    ASSERT_EQ(civil_day(date), expected);
    ASSERT_EQ(date_of(expected), date);
    if (++expected.day <= days_in_month(expected.year, expected.month)) continue;
    expected.day = 1;
    if (++expected.month <= 12) continue;
    expected.month = 1;
    ++expected.year;
  }
}

TEST(CalendarTest, ParsesIsoDatesStrictly) {
  EXPECT_EQ(parse_iso_date("1970-01-02"), Date{1});
  EXPECT_EQ(parse_iso_date("2000-02-29"), date_of({2000, 2, 29}));
  for (const char* text : {"", "1970-1-2", "1970-01-02T", "1900-02-29", "2001-13-01", "2001-00-01",
                           "2001-01-00", "2001-01-32", "2001/01/01", "-001-01-01", "20a1-01-01"}) {
    EXPECT_EQ(parse_iso_date(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace entente::storage
