#include <algorithm>

#include "query/exec/apply_operator.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Left rows joined with the rows their run of the right side gives.
class JoinApplyOperator final : public ApplyOperator {
 public:
  using ApplyOperator::ApplyOperator;

 protected:
  Status do_open(EvalContext& context) override {
    row_ = 0;
    running_ = false;
    return ApplyOperator::do_open(context);
  }

  bool do_release() override {
    left_batch_.clear();
    right_batch_.clear();
    return true;
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      if (!running_) {
        if (row_ >= left_batch_.rows()) {
          ENTENTE_ASSIGN(const bool more, next_left(context));
          row_ = 0;
          if (!more) return false;
        }
        ENTENTE_TRY(open_right(context, row_, rows_per_run()));
        running_ = true;
      }
      ENTENTE_ASSIGN(const bool more, right().next(context, right_batch_));
      if (more) {
        join(out);
        return true;
      }
      running_ = false;
      row_ += rows_per_run();
    }
  }

 private:
  void join(Batch& out) {
    left_rows(right_batch_, rows_);
    for (const Slot slot : outputs_) {
      Column& from_right = right_batch_.column(slot);
      if (from_right.type() != ColumnType::empty) {
        std::swap(out.column(slot), from_right);
      } else if (left_batch_.column(slot).type() != ColumnType::empty) {
        out.column(slot).gather(left_batch_.column(slot), rows_);
      }
    }
    out.set_rows(rows_.size());
  }

  std::size_t row_ = 0;
  bool running_ = false;
  Batch right_batch_;
  std::vector<std::uint32_t> rows_;
};

/// A subquery without result: run for its effects, the left rows pass.
class UnitApplyOperator final : public ApplyOperator {
 public:
  UnitApplyOperator(const LogicalOperator& logical, Builder& builder)
      : ApplyOperator(logical, builder) {
    // Effects happen in the order of the rows, each row's in full before the next one's.
    batchwise_ = false;
  }

 protected:
  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, next_left(context));
    if (!more) return false;
    for (std::size_t row = 0; row < left_batch_.rows(); ++row) {
      ENTENTE_TRY(open_right(context, row, 1));
      while (true) {
        ENTENTE_ASSIGN(const bool some, right().next(context, right_batch_));
        if (!some) break;
      }
    }
    std::swap(out, left_batch_);
    return true;
  }

 private:
  Batch right_batch_;
};

}  // namespace

Result<OperatorPtr> make_apply(const Apply& logical, Builder& builder) {
  if (logical.transactions != nullptr) return make_transaction_apply(logical, builder);
  if (logical.unit) {
    return finish_apply(std::make_unique<UnitApplyOperator>(logical, builder), builder);
  }
  return finish_apply(std::make_unique<JoinApplyOperator>(logical, builder), builder);
}

}  // namespace entente::query
