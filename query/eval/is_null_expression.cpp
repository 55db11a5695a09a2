#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

class IsNullValue final : public StrictExpression {
 public:
  IsNullValue(CompiledExpressionPtr operand, bool negated, Span span)
      : StrictExpression(argument_list(std::move(operand)), span), negated_(negated) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    return Value(arguments[0].is_null() != negated_);
  }

  Result<bool> apply_columns(EvalContext& /*context*/, std::span<const Operand> arguments,
                             std::size_t rows, Column& out) const override {
    out.reset(ColumnType::boolean);
    out.booleans().resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      out.booleans()[row] = arguments[0].is_null(row) != negated_ ? 1 : 0;
    }
    return true;
  }

 private:
  bool negated_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_is_null(ExpressionCompiler& compiler,
                                              const IsNullExpression& e) {
  ENTENTE_ASSIGN(auto operand, compiler.compile(*e.operand));
  return CompiledExpressionPtr(
      std::make_unique<IsNullValue>(std::move(operand), e.negated, e.span));
}

}  // namespace entente::query
