#include <algorithm>

#include "query/exec/apply_operator.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// As apply, but a left row for which the right side has nothing stays, with nulls. Rows keep the
/// order of the left side.
class OptionalOperator final : public ApplyOperator {
 public:
  OptionalOperator(const Optional& logical, Builder& builder)
      : ApplyOperator(logical, builder), nullable_(logical.nullable) {}

 protected:
  Status do_open(EvalContext& context) override {
    next_row_ = 0;
    run_end_ = 0;
    running_ = false;
    return ApplyOperator::do_open(context);
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      if (!running_) {
        if (run_end_ >= left_batch_.rows()) {
          ENTENTE_ASSIGN(const bool more, next_left(context));
          next_row_ = run_end_ = 0;
          if (!more) return false;
        }
        ENTENTE_TRY(open_right(context, run_end_, rows_per_run()));
        run_end_ += rows_per_run();
        running_ = true;
      }
      ENTENTE_ASSIGN(const bool more, right().next(context, right_batch_));
      if (more) {
        left_rows(right_batch_, rows_);
      } else {
        rows_.clear();
        running_ = false;
      }
      merge(out, !more);
      if (out.rows() > 0) return true;
    }
  }

 private:
  static constexpr std::uint32_t no_match = 0xFFFFFFFFU;

  /// Left rows without a match that stand before, between and (at the end of a run) behind the
  /// rows of the right batch get in at their places.
  void merge(Batch& out, bool end_of_run) {
    left_positions_.clear();
    right_positions_.clear();
    bool gaps = false;
    const auto skip_to = [&](std::size_t row) {
      for (; next_row_ < row; ++next_row_) {
        left_positions_.push_back(static_cast<std::uint32_t>(next_row_));
        right_positions_.push_back(no_match);
        gaps = true;
      }
    };
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      skip_to(rows_[i]);
      left_positions_.push_back(rows_[i]);
      right_positions_.push_back(static_cast<std::uint32_t>(i));
      next_row_ = std::max<std::size_t>(next_row_, rows_[i] + 1);
    }
    if (end_of_run) skip_to(run_end_);
    for (const Slot slot : outputs_) give_column(slot, gaps, out.column(slot));
    out.set_rows(left_positions_.size());
  }

  void give_column(Slot slot, bool gaps, Column& out) {
    const bool is_nullable = std::find(nullable_.begin(), nullable_.end(), slot) != nullable_.end();
    Column& from_right = right_batch_.column(slot);
    if (!is_nullable) {
      if (left_batch_.column(slot).type() != ColumnType::empty) {
        out.gather(left_batch_.column(slot), left_positions_);
      } else if (!gaps && from_right.type() != ColumnType::empty) {
        std::swap(out, from_right);
      }
      return;
    }
    if (!gaps) {
      std::swap(out, from_right);
      return;
    }
    out.reset(from_right.type());
    for (const std::uint32_t position : right_positions_) {
      if (position == no_match || from_right.type() == ColumnType::empty) {
        out.append_null();
      } else {
        out.append_from(from_right, position);
      }
    }
  }

  const std::vector<Slot>& nullable_;
  /// The next left row of the run that was not given yet, and the end of the run.
  std::size_t next_row_ = 0;
  std::size_t run_end_ = 0;
  bool running_ = false;
  Batch right_batch_;
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> left_positions_;
  std::vector<std::uint32_t> right_positions_;
};

}  // namespace

Result<OperatorPtr> make_optional(const Optional& logical, Builder& builder) {
  return finish_apply(std::make_unique<OptionalOperator>(logical, builder), builder);
}

}  // namespace entente::query
