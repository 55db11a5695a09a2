#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "entente/parameters.hpp"
#include "entente/query_options.hpp"
#include "entente/result_set.hpp"
#include "query/api/compiled_statement.hpp"
#include "query/api/operator_tree.hpp"
#include "query/eval/context.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {

/// Limits of one call of Session::run(), fixed at its start.
struct RunLimits {
  StopToken stop;
  StopToken session_stop;
  std::optional<std::chrono::steady_clock::time_point> deadline;
  std::size_t memory_bytes_max = 0;
  std::uint64_t temporary_bytes_max = 0;
  std::string temporary_folder;
  std::optional<std::uint64_t> rows_max;
  ParallelLimits parallel;
};

/// One execution of a plan inside one transaction: the operators and all they refer to. Gives rows
/// as users see them. Not movable, since its parts point to one another.
class QueryRun {
 public:
  QueryRun(std::shared_ptr<const CompiledStatement> statement,
           std::shared_ptr<storage::Transaction> transaction, const Parameters& parameters,
           const RunLimits& limits, std::shared_ptr<storage::GraphStore> store);
  QueryRun(const QueryRun&) = delete;
  QueryRun& operator=(const QueryRun&) = delete;
  ~QueryRun();

  /// Builds the operators, or takes those of an earlier run, and opens them.
  Status start();
  /// Replaces `row` by the next row; false at the end.
  Result<bool> next(ValueList& row);
  /// What the statement changed so far, as a difference to the transaction at start().
  [[nodiscard]] QueryCounters counters() const;
  /// What the run has to say beside its rows. After start(), as what follows.
  [[nodiscard]] const std::vector<std::string>& notifications() const {
    return tree_->runtime.notifications;
  }
  /// The plan, with real rows and times where the statement was profiled.
  [[nodiscard]] PlanNode plan() const;
  [[nodiscard]] MemoryBudget& memory() { return memory_; }
  [[nodiscard]] const Interruption& interruption() const { return interruption_; }

 private:
  Status prepare_reads();
  Status open_tree();
  Result<bool> fetch();

  std::shared_ptr<const CompiledStatement> statement_;
  std::shared_ptr<storage::Transaction> transaction_;
  Parameters parameters_;
  MemoryBudget memory_;
  Interruption interruption_;
  EvalContext context_;
  std::optional<std::uint64_t> rows_max_;
  std::size_t memory_bytes_max_;
  std::uint64_t temporary_bytes_max_;
  std::string temporary_folder_;
  ParallelLimits parallel_;
  std::uint64_t rows_given_ = 0;
  storage::ChangeCounters changes_before_;
  std::shared_ptr<storage::GraphStore> store_;
  std::size_t row_ = 0;
  bool failed_ = false;
  // Last, so that operators and their cursors end before what they point to.
  std::unique_ptr<OperatorTree> tree_;
};

}  // namespace entente::query
