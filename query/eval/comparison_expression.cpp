#include <compare>

#include "query/eval/comparison.hpp"
#include "query/eval/comparison_operator.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/number_comparison.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

template <class A, class B, class Predicate>
void compare_lanes(const Lane<A>& a, const Lane<B>& b, std::vector<std::uint8_t>& out,
                   Predicate predicate) {
  for (std::size_t row = 0; row < out.size(); ++row) {
    out[row] = predicate(compare_numbers(a[row], b[row])) ? 1 : 0;
  }
}

/// One loop per operator, so that the operator is not asked for in every row.
template <class A, class B>
void number_kernel(ComparisonOperator op, const Lane<A>& a, const Lane<B>& b,
                   std::vector<std::uint8_t>& out) {
  switch (op) {
    case ComparisonOperator::equal: compare_lanes(a, b, out, [](auto o) { return o == 0; }); break;
    case ComparisonOperator::not_equal:
      compare_lanes(a, b, out, [](auto o) { return o != 0; });
      break;
    case ComparisonOperator::less: compare_lanes(a, b, out, [](auto o) { return o < 0; }); break;
    case ComparisonOperator::less_equal:
      compare_lanes(a, b, out, [](auto o) { return o <= 0; });
      break;
    case ComparisonOperator::greater: compare_lanes(a, b, out, [](auto o) { return o > 0; }); break;
    case ComparisonOperator::greater_equal:
      compare_lanes(a, b, out, [](auto o) { return o >= 0; });
      break;
  }
}

/// Rows of general values, without copying one: a string in it is a reference to count.
class ValueRows {
 public:
  explicit ValueRows(const Operand& operand)
      : data_(operand.is_constant() ? &operand.constant() : operand.column().values().data()),
        stride_(operand.is_constant() ? 0 : 1) {}
  const Value& operator[](std::size_t row) const { return data_[row * stride_]; }

 private:
  const Value* data_;
  std::size_t stride_;
};

/// Whether an order of two values that have one is what the operator asks for.
bool holds(ComparisonOperator op, std::strong_ordering order) {
  switch (op) {
    case ComparisonOperator::equal: return order == 0;
    case ComparisonOperator::not_equal: return order != 0;
    case ComparisonOperator::less: return order < 0;
    case ComparisonOperator::less_equal: return order <= 0;
    case ComparisonOperator::greater: return order > 0;
    case ComparisonOperator::greater_equal: return order >= 0;
  }
  return false;
}

/// General values, most often strings. Rows without an answer are null.
void value_kernel(ComparisonOperator op, const ValueRows& a, const ValueRows& b, Column& out) {
  std::vector<std::uint8_t>& answers = out.booleans();
  const std::size_t rows = answers.size();
  std::vector<std::uint8_t> valid;
  for (std::size_t row = 0; row < rows; ++row) {
    if (a[row].is_string() && b[row].is_string()) {
      answers[row] = holds(op, a[row].as_string() <=> b[row].as_string()) ? 1 : 0;
      continue;
    }
    const Value answer = compare_values(op, a[row], b[row]);
    answers[row] = answer.is_boolean() && answer.as_boolean() ? 1 : 0;
    if (!answer.is_null()) continue;
    if (valid.empty()) valid.assign(rows, 1);
    valid[row] = 0;
  }
  out.set_validity(std::move(valid));
}

bool has_value_rows(const Operand& operand) {
  return operand.is_constant() || operand.column().type() == ColumnType::value;
}

/// Equality of node or relationship columns by identity.
bool identity_kernel(bool wanted, const Column& a, const Column& b,
                     std::vector<std::uint8_t>& out) {
  if (a.type() != b.type()) return false;
  if (a.type() == ColumnType::node) {
    for (std::size_t row = 0; row < out.size(); ++row) {
      out[row] = (a.nodes()[row] == b.nodes()[row]) == wanted ? 1 : 0;
    }
    return true;
  }
  if (a.type() != ColumnType::relationship) return false;
  for (std::size_t row = 0; row < out.size(); ++row) {
    out[row] = (a.relationships()[row].id == b.relationships()[row].id) == wanted ? 1 : 0;
  }
  return true;
}

