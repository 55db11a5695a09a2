#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "entente/parameters.hpp"
#include "entente/query_options.hpp"
#include "query/api/database_state.hpp"
#include "query/api/query_run.hpp"
#include "query/api/result_stream.hpp"

namespace entente::query {

/// What stands behind a PreparedQuery. Thread-safe.
class PreparedState {
 public:
  PreparedState(std::string text, std::shared_ptr<const CompiledStatement> statement)
      : text_(std::move(text)),
        columns_(statement->plan.columns),
        updating_(statement->writes()),
        statement_(std::move(statement)) {}

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] bool updating() const { return updating_; }
  /// What it was planned as last.
  [[nodiscard]] std::shared_ptr<const CompiledStatement> statement() const {
    const std::lock_guard lock(mutex_);
    return statement_;
  }
  void update(const std::shared_ptr<const CompiledStatement>& statement) {
    const std::lock_guard lock(mutex_);
    if (statement_ != statement) statement_ = statement;
  }

 private:
  const std::string text_;
  const std::vector<std::string> columns_;
  const bool updating_;
  mutable std::mutex mutex_;
  std::shared_ptr<const CompiledStatement> statement_;
};

/// What stands behind a Session.
class SessionState {
 public:
  explicit SessionState(std::shared_ptr<DatabaseState> database)
      : database_(std::move(database)), streams_(std::make_shared<OpenStreams>()) {}

  /// `prepared` is that of the text, or null.
  Result<std::unique_ptr<ResultStream>> run(std::string_view text, const Parameters& parameters,
                                            const QueryOptions& options,
                                            PreparedState* prepared = nullptr);
  Result<std::shared_ptr<PreparedState>> prepare(std::string_view text);

  Status begin();
  Status commit();
  Status rollback();
  [[nodiscard]] bool in_transaction() const { return transaction_ != nullptr; }
  void interrupt() noexcept { stop_.request_stop(); }
  void set_as_of(const AsOf& as_of) { as_of_ = as_of; }
  [[nodiscard]] const AsOf& as_of() const { return as_of_; }

 private:
  using Clock = std::chrono::steady_clock;
  using StreamPtr = std::unique_ptr<ResultStream>;

  /// Gives the statement a view of the past instead of its transaction; read_only if it writes.
  static Status look_back(DatabaseState::Prepared& prepared, const AsOf& as_of,
                          const RunLimits& limits);
  Result<StreamPtr> run_prepared(DatabaseState::Prepared prepared, std::string_view text,
                                 const Parameters& parameters, const QueryOptions& options,
                                 const RunLimits& limits, double plan_ms);
  /// One attempt of an updating statement in a transaction of its own, committed.
  Result<StreamPtr> run_and_commit(const DatabaseState::Prepared& prepared,
                                   const Parameters& parameters, const RunLimits& limits);
  /// An updating statement inside the explicit transaction.
  Result<StreamPtr> run_inside(const DatabaseState::Prepared& prepared,
                               const Parameters& parameters, const RunLimits& limits);
  Result<StreamPtr> run_to_end(const DatabaseState::Prepared& prepared,
                               const Parameters& parameters, const RunLimits& limits);
  std::unique_ptr<QueryRun> make_run(const DatabaseState::Prepared& prepared,
                                     const Parameters& parameters, const RunLimits& limits) const;

  std::shared_ptr<DatabaseState> database_;
  AsOf as_of_;
  StopToken stop_;
  std::shared_ptr<OpenStreams> streams_;
  std::shared_ptr<storage::Transaction> transaction_;
};

}  // namespace entente::query
