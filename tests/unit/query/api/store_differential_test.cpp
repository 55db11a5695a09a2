#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "entente/entente.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::testing {
namespace {

/// Makes statements from parts; the same seed gives the same statements.
class StatementMaker {
 public:
  explicit StatementMaker(std::uint32_t seed) : random_(seed) {}

  std::string update() {
    switch (pick(8)) {
      case 0: return "CREATE (:" + label() + " {k: " + number() + ", v: " + number() + "})";
      case 1:
        return "MATCH (a:" + label() + " {k: " + number() + "}), (b {k: " + number() +
               "}) CREATE (a)-[:" + type() + " {w: " + number() + "}]->(b)";
      case 2: return "MERGE (a:" + label() + " {k: " + number() + "}) SET a.v = " + number();
      case 3:
        return "MATCH (a {k: " + number() + "}), (b {k: " + number() +
               "}) WITH a, b ORDER BY "
               "id(a), id(b) LIMIT 1 MERGE (a)-[r:" +
               type() + "]->(b) SET r.w = " + number();
      case 4: return "MATCH (a:" + label() + ") WHERE a.v > " + number() + " SET a:" + label();
      case 5: return "MATCH ()-[r:" + type() + " {w: " + number() + "}]->() DELETE r";
      case 6: return "MATCH (a {k: " + number() + "}) WHERE a.v < 3 DETACH DELETE a";
      default: return "MATCH (a:" + label() + " {k: " + number() + "}) REMOVE a.v";
    }
  }

  std::string reading() {
    const std::string tail = " RETURN a.k AS x, b.k AS y, count(*) AS n";
    switch (pick(8)) {
      case 0: return "MATCH (a:" + label() + ")-[:" + type() + "]->(b)" + tail;
      case 1: return "MATCH (a)-[:" + type() + "*1..3]->(b:" + label() + ")" + tail;
      case 2: return "MATCH (a)--(b:" + label() + ") WHERE a.v >= " + number() + tail;
      case 3:
        return "MATCH (a:" + label() + ") OPTIONAL MATCH (a)-[r:" + type() + "]-(b) WHERE r.w > " +
               number() + tail;
      case 4: return "MATCH (a)-[:A]->(b)-[:B]->(c), (a)-->(c)" + tail;
      case 5:
        return "MATCH (a:" + label() + "), (b:" + label() +
               ") WHERE a.k = b.k AND EXISTS { (a)-->() }" + tail;
      case 6:
        return "MATCH (a:" + label() + " {k: " + number() +
               "}) MATCH p = shortestPath((a)-[*..4]-(b:" + label() +
               ")) WHERE a <> b RETURN a.k AS x, b.k AS y, length(p) AS n";
      default:
        return "MATCH (a:" + label() +
               ") WHERE a.k IN [1, 3, 5] OR a.v > 7 "
               "RETURN a.k AS x, collect(DISTINCT a.v IS NULL) AS y, sum(a.v) AS n";
    }
  }

 private:
  int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  std::string number() { return std::to_string(pick(10)); }
  std::string label() { return std::string(1, static_cast<char>('P' + pick(3))); }
  std::string type() { return std::string(1, static_cast<char>('A' + pick(2))); }

  std::mt19937 random_;
};

/// The rows as sorted text, or the error's class.
std::string answer(Session& session, const std::string& statement) {
  auto result = session.run(statement);
  if (!result) return std::string(to_string(result.error().error_class));
  auto rows = result->rows();
  if (!rows) return std::string(to_string(rows.error().error_class));
  std::vector<std::string> lines;
  for (const ValueList& row : *rows) {
    std::string line;
    for (const Value& value : row) line += value.to_text() + "|";
    lines.push_back(std::move(line));
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

class StoreDifferential : public ::testing::TestWithParam<std::uint32_t> {};

/// One sequence of statements has the same answers over every store, with and without an index, and
/// after the RocksDB one was opened again.
TEST_P(StoreDifferential, AnswersAreTheSame) {
  TempDir folder;
  OpenOptions on_disk;
  on_disk.path = folder / "db";
  on_disk.sync = false;
  auto memory = Database::open("");
  auto rocks = Database::open(on_disk);
  ASSERT_TRUE(memory);
  ASSERT_TRUE(rocks);
  StatementMaker maker(GetParam());
  std::optional<Session> first(memory->session());
  std::optional<Session> second(rocks->session());
  for (int step = 0; step < 400; ++step) {
    if (step == 100) {
      ASSERT_TRUE(second->run("CREATE INDEX FOR (n:P) ON (n.k)"));
      ASSERT_TRUE(second->run("CREATE INDEX FOR (n:Q) ON (n.v)"));
    }
    if (step == 250) {
      second.reset();
      *rocks = std::move(Database::open(on_disk)).value();
      second.emplace(rocks->session());
    }
    const std::string statement = step < 60 || step % 2 == 0 ? maker.update() : maker.reading();
    ASSERT_EQ(answer(*first, statement), answer(*second, statement)) << statement;
  }
  EXPECT_EQ(answer(*first, "MATCH (n) RETURN labels(n), n.k, n.v"),
            answer(*second, "MATCH (n) RETURN labels(n), n.k, n.v"));
}

INSTANTIATE_TEST_SUITE_P(Seeds, StoreDifferential, ::testing::Values(1U, 2U, 3U, 4U));

}  // namespace
}  // namespace entente::testing
