#include <string>

#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

/// left || right: joins two texts or two lists. Unlike + it neither adds numbers nor takes a single
/// value for a list of it.
class Concatenation final : public StrictExpression {
 public:
  Concatenation(CompiledExpressionPtr left, CompiledExpressionPtr right, Span span)
      : StrictExpression(argument_list(std::move(left), std::move(right)), span) {}

 protected:
  Result<Value> apply(EvalContext& context, std::span<const Value> arguments) const override {
    const Value& left = arguments[0];
    const Value& right = arguments[1];
    for (const Value& value : arguments) {
      if (!value.is_null() && !value.is_string() && !value.is_list()) {
        return operand_error("|| joins texts or lists, not", value);
      }
    }
    if (left.is_null() || right.is_null()) return Value();
    if (left.is_string() != right.is_string()) {
      return operand_error("|| joins two texts or two lists, so that this has no place:", right);
    }
    ENTENTE_TRY(context.memory.check(left.heap_bytes() + right.heap_bytes()));
    if (left.is_string()) {
      std::string text(left.as_string());
      return Value(text += right.as_string());
    }
    ValueList joined;
    joined.reserve(left.as_list().size() + right.as_list().size());
    joined.insert(joined.end(), left.as_list().begin(), left.as_list().end());
    joined.insert(joined.end(), right.as_list().begin(), right.as_list().end());
    return Value(std::move(joined));
  }
};

}  // namespace

CompiledExpressionPtr make_concatenation(CompiledExpressionPtr left, CompiledExpressionPtr right,
                                         Span span) {
  return std::make_unique<Concatenation>(std::move(left), std::move(right), span);
}

}  // namespace entente::query
