#pragma once

#include <span>
#include <utility>
#include <vector>

#include "query/eval/compiled_expression.hpp"
#include "query/eval/operand.hpp"

namespace entente::query {

/// Base of expressions that need all their arguments, in order, whatever the values are. A member
/// says what to do with one row's values; it may add a kernel over whole columns.
class StrictExpression : public CompiledExpression {
 public:
  StrictExpression(std::vector<CompiledExpressionPtr> arguments, Span span)
      : arguments_(std::move(arguments)), span_(span) {}

  Result<Value> evaluate_row(EvalContext& context, const RowView& row) const final;
  Status evaluate(EvalContext& context, const Batch& batch, Column& out) const final;
  [[nodiscard]] bool invariant() const override;
  bool collect_slots(std::vector<Slot>& slots) const final;

 protected:
  /// The result for one row's argument values.
  virtual Result<Value> apply(EvalContext& context, std::span<const Value> arguments) const = 0;
  /// Fills `out` for all rows and returns true, or returns false to have apply() called by row.
  /// Must give what apply() gives.
  virtual Result<bool> apply_columns(EvalContext& context, std::span<const Operand> arguments,
                                     std::size_t rows, Column& out) const;
  [[nodiscard]] const std::vector<CompiledExpressionPtr>& arguments() const { return arguments_; }
  [[nodiscard]] Span span() const { return span_; }

 private:
  Result<Value> apply_at(EvalContext& context, std::span<const Value> arguments) const;
  std::vector<CompiledExpressionPtr> arguments_;
  Span span_;
};

/// Makes the argument vector of a StrictExpression.
template <class... Arguments>
std::vector<CompiledExpressionPtr> argument_list(Arguments... arguments) {
  std::vector<CompiledExpressionPtr> list;
  list.reserve(sizeof...(arguments));
  (list.push_back(std::move(arguments)), ...);
  return list;
}

}  // namespace entente::query
