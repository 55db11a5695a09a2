// entente-bench: the relationship workload q1 … q12, w1 … w3 on a data folder of the graph
// generator, every answer checked against its expected.json; prints one JSON object.

#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <utility>

#include "tests/bench/workload/phases.hpp"

namespace entente::bench {

bool Settings::wanted(const std::string& name) const {
  return only.empty() || std::find(only.begin(), only.end(), name) != only.end();
}

namespace {

using Phase = Json (*)(const Settings&);

/// Runs a phase in a child process, so that its memory and CPU time are its own, and returns what
/// it reports through a pipe.
Json in_child(Phase phase, const Settings& settings) {
  int ends[2];
  if (pipe(ends) != 0) return {{"error", "no pipe"}};
  std::fflush(stdout);
  const pid_t child = fork();
  if (child < 0) return {{"error", "no process"}};
  if (child == 0) {
    close(ends[0]);
    const std::string text = phase(settings).dump();
    const char* rest = text.data();
    std::size_t left = text.size();
    while (left > 0) {
      const ssize_t written = write(ends[1], rest, left);
      if (written <= 0) std::exit(1);
      rest += written;
      left -= static_cast<std::size_t>(written);
    }
    std::exit(0);
  }
  close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t count = 0; (count = read(ends[0], buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(count));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  Json result = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (result.is_discarded()) return {{"error", "the phase ended early"}, {"status", status}};
  return result;
}

/// True if nothing below is an error or a wrong answer.
bool sound(const Json& json) {
  if (!json.is_object()) return true;
  if (json.contains("error") || json.value("ok", true) == false) return false;
  return std::all_of(json.begin(), json.end(), [](const Json& entry) { return sound(entry); });
}

int run(int argc, char** argv) {
  CLI::App app{"Runs the relationship workload and prints CPU time per operation as JSON"};
  Settings settings;
  std::vector<std::string> phases = {"load", "open", "query", "write", "mixed"};
  double budget_s = settings.budget_ms / 1e3;
  app.add_option("data", settings.data, "Data folder of the graph generator")->required();
  app.add_option("database", settings.database, "Folder for the database; load replaces it")
      ->required();
  app.add_option("--phases", phases, "load, open, query, write, mixed")->delimiter(',');
  app.add_option("--only", settings.only, "Only these: q1 … q12, q6n, w2, w2r, w3")->delimiter(',');
  app.add_option("--passes", settings.passes, "Passes over a query's operations");
  app.add_option("--threads", settings.threads,
                 "Threads for each query, 0 for all processors: compare wall_ms_op");
  app.add_option("--budget", budget_s, "Seconds after which a query gets no further pass");
  CLI11_PARSE(app, argc, argv);
  settings.budget_ms = budget_s * 1e3;

  const std::pair<const char*, Phase> known[] = {{"load", load_phase},
                                                 {"open", open_phase},
                                                 {"query", query_phase},
                                                 {"write", write_phase},
                                                 {"mixed", mixed_phase}};
  Json results = Json::object();
  for (const auto& [name, phase] : known) {
    if (std::find(phases.begin(), phases.end(), name) == phases.end()) continue;
    results[name] = in_child(phase, settings);
  }
  std::printf("%s\n", results.dump(1).c_str());
  return sound(results) ? 0 : 1;
}

}  // namespace
}  // namespace entente::bench

int main(int argc, char** argv) { return entente::bench::run(argc, argv); }
