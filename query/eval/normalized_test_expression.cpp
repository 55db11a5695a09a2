#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"
#include "query/eval/unicode.hpp"

namespace entente::query {
namespace {

NormalForm form_of(UnicodeForm form) {
  switch (form) {
    case UnicodeForm::nfc: return NormalForm::nfc;
    case UnicodeForm::nfd: return NormalForm::nfd;
    case UnicodeForm::nfkc: return NormalForm::nfkc;
    case UnicodeForm::nfkd: break;
  }
  return NormalForm::nfkd;
}

/// operand IS [NOT] [form] NORMALIZED: null unless the operand is a text.
class NormalizedTest final : public StrictExpression {
 public:
  NormalizedTest(CompiledExpressionPtr operand, NormalForm form, bool negated, Span span)
      : StrictExpression(argument_list(std::move(operand)), span), form_(form), negated_(negated) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    if (!arguments[0].is_string()) return Value();
    const auto& text = arguments[0].as_string();
    ENTENTE_ASSIGN(const std::string normal, normalize(text, form_));
    return Value((normal == text) != negated_);
  }

 private:
  NormalForm form_;
  bool negated_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_normalized_test(ExpressionCompiler& compiler,
                                                      const NormalizedTestExpression& e) {
  ENTENTE_ASSIGN(auto operand, compiler.compile(*e.operand));
  return CompiledExpressionPtr(
      std::make_unique<NormalizedTest>(std::move(operand), form_of(e.form), e.negated, e.span));
}

}  // namespace entente::query
