#include "query/api/session_state.hpp"

#include "query/exec/retry_pause.hpp"
#include "query/plan/planner.hpp"
#include "query/plan/rules/rule.hpp"
#include "storage/base/parallel.hpp"
#include "storage/graph/as_of_view.hpp"

namespace entente::query {
namespace {

Error state_error(std::string message) {
  return Error::plain(ErrorClass::transaction_state, std::move(message));
}

}  // namespace

Result<std::unique_ptr<ResultStream>> SessionState::run(std::string_view text,
                                                        const Parameters& parameters,
                                                        const QueryOptions& options,
                                                        PreparedState* known) {
  const Clock::time_point begin = Clock::now();
  stop_.reset();
  RunLimits limits;
  limits.stop = options.stop;
  limits.session_stop = stop_;
  if (options.timeout_ms) limits.deadline = begin + *options.timeout_ms;
  limits.memory_bytes_max = options.memory_bytes_max;
  limits.temporary_bytes_max = options.temporary_bytes_max;
  limits.temporary_folder = options.temporary_folder;
  limits.rows_max = options.rows_max;
  limits.parallel.threads = options.threads != 0 ? options.threads : storage::processor_count();
  limits.parallel.rows_min = options.parallel_rows_min;
  const AsOf as_of = options.as_of.value_or(as_of_);
  // The counters that plans may rely on count the present.
  const std::uint64_t disabled_rules =
      options.disabled_rules | (as_of.any() ? rules_on_exact_counts() : 0);
  // A prepared query knows its plan for all rules.
  if (disabled_rules != 0) known = nullptr;
  auto statement = known == nullptr ? nullptr : known->statement();
  ENTENTE_ASSIGN(auto prepared,
                 database_->prepare(text, disabled_rules, transaction_, std::move(statement)));
  if (known != nullptr) known->update(prepared.statement);
  if (as_of.any()) ENTENTE_TRY(look_back(prepared, as_of, limits));
  const double plan_ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  return run_prepared(std::move(prepared), text, parameters, options, limits, plan_ms);
}

Status SessionState::look_back(DatabaseState::Prepared& prepared, const AsOf& as_of,
                               const RunLimits& limits) {
  if (prepared.statement->plan.mode == ExplainMode::explain) return {};
  if (prepared.statement->writes()) {
    return Error::plain(
        ErrorClass::read_only,
        "A statement that writes cannot be run as of another time (" + as_of.to_text() + ")",
        "go back to the present first; in the shell: :as-of off");
  }
  if (prepared.statement->plan.in_transactions) {
    return Error::plain(ErrorClass::read_only,
                        "The transactions of CALL { … } IN TRANSACTIONS see the present, so it "
                        "cannot be run as of another time (" +
                            as_of.to_text() + ")",
                        "leave out IN TRANSACTIONS");
  }
  Interruption interruption(limits.stop, limits.session_stop, limits.deadline);
  prepared.transaction = std::make_shared<storage::AsOfView>(
      std::move(prepared.transaction), as_of,
      [interruption = std::move(interruption)] { return interruption.check(); });
  return {};
}

Result<SessionState::StreamPtr> SessionState::run_prepared(
    DatabaseState::Prepared prepared, std::string_view text, const Parameters& parameters,
    const QueryOptions& options, const RunLimits& limits, double plan_ms) {
  // Its statement may be planned again below.
  const auto statement = prepared.statement;
  const LogicalPlan& plan = statement->plan;
  if (plan.mode == ExplainMode::explain) {
    auto stream = std::make_unique<ResultStream>(prepared.statement);
    stream->set_plan(describe(plan));
    stream->set_plan_ms(plan_ms);
    return stream;
  }
  if (!prepared.statement->writes()) {
    auto stream = std::make_unique<ResultStream>(prepared.statement);
    stream->set_plan_ms(plan_ms);
    auto run = make_run(prepared, parameters, limits);
    ENTENTE_TRY(run->start());
    stream->stream_from(std::move(run), in_transaction() ? streams_ : nullptr);
    return stream;
  }
  if (in_transaction()) {
    ENTENTE_ASSIGN(auto stream, run_inside(prepared, parameters, limits));
    stream->set_plan_ms(plan_ms);
    return stream;
  }
  const Interruption interruption(limits.stop, limits.session_stop, limits.deadline);
  for (int attempt = 1;; ++attempt) {
    auto stream = run_and_commit(prepared, parameters, limits);
    if (stream.has_value()) {
      (*stream)->set_plan_ms(plan_ms);
      return stream;
    }
    // What inner transactions committed cannot be taken back, so it must not be run twice.
    if (stream.error().error_class != ErrorClass::conflict || attempt == attempts_max ||
        plan.in_transactions) {
      return stream;
    }
    prepared.transaction.reset();
    ENTENTE_TRY(retry_pause(attempt, interruption));
    ENTENTE_ASSIGN(prepared, database_->prepare(text, options.disabled_rules, nullptr));
  }
}

std::unique_ptr<QueryRun> SessionState::make_run(const DatabaseState::Prepared& prepared,
                                                 const Parameters& parameters,
                                                 const RunLimits& limits) const {
  return std::make_unique<QueryRun>(prepared.statement, prepared.transaction, parameters, limits,
                                    database_->store());
}

Result<SessionState::StreamPtr> SessionState::run_to_end(const DatabaseState::Prepared& prepared,
                                                         const Parameters& parameters,
                                                         const RunLimits& limits) {
  auto stream = std::make_unique<ResultStream>(prepared.statement);
  const auto run = make_run(prepared, parameters, limits);
  ENTENTE_TRY(run->start());
  ENTENTE_TRY(stream->buffer_all(*run));
  ENTENTE_TRY(prepared.transaction->check_deleted_nodes());
  stream->finish(*run);
  return stream;
}

Result<SessionState::StreamPtr> SessionState::run_and_commit(
    const DatabaseState::Prepared& prepared, const Parameters& parameters,
    const RunLimits& limits) {
  ENTENTE_ASSIGN(auto stream, run_to_end(prepared, parameters, limits));
  ENTENTE_TRY(prepared.transaction->commit());
  return stream;
}

Result<SessionState::StreamPtr> SessionState::run_inside(const DatabaseState::Prepared& prepared,
                                                         const Parameters& parameters,
                                                         const RunLimits& limits) {
  if (prepared.statement->plan.schema_change) {
    return state_error("Changes of the schema have to be transactions of their own");
  }
  if (prepared.statement->plan.in_transactions) {
    Error error = state_error(
        "A query with CALL { … } IN TRANSACTIONS can only be run in an implicit transaction, but "
        "an explicit one is open");
    error.hint = "commit or roll back first, or leave out IN TRANSACTIONS";
    return error;
  }
  streams_->detach_all();
  const std::size_t savepoint = transaction_->savepoint();
  auto stream = run_to_end(prepared, parameters, limits);
  if (!stream.has_value()) transaction_->rollback_to(savepoint);
  return stream;
}

Result<std::shared_ptr<PreparedState>> SessionState::prepare(std::string_view text) {
  ENTENTE_ASSIGN(const auto prepared, database_->prepare(text, 0, transaction_));
  return std::make_shared<PreparedState>(std::string(text), prepared.statement);
}

Status SessionState::begin() {
  if (in_transaction()) return state_error("A transaction is open already");
  const bool read_only = database_->store()->options().read_only;
  ENTENTE_ASSIGN(auto transaction,
                 database_->store()->begin(read_only ? storage::AccessMode::read
                                                     : storage::AccessMode::write));
  transaction_ = std::move(transaction);
  return {};
}

Status SessionState::commit() {
  if (!in_transaction()) return state_error("There is no open transaction to commit");
  streams_->detach_all();
  const auto transaction = std::move(transaction_);
  transaction_.reset();
  if (transaction->mode() == storage::AccessMode::read) return {};
  return transaction->commit();
}

Status SessionState::rollback() {
  if (!in_transaction()) return state_error("There is no open transaction to roll back");
  streams_->detach_all();
  transaction_->rollback();
  transaction_.reset();
  return {};
}

}  // namespace entente::query
