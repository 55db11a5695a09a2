#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "entente/database.hpp"
#include "query/api/compiled_statement.hpp"
#include "query/api/plan_cache.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::query {

/// The built-in procedures and those a database registered. Immutable: registering makes a new one,
/// so that running statements keep theirs.
class DatabaseProcedures final : public ProcedureCatalog {
 public:
  explicit DatabaseProcedures(std::vector<std::shared_ptr<const Procedure>> registered = {})
      : registered_(std::move(registered)) {}

  [[nodiscard]] const Procedure* find(std::string_view name) const override;
  [[nodiscard]] std::vector<const Procedure*> all() const override;
  /// A catalog with one more; it takes the place of one of the same name.
  [[nodiscard]] std::shared_ptr<const DatabaseProcedures> with(
      std::shared_ptr<const Procedure> procedure) const;

 private:
  std::vector<std::shared_ptr<const Procedure>> registered_;
};

/// A statement that was parsed and checked, before it is planned.
struct AnalyzedStatement;

/// One open database with what its sessions share: procedures and plans. Thread-safe.
class DatabaseState {
 public:
  explicit DatabaseState(std::shared_ptr<storage::GraphStore> store);

  [[nodiscard]] const std::shared_ptr<storage::GraphStore>& store() const { return store_; }
  Status register_procedure(TableProcedure procedure);

  /// A transaction fit for the statement, and the statement planned in it. If `transaction` is
  /// given, it is used and nothing is begun.
  struct Prepared {
    std::shared_ptr<const CompiledStatement> statement;
    std::shared_ptr<storage::Transaction> transaction;
  };
  Result<Prepared> prepare(std::string_view text, std::uint64_t disabled_rules,
                           std::shared_ptr<storage::Transaction> transaction);

 private:
  struct Procedures {
    std::shared_ptr<const DatabaseProcedures> catalog;
    std::uint64_t version = 0;
  };
  [[nodiscard]] Procedures procedures() const;
  [[nodiscard]] Result<bool> fits(const CompiledStatement& statement, const Procedures& procedures,
                                  storage::Transaction& transaction) const;
  Result<std::shared_ptr<CompiledStatement>> plan(AnalyzedStatement analyzed,
                                                  std::string_view text,
                                                  std::uint64_t disabled_rules,
                                                  const Procedures& procedures,
                                                  storage::Transaction& transaction) const;
  Result<std::shared_ptr<storage::Transaction>> begin(bool writes) const;

  std::shared_ptr<storage::GraphStore> store_;
  mutable std::mutex mutex_;
  Procedures procedures_;
  PlanCache plans_;
};

}  // namespace entente::query
