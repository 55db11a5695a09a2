#include "query/eval/strict_expression.hpp"

#include <algorithm>
#include <array>

namespace entente::query {

Result<Value> StrictExpression::apply_at(EvalContext& context,
                                         std::span<const Value> arguments) const {
  Result<Value> result = apply(context, arguments);
  if (!result && !result.error().span.valid()) result.error().span = span_;
  return result;
}

Result<Value> StrictExpression::evaluate_row(EvalContext& context, const RowView& row) const {
  // Nearly every operator has at most four arguments; those need no heap.
  constexpr std::size_t inline_max = 4;
  const std::size_t count = arguments_.size();
  std::array<Value, inline_max> few;
  std::vector<Value> many;
  if (count > inline_max) many.resize(count);
  const std::span<Value> values =
      count > inline_max ? std::span<Value>(many) : std::span<Value>(few.data(), count);
  for (std::size_t i = 0; i < count; ++i) {
    ENTENTE_ASSIGN(values[i], arguments_[i]->evaluate_row(context, row));
  }
  return apply_at(context, values);
}

Status StrictExpression::evaluate(EvalContext& context, const Batch& batch, Column& out) const {
  const std::size_t rows = batch.rows();
  std::vector<Operand> operands;
  operands.reserve(arguments_.size());
  for (const auto& argument : arguments_) {
    ENTENTE_ASSIGN(Operand operand, Operand::evaluate(*argument, context, batch));
    operands.push_back(std::move(operand));
  }
  out.reset(ColumnType::empty);
  Result<bool> handled = apply_columns(context, operands, rows, out);
  if (!handled) {
    if (!handled.error().span.valid()) handled.error().span = span_;
    return std::move(handled).error();
  }
  if (*handled) return {};
  std::vector<Value> results;
  results.reserve(rows);
  std::vector<Value> values(operands.size());
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < operands.size(); ++i) values[i] = operands[i].get(row);
    ENTENTE_ASSIGN(Value result, apply_at(context, values));
    results.push_back(std::move(result));
  }
  out.assign(std::move(results));
  return {};
}

Result<bool> StrictExpression::apply_columns(EvalContext& /*context*/,
                                             std::span<const Operand> /*arguments*/,
                                             std::size_t /*rows*/, Column& /*out*/) const {
  return false;
}

bool StrictExpression::invariant() const {
  return std::all_of(arguments_.begin(), arguments_.end(),
                     [](const auto& argument) { return argument->invariant(); });
}

bool StrictExpression::collect_slots(std::vector<Slot>& slots) const {
  return std::all_of(arguments_.begin(), arguments_.end(),
                     [&](const auto& argument) { return argument->collect_slots(slots); });
}

}  // namespace entente::query
