#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/export.hpp"
#include "entente/options.hpp"
#include "entente/result.hpp"
#include "entente/session.hpp"
#include "entente/value.hpp"

namespace entente {

namespace storage {
class GraphStore;
}
namespace query {
class DatabaseState;
}

/// Definition of a procedure that answers from a fixed table: a call yields the outputs of the rows
/// whose inputs equal the arguments. Useful for tests and small reference tables.
struct TableProcedure {
  /// As the TCK writes it: `my.proc(name :: STRING?, id :: INTEGER?) :: (city :: STRING?)`.
  std::string signature;
  /// Names of inputs, then outputs; empty if there are no rows.
  std::vector<std::string> columns;
  std::vector<ValueList> rows;
};

/// Names in the schema, for completion and `:schema`.
struct SchemaSummary {
  struct Counted {
    std::string name;
    std::uint64_t count = 0;
  };
  struct Index {
    std::string name;
    /// The label or relationship type; several, of a full-text index, are joined by '|'.
    std::string label;
    std::vector<std::string> properties;
    bool unique = false;
  };
  std::vector<Counted> labels;
  std::vector<Counted> relationship_types;
  std::vector<std::string> property_keys;
  std::vector<Index> indexes;
  /// Names of the functions and procedures that can be called, sorted.
  std::vector<std::string> functions;
  std::vector<std::string> procedures;
};

/// A database handle. Copies share one engine, which lives until the last handle, session,
/// transaction or result of it is gone, in whatever order. Thread-safe.
class ENTENTE_API Database {
 public:
  /// Opens or creates; see OpenOptions. Errors: locked, not_a_database, format_version, corruption,
  /// not_found, io_error.
  static Result<Database> open(const OpenOptions& options);
  /// Shorthand for a path with default options; "" or ":memory:" is an in-memory database.
  static Result<Database> open(std::string path);

  /// A new session. Cheap; use one per thread or request.
  [[nodiscard]] Session session() const;
  /// Registers a procedure for CALL; argument_error if the signature is wrong.
  Status register_procedure(TableProcedure procedure);
  [[nodiscard]] Result<SchemaSummary> schema() const;
  /// The same database handle for other modules of Entente; not part of the stable interface.
  [[nodiscard]] const std::shared_ptr<storage::GraphStore>& store() const;

 private:
  explicit Database(std::shared_ptr<query::DatabaseState> state);
  std::shared_ptr<query::DatabaseState> state_;
};

}  // namespace entente
