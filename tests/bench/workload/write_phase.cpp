#include <algorithm>
#include <filesystem>
#include <thread>

#include "tests/bench/workload/clock.hpp"
#include "tests/bench/workload/phases.hpp"
#include "tests/bench/workload/read_queries.hpp"

namespace entente::bench {
namespace {

constexpr const char* insert_node =
    "CREATE (:Document {id: $id, name: $name, score: $score, since: date($since)})";
constexpr const char* insert_relationship =
    "MATCH (d:Document {id: $a}), (p:Person {id: $b}) "
    "CREATE (d)-[:MENTIONS {amount: $amount, source: $source}]->(p)";
constexpr const char* upsert =
    "UNWIND $rows AS r MATCH (a:Company {id: r.s}), (b:Company {id: r.d}) "
    "MERGE (a)-[e:TRADES_WITH]->(b) SET e.amount = r.amount, e.source = r.source";

Parameters node_parameters(const Fields& row) {
  return {{"id", Value(row[0])},
          {"name", Value(row[1])},
          {"score", Value(static_cast<std::int64_t>(std::stoll(row[2])))},
          {"since", Value(row[3])}};
}

Parameters relationship_parameters(const Fields& row) {
  return {{"a", Value(row[0])},
          {"b", Value(row[1])},
          {"amount", Value(std::stod(row[2]))},
          {"source", Value(row[3])}};
}

Json per_operation(std::vector<double>& walls, double wall_ms, double cpu) {
  std::sort(walls.begin(), walls.end());
  const auto count = static_cast<double>(walls.size());
  return {{"operations", walls.size()},
          {"wall_ms_median", walls[walls.size() / 2]},
          {"wall_ms_p99", walls[walls.size() * 99 / 100]},
          {"cpu_ms_op", cpu / count},
          {"per_s", count / wall_ms * 1e3}};
}

/// One durable transaction per row, by one client.
Json singles(const Database& database, const char* text, const std::vector<Fields>& rows,
             Parameters (*parameters)(const Fields&)) {
  Session session = database.session();
  const PreparedQuery prepared = must(session.prepare(text));
  std::vector<double> walls;
  const Stopwatch whole;
  for (const Fields& row : rows) {
    const Stopwatch one;
    must(must(session.run(prepared, parameters(row))).rows());
    walls.push_back(one.wall_ms());
  }
  return per_operation(walls, whole.wall_ms(), whole.used_cpu_ms());
}

/// The same by several clients at once, each with its share of the rows.
Json shared_singles(const Database& database, std::vector<Fields> rows, std::size_t clients) {
  // Ids of their own: the rows were inserted once already.
  for (Fields& row : rows) row[0] += "-again";
  const Stopwatch whole;
  std::vector<std::thread> threads;
  for (std::size_t client = 0; client < clients; ++client) {
    threads.emplace_back([&, client] {
      Session session = database.session();
      for (std::size_t i = client; i < rows.size(); i += clients) {
        ask(session, insert_node, node_parameters(rows[i]));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return {{"clients", clients},
          {"per_s", static_cast<double>(rows.size()) / whole.wall_ms() * 1e3},
          {"cpu_ms_op", whole.used_cpu_ms() / static_cast<double>(rows.size())}};
}

Json batched_upserts(const Database& database, const DataFolder& data) {
  constexpr std::size_t batch_rows = 1000;
  const std::vector<Fields> rows = data.csv("w3_upserts.csv");
  std::vector<ValueList> batches;
  for (const Fields& row : rows) {
    if (batches.empty() || batches.back().size() == batch_rows) batches.emplace_back();
    batches.back().push_back(Value::map({{"s", Value(row[0])},
                                         {"d", Value(row[1])},
                                         {"amount", Value(std::stod(row[2]))},
                                         {"source", Value(row[3])}}));
  }
  Session session = database.session();
  const Stopwatch whole;
  for (ValueList& batch : batches) ask(session, upsert, {{"rows", Value(std::move(batch))}});
  const double wall = whole.wall_ms();
  const double cpu = whole.used_cpu_ms();
  const auto after = ask(session, "MATCH ()-[e:TRADES_WITH]->() RETURN count(*), sum(e.amount)");
  const Json answer = {{"rows", after[0][0].as_integer()}, {"sum", after[0][1].as_number()}};
  const auto count = static_cast<double>(rows.size());
  return {{"rows", rows.size()},
          {"ok", agrees(answer, data.expected()["w3"])},
          {"rows_per_cpu_s", count / cpu * 1e3},
          {"rows_per_s", count / wall * 1e3}};
}

/// A copy of the database that the writes may change; removed at the end.
class Copy {
 public:
  explicit Copy(const std::string& database) : path_(database + ".writes") {
    std::filesystem::remove_all(path_);
    std::filesystem::copy(database, path_, std::filesystem::copy_options::recursive);
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

Json write_phase(const Settings& settings) {
  const DataFolder data(settings.data);
  const Copy copy(settings.database);
  Json results = Json::object();
  {
    const Database database = must(Database::open(copy.path()));
    const std::vector<Fields> nodes = data.csv("w2_nodes.csv");
    if (settings.wanted("w2")) {
      results["w2"] = singles(database, insert_node, nodes, node_parameters);
      if (settings.wanted("w2r")) {
        results["w2r"] = singles(database, insert_relationship, data.csv("w2_rels.csv"),
                                 relationship_parameters);
      }
      results["w2_clients"] = shared_singles(database, nodes, 8);
    }
    if (settings.wanted("w3")) results["w3"] = batched_upserts(database, data);
  }
  return results;
}

Json mixed_phase(const Settings& settings) {
  const DataFolder data(settings.data);
  const Copy copy(settings.database);
  Json result;
  {
    const Database database = must(Database::open(copy.path()));
    Session session = database.session();
    std::vector<ReadQuery> queries = read_queries(data, session);
    const auto q3 = std::find_if(queries.begin(), queries.end(),
                                 [](const ReadQuery& query) { return query.name == "q3"; });
    const auto read = [&](int passes) {
      const Stopwatch watch;
      for (int i = 0; i < passes; ++i) {
        for (const Parameters& parameters : q3->operations) ask(session, q3->text, parameters);
      }
      return watch.wall_ms() / (passes * static_cast<double>(q3->operations.size()));
    };
    constexpr int passes = 50;
    // Until copies in memory serve all of it: they are made beside the readers that want them.
    read(passes * 10);
    const double alone_ms = read(passes);
    std::atomic<bool> stop{false};
    std::size_t committed = 0;
    std::thread writer([&] {
      Session mine = database.session();
      auto due = std::chrono::steady_clock::now();
      while (!stop.load()) {
        Fields row = {"W" + std::to_string(committed), "written beside readers", "1", "2020-01-01"};
        ask(mine, insert_node, node_parameters(row));
        ++committed;
        due += std::chrono::milliseconds(1);
        std::this_thread::sleep_until(due);
      }
    });
    const Stopwatch beside;
    const double busy_ms = read(passes);
    const double seconds = beside.wall_ms() / 1e3;
    stop.store(true);
    writer.join();
    result = {{"q3_wall_ms_alone", alone_ms},
              {"q3_wall_ms_beside_writer", busy_ms},
              {"slowdown", busy_ms / alone_ms},
              {"commits_per_s", static_cast<double>(committed) / seconds}};
  }
  return result;
}

}  // namespace entente::bench
