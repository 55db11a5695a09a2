#include "query/eval/time_zone.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "query/eval/zone_links.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::query {
namespace {

using Names = std::vector<std::string>;

constexpr std::int64_t year_1818 = -4'777'000'000;
constexpr std::int64_t year_1976 = 200'000'000;

void write_file(const std::string& path, std::string_view text) { std::ofstream(path) << text; }

TEST(ZoneLinksTest, CandidatesAreTheZonesOfTheSameCountry) {
  const entente::testing::TempDir folder;
  write_file(folder / "zone.tab",
             "# comment\n"
             "SE\t+5920+01803\tEurope/Stockholm\n"
             "DE\t+5230+01322\tEurope/Berlin\tmost of Germany\n"
             "XX\t+0000+00000\tSome/Place\n");
  write_file(folder / "zone1970.tab", "DE,DK,SE\t+5230+01322\tEurope/Berlin\tmost of Germany\n");
  write_file(folder / "tzdata.zi",
             "# version x\nL Europe/Stockholm Sweden\nZ Europe/Berlin 1 - C\n");
  const ZoneLinks links = ZoneLinks::read(folder.path());
  EXPECT_EQ(links.history_candidates("Europe/Stockholm"), Names{"Europe/Berlin"});
  EXPECT_EQ(links.history_candidates("Sweden"), Names{"Europe/Berlin"});
  EXPECT_EQ(links.history_candidates("Europe/Berlin"), Names());
  EXPECT_EQ(links.history_candidates("Some/Place"), Names());
  EXPECT_EQ(links.history_candidates("Etc/UTC"), Names());
}

TEST(ZoneLinksTest, MissingTablesLeaveZonesAsTheyAre) {
  const entente::testing::TempDir folder;
  EXPECT_EQ(ZoneLinks::read(folder.path()).history_candidates("Europe/Stockholm"), Names());
}

/// Zones that are links in the default data, beside the zone whose history they share.
TEST(TimeZoneTest, LinkedZonesHaveTheHistoryOfTheirTarget) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"Europe/Stockholm", "Europe/Berlin"},      {"Europe/Copenhagen", "Europe/Berlin"},
      {"Europe/Oslo", "Europe/Berlin"},           {"Europe/Amsterdam", "Europe/Brussels"},
      {"Europe/Luxembourg", "Europe/Brussels"},   {"Europe/Monaco", "Europe/Paris"},
      {"Atlantic/Reykjavik", "Africa/Abidjan"},   {"America/Atikokan", "America/Panama"},
      {"America/Creston", "America/Phoenix"},     {"America/Nassau", "America/Toronto"},
      {"Antarctica/McMurdo", "Pacific/Auckland"}, {"Asia/Kuwait", "Asia/Riyadh"},
      {"Africa/Timbuktu", "Africa/Abidjan"},      {"Atlantic/Jan_Mayen", "Europe/Berlin"},
  };
  for (const auto& [zone, target] : cases) {
    for (const std::int64_t instant : {year_1818, std::int64_t{-1'000'000'000}, year_1976}) {
      const auto actual = zone_offset_at(zone, instant);
      const auto expected = zone_offset_at(target, instant);
      ASSERT_TRUE(actual && expected) << zone;
      EXPECT_EQ(*actual, *expected) << zone << " at " << instant;
    }
  }
}

TEST(TimeZoneTest, LocalMeanTimes) {
  const std::pair<std::string_view, std::int32_t> cases[] = {
      {"Europe/Berlin", 53 * 60 + 28},
      {"Europe/Stockholm", 53 * 60 + 28},
      {"Europe/London", -75},
      {"America/New_York", -(4 * 3600 + 56 * 60 + 2)},
      {"Europe/Vienna", 3600 + 5 * 60 + 21},
  };
  for (const auto& [zone, offset] : cases) {
    const auto actual = zone_offset_at(zone, year_1818);
    ASSERT_TRUE(actual) << zone;
    EXPECT_EQ(*actual, offset) << zone;
  }
}

}  // namespace
}  // namespace entente::query
