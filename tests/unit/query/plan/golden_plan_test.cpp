#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/unit/query/plan/plan_fixture.hpp"

namespace entente::query {
namespace {

namespace fs = std::filesystem;

/// Plans as texts: every file of tests/golden/plan holds blocks of a query (one line, after "> ")
/// and its plan. ENTENTE_UPDATE_GOLDEN=1 writes the plans as they are now; review the difference.
class GoldenPlanTest : public PlanTest, public ::testing::WithParamInterface<std::string> {};

std::vector<std::string> golden_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_TEST_SOURCE_DIR) /
                                                  "tests/golden/plan")) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

TEST_P(GoldenPlanTest, Matches) {
  const fs::path path =
      fs::path(ENTENTE_TEST_SOURCE_DIR) / "tests/golden/plan" / (GetParam() + ".txt");
  std::ifstream in(path);
  std::string expected;
  std::string actual;
  std::string line;
  bool in_plan = false;
  while (std::getline(in, line)) {
    expected += line + "\n";
    if (line.starts_with("> ")) {
      actual += line + "\n" + explain(line.substr(2), 0, true);
      in_plan = true;
    } else if (line.empty() || line.starts_with("#")) {
      actual += line + "\n";
      in_plan = false;
    } else {
      EXPECT_TRUE(in_plan) << "a plan without a query: " << line;
    }
  }
  in.close();
  if (std::getenv("ENTENTE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path) << actual;
    return;
  }
  EXPECT_EQ(actual, expected) << path << ": ENTENTE_UPDATE_GOLDEN=1 rewrites it";
}

INSTANTIATE_TEST_SUITE_P(Files, GoldenPlanTest, ::testing::ValuesIn(golden_files()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace entente::query
