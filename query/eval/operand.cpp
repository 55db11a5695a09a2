#include "query/eval/operand.hpp"

#include <algorithm>

namespace entente::query {
namespace {

template <class T>
Lane<T> constant_lane(T value) {
  Lane<T> lane;
  lane.stride = 0;
  lane.constant = value;
  return lane;
}

template <class T>
Lane<T> column_lane(const std::vector<T>& values) {
  Lane<T> lane;
  lane.data = values.data();
  return lane;
}

}  // namespace

Result<Operand> Operand::evaluate(const CompiledExpression& expression, EvalContext& context,
                                  const Batch& batch) {
  Operand operand;
  if (const Value* constant = expression.constant()) {
    operand.constant_ = *constant;
    return operand;
  }
  if (const Slot slot = expression.slot();
      slot != no_slot && batch.column(slot).type() != ColumnType::empty) {
    operand.borrowed_ = &batch.column(slot);
    return operand;
  }
  if (expression.invariant() && batch.rows() > 0) {
    LocalScope locals;
    ENTENTE_ASSIGN(operand.constant_, expression.evaluate_row(context, {batch, 0, locals}));
    return operand;
  }
  ENTENTE_TRY(expression.evaluate(context, batch, operand.owned_));
  // An empty batch has an empty column, which must not be taken for a constant.
  if (operand.owned_.type() == ColumnType::empty) operand.owned_.reset(ColumnType::value);
  return operand;
}

Lane<std::int64_t> integer_lane(const Operand& operand) {
  return operand.is_constant() ? constant_lane(operand.constant().as_integer())
                               : column_lane(operand.column().integers());
}

Lane<double> float_lane(const Operand& operand) {
  return operand.is_constant() ? constant_lane(operand.constant().as_float())
                               : column_lane(operand.column().floats());
}

Lane<std::uint8_t> boolean_lane(const Operand& operand) {
  return operand.is_constant()
             ? constant_lane(static_cast<std::uint8_t>(operand.constant().as_boolean() ? 1 : 0))
             : column_lane(operand.column().booleans());
}

Lane<std::int64_t> date_lane(const Operand& operand) {
  return operand.is_constant() ? constant_lane(operand.constant().as_date().days)
                               : column_lane(operand.column().dates());
}

std::vector<std::uint8_t> common_validity(std::span<const Operand* const> operands,
                                          std::size_t rows) {
  std::vector<std::uint8_t> valid;
  for (const Operand* operand : operands) {
    if (operand->is_constant()) {
      if (operand->constant().is_null()) return std::vector<std::uint8_t>(rows, 0);
      continue;
    }
    const Column& column = operand->column();
    if (column.all_valid()) continue;
    if (valid.empty()) valid.assign(rows, 1);
    for (std::size_t row = 0; row < rows; ++row) {
      valid[row] = static_cast<std::uint8_t>(valid[row] & (column.is_null(row) ? 0U : 1U));
    }
  }
  return valid;
}

Status evaluate_selected(const CompiledExpression& expression, EvalContext& context,
                         const Batch& batch, std::span<const std::uint32_t> rows, Column& out) {
  if (rows.size() == batch.rows()) return expression.evaluate(context, batch, out);
  std::vector<Slot> slots;
  if (expression.collect_slots(slots)) {
    std::sort(slots.begin(), slots.end());
    slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    Batch selected(batch.symbol_count());
    selected.gather(batch, rows, slots);
    return expression.evaluate(context, selected, out);
  }
  LocalScope locals;
  std::vector<Value> values;
  values.reserve(rows.size());
  for (const std::uint32_t row : rows) {
    ENTENTE_ASSIGN(Value value, expression.evaluate_row(context, {batch, row, locals}));
    values.push_back(std::move(value));
  }
  out.assign(std::move(values));
  return {};
}

}  // namespace entente::query
