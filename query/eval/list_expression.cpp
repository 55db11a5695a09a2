#include <algorithm>

#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

/// [a, b, c]
class ListValue final : public StrictExpression {
 public:
  using StrictExpression::StrictExpression;

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    return Value(ValueList(arguments.begin(), arguments.end()));
  }
};

}  // namespace

Result<CompiledExpressionPtr> compile_list(ExpressionCompiler& compiler, const ListExpression& e) {
  ENTENTE_ASSIGN(auto items, compiler.compile_all(e.items));
  const bool constant = std::all_of(items.begin(), items.end(),
                                    [](const auto& item) { return item->constant() != nullptr; });
  if (constant) {
    ValueList values;
    values.reserve(items.size());
    for (const auto& item : items) values.push_back(*item->constant());
    return make_literal(Value(std::move(values)));
  }
  return CompiledExpressionPtr(std::make_unique<ListValue>(std::move(items), e.span));
}

}  // namespace entente::query
