#include "query/api/database_state.hpp"

#include <algorithm>

#include "query/ast/ast_builder.hpp"
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

DatabaseState::DatabaseState(std::shared_ptr<storage::GraphStore> store)
    : store_(std::move(store)) {}

DatabaseState::~DatabaseState() = default;

Status DatabaseState::register_procedure(TableProcedure procedure) {
  ENTENTE_TRY(procedures_->add(std::move(procedure)));
  ++procedures_version_;
  plans_.clear();
  return {};
}

Result<std::shared_ptr<storage::Transaction>> DatabaseState::begin(bool writes) const {
  ENTENTE_ASSIGN(auto transaction,
                 store_->begin(writes ? storage::AccessMode::write : storage::AccessMode::read));
  return std::shared_ptr<storage::Transaction>(std::move(transaction));
}

Result<DatabaseState::Prepared> DatabaseState::prepare(
    std::string_view text, std::uint64_t disabled_rules,
    std::shared_ptr<storage::Transaction> transaction,
    std::shared_ptr<const CompiledStatement> known) {
  // Read before the transaction begins, so that a plan can only seem older than it is.
  const std::uint64_t procedures_version = procedures_version_;
  const std::uint64_t schema_version = store_->schema_version();
  if (known == nullptr) known = plans_.find(text, disabled_rules);
  if (known != nullptr) {
    auto used = transaction;
    if (used == nullptr) {
      ENTENTE_ASSIGN(used, begin(known->writes()));
    }
    ENTENTE_ASSIGN(const bool usable, fits(*known, *used));
    if (usable) return Prepared{std::move(known), std::move(used)};
  }
  ENTENTE_ASSIGN(Statement parsed, parse_statement(text));
  AnalyzedStatement analyzed;
  analyzed.statement = std::make_shared<const Statement>(std::move(parsed));
  ENTENTE_ASSIGN(analyzed.info, analyze(*analyzed.statement, text, *procedures_));
  const auto* command = std::get_if<SchemaCommand>(&analyzed.statement->body);
  const bool schema_change = command != nullptr && command->action != SchemaAction::show;
  if (transaction == nullptr) {
    const bool explain = analyzed.statement->mode == ExplainMode::explain;
    ENTENTE_ASSIGN(transaction, begin(!explain && (analyzed.info.updating || schema_change)));
  }
  ENTENTE_ASSIGN(auto planned, plan(std::move(analyzed), text, disabled_rules, *transaction));
  planned->schema_version = planned->plan.schema_version = schema_version;
  planned->procedures_version = procedures_version;
  std::shared_ptr<const CompiledStatement> statement = std::move(planned);
  // What a plan takes from this transaction's own writes would mislead other transactions.
  if (transaction->pending_bytes() == 0) plans_.put(text, disabled_rules, statement);
  return Prepared{std::move(statement), std::move(transaction)};
}

Result<bool> DatabaseState::fits(const CompiledStatement& statement,
                                 storage::Transaction& transaction) const {
  if (statement.procedures_version != procedures_version_ ||
      statement.schema_version != store_->schema_version()) {
    return false;
  }
  const bool unchanged = transaction.pending_bytes() == 0;
  if (unchanged && statement.fits_at.load(std::memory_order_relaxed) == transaction.base_commit()) {
    return true;
  }
  for (const auto& assumption : statement.plan.assumptions) {
    ENTENTE_ASSIGN(const bool still, holds(assumption, transaction));
    if (!still) return false;
  }
  ENTENTE_ASSIGN(const std::uint64_t nodes, transaction.node_count());
  if (drifted(statement.nodes, nodes)) return false;
  ENTENTE_ASSIGN(const std::uint64_t relationships, transaction.relationship_count());
  if (drifted(statement.relationships, relationships)) return false;
  if (unchanged) {
    statement.fits_at.store(transaction.base_commit(), std::memory_order_relaxed);
  }
  return true;
}

Result<std::shared_ptr<CompiledStatement>> DatabaseState::plan(
    AnalyzedStatement analyzed, std::string_view text, std::uint64_t disabled_rules,
    storage::Transaction& transaction) const {
  auto compiled = std::make_shared<CompiledStatement>();
  compiled->procedures = procedures_;
  ENTENTE_ASSIGN(compiled->nodes, transaction.node_count());
  ENTENTE_ASSIGN(compiled->relationships, transaction.relationship_count());
  ENTENTE_ASSIGN(compiled->plan,
                 make_plan(std::move(analyzed.statement), std::move(analyzed.info), text,
                           transaction, *procedures_, disabled_rules, &store_->statistics()));
  if (compiled->plan.root->kind == OperatorKind::produce_results) {
    compiled->result_slots = as<ProduceResults>(*compiled->plan.root).slots;
  }
  return compiled;
}

}  // namespace entente::query