class CompareValue final : public StrictExpression {
 public:
  CompareValue(ComparisonOperator op, CompiledExpressionPtr left, CompiledExpressionPtr right,
               Span span)
      : StrictExpression(argument_list(std::move(left), std::move(right)), span), op_(op) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    return compare_values(op_, arguments[0], arguments[1]);
  }

  Result<bool> apply_columns(EvalContext& /*context*/, std::span<const Operand> arguments,
                             std::size_t rows, Column& out) const override {
    out.reset(ColumnType::boolean);
    out.booleans().resize(rows);
    if (!fill(arguments[0], arguments[1], out.booleans())) {
      if (!has_value_rows(arguments[0]) || !has_value_rows(arguments[1])) return false;
      value_kernel(op_, ValueRows(arguments[0]), ValueRows(arguments[1]), out);
      return true;
    }
    const Operand* const both[] = {&arguments[0], &arguments[1]};
    out.set_validity(common_validity(both, rows));
    return true;
  }

 private:
  bool fill(const Operand& a, const Operand& b, std::vector<std::uint8_t>& out) const {
    const bool integer_a = a.is(ColumnType::integer);
    const bool integer_b = b.is(ColumnType::integer);
    const bool float_a = a.is(ColumnType::floating);
    const bool float_b = b.is(ColumnType::floating);
    if (integer_a && integer_b) {
      number_kernel(op_, integer_lane(a), integer_lane(b), out);
    } else if (float_a && float_b) {
      number_kernel(op_, float_lane(a), float_lane(b), out);
    } else if (integer_a && float_b) {
      number_kernel(op_, integer_lane(a), float_lane(b), out);
    } else if (float_a && integer_b) {
      number_kernel(op_, float_lane(a), integer_lane(b), out);
    } else if (a.is(ColumnType::date) && b.is(ColumnType::date)) {
      number_kernel(op_, date_lane(a), date_lane(b), out);
    } else if (!a.is_constant() && !b.is_constant() &&
               (op_ == ComparisonOperator::equal || op_ == ComparisonOperator::not_equal)) {
      return identity_kernel(op_ == ComparisonOperator::equal, a.column(), b.column(), out);
    } else {
      return false;
    }
    return true;
  }

  ComparisonOperator op_;
};

/// a < b <= c: every operand is evaluated once, and the pairs are joined by AND.
class CompareChain final : public StrictExpression {
 public:
  CompareChain(std::vector<ComparisonOperator> operators,
               std::vector<CompiledExpressionPtr> operands, Span span)
      : StrictExpression(std::move(operands), span), operators_(std::move(operators)) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    bool unknown = false;
    for (std::size_t i = 0; i < operators_.size(); ++i) {
      const Value pair = compare_values(operators_[i], arguments[i], arguments[i + 1]);
      if (pair.is_null()) {
        unknown = true;
      } else if (!pair.as_boolean()) {
        return Value(false);
      }
    }
    return unknown ? Value() : Value(true);
  }

 private:
  std::vector<ComparisonOperator> operators_;
};

}  // namespace

Value compare_values(ComparisonOperator op, const Value& a, const Value& b) {
  if (op == ComparisonOperator::equal || op == ComparisonOperator::not_equal) {
    const auto equal = equals(a, b);
    if (!equal) return {};
    return Value(*equal == (op == ComparisonOperator::equal));
  }
  using Outcome = Comparability::Outcome;
  const Outcome outcome = compare(a, b).outcome;
  if (outcome == Outcome::unknown) return {};
  switch (op) {
    case ComparisonOperator::less: return Value(outcome == Outcome::less);
    case ComparisonOperator::less_equal:
      return Value(outcome == Outcome::less || outcome == Outcome::equal);
    case ComparisonOperator::greater: return Value(outcome == Outcome::greater);
    default: return Value(outcome == Outcome::greater || outcome == Outcome::equal);
  }
}

CompiledExpressionPtr make_compare(ComparisonOperator op, CompiledExpressionPtr left,
                                   CompiledExpressionPtr right, Span span) {
  if (left->constant() != nullptr && right->constant() != nullptr) {
    return make_literal(compare_values(op, *left->constant(), *right->constant()));
  }
  return std::make_unique<CompareValue>(op, std::move(left), std::move(right), span);
}

Result<CompiledExpressionPtr> compile_comparison(ExpressionCompiler& compiler,
                                                 const ComparisonExpression& e) {
  std::vector<CompiledExpressionPtr> operands;
  for (const auto& operand : e.operands) {
    ENTENTE_ASSIGN(operands.emplace_back(), compiler.compile(*operand));
  }
  if (e.operators.size() == 1) {
    return make_compare(e.operators[0], std::move(operands[0]), std::move(operands[1]), e.span);
  }
  return CompiledExpressionPtr(
      std::make_unique<CompareChain>(e.operators, std::move(operands), e.span));
}

}  // namespace entente::query
