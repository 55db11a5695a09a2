#pragma once

#include <string>
#include <vector>

#include "tests/bench/workload/data_folder.hpp"

namespace entente::bench {

struct Settings {
  std::string data;
  std::string database;
  /// Queries and writes to run, by name; empty: all.
  std::vector<std::string> only;
  /// Passes over the operations of a query after the one that warms the caches.
  int passes = 10;
  /// Wall time after which a query gets no further pass, in milliseconds.
  double budget_ms = 20'000;
  /// Threads that may work on one query: CPU time is measured by one, wall time by any number.
  unsigned threads = 1;
  [[nodiscard]] bool wanted(const std::string& name) const;
};

/// Each runs in a process of its own and returns what it measured. All CPU times are of the whole
/// process; `cpu_ms_op` is per operation, the least of the passes.

/// w1: constraints, then the bulk load.
Json load_phase(const Settings& settings);
/// From nothing to the first answer, and the memory that it added.
Json open_phase(const Settings& settings);
/// q1 … q12, every answer checked.
Json query_phase(const Settings& settings);
/// w2 (durable single inserts, by one client and by eight), w2r, w3 (batched upserts), on a copy of
/// the database.
Json write_phase(const Settings& settings);
/// Readers alone, then beside a writer that commits 1,000 transactions a second, on a copy.
Json mixed_phase(const Settings& settings);

}  // namespace entente::bench
