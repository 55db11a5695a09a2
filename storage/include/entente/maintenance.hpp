#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "entente/export.hpp"
#include "entente/options.hpp"
#include "entente/result.hpp"

namespace entente {

namespace storage {
class GraphStore;
}

/// One broken invariant of a database.
struct CheckFinding {
  /// Stable word for the invariant, such as "adjacency_missing"; storage/FORMAT.md lists them.
  std::string invariant;
  /// What is broken, with ids and names, for people.
  std::string message;
};

/// What a check read, by kind, and what it found.
struct ENTENTE_API CheckReport {
  std::uint64_t nodes = 0;
  std::uint64_t relationships = 0;
  std::uint64_t adjacency_entries = 0;
  std::uint64_t label_entries = 0;
  std::uint64_t index_entries = 0;
  std::uint64_t names = 0;
  std::uint64_t statistics = 0;
  std::uint64_t documents = 0;
  std::uint64_t claims = 0;
  std::uint64_t mentions = 0;
  std::uint64_t aliases = 0;
  /// The first CheckOptions::findings_max findings, in the order they were made.
  std::vector<CheckFinding> findings;
  /// How many there were in all.
  std::uint64_t findings_total = 0;
  /// False if the check was stopped before it had seen everything.
  bool complete = true;

  /// Everything was read and nothing is broken.
  [[nodiscard]] bool sound() const { return complete && findings_total == 0; }
  /// A few lines for people: what was read, then each finding on a line of its own.
  [[nodiscard]] std::string render() const;
};

struct CheckOptions {
  /// Findings kept with their text; further ones are only counted.
  std::size_t findings_max = 100;
  /// Memory for sorting what must be compared, in bytes; more goes to temporary files.
  std::uint64_t memory_bytes_max = 256ULL << 20U;
  /// Folder for temporary files; empty: the system's.
  std::string temporary_folder;
  /// Asked now and then; once set the check ends with `complete == false`.
  std::stop_token stop;
  /// Called now and then with the part that is being checked; may be empty, must not throw.
  std::function<void(std::string_view part)> progress;
};

/// Reads a whole database and reports every broken invariant: records against adjacency lists in
/// both directions, label blocks, indexes, unique constraints, statistics, names, id counters,
/// documents, claims, mentions and aliases, and the store's own checksums. Works on one snapshot:
/// writers go on meanwhile. Writes nothing. The result is an Error only if checking was impossible
/// (the database cannot be opened or read at all); broken content is a finding. This form opens the
/// database read-only itself.
ENTENTE_API Result<CheckReport> check_database(const OpenOptions& options,
                                               const CheckOptions& check = {});
/// The same for an open one (Database::store()).
ENTENTE_API Result<CheckReport> check_database(storage::GraphStore& store,
                                               const CheckOptions& check = {});

}  // namespace entente
