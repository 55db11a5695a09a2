#include <algorithm>
#include <atomic>
#include <optional>

#include "query/exec/apply_operator.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/retry_pause.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

using std::chrono::steady_clock;

constexpr std::uint64_t rows_per_transaction_default = 1000;
/// How long ON ERROR RETRY goes on where the query does not say.
constexpr double retry_seconds_default = 30;

/// Numbers for REPORT STATUS AS; unique within the process.
std::string next_transaction_name() {
  static std::atomic<std::uint64_t> counter{0};
  return "transaction-" + std::to_string(counter.fetch_add(1, std::memory_order_relaxed) + 1);
}

/// Errors that are about the inner transaction. After any other the query cannot go on.
bool recoverable(const Error& error) {
  switch (error.error_class) {
    case ErrorClass::io_error:
    case ErrorClass::corruption:
    case ErrorClass::disk_full:
    case ErrorClass::read_only:
    case ErrorClass::timeout:
    case ErrorClass::memory_limit:
    case ErrorClass::interrupted:
    case ErrorClass::internal: return false;
    default: return true;
  }
}

void add(storage::ChangeCounters& sum, const storage::ChangeCounters& part) {
  using storage::ChangeCounters;
  for (const auto field : {&ChangeCounters::nodes_created, &ChangeCounters::nodes_deleted,
                           &ChangeCounters::relationships_created,
                           &ChangeCounters::relationships_deleted, &ChangeCounters::properties_set,
                           &ChangeCounters::labels_added, &ChangeCounters::labels_removed}) {
    sum.*field += part.*field;
  }
}

/// CALL { … } IN TRANSACTIONS. Left rows are read from the statement's own snapshot. They are run
/// in groups, each in a transaction of its own that is committed before the next begins. Rows are
/// given when all groups are done and the statement's transaction has moved on to the state they
/// left, so that later clauses see all they did. CONCURRENT TRANSACTIONS run one after the other,
/// which is one of the orders they may take.
class TransactionApplyOperator final : public ApplyOperator {
 public:
  TransactionApplyOperator(const Apply& logical, Builder& builder)
      : ApplyOperator(logical, builder), apply_(logical), options_(*logical.transactions) {
    batchwise_ = false;
  }

  Status compile(Builder& builder) {
    ENTENTE_ASSIGN(rows_, builder.compile_optional(options_.rows.get()));
    ENTENTE_ASSIGN(seconds_, builder.compile_optional(options_.retry_seconds.get()));
    ENTENTE_ASSIGN(concurrency_, builder.compile_optional(options_.concurrency.get()));
    return {};
  }

 protected:
  Status do_open(EvalContext& context) override {
    done_ = false;
    broken_ = false;
    results_.clear();
    given_ = 0;
    lease_.release();
    ENTENTE_TRY(read_options(context));
    return ApplyOperator::do_open(context);
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (!done_) {
      ENTENTE_TRY(run_all(context));
      ENTENTE_TRY(context.transaction.renew());
      done_ = true;
    }
    if (given_ == results_.size()) return false;
    std::swap(out, results_[given_]);
    ++given_;
    return true;
  }

 private:
  /// Left rows of one transaction, and what they give if it commits.
  struct Group {
    std::vector<Batch> batches;
    std::size_t rows = 0;
    std::vector<Batch> results;
    MemoryLease lease;
  };

  Status read_options(EvalContext& context) {
    if (rows_ != nullptr) {
      ENTENTE_ASSIGN(group_rows_, positive(context, *rows_, *options_.rows, "OF … ROWS"));
    }
    if (concurrency_ != nullptr) {
      ENTENTE_ASSIGN(const Value value,
                     evaluate_alone(context, *concurrency_, runtime_.symbol_count));
      if (!value.is_integer() || value.as_integer() == 0) {
        return wrong_option("the number of concurrent transactions", "an integer other than 0",
                            value, options_.concurrency->span);
      }
    }
    if (seconds_ == nullptr) return {};
    ENTENTE_ASSIGN(const Value value, evaluate_alone(context, *seconds_, runtime_.symbol_count));
    if (!value.is_number() || !(value.as_number() >= 0)) {
      return wrong_option("the duration of ON ERROR RETRY",
                          "a number of seconds that is not negative", value,
                          options_.retry_seconds->span);
    }
    retry_seconds_ = value.as_number();
    return {};
  }

