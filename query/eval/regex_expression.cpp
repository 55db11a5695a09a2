#include "query/eval/expression_compiler.hpp"
#include "query/eval/regular_expression.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

/// text =~ pattern: null unless both sides are strings.
class RegexMatch final : public StrictExpression {
 public:
  RegexMatch(CompiledExpressionPtr left, CompiledExpressionPtr right,
             std::shared_ptr<const RegularExpression> compiled, Span span)
      : StrictExpression(argument_list(std::move(left), std::move(right)), span),
        compiled_(std::move(compiled)) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    if (!arguments[0].is_string() || !arguments[1].is_string()) return Value();
    if (compiled_) return Value(compiled_->matches(arguments[0].as_string()));
    ENTENTE_ASSIGN(const auto expression, RegularExpression::compile(arguments[1].as_string()));
    return Value(expression->matches(arguments[0].as_string()));
  }

  Result<bool> apply_columns(EvalContext& /*context*/, std::span<const Operand> arguments,
                             std::size_t rows, Column& out) const override {
    // A parameter as pattern is compiled once per batch instead of once per row.
    if (!arguments[1].is_constant() || !arguments[1].constant().is_string()) return false;
    auto expression = compiled_;
    if (!expression) {
      ENTENTE_ASSIGN(expression, RegularExpression::compile(arguments[1].constant().as_string()));
    }
    std::vector<Value> results(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const Value text = arguments[0].get(row);
      if (text.is_string()) results[row] = Value(expression->matches(text.as_string()));
    }
    out.assign(std::move(results));
    return true;
  }

 private:
  /// Set if the pattern is a valid literal.
  std::shared_ptr<const RegularExpression> compiled_;
};

}  // namespace

CompiledExpressionPtr make_regex_match(CompiledExpressionPtr left, CompiledExpressionPtr right,
                                       Span span) {
  std::shared_ptr<const RegularExpression> compiled;
  if (const Value* pattern = right->constant(); pattern != nullptr && pattern->is_string()) {
    // An invalid literal fails when it is first needed, as any other runtime error.
    compiled = RegularExpression::compile(pattern->as_string()).value_or(nullptr);
  }
  return std::make_unique<RegexMatch>(std::move(left), std::move(right), std::move(compiled), span);
}

}  // namespace entente::query
