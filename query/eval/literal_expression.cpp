#include "query/eval/expression_compiler.hpp"

namespace entente::query {
namespace {

/// A value that is known before running.
class LiteralValue final : public CompiledExpression {
 public:
  explicit LiteralValue(Value value) : value_(std::move(value)) {}
  Result<Value> evaluate_row(EvalContext& /*context*/, const RowView& /*row*/) const override {
    return value_;
  }
  Status evaluate(EvalContext& /*context*/, const Batch& batch, Column& out) const override {
    out.assign(std::vector<Value>(batch.rows(), value_));
    return {};
  }
  [[nodiscard]] const Value* constant() const override { return &value_; }
  bool collect_slots(std::vector<Slot>& /*slots*/) const override { return true; }

 private:
  Value value_;
};

Error missing_parameter(const std::string& name, Span span) {
  return Error::runtime(ErrorClass::parameter_missing, "MissingParameter",
                        "the parameter $" + name + " was not given", span);
}

/// $name: the same for the whole run, but not before it.
class ParameterValue final : public CompiledExpression {
 public:
  ParameterValue(std::string name, Span span) : name_(std::move(name)), span_(span) {}
  Result<Value> evaluate_row(EvalContext& context, const RowView& /*row*/) const override {
    if (const Value* value = context.parameters.find(name_)) return *value;
    return missing_parameter(name_, span_);
  }
  Status evaluate(EvalContext& context, const Batch& batch, Column& out) const override {
    out.reset(ColumnType::value);
    if (batch.rows() == 0) return {};
    LocalScope locals;
    ENTENTE_ASSIGN(const Value value, evaluate_row(context, {batch, 0, locals}));
    out.assign(std::vector<Value>(batch.rows(), value));
    return {};
  }
  [[nodiscard]] bool invariant() const override { return true; }
  bool collect_slots(std::vector<Slot>& /*slots*/) const override { return true; }

 private:
  std::string name_;
  Span span_;
};

}  // namespace

CompiledExpressionPtr make_literal(Value value) {
  return std::make_unique<LiteralValue>(std::move(value));
}

Result<CompiledExpressionPtr> compile_literal(ExpressionCompiler& /*compiler*/,
                                              const LiteralExpression& e) {
  return make_literal(e.value);
}

Result<CompiledExpressionPtr> compile_parameter(ExpressionCompiler& compiler,
                                                const ParameterExpression& e) {
  const Parameters* given = compiler.context().parameters;
  if (given != nullptr && given->find(e.name) == nullptr) return missing_parameter(e.name, e.span);
  if (auto* names = compiler.context().parameter_names) names->push_back(e.name);
  return CompiledExpressionPtr(std::make_unique<ParameterValue>(e.name, e.span));
}

}  // namespace entente::query
