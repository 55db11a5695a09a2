#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "entente/entente.hpp"
#include "query/plan/rules/rule.hpp"
#include "tests/support/query_generator.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::testing {
namespace {

/// Random questions about chains, trees and cycles of relationships, over random graphs with loops,
/// parallel relationships and several types. The rules that search or count instead of enumerating
/// must not change an answer, whatever lies in memory.
class SearchDifferential : public ::testing::Test {
 protected:
  struct Place {
    std::string name;
    std::unique_ptr<TempDir> folder;
    std::optional<Database> database;
    std::optional<Session> session;
  };

  static std::uint64_t searching_rules() {
    std::uint64_t bits = 0;
    for (const query::Rule& rule : query::all_rules()) {
      for (const std::string_view name : {"expand_ends", "count_distinct", "distinct_ends",
                                          "count_degree", "count_tree", "count_cycle"}) {
        if (rule.name == name) bits |= std::uint64_t{1} << rule.bit;
      }
    }
    return bits;
  }

  static std::vector<std::string> graph(Dice& dice) {
    const int nodes = 3 + dice.roll(9);
    std::vector<std::string> statements;
    for (int i = 0; i < nodes; ++i) {
      statements.push_back(
          fmt::format("CREATE (:{} {{i: {}}})", dice.pick({"A", "B", "A:B", "C"}), i));
    }
    const int relationships = nodes + dice.roll(nodes * 2);
    for (int i = 0; i < relationships; ++i) {
      const int from = dice.roll(nodes);
      const int to = dice.chance(12) ? from : dice.roll(nodes);
      statements.push_back(fmt::format("MATCH (a {{i: {}}}), (b {{i: {}}}) CREATE (a)-[:{}]->(b)",
                                       from, to, dice.pick({"T", "T", "U", "V"})));
      if (dice.chance(15)) statements.push_back(statements.back());
    }
    for (int i = dice.roll(3); i > 0; --i) {
      statements.push_back(
          fmt::format("MATCH ({{i: {}}})-[r]->() WITH r LIMIT 1 DELETE r", dice.roll(nodes)));
    }
    return statements;
  }

  /// The same graph several times: in memory, on disk with rows in memory, and on disk with the
  /// last part not committed.
  void fill(Dice& dice) {
    places_.clear();
    const auto statements = graph(dice);
    for (const std::string name : {"memory", "disk", "pending", "none in memory"}) {
      Place& place = places_.emplace_back();
      place.name = name;
      OpenOptions options;
      options.path = ":memory:";
      options.sync = false;
      options.projections = ProjectionPolicy::eager;
      if (name == "none in memory") options.projection_bytes = 0;
      if (name != "memory") {
        place.folder = std::make_unique<TempDir>();
        options.path = *place.folder / "db";
      }
      auto opened = Database::open(options);
      ASSERT_TRUE(opened);
      place.database.emplace(std::move(*opened));
      place.session.emplace(place.database->session());
      for (std::size_t i = 0; i < statements.size(); ++i) {
        if (name == "pending" && i == statements.size() * 2 / 3) {
          ASSERT_TRUE(place.session->begin());
        }
        ASSERT_TRUE(place.session->run(statements[i])) << statements[i];
      }
    }
  }

  static std::string node(Dice& dice, const std::string& name) {
    if (dice.chance(25)) return fmt::format("({}:{})", name, dice.pick({"A", "B", "C"}));
    if (dice.chance(10)) return fmt::format("({} WHERE {}.i % 2 = 0)", name, name);
    return "(" + name + ")";
  }

  static std::string relationship(Dice& dice, std::string_view length = "") {
    const std::string_view types = dice.pick({"", ":T", ":T", ":T", ":U", ":T|U"});
    const std::string inside = fmt::format("[{}{}]", types, length);
    switch (dice.roll(5)) {
      case 0: return "<-" + inside + "-";
      case 1: return "-" + inside + "-";
      default: return "-" + inside + "->";
    }
  }

  /// A start: one node, some, or all of them.
  static std::string start(Dice& dice) {
    if (dice.chance(60)) return fmt::format("(s {{i: {}}})", dice.roll(6));
    return node(dice, "s");
  }

  static std::string chain(Dice& dice, int hops) {
    std::string pattern = start(dice);
    for (int i = 1; i <= hops; ++i) {
      pattern += relationship(dice);
      pattern += i == hops ? node(dice, "x") : node(dice, "m" + std::to_string(i));
    }
    return pattern;
  }

