#include <fstream>

#include "tests/unit/query/eval/eval_fixture.hpp"

namespace entente::query {
namespace {

using TemporalOracleTest = EvalFixture;

/// Every line of oracle.golden, which a program that shares no code with this one has written.
TEST_F(TemporalOracleTest, AgreesWithPython) {
  std::ifstream file(std::string(ENTENTE_TEST_SOURCE_DIR) +
                     "/tests/golden/temporal/oracle.golden");
  std::size_t lines = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    EXPECT_EQ(run(line.substr(0, tab)), line.substr(tab + 1)) << line.substr(0, tab);
    ++lines;
  }
  EXPECT_GT(lines, 1000U);
}

}  // namespace
}  // namespace entente::query
