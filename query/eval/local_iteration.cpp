#include "query/eval/local_iteration.hpp"

#include <algorithm>

#include "query/eval/eval_error.hpp"

namespace entente::query {

Result<const ValueList*> iterated_list(const Value& value, Span span) {
  if (value.is_null()) return nullptr;
  if (!value.is_list()) return operand_error("only a LIST can be iterated, not", value, span);
  return &value.as_list();
}

Result<std::optional<bool>> predicate_truth(const Value& value, Span span) {
  if (value.is_null()) return std::optional<bool>();
  if (!value.is_boolean()) return operand_error("a predicate must be BOOLEAN, not", value, span);
  return std::optional<bool>(value.as_boolean());
}

Result<Value> IteratingExpression::evaluate_row(EvalContext& context, const RowView& row) const {
  ENTENTE_ASSIGN(const Value list, list_->evaluate_row(context, row));
  ENTENTE_ASSIGN(const ValueList* items, iterated_list(list, span_));
  if (items == nullptr) return Value();
  return iterate(context, row, *items);
}

Status IteratingExpression::evaluate(EvalContext& context, const Batch& batch, Column& out) const {
  Column lists;
  ENTENTE_TRY(list_->evaluate(context, batch, lists));
  LocalScope locals;
  std::vector<Value> results(batch.rows());
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const Value list = lists.get(row);
    ENTENTE_ASSIGN(const ValueList* items, iterated_list(list, span_));
    if (items == nullptr) continue;
    ENTENTE_ASSIGN(results[row], iterate(context, {batch, row, locals}, *items));
  }
  out.assign(std::move(results));
  return {};
}

bool IteratingExpression::collect_slots(std::vector<Slot>& slots) const {
  if (!list_->collect_slots(slots)) return false;
  const auto parts = inner();
  return std::all_of(parts.begin(), parts.end(), [&](const CompiledExpression* part) {
    return part == nullptr || part->collect_slots(slots);
  });
}

}  // namespace entente::query
