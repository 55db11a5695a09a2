#include "query/eval/calendar.hpp"
#include "query/eval/tzif.hpp"
#include "tests/unit/query/eval/eval_fixture.hpp"

namespace entente::query {
namespace {

class TemporalTest : public EvalFixture {
 protected:
  void expect(std::initializer_list<std::pair<std::string_view, std::string_view>> cases) {
    for (const auto& [text, expected] : cases) EXPECT_EQ(run(text), expected) << text;
  }
};

TEST(Calendar, DaysAndDatesAreInverse) {
  for (std::int64_t days = -800'000; days < 800'000; days += 97) {
    const CivilDate date = civil_from_days(days);
    EXPECT_EQ(days_from_civil(date), days);
    EXPECT_EQ(days_from_week(week_from_days(days)), days);
  }
  EXPECT_EQ(days_from_civil({2000, 3, 1}), 11'017);
  EXPECT_EQ(day_of_week(0), 4);
  EXPECT_EQ(weeks_in_year(2020), 53);
  EXPECT_EQ(weeks_in_year(2021), 52);
}

TEST(ZoneRules, FollowThePosixForm) {
  const auto rule = ZoneFile::parse_rule("CET-1CEST,M3.5.0,M10.5.0/3");
  ASSERT_TRUE(rule);
  EXPECT_EQ(rule->standard_offset, 3600);
  EXPECT_EQ(rule->daylight_offset, 7200);
  EXPECT_EQ(rule->end.seconds, 3 * 3600);
  EXPECT_TRUE(ZoneFile::parse_rule("<+0330>-3:30"));
  EXPECT_TRUE(ZoneFile::parse_rule("NZST-12NZDT,M9.5.0,M4.1.0/3"));
  for (const std::string_view bad : {"", "CET", "CET-1CEST,M3", "CET-1CEST,M13.1.0,M1.1.0", "1"}) {
    EXPECT_FALSE(ZoneFile::parse_rule(bad)) << bad;
  }
}

TEST(ZoneFiles, BrokenBytesAreRefused) {
  EXPECT_FALSE(ZoneFile::parse(""));
  EXPECT_FALSE(ZoneFile::parse("TZif2"));
  std::string header = "TZif2" + std::string(15, '\0') + std::string(24, '\x7f');
  EXPECT_FALSE(ZoneFile::parse(header));
}

TEST_F(TemporalTest, DatesFromText) {
  expect({{"date('2015-07-21')", "2015-07-21"},
          {"date('20150721')", "2015-07-21"},
          {"date('2015-07')", "2015-07-01"},
          {"date('2015-W30-2')", "2015-07-21"},
          {"date('2015W302')", "2015-07-21"},
          {"date('2015-Q2-60')", "2015-05-30"},
          {"date('2015-202')", "2015-07-21"},
          {"date('2015')", "2015-01-01"},
          {"date('-0044-03-15')", "-0044-03-15"},
          {"date('2015-02-29')", "ArgumentError/InvalidArgumentValue"},
          {"date('2015-13-01')", "ArgumentError/InvalidArgumentValue"},
          {"date('soon')", "ArgumentError/InvalidArgumentValue"},
          {"date('')", "ArgumentError/InvalidArgumentValue"}});
}

TEST_F(TemporalTest, TimesFromText) {
  expect(
      {{"localtime('214032.142')", "21:40:32.142"},
       {"localtime('21')", "21:00"},
       {"localtime('25')", "ArgumentError/InvalidArgumentValue"},
       {"time('21:40-01:30')", "21:40-01:30"},
       {"time('2140Z')", "21:40Z"},
       {"time('21:40')", "21:40Z"},
       {"localdatetime('2015-W30T2140')", "2015-07-20T21:40"},
       {"datetime('2015T214032-0100')", "2015-01-01T21:40:32-01:00"},
       {"datetime('2015-07-21T21:40:32[Europe/London]')",
        "2015-07-21T21:40:32+01:00[Europe/London]"},
       {"datetime('2015-07-21T21:40[Nowhere/City]')", "ArgumentError/InvalidArgumentValue"},
       {"datetime('2015-07-21T21:40[../../etc/passwd]')", "ArgumentError/InvalidArgumentValue"}});
}

TEST_F(TemporalTest, ValuesFromMaps) {
  expect({{"date({year: 1984, month: 10, day: 11})", "1984-10-11"},
          {"date({year: 1984, week: 10, dayOfWeek: 3})", "1984-03-07"},
          {"date({year: 1984, ordinalDay: 202})", "1984-07-20"},
          {"date({year: 1984, quarter: 3, dayOfQuarter: 45})", "1984-08-14"},
          {"date({date: date('1984-01-31'), month: 2})", "1984-02-29"},
          {"date({year: 1984, month: 2, day: 30})", "ArgumentError/InvalidArgumentValue"},
          {"date({month: 2})", "ArgumentError/InvalidArgumentValue"},
          {"date({year: 1984, day: 2})", "ArgumentError/InvalidArgumentValue"},
          {"date({year: 1984, hour: 2})", "ArgumentError/InvalidArgumentValue"},
          {"date({year: 1984, century: 2})", "ArgumentError/InvalidArgumentValue"},
          {"date({year: null})", "null"},
          {"localtime({hour: 12, second: 1})", "ArgumentError/InvalidArgumentValue"},
          {"time({hour: 12, millisecond: 1, microsecond: 2, nanosecond: 3, second: 0, minute: 0})",
           "12:00:00.001002003Z"},
          {"datetime({year: 1984, timezone: 'Europe/Stockholm'})",
           "1984-01-01T00:00+01:00[Europe/Stockholm]"},
          {"datetime({epochSeconds: 416779, nanosecond: 5})", "1970-01-05T19:46:19.000000005Z"},
          {"datetime({epochMillis: -1})", "1969-12-31T23:59:59.999Z"},
          {"datetime.fromepoch(1, 2)", "1970-01-01T00:00:01.000000002Z"}});
}

TEST_F(TemporalTest, ZonesConvertTheInstantOfTheirBase) {
  set("t", std::move(evaluate("time({hour: 12, timezone: '+01:00'})")).value());
  set("d", std::move(evaluate("datetime({year: 1984, month: 10, day: 11, hour: 12, timezone: "
                              "'Europe/Stockholm'})"))
               .value());
  expect({{"time({time: t, timezone: '+05:00'})", "16:00+05:00"},
          {"localtime(t)", "12:00"},
          {"time(d)", "12:00+01:00"},
          {"date(d)", "1984-10-11"},
          {"datetime({datetime: d, day: 28, second: 42, timezone: 'Pacific/Honolulu'})",
           "1984-10-28T01:00:42-10:00[Pacific/Honolulu]"},
          {"datetime({date: d, hour: 1})", "1984-10-11T01:00Z"}});
}

TEST_F(TemporalTest, GapsAndOverlapsOfDaylightTime) {
  // 2017-03-26 02:00 to 03:00 did not exist in Stockholm; 2017-10-29 02:30 happened twice.
  expect({{"datetime('2017-03-26T02:30[Europe/Stockholm]')",
           "2017-03-26T03:30+02:00[Europe/Stockholm]"},
          {"datetime('2017-10-29T02:30[Europe/Stockholm]')",
           "2017-10-29T02:30+02:00[Europe/Stockholm]"},
          {"datetime('2017-10-29T02:30+01:00[Europe/Stockholm]')",
           "2017-10-29T02:30+01:00[Europe/Stockholm]"},
          // Far beyond the last transition in the file, the rule decides.
          {"datetime('2400-07-01T00:00[Europe/Stockholm]')",
           "2400-07-01T00:00+02:00[Europe/Stockholm]"},
          {"datetime('2400-01-01T00:00[Pacific/Auckland]')",
           "2400-01-01T00:00+13:00[Pacific/Auckland]"}});
}

TEST_F(TemporalTest, Durations) {
  expect({{"duration({months: 0.75})", "P22DT19H51M49.5S"},
          {"duration({days: 14, seconds: 70, milliseconds: 1})", "P14DT1M10.001S"},
          {"duration({weeks: 2.5})", "P17DT12H"},
          {"duration('P5M1.5D')", "P5M1DT12H"},
          {"duration('PT0.75M')", "PT45S"},
          {"duration('-P1Y2M')", "P-1Y-2M"},
          {"duration('P2012-02-02T14:37:21.545')", "P2012Y2M2DT14H37M21.545S"},
          {"duration('P')", "ArgumentError/InvalidArgumentValue"},
          {"duration('P1D1Y')", "ArgumentError/InvalidArgumentValue"},
          {"duration({eons: 1})", "ArgumentError/InvalidArgumentValue"},
          {"duration({years: 9223372036854775807})", "ArithmeticError/IntegerOverflow"},
          {"duration('P1D') + duration('PT1H')", "P1DT1H"},
          {"duration('P1M') * 2.5", "P2M15DT5H14M33S"},
          {"duration('P1D') / 2", "PT12H"},
          {"-duration('P1D')", "P-1D"}});
}

TEST_F(TemporalTest, AddingDurations) {
  expect({{"date('2015-01-31') + duration('P1M')", "2015-02-28"},
          {"date('2015-01-31') - duration('P1D')", "2015-01-30"},
          {"duration('P1D') + date('2015-01-31')", "2015-02-01"},
          {"localtime('23:30') + duration('PT45M')", "00:15"},
          {"localdatetime('2015-01-31T12:00') + duration('P1MT13H')", "2015-03-01T01:00"},
          // A calendar day keeps the clock, 24 hours do not.
          {"datetime('2017-10-28T12:00[Europe/Stockholm]') + duration('P1D')",
           "2017-10-29T12:00+01:00[Europe/Stockholm]"},
          {"datetime('2017-10-28T12:00[Europe/Stockholm]') + duration('PT24H')",
           "2017-10-29T11:00+01:00[Europe/Stockholm]"},
          {"date('9999-12-31') + duration({days: 9223372036854775807})",
           "ArithmeticError/IntegerOverflow"},
          {"date('2015-01-31') + 1", "TypeError/InvalidArgumentType"}});
}

TEST_F(TemporalTest, Differences) {
  expect({{"duration.between(date('1984-10-11'), date('2015-06-24'))", "P30Y8M13D"},
          {"duration.inMonths(date('2018-03-11'), date('2016-06-24'))", "P-1Y-8M"},
          {"duration.inDays(date('2018-03-11'), date('2018-03-01'))", "P-10D"},
          {"duration.inSeconds(localtime('14:30'), time('16:30+0100'))", "PT2H"},
          {"duration.between(datetime('2017-10-28T23:00+02:00[Europe/Stockholm]'), "
           "datetime('2017-10-29T04:00+01:00[Europe/Stockholm]'))",
           "PT6H"},
          {"duration.between(localdatetime('2018-01-02T10:00:00.1'), "
           "localdatetime('2018-01-01T10:00:00.2'))",
           "PT-23H-59M-59.9S"},
          {"duration.between(date('-999999999-01-01'), date('+999999999-12-31'))",
           "P1999999998Y11M30D"},
          {"duration.between(null, date())", "null"}});
}

TEST_F(TemporalTest, Truncation) {
  expect({{"date.truncate('decade', date('1984-10-11'), {day: 2})", "1980-01-02"},
          {"date.truncate('weekYear', date('1984-01-01'))", "1983-01-03"},
          {"date.truncate('week', date('1984-10-11'), {dayOfWeek: 2})", "1984-10-09"},
          {"datetime.truncate('hour', datetime('2017-10-11T12:31:14-01:00'), {timezone: "
           "'Europe/Stockholm'})",
           "2017-10-11T12:00+02:00[Europe/Stockholm]"},
          {"localtime.truncate('millisecond', localtime('12:31:14.645876123'), {nanosecond: 2})",
           "12:31:14.645000002"},
          {"date.truncate('hour', date('1984-10-11'))", "ArgumentError/InvalidArgumentValue"},
          {"date.truncate('eon', date('1984-10-11'))", "ArgumentError/InvalidArgumentValue"},
          {"time.truncate('day', date('1984-10-11'))", "ArgumentError/InvalidArgumentValue"}});
}

TEST_F(TemporalTest, Components) {
  expect({{"date('1984-01-01').weekYear", "1983"},
          {"date('1984-01-01').week", "52"},
          {"date('1984-10-11').dayOfQuarter", "11"},
          {"localtime('12:31:14.645876123').microsecond", "645876"},
          {"datetime('1984-11-11T12:31:14+01:00').epochSeconds", "469020674"},
          {"datetime('1984-11-11T12:31:14[Europe/Stockholm]').timezone", "'Europe/Stockholm'"},
          {"time('12:00-01:30').offsetMinutes", "-90"},
          {"duration('P1Y4M10DT1H1M1.5S').quartersOfYear", "1"},
          {"duration('P1Y4M10DT1H1M1.5S').milliseconds", "3661500"},
          {"datetime('+999999999-01-01').epochMillis", "ArithmeticError/IntegerOverflow"},
          {"date('1984-10-11').hour", "null"}});
}

TEST_F(TemporalTest, ClocksStandStillWithinAStatement) {
  expect({{"date()", "2023-11-14"},
          {"datetime() = datetime.statement()", "true"},
          {"localdatetime('2023-11-14T22:13:20') = localdatetime.transaction()", "true"},
          {"time('Z') = null", "ArgumentError/InvalidArgumentValue"},
          {"datetime.statement('+02:00').hour", "0"},
          {"timestamp()", "1700000000000"}});
}

}  // namespace
}  // namespace entente::query
