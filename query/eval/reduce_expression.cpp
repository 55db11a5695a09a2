#include <algorithm>
#include <optional>

#include "query/eval/expression_compiler.hpp"
#include "query/eval/local_iteration.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// True if lists and maps are nested deeper than `depth` in the value. Recursion stops there.
bool is_deeper_than(const Value& value, std::size_t depth) {
  if (!value.is_list() && !value.is_map()) return false;
  if (depth == 0) return true;
  if (value.is_list()) {
    return std::any_of(value.as_list().begin(), value.as_list().end(),
                       [&](const Value& item) { return is_deeper_than(item, depth - 1); });
  }
  return std::any_of(value.as_map().begin(), value.as_map().end(),
                     [&](const auto& entry) { return is_deeper_than(entry.second, depth - 1); });
}

Status check_depth(const Value& value) {
  if (!is_deeper_than(value, value_depth_max)) return {};
  return Error::plain(ErrorClass::limit_exceeded, "reduce() would nest lists or maps deeper than " +
                                                      std::to_string(value_depth_max) + " levels");
}

/// What reduce() and allReduce() have in common: an accumulator that each item takes a step
/// further.
class AccumulatingExpression : public IteratingExpression {
 protected:
  AccumulatingExpression(Slot accumulator, CompiledExpressionPtr initial, Slot variable,
                         CompiledExpressionPtr list, CompiledExpressionPtr step, Span span)
      : IteratingExpression(std::move(list), variable, span),
        accumulator_(accumulator),
        initial_(std::move(initial)),
        step_(std::move(step)) {}

  Result<Value> begin(EvalContext& context, const RowView& row) const {
    return initial_->evaluate_row(context, row);
  }

  /// Puts what the step makes of `total` and the item at `i` in the place of `total`.
  Status advance(EvalContext& context, const RowView& row, const ValueList& items, std::size_t i,
                 Value& total) const {
    if ((i & 1023U) == 1023U) ENTENTE_TRY(context.interruption.check());
    row.locals.push(accumulator_, std::move(total));
    row.locals.push(variable(), items[i]);
    Result<Value> next = step_->evaluate_row(context, row);
    row.locals.pop();
    row.locals.pop();
    if (!next) return std::move(next).error();
    total = std::move(next).value();
    // A few steps cannot nest deeply enough to matter, and looking costs time.
    if ((i & 7U) == 7U || i + 1 == items.size()) return check_depth(total);
    return {};
  }

  [[nodiscard]] Slot accumulator() const { return accumulator_; }
  [[nodiscard]] std::vector<const CompiledExpression*> inner() const override {
    return {initial_.get(), step_.get()};
  }

 private:
  Slot accumulator_;
  CompiledExpressionPtr initial_;
  CompiledExpressionPtr step_;
};

/// reduce(accumulator = initial, variable IN list | expression)
class ReduceValue final : public AccumulatingExpression {
 public:
  ReduceValue(Slot accumulator, CompiledExpressionPtr initial, Slot variable,
              CompiledExpressionPtr list, CompiledExpressionPtr step, Span span)
      : AccumulatingExpression(accumulator, std::move(initial), variable, std::move(list),
                               std::move(step), span) {}

 protected:
  Result<Value> iterate(EvalContext& context, const RowView& row,
                        const ValueList& items) const override {
    ENTENTE_ASSIGN(Value total, begin(context, row));
    for (std::size_t i = 0; i < items.size(); ++i) {
      ENTENTE_TRY(advance(context, row, items, i, total));
    }
    return total;
  }
};

/// allReduce(accumulator = initial, variable IN list | expression, predicate): false as soon as the
/// predicate is false for the accumulator, unknown if it is unknown for one and false for none.
class AllReduceValue final : public AccumulatingExpression {
 public:
  AllReduceValue(Slot accumulator, CompiledExpressionPtr initial, Slot variable,
                 CompiledExpressionPtr list, CompiledExpressionPtr step,
                 CompiledExpressionPtr predicate, Span span)
      : AccumulatingExpression(accumulator, std::move(initial), variable, std::move(list),
                               std::move(step), span),
        predicate_(std::move(predicate)) {}

 protected:
  Result<Value> iterate(EvalContext& context, const RowView& row,
                        const ValueList& items) const override {
    ENTENTE_ASSIGN(Value total, begin(context, row));
    bool unknown = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
      ENTENTE_TRY(advance(context, row, items, i, total));
      row.locals.push(accumulator(), total);
      const Result<Value> holds = predicate_->evaluate_row(context, row);
      row.locals.pop();
      if (!holds) return holds;
      ENTENTE_ASSIGN(const std::optional<bool> truth, predicate_truth(*holds, span()));
      if (truth == false) return Value(false);
      unknown = unknown || !truth;
    }
    return unknown ? Value() : Value(true);
  }

  [[nodiscard]] std::vector<const CompiledExpression*> inner() const override {
    auto expressions = AccumulatingExpression::inner();
    expressions.push_back(predicate_.get());
    return expressions;
  }

 private:
  CompiledExpressionPtr predicate_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_reduce(ExpressionCompiler& compiler,
                                             const ReduceExpression& e) {
  ENTENTE_ASSIGN(const Slot accumulator, compiler.slot_of(&e.accumulator, e.accumulator));
  ENTENTE_ASSIGN(const Slot variable, compiler.slot_of(&e, e.variable));
  ENTENTE_ASSIGN(auto initial, compiler.compile(*e.initial));
  ENTENTE_ASSIGN(auto list, compiler.compile(*e.list));
  compiler.push_local(accumulator);
  compiler.push_local(variable);
  auto step = compiler.compile(*e.expression);
  compiler.pop_local();
  compiler.pop_local();
  if (!step) return std::move(step).error();
  if (e.predicate) {
    compiler.push_local(accumulator);
    auto predicate = compiler.compile(*e.predicate);
    compiler.pop_local();
    if (!predicate) return std::move(predicate).error();
    return CompiledExpressionPtr(
        std::make_unique<AllReduceValue>(accumulator, std::move(initial), variable, std::move(list),
                                         std::move(*step), std::move(*predicate), e.span));
  }
  return CompiledExpressionPtr(std::make_unique<ReduceValue>(
      accumulator, std::move(initial), variable, std::move(list), std::move(*step), e.span));
}

}  // namespace entente::query
