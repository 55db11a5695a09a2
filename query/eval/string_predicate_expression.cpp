#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

/// STARTS WITH, ENDS WITH, CONTAINS: null unless both sides are strings.
class StringPredicate final : public StrictExpression {
 public:
  StringPredicate(BinaryOperator op, CompiledExpressionPtr left, CompiledExpressionPtr right,
                  Span span)
      : StrictExpression(argument_list(std::move(left), std::move(right)), span), op_(op) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    if (!arguments[0].is_string() || !arguments[1].is_string()) return Value();
    const std::string_view text = arguments[0].as_string();
    const std::string_view part = arguments[1].as_string();
    switch (op_) {
      case BinaryOperator::starts_with: return Value(text.starts_with(part));
      case BinaryOperator::ends_with: return Value(text.ends_with(part));
      default: return Value(text.find(part) != std::string_view::npos);
    }
  }

 private:
  BinaryOperator op_;
};

}  // namespace

CompiledExpressionPtr make_string_predicate(BinaryOperator op, CompiledExpressionPtr left,
                                            CompiledExpressionPtr right, Span span) {
  return std::make_unique<StringPredicate>(op, std::move(left), std::move(right), span);
}

}  // namespace entente::query
