#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "entente/result.hpp"
#include "query/eval/column.hpp"
#include "query/eval/context.hpp"
#include "query/eval/procedure.hpp"
#include "query/exec/spill_space.hpp"
#include "query/plan/logical_plan.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::query {

/// The rows a subtree sees from outside: set by an apply-like operator before it opens the subtree,
/// read by the subtree's Argument.
struct ArgumentSource {
  /// Null at the top: one row without columns.
  const Batch* batch = nullptr;
  std::size_t begin = 0;
  std::size_t rows = 1;
  /// Hidden column for the row's position in `batch`, or no_slot.
  Slot row_number = no_slot;
};

/// Where CALL { … } IN TRANSACTIONS begins its transactions, and what they did.
struct InnerTransactions {
  /// Null inside of an explicit transaction, where there can be no others.
  std::shared_ptr<storage::GraphStore> store;
  storage::ChangeCounters changes;
  std::uint64_t committed = 0;
};

/// When a query is divided among threads.
struct ParallelLimits {
  unsigned threads = 1;
  /// Rows it must be expected to look at.
  std::uint64_t rows_min = 0;
};

/// What all operators of one operator tree share.
struct Runtime {
  /// Columns of every batch: the plan's symbols, then hidden ones of the executor.
  std::size_t symbol_count = 0;
  /// The plan writes: nothing read from the graph may be remembered between batches.
  bool updating = false;
  /// Take times (PROFILE). Rows are always counted.
  bool profile = false;
  /// Folder LOAD CSV may read from; empty: none.
  std::string import_folder;
  /// For SHOW PROCEDURES; may be null.
  const ProcedureCatalog* procedures = nullptr;
  InnerTransactions inner;
  /// For operators that hold more rows than memory has room for.
  SpillSpace spill;
  ParallelLimits parallel;
  /// What the user should know of the run, such as that a command had no effect.
  std::vector<std::string> notifications;
  /// What the outermost Argument reads: one row without columns.
  ArgumentSource top;
};

struct OperatorCounters {
  std::uint64_t rows = 0;
  std::uint64_t batches = 0;
  std::chrono::nanoseconds time{0};
};

/// A running operator: pulls batches from its inputs and gives batches. Life: open(), next() until
/// false; open() again starts anew (with other arguments). Never used by two threads at a time.
/// The plan and the transaction must outlive it.
class Operator {
 public:
  Operator(const LogicalOperator& logical, Runtime& runtime)
      : runtime_(runtime), logical_(logical) {}
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;
  virtual ~Operator() = default;

  /// Starts, or starts anew, with everything below it.
  Status open(EvalContext& context) { return do_open(context); }
  /// Replaces `out` by the next rows; false at the end (`out` is then without rows). A true answer
  /// has at least one row. Checks deadline and stop token at every call.
  Result<bool> next(EvalContext& context, Batch& out);
  /// Lets go of what belongs to the run that ended: rows, cursors, leases. True if the operator and
  /// everything below it may be opened for another run then, in another transaction.
  bool release();

  [[nodiscard]] const OperatorCounters& counters() const { return counters_; }
  /// Adds what a copy of this operator, and those below it, counted on another thread.
  void add_counters(const Operator& copy);
  /// Adds rows that were looked at without being given.
  void count_rows(std::uint64_t rows) { counters_.rows += rows; }
  /// For PROFILE: threads that worked on its input, and what else there is to say of the run.
  [[nodiscard]] virtual unsigned threads_used() const { return 1; }
  [[nodiscard]] virtual std::string remark() const { return {}; }
  [[nodiscard]] const LogicalOperator& logical() const { return logical_; }
  /// In the order of the logical operator's children.
  [[nodiscard]] const std::vector<std::unique_ptr<Operator>>& children() const { return children_; }

 protected:
  virtual Status do_open(EvalContext& context) = 0;
  virtual Result<bool> do_next(EvalContext& context, Batch& out) = 0;
  /// The operator's own part of release(). Who does not say how is used for one run only.
  virtual bool do_release() { return false; }
  [[nodiscard]] Operator& child(std::size_t i) { return *children_[i]; }
  /// Makes `batch` one of this query's shape, without rows.
  void prepare(Batch& batch) const;

  Runtime& runtime_;
  std::vector<std::unique_ptr<Operator>> children_;

 private:
  const LogicalOperator& logical_;
  OperatorCounters counters_;
};
using OperatorPtr = std::unique_ptr<Operator>;

/// An operator with one input that is opened with it.
class InputOperator : public Operator {
 public:
  InputOperator(const LogicalOperator& logical, Runtime& runtime, OperatorPtr input)
      : Operator(logical, runtime) {
    children_.push_back(std::move(input));
  }

 protected:
  Status do_open(EvalContext& context) final {
    ENTENTE_TRY(input().open(context));
    return restart(context);
  }
  /// Forgets everything of an earlier run.
  virtual Status restart(EvalContext& context) = 0;
  [[nodiscard]] Operator& input() { return child(0); }
};

/// Asks deadline and stop token once in 1,024 steps: for loops inside one batch.
class Ticker {
 public:
  Status tick(EvalContext& context) {
    return (++steps_ & 1023U) == 0 ? context.interruption.check() : Status{};
  }

 private:
  std::uint32_t steps_ = 0;
};

}  // namespace entente::query
