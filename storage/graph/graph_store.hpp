#pragma once

#include <memory>
#include <string>
#include <vector>

#include "entente/options.hpp"
#include "entente/result.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {

class StatisticsCache;

/// One open database. Thread-safe. Opening the same path twice in one process gives the same
/// engine; another process that has it open read-write makes open() fail with ErrorClass::locked,
/// naming the holder's process id.
class GraphStore : public std::enable_shared_from_this<GraphStore> {
 public:
  virtual ~GraphStore() = default;

  /// Errors: locked, not_a_database (folder with other content), format_version (newer format),
  /// corruption, io_error, read_only options on a missing database: not_found.
  static Result<std::shared_ptr<GraphStore>> open(const OpenOptions& options);

  /// A transaction on the newest committed state. Keeps the store alive.
  virtual Result<std::unique_ptr<Transaction>> begin(AccessMode mode) = 0;

  [[nodiscard]] virtual const OpenOptions& options() const = 0;
  [[nodiscard]] virtual bool in_memory() const = 0;
  /// Bumped by every committed schema change or first use of a name: cached plans compare it.
  [[nodiscard]] virtual std::uint64_t schema_version() const = 0;
  /// Makes everything committed so far durable, also if `sync` is off.
  virtual Status flush() = 0;
  /// Samples for the planner. Lives as long as the store.
  [[nodiscard]] virtual StatisticsCache& statistics() = 0;
};

}  // namespace entente::storage
