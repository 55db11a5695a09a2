#include <cmath>

#include "query/eval/arithmetic.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

using Operation = Result<Value> (*)(const Value&, const Value&);

Operation operation_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::add: return add;
    case BinaryOperator::subtract: return subtract;
    case BinaryOperator::multiply: return multiply;
    case BinaryOperator::divide: return divide;
    case BinaryOperator::modulo: return modulo;
    default: return power;
  }
}

/// Runs `step(a, b, result)` over two lanes; false as soon as a valid row fails (overflow).
template <class T, class Step>
bool run_lanes(Lane<T> a, Lane<T> b, const std::vector<std::uint8_t>& valid, std::vector<T>& out,
               Step step) {
  bool failed = false;
  for (std::size_t row = 0; row < out.size(); ++row) {
    const bool bad = step(a[row], b[row], out[row]);
    failed |= bad && (valid.empty() || valid[row] != 0);
  }
  return !failed;
}

/// Integer kernels for the operators that cannot fail but by overflow. Rows that are null hold
/// zeros, so they may "overflow" without harm.
bool integer_kernel(BinaryOperator op, Lane<std::int64_t> a, Lane<std::int64_t> b,
                    const std::vector<std::uint8_t>& valid, std::vector<std::int64_t>& out) {
  using I = std::int64_t;
  switch (op) {
    case BinaryOperator::add:
      return run_lanes(a, b, valid, out,
                       [](I x, I y, I& r) { return __builtin_add_overflow(x, y, &r); });
    case BinaryOperator::subtract:
      return run_lanes(a, b, valid, out,
                       [](I x, I y, I& r) { return __builtin_sub_overflow(x, y, &r); });
    case BinaryOperator::multiply:
      return run_lanes(a, b, valid, out,
                       [](I x, I y, I& r) { return __builtin_mul_overflow(x, y, &r); });
    default: return false;
  }
}

void float_kernel(BinaryOperator op, Lane<double> a, Lane<double> b, std::vector<double>& out) {
  const auto run = [&](auto operation) {
    for (std::size_t row = 0; row < out.size(); ++row) out[row] = operation(a[row], b[row]);
  };
  switch (op) {
    case BinaryOperator::add: run([](double x, double y) { return x + y; }); break;
    case BinaryOperator::subtract: run([](double x, double y) { return x - y; }); break;
    case BinaryOperator::multiply: run([](double x, double y) { return x * y; }); break;
    case BinaryOperator::divide: run([](double x, double y) { return x / y; }); break;
    case BinaryOperator::modulo: run([](double x, double y) { return std::fmod(x, y); }); break;
    default: run([](double x, double y) { return std::pow(x, y); }); break;
  }
}

/// Bytes a list or text takes in a concatenation.
std::size_t room_of(const Value& value) {
  if (value.is_list()) return value.as_list().size() * sizeof(Value);
  return value.is_string() ? value.as_string().size() : sizeof(Value);
}

/// Asks for the memory of a concatenation before it is made: doubling a list a few times would
/// otherwise take all there is. Small ones are not worth the question.
Status check_room(EvalContext& context, const Value& a, const Value& b) {
  constexpr std::size_t small_bytes = 4096;
  const std::size_t bytes = room_of(a) + room_of(b);
  if (bytes <= small_bytes) return {};
  ENTENTE_TRY(context.memory.check(bytes));
  return context.interruption.check();
}

class ArithmeticValue final : public StrictExpression {
 public:
  ArithmeticValue(BinaryOperator op, CompiledExpressionPtr left, CompiledExpressionPtr right,
                  Span span)
      : StrictExpression(argument_list(std::move(left), std::move(right)), span),
        op_(op),
        operation_(operation_of(op)) {}

 protected:
  Result<Value> apply(EvalContext& context, std::span<const Value> arguments) const override {
    if (op_ == BinaryOperator::add) ENTENTE_TRY(check_room(context, arguments[0], arguments[1]));
    return operation_(arguments[0], arguments[1]);
  }

  Result<bool> apply_columns(EvalContext& /*context*/, std::span<const Operand> arguments,
                             std::size_t rows, Column& out) const override {
    const Operand& a = arguments[0];
    const Operand& b = arguments[1];
    const bool integers = a.is(ColumnType::integer) && b.is(ColumnType::integer);
    const bool floats = a.is(ColumnType::floating) && b.is(ColumnType::floating);
    if (!integers && !floats) return false;
    const Operand* const both[] = {&a, &b};
    std::vector<std::uint8_t> valid = common_validity(both, rows);
    if (integers) {
      out.reset(ColumnType::integer);
      out.integers().resize(rows);
      // Whatever went wrong, the row path finds the row and the error.
      if (!integer_kernel(op_, integer_lane(a), integer_lane(b), valid, out.integers())) {
        return false;
      }
    } else {
      out.reset(ColumnType::floating);
      out.floats().resize(rows);
      float_kernel(op_, float_lane(a), float_lane(b), out.floats());
    }
    out.set_validity(std::move(valid));
    return true;
  }

 private:
  BinaryOperator op_;
  Operation operation_;
};

class NegatedValue final : public StrictExpression {
 public:
  NegatedValue(CompiledExpressionPtr operand, Span span)
      : StrictExpression(argument_list(std::move(operand)), span) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    return negate(arguments[0]);
  }
};

class PlusValue final : public StrictExpression {
 public:
  PlusValue(CompiledExpressionPtr operand, Span span)
      : StrictExpression(argument_list(std::move(operand)), span) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    const Value& value = arguments[0];
    if (value.is_null() || value.is_number() || value.is(ValueKind::duration)) return value;
    return operand_error("unary plus needs a number, not", value);
  }
};

}  // namespace

CompiledExpressionPtr make_arithmetic(BinaryOperator op, CompiledExpressionPtr left,
                                      CompiledExpressionPtr right, Span span) {
  if (left->constant() != nullptr && right->constant() != nullptr) {
    // Folding must not turn a runtime error of a branch never taken into an error of the query.
    Result<Value> folded = operation_of(op)(*left->constant(), *right->constant());
    if (folded) return make_literal(std::move(folded).value());
  }
  return std::make_unique<ArithmeticValue>(op, std::move(left), std::move(right), span);
}

CompiledExpressionPtr make_negation(CompiledExpressionPtr operand, Span span) {
  if (operand->constant() != nullptr) {
    Result<Value> folded = negate(*operand->constant());
    if (folded) return make_literal(std::move(folded).value());
  }
  return std::make_unique<NegatedValue>(std::move(operand), span);
}

CompiledExpressionPtr make_unary_plus(CompiledExpressionPtr operand, Span span) {
  return std::make_unique<PlusValue>(std::move(operand), span);
}

}  // namespace entente::query
