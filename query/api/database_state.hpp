#pragma once

#include <atomic>
#include <memory>
#include <string_view>

#include "entente/database.hpp"
#include "query/api/compiled_statement.hpp"
#include "query/api/plan_cache.hpp"
#include "query/eval/procedures/procedure_registry.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::query {

/// A statement that was parsed and checked, before it is planned.
struct AnalyzedStatement;

/// One open database with what its sessions share: procedures and plans. Thread-safe.
class DatabaseState {
 public:
  explicit DatabaseState(std::shared_ptr<storage::GraphStore> store);
  DatabaseState(const DatabaseState&) = delete;
  DatabaseState& operator=(const DatabaseState&) = delete;
  ~DatabaseState();

  [[nodiscard]] const std::shared_ptr<storage::GraphStore>& store() const { return store_; }
  [[nodiscard]] const ProcedureRegistry& procedures() const { return *procedures_; }
  Status register_procedure(TableProcedure procedure);

  /// A transaction fit for the statement, and the statement planned in it. If `transaction` is
  /// given, it is used and nothing is begun. `known`: what the text was planned as before, if the
  /// caller knows; it is used if it still fits.
  struct Prepared {
    std::shared_ptr<const CompiledStatement> statement;
    std::shared_ptr<storage::Transaction> transaction;
  };
  Result<Prepared> prepare(std::string_view text, std::uint64_t disabled_rules,
                           std::shared_ptr<storage::Transaction> transaction,
                           std::shared_ptr<const CompiledStatement> known = nullptr);

 private:
  [[nodiscard]] Result<bool> fits(const CompiledStatement& statement,
                                  storage::Transaction& transaction) const;
  Result<std::shared_ptr<CompiledStatement>> plan(AnalyzedStatement analyzed, std::string_view text,
                                                  std::uint64_t disabled_rules,
                                                  storage::Transaction& transaction) const;
  Result<std::shared_ptr<storage::Transaction>> begin(bool writes) const;

  std::shared_ptr<storage::GraphStore> store_;
  /// Never forgets a procedure, so plans may point to one that was replaced.
  std::shared_ptr<ProcedureRegistry> procedures_ = std::make_shared<ProcedureRegistry>();
  std::atomic<std::uint64_t> procedures_version_{0};
  PlanCache plans_;
};

}  // namespace entente::query
