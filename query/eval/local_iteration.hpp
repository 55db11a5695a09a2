#pragma once

#include <optional>
#include <vector>

#include "query/eval/compiled_expression.hpp"

namespace entente::query {

/// Puts a local variable in force while an expression iterates over a list.
class LocalIteration {
 public:
  LocalIteration(LocalScope& locals, Slot slot) : locals_(locals) { locals_.push(slot, Value()); }
  ~LocalIteration() { locals_.pop(); }
  LocalIteration(const LocalIteration&) = delete;
  LocalIteration& operator=(const LocalIteration&) = delete;

  /// Gives the variable its next value; every 1,024 steps asks whether the query must stop. Only
  /// for the innermost variable in force.
  Status next(EvalContext& context, const Value& value) {
    if ((++steps_ & 1023U) == 0) ENTENTE_TRY(context.interruption.check());
    locals_.set_top(value);
    return {};
  }

 private:
  LocalScope& locals_;
  std::size_t steps_ = 0;
};

/// The list an iterating expression runs over: nullptr for null, an error for other kinds.
Result<const ValueList*> iterated_list(const Value& value, Span span);

/// The truth of a filter predicate: null is unknown, other kinds are errors.
Result<std::optional<bool>> predicate_truth(const Value& value, Span span);

/// Base of expressions that run an inner expression for each item of a list. Only the list can be
/// evaluated by columns; the items are evaluated by row, where the local variable is in force.
class IteratingExpression : public CompiledExpression {
 public:
  IteratingExpression(CompiledExpressionPtr list, Slot variable, Span span)
      : list_(std::move(list)), variable_(variable), span_(span) {}

  Result<Value> evaluate_row(EvalContext& context, const RowView& row) const final;
  Status evaluate(EvalContext& context, const Batch& batch, Column& out) const final;
  bool collect_slots(std::vector<Slot>& slots) const final;

 protected:
  /// The result for one row, given the items of its list.
  virtual Result<Value> iterate(EvalContext& context, const RowView& row,
                                const ValueList& items) const = 0;
  /// The expressions run per item, nullptr where absent.
  [[nodiscard]] virtual std::vector<const CompiledExpression*> inner() const = 0;
  [[nodiscard]] Slot variable() const { return variable_; }
  [[nodiscard]] Span span() const { return span_; }

 private:
  CompiledExpressionPtr list_;
  Slot variable_;
  Span span_;
};

}  // namespace entente::query