  static Error wrong_option(std::string_view what, std::string_view wanted, const Value& value,
                            Span span) {
    return Error::runtime(
        ErrorClass::argument_error, "InvalidArgumentValue",
        std::string(what) + " must be " + std::string(wanted) + " but is " + value.to_text(), span);
  }

  Result<std::uint64_t> positive(EvalContext& context, const CompiledExpression& expression,
                                 const Expression& text, std::string_view what) {
    ENTENTE_ASSIGN(const Value value, evaluate_alone(context, expression, runtime_.symbol_count));
    if (!value.is_integer() || value.as_integer() <= 0) {
      return wrong_option(what, "a positive integer", value, text.span);
    }
    return static_cast<std::uint64_t>(value.as_integer());
  }

  Status run_all(EvalContext& context) {
    Group group;
    while (true) {
      ENTENTE_ASSIGN(const bool more, next_left(context));
      if (!more) break;
      std::size_t begin = 0;
      while (begin < left_batch_.rows()) {
        const std::size_t taken =
            std::min<std::size_t>(left_batch_.rows() - begin, group_rows_ - group.rows);
        ENTENTE_TRY(add_rows(context, group, begin, taken));
        begin += taken;
        if (group.rows == group_rows_) ENTENTE_TRY(finish_group(context, group));
      }
    }
    return group.rows == 0 ? Status{} : finish_group(context, group);
  }

  Status add_rows(EvalContext& context, Group& group, std::size_t begin, std::size_t rows) {
    std::vector<std::uint32_t> positions(rows);
    for (std::size_t i = 0; i < rows; ++i) positions[i] = static_cast<std::uint32_t>(begin + i);
    std::vector<Slot> bound;
    for (Slot slot = 0; slot < left_batch_.symbol_count(); ++slot) {
      if (left_batch_.column(slot).type() != ColumnType::empty) bound.push_back(slot);
    }
    Batch& part = group.batches.emplace_back();
    prepare(part);
    part.gather(left_batch_, positions, bound);
    group.rows += rows;
    return group.lease.grow(context.memory, content_bytes(part, bound));
  }

  /// Runs, tries again, gives up or goes on as ON ERROR says.
  Status finish_group(EvalContext& context, Group& group) {
    Status failure;
    std::string name;
    if (!broken_) {
      std::optional<steady_clock::time_point> retry_until;
      for (int attempt = 1;; ++attempt) {
        name = next_transaction_name();
        failure = run_group(context, group, name);
        if (failure) {
          group = {};
          return {};
        }
        if (!recoverable(failure.error()) || !try_again(failure.error(), attempt, retry_until)) {
          break;
        }
        ENTENTE_TRY(retry_pause(attempt, context.interruption));
      }
      if (!recoverable(failure.error()) || options_.on_error == TransactionFailure::fail) {
        Error error = std::move(failure).error();
        error.message +=
            " (transactions committed: " + std::to_string(runtime_.inner.committed) + ")";
        return error;
      }
      broken_ = options_.on_error == TransactionFailure::break_;
    }
    ENTENTE_TRY(add_failed(context, group, name, failure));
    group = {};
    return {};
  }

  /// A conflict with another commit is tried again in any case, as for every statement; ON ERROR
  /// RETRY says for how long, from the first repetition on.
  [[nodiscard]] bool try_again(const Error& error, int attempt,
                               std::optional<steady_clock::time_point>& until) const {
    if (error.error_class != ErrorClass::conflict) return false;
    if (!options_.retry) return attempt < attempts_max;
    const auto now = steady_clock::now();
    if (!until) {
      until = now + std::chrono::duration_cast<steady_clock::duration>(
                        std::chrono::duration<double>(std::min(retry_seconds_, 1e9)));
      return true;
    }
    return now < *until;
  }

  Status run_group(EvalContext& context, Group& group, const std::string& name) {
    ENTENTE_ASSIGN(const auto transaction, runtime_.inner.store->begin(storage::AccessMode::write));
    EvalContext inner{*transaction,         context.parameters, context.memory,
                      context.interruption, context.now,        context.random_state};
    group.results.clear();
    Status status;
    for (const Batch& batch : group.batches) {
      if (status) status = run_batch(inner, batch, group.results);
    }
    context.random_state = inner.random_state;
    if (status) status = transaction->check_deleted_nodes();
    if (status) status = transaction->commit();
    if (!status) return status;
    add(runtime_.inner.changes, transaction->changes());
    ++runtime_.inner.committed;
    return take_results(context, group, status_value(name, true, Value()));
  }

