#include "query/eval/compiled_expression.hpp"

#include "query/eval/eval_error.hpp"

namespace entente::query {

Status CompiledExpression::evaluate(EvalContext& context, const Batch& batch, Column& out) const {
  LocalScope locals;
  std::vector<Value> values;
  values.reserve(batch.rows());
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    ENTENTE_ASSIGN(Value value, evaluate_row(context, {batch, row, locals}));
    values.push_back(std::move(value));
  }
  out.assign(std::move(values));
  return {};
}

Status select_true(const Column& predicate, std::vector<std::uint32_t>& rows) {
  rows.clear();
  const std::size_t count = predicate.size();
  if (predicate.type() == ColumnType::boolean) {
    const auto& booleans = predicate.booleans();
    rows.resize(count);
    std::size_t kept = 0;
    // Written without a branch: predicates are often true in random rows.
    for (std::size_t row = 0; row < count; ++row) {
      rows[kept] = static_cast<std::uint32_t>(row);
      kept += (booleans[row] != 0 && !predicate.is_null(row)) ? 1U : 0U;
    }
    rows.resize(kept);
    return {};
  }
  for (std::size_t row = 0; row < count; ++row) {
    if (predicate.is_null(row)) continue;
    const Value value = predicate.get(row);
    if (!value.is_boolean()) return operand_error("a predicate must be BOOLEAN, not", value);
    if (value.as_boolean()) rows.push_back(static_cast<std::uint32_t>(row));
  }
  return {};
}

}  // namespace entente::query