  static std::string ends_query(Dice& dice) {
    const std::string pattern = chain(dice, 1 + dice.roll(4));
    switch (dice.roll(6)) {
      case 0: return "MATCH " + pattern + " RETURN DISTINCT x.i AS x ORDER BY x";
      case 1: return "MATCH " + pattern + " RETURN s.i AS s, count(DISTINCT x) AS k ORDER BY s";
      case 2: return "MATCH " + pattern + " WHERE x <> s RETURN count(DISTINCT x) AS k";
      case 3: return "MATCH " + pattern + " WHERE x.i <> 3 RETURN min(x.i), count(DISTINCT x.i)";
      default: return "MATCH " + pattern + " RETURN count(DISTINCT x) AS k";
    }
  }

  static std::string reach_query(Dice& dice) {
    const std::string_view length = dice.pick({"*..4", "*1..2", "*0..2", "*..3", "*0..1", "*2..3"});
    const std::string pattern = start(dice) + relationship(dice, length) + node(dice, "x");
    if (dice.chance(30))
      return "MATCH " + pattern + " RETURN s.i AS s, count(DISTINCT x) ORDER BY s";
    return "MATCH " + pattern + " WHERE x.i <> 1 RETURN count(DISTINCT x) AS k";
  }

  static std::string count_query(Dice& dice) {
    std::string pattern = chain(dice, 1 + dice.roll(3));
    switch (dice.roll(5)) {
      case 0: pattern += ", (x)" + relationship(dice) + node(dice, "y"); break;
      case 1: pattern += ", (s)" + relationship(dice) + node(dice, "y"); break;
      case 2: pattern += ", (s)" + relationship(dice) + "(x)"; break;
      case 3: pattern += relationship(dice) + "(s)"; break;
      default: break;
    }
    if (dice.chance(15)) return "MATCH " + pattern + " RETURN s.i AS s, count(*) AS k ORDER BY s";
    return "MATCH " + pattern + " RETURN count(*) AS k";
  }

  static std::string path_query(Dice& dice) {
    const std::string_view length = dice.pick({"*", "*1..3", "*..4", "*0..2"});
    const std::string_view function = dice.pick({"shortestPath", "allShortestPaths"});
    return fmt::format(
        "MATCH (a {{i: {}}}), (b {{i: {}}}) MATCH p = {}((a){}(b)) RETURN length(p) AS l, "
        "all(r IN relationships(p) WHERE startNode(r) IN nodes(p)) AS ok, count(*) AS k",
        dice.roll(6), dice.roll(6), function, relationship(dice, length));
  }

  static std::string query_of(Dice& dice) {
    switch (dice.roll(8)) {
      case 0: return path_query(dice);
      case 1: return reach_query(dice);
      case 2:
      case 3:
      case 4: return count_query(dice);
      default: return ends_query(dice);
    }
  }

  static std::string answer(Session& session, const std::string& query, std::uint64_t disabled) {
    QueryOptions options;
    options.disabled_rules = disabled;
    auto result = session.run(query, {}, options);
    if (!result) return "fails: " + result.error().message;
    const auto rows = result->rows();
    if (!rows) return "fails: " + rows.error().message;
    std::string text;
    for (const ValueList& row : *rows) {
      for (const Value& value : row) text += value.to_text() + " ";
      text += "; ";
    }
    return text;
  }

  std::vector<Place> places_;
};

TEST_F(SearchDifferential, SearchingAndCountingGiveTheAnswersOfEnumerating) {
  const char* rounds_text = std::getenv("ENTENTE_SEARCH_GRAPHS");
  const char* seed_text = std::getenv("ENTENTE_SEARCH_SEED");
  const int rounds = rounds_text == nullptr ? 10 : std::atoi(rounds_text);
  Dice dice(seed_text == nullptr ? 7 : static_cast<std::uint32_t>(std::atoi(seed_text)));
  for (int round = 0; round < rounds; ++round) {
    ASSERT_NO_FATAL_FAILURE(fill(dice));
    for (int i = 0; i < 60; ++i) {
      const std::string query = query_of(dice);
      const std::string expected = answer(*places_.front().session, query, searching_rules());
      for (Place& place : places_) {
        ASSERT_EQ(answer(*place.session, query, 0), expected)
            << place.name << ", graph " << round << ": " << query;
      }
    }
  }
}

}  // namespace
}  // namespace entente::testing