  Status run_batch(EvalContext& inner, const Batch& batch, std::vector<Batch>& results) {
    source_.batch = &batch;
    source_.rows = 1;
    for (std::size_t row = 0; row < batch.rows(); ++row) {
      source_.begin = row;
      ENTENTE_TRY(right().open(inner));
      bool some = false;
      while (true) {
        ENTENTE_ASSIGN(const bool more, right().next(inner, right_batch_));
        if (!more) break;
        some = true;
        if (!apply_.unit) add_result(batch, row, &right_batch_, results);
      }
      if (!apply_.unit && !some && apply_.optional) add_result(batch, row, nullptr, results);
    }
    if (!apply_.unit) return {};
    Batch passed(batch.symbol_count());
    for (const Slot slot : outputs_) {
      if (batch.column(slot).type() != ColumnType::empty) passed.column(slot) = batch.column(slot);
    }
    passed.set_rows(batch.rows());
    append(results, std::move(passed));
    return {};
  }

  /// Small batches are put together: a batch has room for every symbol of the query.
  void append(std::vector<Batch>& results, Batch part) const {
    if (!results.empty() && results.back().rows() + part.rows() <= batch_rows) {
      append_rows(results.back(), part, outputs_);
    } else {
      results.push_back(std::move(part));
    }
  }

  /// The left row with the rows of the subquery, or with nulls in their place.
  void add_result(const Batch& left, std::size_t row, Batch* right,
                  std::vector<Batch>& results) const {
    const std::size_t rows = right == nullptr ? 1 : right->rows();
    Batch result(left.symbol_count());
    for (const Slot slot : outputs_) {
      Column& column = result.column(slot);
      const bool own =
          std::find(apply_.columns.begin(), apply_.columns.end(), slot) != apply_.columns.end();
      if (own && right == nullptr) {
        column.reset(ColumnType::value);
        column.append_null();
      } else if (right != nullptr && right->column(slot).type() != ColumnType::empty) {
        std::swap(column, right->column(slot));
      } else if (left.column(slot).type() != ColumnType::empty) {
        column.append_repeated(left.column(slot), row, rows);
      }
    }
    result.set_rows(rows);
    append(results, std::move(result));
  }

  /// One row for each left row of a group that failed or was never begun.
  Status add_failed(EvalContext& context, Group& group, const std::string& name,
                    const Status& failure) {
    group.results.clear();
    for (const Batch& batch : group.batches) {
      for (std::size_t row = 0; row < batch.rows(); ++row) {
        add_result(batch, row, nullptr, group.results);
      }
    }
    const Value message = failure ? Value() : Value(failure.error().message);
    return take_results(context, group, status_value(name, false, message));
  }

  /// What REPORT STATUS AS gives; no name: never begun.
  static Value status_value(const std::string& name, bool committed, const Value& message) {
    return Value::map({{"started", Value(!name.empty())},
                       {"committed", Value(committed)},
                       {"transactionId", name.empty() ? Value() : Value(name)},
                       {"errorMessage", message}});
  }

  Status take_results(EvalContext& context, Group& group, const Value& status) {
    for (Batch& batch : group.results) {
      if (apply_.status != no_slot) {
        batch.column(apply_.status).assign(std::vector<Value>(batch.rows(), status));
      }
      ENTENTE_TRY(lease_.grow(context.memory, content_bytes(batch, outputs_)));
      append(results_, std::move(batch));
    }
    return {};
  }

  const Apply& apply_;
  const InTransactions& options_;
  CompiledExpressionPtr rows_;
  CompiledExpressionPtr seconds_;
  CompiledExpressionPtr concurrency_;
  std::uint64_t group_rows_ = rows_per_transaction_default;
  double retry_seconds_ = retry_seconds_default;
  bool done_ = false;
  /// ON ERROR BREAK: no transaction is begun any more.
  bool broken_ = false;
  Batch right_batch_;
  std::vector<Batch> results_;
  std::size_t given_ = 0;
  MemoryLease lease_;
};

}  // namespace

Result<OperatorPtr> make_transaction_apply(const Apply& logical, Builder& builder) {
  auto apply = std::make_unique<TransactionApplyOperator>(logical, builder);
  ENTENTE_TRY(apply->compile(builder));
  return finish_apply(std::move(apply), builder);
}

}  // namespace entente::query
