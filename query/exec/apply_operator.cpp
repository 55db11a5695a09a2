#include "query/exec/apply_operator.hpp"

namespace entente::query {

ApplyOperator::ApplyOperator(const LogicalOperator& logical, Builder& builder)
    : Operator(logical, builder.runtime()),
      outputs_(builder.outputs(logical)),
      batchwise_(runs_batchwise(*logical.children[1])) {
  if (batchwise_) source_.row_number = builder.add_hidden_slot();
}

Status ApplyOperator::do_open(EvalContext& context) {
  prepare(left_batch_);
  return left().open(context);
}

Result<bool> ApplyOperator::next_left(EvalContext& context) {
  return left().next(context, left_batch_);
}

Status ApplyOperator::open_right(EvalContext& context, std::size_t begin, std::size_t rows) {
  source_.batch = &left_batch_;
  source_.begin = begin;
  source_.rows = rows;
  return right().open(context);
}

void ApplyOperator::left_rows(const Batch& right_batch, std::vector<std::uint32_t>& rows) const {
  if (!batchwise_) {
    rows.assign(right_batch.rows(), static_cast<std::uint32_t>(source_.begin));
    return;
  }
  const std::vector<std::int64_t>& numbers = right_batch.column(source_.row_number).integers();
  rows.resize(numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) rows[i] = static_cast<std::uint32_t>(numbers[i]);
}

Result<OperatorPtr> finish_apply(std::unique_ptr<ApplyOperator> apply, Builder& builder) {
  const LogicalOperator& logical = apply->logical();
  ENTENTE_ASSIGN(auto left, builder.build(*logical.children[0]));
  ENTENTE_ASSIGN(auto right, builder.build_with_argument(*logical.children[1], apply->source_));
  apply->children_.push_back(std::move(left));
  apply->children_.push_back(std::move(right));
  return OperatorPtr(std::move(apply));
}

}  // namespace entente::query
