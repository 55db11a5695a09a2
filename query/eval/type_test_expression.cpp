#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"
#include "query/eval/type_descriptor.hpp"

namespace entente::query {
namespace {

/// operand IS [NOT] :: TYPE
class TypeTest final : public StrictExpression {
 public:
  TypeTest(CompiledExpressionPtr operand, TypeDescriptor type, bool negated, Span span)
      : StrictExpression(argument_list(std::move(operand)), span),
        type_(std::move(type)),
        negated_(negated) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    return Value(type_.contains(arguments[0]) != negated_);
  }

 private:
  TypeDescriptor type_;
  bool negated_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_type_test(ExpressionCompiler& compiler,
                                                const TypeTestExpression& e) {
  ENTENTE_ASSIGN(auto operand, compiler.compile(*e.operand));
  auto type = TypeDescriptor::parse(e.type_name);
  if (!type) {
    Error error = std::move(type).error();
    error.span = e.span;
    return error;
  }
  return CompiledExpressionPtr(
      std::make_unique<TypeTest>(std::move(operand), std::move(type).value(), e.negated, e.span));
}

}  // namespace entente::query
