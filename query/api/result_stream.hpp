#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "entente/result_set.hpp"
#include "query/api/compiled_statement.hpp"
#include "query/api/query_run.hpp"
#include "query/exec/memory_lease.hpp"

namespace entente::query {

class ResultStream;

/// The lazy streams of one explicit transaction. Before the transaction writes or ends they have to
/// take in the rows they have not given yet. Shared by the session and the streams, so either may
/// go first. One thread.
class OpenStreams {
 public:
  void add(ResultStream* stream) { streams_.push_back(stream); }
  void remove(ResultStream* stream);
  /// Makes every stream independent of the transaction.
  void detach_all();

 private:
  std::vector<ResultStream*> streams_;
};

/// What stands behind a ResultSet: rows that come from a running query, rows that are there, or
/// both in turn.
class ResultStream {
 public:
  explicit ResultStream(std::shared_ptr<const CompiledStatement> statement);
  ResultStream(const ResultStream&) = delete;
  ResultStream& operator=(const ResultStream&) = delete;
  ~ResultStream();

  /// Rows come from `run` as they are asked for. `streams` may be null (a transaction of its own).
  void stream_from(std::unique_ptr<QueryRun> run, std::shared_ptr<OpenStreams> streams);
  /// Reads all rows of the run now, against its memory budget; keeps the run.
  Status buffer_all(QueryRun& run);
  /// Takes in what a lazy stream has not given yet and lets go of the transaction; an error on the
  /// way is given by the next next().
  void detach();
  /// Ends the summary with what the run counted.
  void finish(const QueryRun& run);
  void set_plan(PlanNode plan) { summary_.plan = std::move(plan); }
  void set_plan_ms(double plan_ms) { summary_.plan_ms = plan_ms; }

  [[nodiscard]] const std::vector<std::string>& columns() const;
  Result<bool> next();
  [[nodiscard]] const ValueList& row() const { return row_; }
  [[nodiscard]] const ResultSummary& summary() const { return summary_; }

 private:
  void end_run();

  std::shared_ptr<const CompiledStatement> statement_;
  std::unique_ptr<QueryRun> run_;
  std::shared_ptr<OpenStreams> streams_;
  /// Rows taken in, those from next_row_ on not yet given.
  std::vector<ValueList> rows_;
  std::size_t next_row_ = 0;
  std::optional<Error> error_;
  ValueList row_;
  ResultSummary summary_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace entente::query
