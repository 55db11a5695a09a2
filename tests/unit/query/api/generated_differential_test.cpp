#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "entente/entente.hpp"
#include "tests/support/hidden_future.hpp"
#include "tests/support/query_generator.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::testing {
namespace {

/// A value without what differs between equal answers: ids of elements, 1 or 1.0 for equal numbers,
/// and, for a bag, the order of its items.
std::string text_of(const Value& value, bool bag = false);

std::string text_of(const PropertyMap& properties) {
  std::string text = "{";
  for (const auto& [key, value] : properties) text += key + ": " + text_of(value) + ", ";
  return text + "}";
}

std::string text_of_list(const ValueList& items, bool bag) {
  std::vector<std::string> texts;
  for (const Value& item : items) texts.push_back(text_of(item));
  if (bag) std::sort(texts.begin(), texts.end());
  return fmt::format("[{}]", fmt::join(texts, ", "));
}

std::string text_of(const Value& value, bool bag) {
  switch (value.kind()) {
    case ValueKind::floating: {
      const double number = value.as_float();
      if (std::nearbyint(number) == number && std::abs(number) < 1e15) {
        return std::to_string(static_cast<std::int64_t>(number));
      }
      return fmt::format("{:.9g}", number);
    }
    case ValueKind::list: return text_of_list(value.as_list(), bag);
    case ValueKind::node: {
      const Node& node = value.as_node();
      return fmt::format("(:{} {})", fmt::join(node.labels, ":"), text_of(node.properties));
    }
    case ValueKind::relationship: {
      const Relationship& relationship = value.as_relationship();
      return fmt::format("[:{} {}]", relationship.type, text_of(relationship.properties));
    }
    case ValueKind::path:
      return text_of_list(value.as_path().nodes, false) +
             text_of_list(value.as_path().relationships, false);
    default: return value.to_text();
  }
}

using Row = std::vector<std::string>;

struct Answer {
  std::string error;
  std::vector<Row> rows;
};

Answer answer(Session& session, const GeneratedQuery& query, const std::string& text,
              std::uint64_t disabled_rules) {
  QueryOptions options;
  options.disabled_rules = disabled_rules;
  const auto failed = [](const Error& error) {
    return Answer{std::string(to_string(error.error_class)) + " " + error.message, {}};
  };
  auto result = session.run(text, {{"two", Value(2)}}, options);
  if (!result) return failed(result.error());
  const auto rows = result->rows();
  if (!rows) return failed(rows.error());
  Answer answer;
  for (const ValueList& values : *rows) {
    Row row;
    for (std::size_t i = 0; i < values.size(); ++i) {
      row.push_back(text_of(values[i], query.columns[i] == GeneratedKind::bag));
    }
    answer.rows.push_back(std::move(row));
  }
  return answer;
}

std::vector<Row> sorted(std::vector<Row> rows) {
  std::sort(rows.begin(), rows.end());
  return rows;
}

std::vector<Row> sort_keys(const GeneratedQuery& query, const std::vector<Row>& rows) {
  std::vector<Row> keys;
  for (const Row& row : rows) {
    Row& key = keys.emplace_back();
    for (const auto& order : query.order) key.push_back(row[order.column]);
  }
  return keys;
}

std::string to_text(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows) text += fmt::format("    {}\n", fmt::join(row, " | "));
  return text.substr(0, 3000);
}

/// What is wrong with `got` if `expected` is the answer; nothing if both may be.
std::optional<std::string> difference(const GeneratedQuery& query, const Answer& expected,
                                      const Answer& got) {
  if (!got.error.empty()) return "fails: " + got.error;
  if (got.rows.size() != expected.rows.size()) {
    return fmt::format("gives {} rows instead of {}:\n{}  instead of\n{}", got.rows.size(),
                       expected.rows.size(), to_text(got.rows), to_text(expected.rows));
  }
  if (sort_keys(query, got.rows) != sort_keys(query, expected.rows)) {
    return fmt::format("orders\n{}  instead of\n{}", to_text(got.rows), to_text(expected.rows));
  }
  if (query.unlimited.empty() && sorted(got.rows) != sorted(expected.rows)) {
    return fmt::format("gives\n{}  instead of\n{}", to_text(sorted(got.rows)),
                       to_text(sorted(expected.rows)));
  }
  return std::nullopt;
}

