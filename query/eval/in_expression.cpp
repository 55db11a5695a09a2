#include <algorithm>
#include <cmath>

#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"
#include "query/eval/value_set.hpp"

namespace entente::query {
namespace {

/// Lists shorter than this are searched one by one; hashing would cost more.
constexpr std::size_t hashed_list_min = 8;

/// True if equality with this value is two-valued and agrees with equivalence.
bool is_plain(const Value& value) {
  return value.is_boolean() || value.is_integer() || value.is_string() ||
         (value.is_float() && !std::isnan(value.as_float()));
}

Result<Value> search(const Value& wanted, const Value& list) {
  if (list.is_null()) return Value();
  if (!list.is_list()) return operand_error("IN needs a LIST on its right side, not", list);
  bool unknown = false;
  for (const Value& item : list.as_list()) {
    const auto equal = equals(wanted, item);
    if (!equal) unknown = true;
    if (equal == true) return Value(true);
  }
  return unknown ? Value() : Value(false);
}

/// wanted IN list
class InValue final : public StrictExpression {
 public:
  InValue(CompiledExpressionPtr wanted, CompiledExpressionPtr list, Span span)
      : StrictExpression(argument_list(std::move(wanted), std::move(list)), span) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    return search(arguments[0], arguments[1]);
  }

  /// A constant list of plain values becomes a hash set for the batch.
  Result<bool> apply_columns(EvalContext& /*context*/, std::span<const Operand> arguments,
                             std::size_t rows, Column& out) const override {
    if (!arguments[1].is_constant() || !arguments[1].constant().is_list()) return false;
    const ValueList& items = arguments[1].constant().as_list();
    if (items.size() < hashed_list_min || rows < items.size() / hashed_list_min) return false;
    if (!std::all_of(items.begin(), items.end(), is_plain)) return false;
    const ValueSet set(items.begin(), items.end());
    std::vector<Value> results(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const Value wanted = arguments[0].get(row);
      if (wanted.is_null()) continue;
      results[row] = Value(is_plain(wanted) && set.contains(wanted));
    }
    out.assign(std::move(results));
    return true;
  }
};

}  // namespace

CompiledExpressionPtr make_in(CompiledExpressionPtr left, CompiledExpressionPtr right, Span span) {
  return std::make_unique<InValue>(std::move(left), std::move(right), span);
}

}  // namespace entente::query
