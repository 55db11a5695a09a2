#pragma once

#include <vector>

#include "query/exec/builder.hpp"
#include "query/exec/operator.hpp"

namespace entente::query {

/// Base of operators that run their right side for each row of their left side. If the right side
/// only streams, a whole left batch is run at once and a hidden column tells the rows apart;
/// otherwise (aggregation, sorting, writes …) one row after the other.
class ApplyOperator : public Operator {
 public:
  ApplyOperator(const LogicalOperator& logical, Builder& builder);

 protected:
  Status do_open(EvalContext& context) override;

  [[nodiscard]] Operator& left() { return child(0); }
  [[nodiscard]] Operator& right() { return child(1); }
  /// Pulls the next left batch into left_batch_.
  Result<bool> next_left(EvalContext& context);
  /// Opens the right side for the left rows [begin, begin + rows).
  Status open_right(EvalContext& context, std::size_t begin, std::size_t rows);
  /// Left rows per run of the right side.
  [[nodiscard]] std::size_t rows_per_run() const {
    return batchwise_ ? left_batch_.rows() : std::size_t{1};
  }
  /// The left row of each row of a right batch.
  void left_rows(const Batch& right_batch, std::vector<std::uint32_t>& rows) const;

  friend Result<OperatorPtr> finish_apply(std::unique_ptr<ApplyOperator> apply, Builder& builder);

  std::vector<Slot> outputs_;
  Batch left_batch_;
  bool batchwise_;
  ArgumentSource source_;
};

/// Builds both sides; every factory of an apply-like operator ends with it.
Result<OperatorPtr> finish_apply(std::unique_ptr<ApplyOperator> apply, Builder& builder);

}  // namespace entente::query
