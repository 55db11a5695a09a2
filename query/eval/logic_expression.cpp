#include <algorithm>

#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

/// Truth values as bytes: the column kernels and the row path share their tables.
enum Truth : std::uint8_t { is_false = 0, is_true = 1, is_unknown = 2 };

Result<Truth> truth_of(const Value& value, Span span) {
  if (value.is_null()) return is_unknown;
  if (!value.is_boolean()) {
    return operand_error("a logical operator needs BOOLEAN operands, not", value, span);
  }
  return value.as_boolean() ? is_true : is_false;
}

Value to_value(Truth truth) { return truth == is_unknown ? Value() : Value(truth == is_true); }

Truth conjunction(Truth a, Truth b) {
  if (a == is_false || b == is_false) return is_false;
  return a == is_unknown || b == is_unknown ? is_unknown : is_true;
}
Truth disjunction(Truth a, Truth b) {
  if (a == is_true || b == is_true) return is_true;
  return a == is_unknown || b == is_unknown ? is_unknown : is_false;
}
Truth exclusive(Truth a, Truth b) {
  if (a == is_unknown || b == is_unknown) return is_unknown;
  return a != b ? is_true : is_false;
}

Status truths_of(const Column& column, Span span, std::vector<Truth>& out) {
  out.resize(column.size());
  for (std::size_t row = 0; row < out.size(); ++row) {
    if (column.type() == ColumnType::boolean) {
      out[row] = column.is_null(row) ? is_unknown : (column.booleans()[row] ? is_true : is_false);
    } else {
      ENTENTE_ASSIGN(out[row], truth_of(column.get(row), span));
    }
  }
  return {};
}

void fill_column(const std::vector<Truth>& truths, Column& out) {
  out.reset(ColumnType::boolean);
  auto& booleans = out.booleans();
  booleans.resize(truths.size());
  std::vector<std::uint8_t> valid(truths.size(), 1);
  bool any_null = false;
  for (std::size_t row = 0; row < truths.size(); ++row) {
    booleans[row] = truths[row] == is_true ? 1 : 0;
    if (truths[row] == is_unknown) {
      valid[row] = 0;
      any_null = true;
    }
  }
  if (any_null) out.set_validity(std::move(valid));
}

/// AND, OR: the right side is evaluated only where the left does not decide, so that
/// `x <> 0 AND 1 / x > 2` never divides by zero, in batches as in rows.
class ShortCircuitLogic final : public CompiledExpression {
 public:
  ShortCircuitLogic(bool is_and, CompiledExpressionPtr left, CompiledExpressionPtr right, Span span)
      : deciding_(is_and ? is_false : is_true),
        combine_(is_and ? conjunction : disjunction),
        left_(std::move(left)),
        right_(std::move(right)),
        span_(span) {}

  Result<Value> evaluate_row(EvalContext& context, const RowView& row) const override {
    ENTENTE_ASSIGN(const Value left, left_->evaluate_row(context, row));
    ENTENTE_ASSIGN(const Truth a, truth_of(left, span_));
    if (a == deciding_) return to_value(a);
    ENTENTE_ASSIGN(const Value right, right_->evaluate_row(context, row));
    ENTENTE_ASSIGN(const Truth b, truth_of(right, span_));
    return to_value(combine_(a, b));
  }

  Status evaluate(EvalContext& context, const Batch& batch, Column& out) const override {
    Column column;
    ENTENTE_TRY(left_->evaluate(context, batch, column));
    std::vector<Truth> truths;
    ENTENTE_TRY(truths_of(column, span_, truths));
    std::vector<std::uint32_t> open;
    open.reserve(truths.size());
    for (std::size_t row = 0; row < truths.size(); ++row) {
      if (truths[row] != deciding_) open.push_back(static_cast<std::uint32_t>(row));
    }
    if (!open.empty()) {
      column.reset(ColumnType::empty);
      ENTENTE_TRY(evaluate_selected(*right_, context, batch, open, column));
      std::vector<Truth> right;
      ENTENTE_TRY(truths_of(column, span_, right));
      for (std::size_t i = 0; i < open.size(); ++i) {
        truths[open[i]] = combine_(truths[open[i]], right[i]);
      }
    }
    fill_column(truths, out);
    return {};
  }

  [[nodiscard]] bool invariant() const override {
    return left_->invariant() && right_->invariant();
  }
  bool collect_slots(std::vector<Slot>& slots) const override {
    return left_->collect_slots(slots) && right_->collect_slots(slots);
  }

 private:
  Truth deciding_;
  Truth (*combine_)(Truth, Truth);
  CompiledExpressionPtr left_;
  CompiledExpressionPtr right_;
  Span span_;
};

class ExclusiveOr final : public StrictExpression {
 public:
  ExclusiveOr(CompiledExpressionPtr left, CompiledExpressionPtr right, Span span)
      : StrictExpression(argument_list(std::move(left), std::move(right)), span) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    ENTENTE_ASSIGN(const Truth a, truth_of(arguments[0], span()));
    ENTENTE_ASSIGN(const Truth b, truth_of(arguments[1], span()));
    return to_value(exclusive(a, b));
  }
};

class NotValue final : public StrictExpression {
 public:
  NotValue(CompiledExpressionPtr operand, Span span)
      : StrictExpression(argument_list(std::move(operand)), span) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    ENTENTE_ASSIGN(const Truth a, truth_of(arguments[0], span()));
    return a == is_unknown ? Value() : Value(a == is_false);
  }

  Result<bool> apply_columns(EvalContext& /*context*/, std::span<const Operand> arguments,
                             std::size_t rows, Column& out) const override {
    if (arguments[0].is_constant() || !arguments[0].is(ColumnType::boolean)) return false;
    const Column& column = arguments[0].column();
    out.reset(ColumnType::boolean);
    out.booleans().resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      out.booleans()[row] = column.booleans()[row] == 0 ? 1 : 0;
    }
    out.set_validity(column.validity());
    return true;
  }
};

}  // namespace

CompiledExpressionPtr make_logic(BinaryOperator op, CompiledExpressionPtr left,
                                 CompiledExpressionPtr right, Span span) {
  if (op == BinaryOperator::logical_xor) {
    return std::make_unique<ExclusiveOr>(std::move(left), std::move(right), span);
  }
  return std::make_unique<ShortCircuitLogic>(op == BinaryOperator::logical_and, std::move(left),
                                             std::move(right), span);
}

CompiledExpressionPtr make_not(CompiledExpressionPtr operand, Span span) {
  return std::make_unique<NotValue>(std::move(operand), span);
}

}  // namespace entente::query
