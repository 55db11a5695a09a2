#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "query/exec/builder.hpp"
#include "query/exec/node_scan.hpp"

namespace entente::query {

/// What one thread does with the rows of the parts it is given.
class PartConsumer {
 public:
  virtual ~PartConsumer() = default;
  /// Takes the rows of part `part` from `input`, which was opened, to its end, and keeps what
  /// follows from them where the caller finds it.
  virtual Status run(EvalContext& context, Operator& input, std::size_t part) = 0;
};

/// Divides a pipeline, from a scan of nodes up to an operator that reads all of it, among threads:
/// morsel-driven parallelism (Leis, Boncz, Kemper and Neumann, SIGMOD 2014). Parts are ranges of
/// ids; threads take them in order as they become free. Each thread has operators, expressions and
/// a reader of the same snapshot of its own; memory budget and interruption are shared. The parts
/// depend on the plan and the graph, not on the number of threads, so whoever puts the results
/// together in the order of the parts gets the same answer with every number of threads; and that
/// of an undivided run, where the sums of floats are the same in any order. Once a part fails,
/// those before it go on, because one of them may fail, too, and those after it end.
class Morsels {
 public:
  using MakeConsumer = std::function<Result<std::unique_ptr<PartConsumer>>(Builder& builder)>;

  /// For the input of `top`, child 0. Null if it cannot be divided: the query writes, the scan
  /// reads rows from outside, or an operator's rows depend on more than the row below.
  static std::unique_ptr<Morsels> make(const LogicalOperator& top, const Builder& builder);

  /// The most parts that are worth it: enough that a thread which has the rich nodes is not waited
  /// for, few enough that putting their results together costs nothing.
  static constexpr std::size_t parts_max = 64;

  /// The number of parts for this run, `most` at most; 0 if it should not be divided: too little is
  /// to be expected, what the scan gives is not in memory, or the transaction has writes of its
  /// own. `input`: the operators that would run undivided.
  Result<std::size_t> divide(EvalContext& context, Operator& input, std::size_t most = parts_max);
  /// Runs all parts by consumers of `make_consumer`, one for each thread, whose leases of memory
  /// end with the run. Where memory is short, parts hold too much at once: after
  /// ErrorClass::memory_limit the caller should run undivided.
  Status run(EvalContext& context, Operator& input, const MakeConsumer& make_consumer);
  /// Threads that took part in the last run.
  [[nodiscard]] unsigned threads_used() const { return threads_used_; }

 private:
  /// What one thread has of its own.
  struct Worker {
    explicit Worker(const Interruption& whole) : interruption(whole) {}

    Runtime runtime;
    std::unique_ptr<storage::Transaction> transaction;
    /// Of the part it works on.
    Interruption interruption;
    std::optional<EvalContext> context;
    OperatorPtr input;
    NodeScan* scan = nullptr;
    std::unique_ptr<PartConsumer> consumer;
  };

  Morsels(const LogicalOperator& top, const LogicalPlan& plan, Runtime& runtime, double rows)
      : top_(top), plan_(plan), runtime_(runtime), rows_(rows) {}

  Result<std::unique_ptr<Worker>> make_worker(EvalContext& context,
                                              std::unique_ptr<storage::Transaction> transaction,
                                              const MakeConsumer& make_consumer) const;
  using Members = std::shared_ptr<const storage::IdSet>;
  Status run_parts(EvalContext& context, const Members& members,
                   const std::vector<std::unique_ptr<Worker>>& workers) const;
  Status run_part(Worker& worker, const Members& members, std::size_t part) const;
  [[nodiscard]] std::size_t parts() const {
    return (end_word_ - first_word_ + words_per_part_ - 1) / words_per_part_;
  }

  const LogicalOperator& top_;
  const LogicalPlan& plan_;
  Runtime& runtime_;
  /// Rows all operators of the pipeline are expected to give.
  double rows_;
  Members members_;
  std::uint64_t first_word_ = 0;
  std::uint64_t end_word_ = 0;
  std::uint64_t words_per_part_ = 1;
  unsigned threads_used_ = 1;
};

}  // namespace entente::query
