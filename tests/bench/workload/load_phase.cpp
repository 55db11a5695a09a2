#include <filesystem>

#include "tests/bench/workload/clock.hpp"
#include "tests/bench/workload/phases.hpp"

namespace entente::bench {
namespace {

double folder_mb(const std::string& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += entry.file_size();
  }
  return static_cast<double>(bytes) / 1e6;
}

}  // namespace

Json load_phase(const Settings& settings) {
  const DataFolder data(settings.data);
  std::filesystem::remove_all(settings.database);
  const Stopwatch watch;
  {
    const Database database = must(Database::open(settings.database));
    Session session = database.session();
    for (const std::string& label : data.labels()) {
      ask(session, "CREATE CONSTRAINT FOR (n:" + label + ") REQUIRE n.id IS UNIQUE");
    }
    must(import_files(*database.store(), data.import_plan()));
  }
  const double cpu = watch.used_cpu_ms();
  const double wall = watch.wall_ms();
  const auto rows = static_cast<double>(data.rows());
  return {{"w1",
           {{"rows", data.rows()},
            {"cpu_ms", cpu},
            {"wall_ms", wall},
            {"rows_per_cpu_s", rows / cpu * 1e3},
            {"rows_per_s", rows / wall * 1e3},
            {"disk_mb", folder_mb(settings.database)}}}};
}

Json open_phase(const Settings& settings) {
  const DataFolder data(settings.data);
  const std::string person = data.parameters()["q1"][0];
  const std::string company = data.parameters()["q3"][0];
  const double before_mb = resident_mb();
  const Stopwatch watch;
  const Database database = must(Database::open(settings.database));
  Session session = database.session();
  const double open_ms = watch.wall_ms();
  ask(session, "MATCH (n:Person {id: $id}) RETURN n.name, n.score, n.since", {{"id", person}});
  const double first_ms = watch.wall_ms();
  const double first_cpu_ms = watch.used_cpu_ms();
  const double added_mb = resident_mb() - before_mb;
  ask(session,
      "MATCH (a:Company {id: $id})-[:TRADES_WITH]->()-[:TRADES_WITH]->(c) "
      "RETURN count(DISTINCT c)",
      {{"id", company}});
  return {{"open_ms", open_ms},
          {"first_q1_ms", first_ms},
          {"first_q1_cpu_ms", first_cpu_ms},
          {"first_q3_ms", watch.wall_ms()},
          {"added_mb", added_mb}};
}

}  // namespace entente::bench