/// The graph as sorted texts that do not name ids: each node with its surroundings, three steps
/// far.
std::vector<std::string> graph_of(Session& session) {
  struct Edge {
    std::string text;
    std::uint64_t source;
    std::uint64_t target;
  };
  std::map<std::uint64_t, std::string> nodes;
  std::vector<Edge> edges;
  const auto found = session.run("MATCH (n) RETURN n")->rows().value();
  for (const ValueList& row : found) nodes[row[0].node_id().value] = text_of(row[0]);
  const auto related = session.run("MATCH ()-[r]->() RETURN r")->rows().value();
  for (const ValueList& row : related) {
    const Relationship& relationship = row[0].as_relationship();
    edges.push_back({text_of(row[0]), relationship.source.value, relationship.target.value});
  }
  for (int round = 0; round < 3; ++round) {
    std::map<std::uint64_t, std::multiset<std::string>> around;
    for (const Edge& edge : edges) {
      around[edge.source].insert("-" + edge.text + "->" + nodes[edge.target]);
      around[edge.target].insert("<-" + edge.text + "-" + nodes[edge.source]);
    }
    std::map<std::uint64_t, std::string> next;
    for (const auto& [id, text] : nodes) {
      const std::string whole = text + fmt::format("{}", fmt::join(around[id], ""));
      next[id] = round == 0 ? whole : std::to_string(std::hash<std::string>()(whole));
    }
    if (round == 2) break;
    nodes = std::move(next);
  }
  std::vector<std::string> texts;
  for (const auto& [id, text] : nodes) texts.push_back(text);
  std::sort(texts.begin(), texts.end());
  return texts;
}

/// One place a query is run at.
struct Place {
  std::string name;
  Database database;
  Session session;
};

class GeneratedDifferential : public ::testing::Test {
 protected:
  /// New graphs, the same in all places: in memory without projections, which gives the answers to
  /// compare with; in memory with projections that come and go for want of room; over RocksDB with
  /// projections that hold half of the writes and are told of the others; the same with the last
  /// third of the writes not committed yet; and in the past of a graph with as much again.
  void fill(std::uint32_t seed) {
    places_.clear();
    folders_.clear();
    const auto statements = generated_graph(seed);
    for (const std::string name :
         {"memory", "little memory", "RocksDB", "RocksDB with pending writes", "the past"}) {
      OpenOptions options;
      options.path = ":memory:";
      options.sync = false;
      options.projections = name == "memory" ? ProjectionPolicy::off : ProjectionPolicy::eager;
      if (name == "little memory") options.projection_bytes = 8192;
      if (!name.ends_with("memory")) {
        folders_.push_back(std::make_unique<TempDir>());
        options.path = *folders_.back() / "db";
      }
      auto opened = Database::open(options);
      ASSERT_TRUE(opened) << opened.error().message;
      Session session = opened->session();
      for (std::size_t i = 0; i < statements.size(); ++i) {
        if (i == statements.size() / 2) {
          ASSERT_TRUE(session.run("MATCH (a)-[r]->(b) RETURN a, r, b")->rows());
        }
        if (pending(name) && i == statements.size() * 2 / 3) {
          ASSERT_TRUE(session.begin());
        }
        auto result = session.run(statements[i]);
        ASSERT_TRUE(result) << statements[i] << ": " << result.error().message;
      }
      if (past(name)) {
        HiddenFuture::add_to(*opened->store());
        session.set_as_of({RecordedTime(std::chrono::milliseconds(1'500)), std::nullopt});
      }
      places_.push_back({name, std::move(opened).value(), std::move(session)});
    }
  }

  static bool pending(const std::string& name) { return name.ends_with("pending writes"); }
  static bool past(const std::string& name) { return name == "the past"; }

  /// The answer and, for an update, the graph it leaves, which is then rolled back.
  static Answer outcome(Session& session, const GeneratedQuery& query, std::uint64_t rules_off) {
    if (!query.updating) return answer(session, query, query.text, rules_off);
    EXPECT_TRUE(session.begin());
    Answer result = answer(session, query, query.text, rules_off);
    if (result.error.empty()) graph_ = graph_of(session);
    EXPECT_TRUE(session.rollback());
    return result;
  }

  /// What is wrong with the answers of one query, if anything.
  std::optional<std::string> check(const GeneratedQuery& query, Dice& dice) {
    const Answer expected = outcome(places_[0].session, query, ~0ULL);
    if (!expected.error.empty()) return "fails: " + expected.error;
    const auto graph = graph_;
    if (!query.unlimited.empty() && !is_part(query, expected)) return "is not what LIMIT leaves";
    for (Place& place : places_) {
      if (query.updating && (pending(place.name) || past(place.name))) continue;
      for (const std::uint64_t rules_off : {std::uint64_t{0}, dice.bits(), dice.bits()}) {
        const Answer got = outcome(place.session, query, rules_off);
        auto wrong = difference(query, expected, got);
        if (!wrong && query.updating && graph_ != graph) {
          wrong = fmt::format("leaves\n    {}\n  instead of\n    {}", fmt::join(graph_, "\n    "),
                              fmt::join(graph, "\n    "));
        }
        if (wrong) return fmt::format("{}, rules off {:#x}, {}", place.name, rules_off, *wrong);
      }
    }
    return std::nullopt;
  }

  /// What SKIP and LIMIT leave is part of the answer without them.
  bool is_part(const GeneratedQuery& query, const Answer& expected) {
    GeneratedQuery unlimited = query;
    unlimited.text = query.unlimited;
    const auto all = sorted(outcome(places_[0].session, unlimited, ~0ULL).rows);
    const auto part = sorted(expected.rows);
    return std::includes(all.begin(), all.end(), part.begin(), part.end());
  }

  static std::vector<std::string> graph_;
  std::vector<std::unique_ptr<TempDir>> folders_;
  std::vector<Place> places_;
};

std::vector<std::string> GeneratedDifferential::graph_;

std::uint32_t setting(const char* name, std::uint32_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10));
}

/// ENTENTE_GENERATED_QUERIES and ENTENTE_GENERATED_SEED make it longer and different; see
/// tests/README.md.
TEST_F(GeneratedDifferential, RulesAndStoresGiveTheSameAnswers) {
  constexpr std::uint32_t queries_per_graph = 100;
  const std::uint32_t count = setting("ENTENTE_GENERATED_QUERIES", 300);
  const std::uint32_t seed = setting("ENTENTE_GENERATED_SEED", 1);
  const bool print = std::getenv("ENTENTE_GENERATED_PRINT") != nullptr;
  std::uint32_t failures = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i % queries_per_graph == 0) {
      fill(seed + i / queries_per_graph);
      ASSERT_FALSE(HasFatalFailure());
    }
    const std::uint32_t query_seed = seed * 1'000'003U + i;
    QueryGenerator generator(query_seed);
    Dice dice(query_seed ^ 0x5EEDU);
    const GeneratedQuery query = generator.next();
    if (print) fmt::print("{}\n", query.text);
    const auto wrong = check(query, dice);
    if (!wrong) continue;
    ADD_FAILURE() << "seed " << seed << ", query " << i << ": " << query.text << "\n  " << *wrong;
    if (++failures == 20) break;
  }
}

