#include <algorithm>

#include "query/eval/expression_compiler.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

Value make_map(const std::vector<std::string>& keys, std::span<const Value> values) {
  PropertyMap entries;
  entries.reserve(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) entries.emplace_back(keys[i], values[i]);
  return Value::map(std::move(entries));
}

/// {key: value, …}
class MapValue final : public StrictExpression {
 public:
  MapValue(std::vector<std::string> keys, std::vector<CompiledExpressionPtr> values, Span span)
      : StrictExpression(std::move(values), span), keys_(std::move(keys)) {}

 protected:
  Result<Value> apply(EvalContext& /*context*/, std::span<const Value> arguments) const override {
    return make_map(keys_, arguments);
  }

 private:
  std::vector<std::string> keys_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_map(ExpressionCompiler& compiler, const MapExpression& e) {
  std::vector<std::string> keys;
  std::vector<CompiledExpressionPtr> values;
  for (const MapEntry& entry : e.entries) {
    ENTENTE_ASSIGN(auto value, compiler.compile(*entry.value));
    keys.push_back(entry.key);
    values.push_back(std::move(value));
  }
  const bool constant = std::all_of(values.begin(), values.end(),
                                    [](const auto& value) { return value->constant() != nullptr; });
  if (constant) {
    ValueList literals;
    for (const auto& value : values) literals.push_back(*value->constant());
    return make_literal(make_map(keys, literals));
  }
  return CompiledExpressionPtr(
      std::make_unique<MapValue>(std::move(keys), std::move(values), e.span));
}

}  // namespace entente::query
