#include <algorithm>

#include "query/exec/apply_operator.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Keeps left rows for which the right side has a row, or has none if negated. A run ends as soon
/// as every one of its left rows is decided.
class SemiApplyOperator final : public ApplyOperator {
 public:
  SemiApplyOperator(const SemiApply& logical, Builder& builder)
      : ApplyOperator(logical, builder), negated_(logical.negated) {
    batchwise_ = batchwise_ && is_short(*logical.children[1]);
  }

 protected:
  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      ENTENTE_ASSIGN(const bool more, next_left(context));
      if (!more) return false;
      matched_.assign(left_batch_.rows(), 0);
      for (std::size_t row = 0; row < left_batch_.rows(); row += rows_per_run()) {
        ENTENTE_TRY(run(context, row, rows_per_run()));
      }
      rows_.clear();
      for (std::size_t row = 0; row < matched_.size(); ++row) {
        if ((matched_[row] != 0) != negated_) rows_.push_back(static_cast<std::uint32_t>(row));
      }
      if (rows_.empty()) continue;
      take_rows(out, left_batch_, rows_, outputs_);
      return true;
    }
  }

 private:
  /// Run for whole batches only what cannot give millions of rows for a row that the first of them
  /// would have decided.
  static bool is_short(const LogicalOperator& logical) {
    switch (logical.kind) {
      case OperatorKind::all_nodes_scan:
      case OperatorKind::label_scan:
      case OperatorKind::expand_variable:
      case OperatorKind::path_expand: return false;
      default: return logical.children.empty() || is_short(*logical.children.front());
    }
  }

  Status run(EvalContext& context, std::size_t begin, std::size_t rows) {
    ENTENTE_TRY(open_right(context, begin, rows));
    std::size_t undecided = rows;
    while (undecided > 0) {
      ENTENTE_ASSIGN(const bool more, right().next(context, right_batch_));
      if (!more) break;
      left_rows(right_batch_, right_rows_);
      for (const std::uint32_t row : right_rows_) {
        if (matched_[row] != 0) continue;
        matched_[row] = 1;
        --undecided;
      }
    }
    return {};
  }

  bool negated_;
  std::vector<std::uint8_t> matched_;
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> right_rows_;
  Batch right_batch_;
};

}  // namespace

Result<OperatorPtr> make_semi_apply(const SemiApply& logical, Builder& builder) {
  return finish_apply(std::make_unique<SemiApplyOperator>(logical, builder), builder);
}

}  // namespace entente::query