/// Every row meets a condition, or its negation, or the condition is null for it.
TEST_F(GeneratedDifferential, ConditionsDivideRowsInThree) {
  constexpr std::uint32_t queries_per_graph = 100;
  const std::uint32_t count = setting("ENTENTE_GENERATED_QUERIES", 300);
  const std::uint32_t seed = setting("ENTENTE_GENERATED_SEED", 1);
  std::uint32_t failures = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i % queries_per_graph == 0) {
      fill(seed + i / queries_per_graph);
      ASSERT_FALSE(HasFatalFailure());
    }
    QueryGenerator generator(seed * 1'000'003U + i);
    const QueryGenerator::Partition partition = generator.next_partition();
    Session& session = places_[i % places_.size()].session;
    const Answer whole = answer(session, partition.whole, partition.whole.text, 0);
    Answer together;
    for (const std::string& text : partition.parts) {
      const Answer part = answer(session, partition.whole, text, 0);
      if (!part.error.empty()) together.error = part.error + ": " + text;
      together.rows.insert(together.rows.end(), part.rows.begin(), part.rows.end());
    }
    if (whole.error.empty() && together.error.empty() &&
        sorted(whole.rows) == sorted(together.rows)) {
      continue;
    }
    ADD_FAILURE() << "seed " << seed << ", query " << i << ": " << partition.whole.text << "\n  "
                  << whole.error << together.error << "\n  with and without "
                  << partition.parts.front() << "\n"
                  << to_text(sorted(together.rows)) << "  instead of\n"
                  << to_text(sorted(whole.rows));
    if (++failures == 20) break;
  }
}

}  // namespace
}  // namespace entente::testing
