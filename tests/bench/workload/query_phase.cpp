#include <algorithm>

#include "tests/bench/workload/clock.hpp"
#include "tests/bench/workload/phases.hpp"
#include "tests/bench/workload/read_queries.hpp"

namespace entente::bench {
namespace {

/// One pass over the operations of a query; the answers go to `answers` if it is not null.
void pass(Session& session, const ReadQuery& query, const PreparedQuery& prepared,
          const QueryOptions& options, std::vector<std::vector<ValueList>>* answers) {
  for (const Parameters& parameters : query.operations) {
    auto result = must(session.run(prepared, parameters, options));
    auto rows = must(result.rows());
    if (answers != nullptr) answers->push_back(std::move(rows));
  }
}

Json measure(const Settings& settings, Session& session, const ReadQuery& query) {
  const PreparedQuery prepared = must(session.prepare(query.text));
  const auto operations = static_cast<double>(query.operations.size());
  QueryOptions options;
  options.threads = settings.threads;
  const Stopwatch whole;
  std::vector<std::vector<ValueList>> answers;
  const Stopwatch first;
  pass(session, query, prepared, options, &answers);
  const double first_cpu_ms = first.used_cpu_ms();
  const Json answer = query.fold(answers);
  double least_cpu_ms = first_cpu_ms;
  const double first_wall_ms = first.wall_ms();
  double least_wall_ms = first_wall_ms;
  for (int i = 0; i < settings.passes && whole.wall_ms() < settings.budget_ms; ++i) {
    const Stopwatch watch;
    pass(session, query, prepared, options, nullptr);
    least_cpu_ms = std::min(least_cpu_ms, watch.used_cpu_ms());
    least_wall_ms = std::min(least_wall_ms, watch.wall_ms());
  }
  Json result = {{"operations", query.operations.size()},
                 {"ok", agrees(answer, query.expected)},
                 {"cpu_ms_op", least_cpu_ms / operations},
                 {"wall_ms_op", least_wall_ms / operations},
                 {"first_pass_cpu_ms_op", first_cpu_ms / operations},
                 {"first_pass_wall_ms_op", first_wall_ms / operations}};
  if (result["ok"] == false) result["answer"] = answer;
  return result;
}

}  // namespace

Json query_phase(const Settings& settings) {
  const DataFolder data(settings.data);
  const Database database = must(Database::open(settings.database));
  Session session = database.session();
  Json results = Json::object();
  for (const ReadQuery& query : read_queries(data, session)) {
    if (!settings.wanted(query.name)) continue;
    results[query.name] = measure(settings, session, query);
  }
  results["resident_mb"] = resident_mb();
  return results;
}

}  // namespace entente::bench
