#include <cstdlib>

#include "tests/support/path_model.hpp"
#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

/// Random patterns over random graphs, compared with an enumeration of all walks.
/// ENTENTE_PATH_GRAPHS makes it longer; see tests/README.md.
class PathDifferential : public QueryFixture {};

TEST_P(PathDifferential, EveryPatternMatchesWhatTheManualSays) {
  const char* longer = std::getenv("ENTENTE_PATH_GRAPHS");
  int graphs = longer == nullptr ? 150 : std::atoi(longer);
  if (GetParam() != StoreKind::memory) graphs /= 10;
  constexpr int patterns = 12;
  std::size_t rows_seen = 0;
  for (int seed = 1; seed <= graphs; ++seed) {
    PathModel model(static_cast<std::uint32_t>(seed));
    run("MATCH (n) DETACH DELETE n");
    run(model.create_statement());
    for (int i = 0; i < patterns; ++i) {
      const PathModel::Pattern pattern = model.random_pattern();
      for (int bound = 0; bound < 4; ++bound) {
        const std::string query = model.query(pattern, bound);
        QueryOptions options;
        if (i % 3 == 0) options.disabled_rules = ~std::uint64_t{0};
        const auto rows = ask(query, {}, options);
        rows_seen += rows.size();
        if (pattern.selection == PathModel::Selection::all) {
          const std::string ends = model.ends_query(pattern, bound);
          ASSERT_EQ(model.judge_ends(pattern, ask(ends, {}, options)), "")
              << model.create_statement() << ";\n"
              << ends << ";\nseed " << seed;
        }
        ASSERT_EQ(model.judge(pattern, rows), "") << model.create_statement() << ";\n"
                                                  << query << ";\nseed " << seed;
      }
    }
  }
  // Patterns that match nothing would prove nothing.
  EXPECT_GT(rows_seen, static_cast<std::size_t>(graphs) * 100);
}

ENTENTE_QUERY_TESTS(PathDifferential);

}  // namespace
}  // namespace entente::testing
