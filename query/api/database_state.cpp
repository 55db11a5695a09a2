#include "query/api/database_state.hpp"

#include <algorithm>

#include "query/ast/ast_builder.hpp"
#include "query/eval/procedure_registry.hpp"
#include "query/plan/planner.hpp"
#include "query/semantic/analyzer.hpp"

namespace entente::query {
namespace {

/// Statistics may change by this factor before a plan is made again.
constexpr std::uint64_t drift_factor = 4;
/// Below this size every plan is fast enough.
constexpr std::uint64_t drift_elements_min = 1000;

bool drifted(std::uint64_t before, std::uint64_t now) {
  const std::uint64_t low = std::max(drift_elements_min, std::min(before, now));
  const std::uint64_t high = std::max(before, now);
  return high / drift_factor > low;
}

}  // namespace

struct AnalyzedStatement {
  std::shared_ptr<const Statement> statement;
  SemanticInfo info;
};

const Procedure* DatabaseProcedures::find(std::string_view name) const {
  for (const auto& procedure : registered_) {
    if (procedure->name() == name) return procedure.get();
  }
  return builtin_procedures().find(name);
}

std::vector<const Procedure*> DatabaseProcedures::all() const {
  std::vector<const Procedure*> procedures = builtin_procedures().all();
  for (const auto& procedure : registered_) procedures.push_back(procedure.get());
  std::sort(procedures.begin(), procedures.end(),
            [](const Procedure* a, const Procedure* b) { return a->name() < b->name(); });
  return procedures;
}

std::shared_ptr<const DatabaseProcedures> DatabaseProcedures::with(
    std::shared_ptr<const Procedure> procedure) const {
  auto registered = registered_;
  std::erase_if(registered, [&](const auto& old) { return old->name() == procedure->name(); });
  registered.push_back(std::move(procedure));
  return std::make_shared<const DatabaseProcedures>(std::move(registered));
}

DatabaseState::DatabaseState(std::shared_ptr<storage::GraphStore> store)
    : store_(std::move(store)) {
  procedures_.catalog = std::make_shared<const DatabaseProcedures>();
}

Status DatabaseState::register_procedure(TableProcedure procedure) {
  ENTENTE_ASSIGN(std::shared_ptr<const Procedure> made, make_table_procedure(std::move(procedure)));
  {
    const std::lock_guard lock(mutex_);
    procedures_.catalog = procedures_.catalog->with(std::move(made));
    ++procedures_.version;
  }
  plans_.clear();
  return {};
}

DatabaseState::Procedures DatabaseState::procedures() const {
  const std::lock_guard lock(mutex_);
  return procedures_;
}

Result<std::shared_ptr<storage::Transaction>> DatabaseState::begin(bool writes) const {
  ENTENTE_ASSIGN(auto transaction, store_->begin(writes ? storage::AccessMode::write
                                                        : storage::AccessMode::read));
  return std::shared_ptr<storage::Transaction>(std::move(transaction));
}

Result<DatabaseState::Prepared> DatabaseState::prepare(
    std::string_view text, std::uint64_t disabled_rules,
    std::shared_ptr<storage::Transaction> transaction) {
  const Procedures known = procedures();
  // Read before the transaction begins, so that a plan can only seem older than it is.
  const std::uint64_t schema_version = store_->schema_version();
  if (auto statement = plans_.find(text, disabled_rules); statement != nullptr) {
    auto used = transaction;
    if (used == nullptr) {
      ENTENTE_ASSIGN(used, begin(statement->writes()));
    }
    ENTENTE_ASSIGN(const bool usable, fits(*statement, known, *used));
    if (usable) return Prepared{std::move(statement), std::move(used)};
  }
  ENTENTE_ASSIGN(Statement parsed, parse_statement(text));
  AnalyzedStatement analyzed;
  analyzed.statement = std::make_shared<const Statement>(std::move(parsed));
  ENTENTE_ASSIGN(analyzed.info, analyze(*analyzed.statement, text, *known.catalog));
  const auto* command = std::get_if<SchemaCommand>(&analyzed.statement->body);
  const bool schema_change = command != nullptr && command->action != SchemaAction::show;
  if (transaction == nullptr) {
    const bool explain = analyzed.statement->mode == ExplainMode::explain;
    ENTENTE_ASSIGN(transaction, begin(!explain && (analyzed.info.updating || schema_change)));
  }
  ENTENTE_ASSIGN(auto planned,
                 plan(std::move(analyzed), text, disabled_rules, known, *transaction));
  planned->schema_version = planned->plan.schema_version = schema_version;
  std::shared_ptr<const CompiledStatement> statement = std::move(planned);
  // What a plan takes from this transaction's own writes would mislead other transactions.
  if (transaction->pending_bytes() == 0) plans_.put(text, disabled_rules, statement);
  return Prepared{std::move(statement), std::move(transaction)};
}

Result<bool> DatabaseState::fits(const CompiledStatement& statement, const Procedures& procedures,
                                 storage::Transaction& transaction) const {
  if (statement.procedures_version != procedures.version ||
      statement.schema_version != store_->schema_version()) {
    return false;
  }
  ENTENTE_ASSIGN(const std::uint64_t nodes, transaction.node_count());
  if (drifted(statement.nodes, nodes)) return false;
  ENTENTE_ASSIGN(const std::uint64_t relationships, transaction.relationship_count());
  return !drifted(statement.relationships, relationships);
}

Result<std::shared_ptr<CompiledStatement>> DatabaseState::plan(
    AnalyzedStatement analyzed, std::string_view text, std::uint64_t disabled_rules,
    const Procedures& procedures, storage::Transaction& transaction) const {
  auto compiled = std::make_shared<CompiledStatement>();
  compiled->procedures = procedures.catalog;
  compiled->procedures_version = procedures.version;
  ENTENTE_ASSIGN(compiled->nodes, transaction.node_count());
  ENTENTE_ASSIGN(compiled->relationships, transaction.relationship_count());
  ENTENTE_ASSIGN(compiled->plan,
                 make_plan(std::move(analyzed.statement), std::move(analyzed.info), text,
                           transaction, *procedures.catalog, disabled_rules));
  if (compiled->plan.root->kind == OperatorKind::produce_results) {
    compiled->result_slots = as<ProduceResults>(*compiled->plan.root).slots;
  }
  return compiled;
}

}  // namespace entente::query
