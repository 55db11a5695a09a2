#include <algorithm>
#include <numeric>

#include "query/eval/expression_compiler.hpp"
#include "query/eval/function_registry.hpp"
#include "query/eval/strict_expression.hpp"

namespace entente::query {
namespace {

class FunctionCall final : public StrictExpression {
 public:
  FunctionCall(const FunctionInfo& function, std::vector<CompiledExpressionPtr> arguments,
               Span span)
      : StrictExpression(std::move(arguments), span),
        function_(function),
        is_id_(function.name == "id") {}

  [[nodiscard]] bool invariant() const override {
    return function_.deterministic && StrictExpression::invariant();
  }

 protected:
  Result<Value> apply(EvalContext& context, std::span<const Value> arguments) const override {
    Result<Value> result = function_.call(context, arguments);
    if (!result && result.error().error_class == ErrorClass::type_error &&
        result.error().hint.empty()) {
      result.error().hint = "the signature is " + std::string(function_.signature);
    }
    return result;
  }

  /// id() of a node column is the column itself, as integers.
  Result<bool> apply_columns(EvalContext& /*context*/, std::span<const Operand> arguments,
                             std::size_t rows, Column& out) const override {
    if (!is_id_ || arguments[0].is_constant() || !arguments[0].is(ColumnType::node)) return false;
    const Column& column = arguments[0].column();
    out.reset(ColumnType::integer);
    out.integers().resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
      out.integers()[row] = static_cast<std::int64_t>(column.nodes()[row].value);
    }
    out.set_validity(column.validity());
    return true;
  }

 private:
  const FunctionInfo& function_;
  bool is_id_;
};

/// coalesce(): later arguments are evaluated only for the rows that still need a value.
class CoalesceCall final : public CompiledExpression {
 public:
  explicit CoalesceCall(std::vector<CompiledExpressionPtr> arguments)
      : arguments_(std::move(arguments)) {}

  Result<Value> evaluate_row(EvalContext& context, const RowView& row) const override {
    for (const auto& argument : arguments_) {
      ENTENTE_ASSIGN(Value value, argument->evaluate_row(context, row));
      if (!value.is_null()) return value;
    }
    return Value();
  }

  Status evaluate(EvalContext& context, const Batch& batch, Column& out) const override {
    std::vector<std::uint32_t> open(batch.rows());
    std::iota(open.begin(), open.end(), 0U);
    std::vector<Value> results(batch.rows());
    for (const auto& argument : arguments_) {
      if (open.empty()) break;
      Column column;
      ENTENTE_TRY(evaluate_selected(*argument, context, batch, open, column));
      std::vector<std::uint32_t> rest;
      for (std::size_t i = 0; i < open.size(); ++i) {
        if (column.is_null(i)) {
          rest.push_back(open[i]);
        } else {
          results[open[i]] = column.get(i);
        }
      }
      open = std::move(rest);
    }
    out.assign(std::move(results));
    return {};
  }

  [[nodiscard]] bool invariant() const override {
    return std::all_of(arguments_.begin(), arguments_.end(),
                       [](const auto& argument) { return argument->invariant(); });
  }
  bool collect_slots(std::vector<Slot>& slots) const override {
    return std::all_of(arguments_.begin(), arguments_.end(),
                       [&](const auto& argument) { return argument->collect_slots(slots); });
  }

 private:
  std::vector<CompiledExpressionPtr> arguments_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_function_call(ExpressionCompiler& compiler,
                                                    const FunctionCallExpression& e) {
  const FunctionInfo* function = find_function(e.name);
  if (function == nullptr) {
    return Error::compile(ErrorClass::syntax_error, "UnknownFunction",
                          "there is no function '" + e.name + "'", e.name_span);
  }
  if (function->aggregate) {
    return Error::compile(ErrorClass::syntax_error, "InvalidAggregation",
                          "the aggregate " + std::string(function->name) + "() cannot be used here",
                          e.name_span);
  }
  ENTENTE_ASSIGN(auto arguments, compiler.compile_all(e.arguments));
  // exists(pattern) is the pattern; exists(property) asks for null.
  if (function->name == "exists" && e.arguments[0]->kind == ExpressionKind::pattern_predicate) {
    return std::move(arguments[0]);
  }
  if (function->name == "coalesce") {
    return CompiledExpressionPtr(std::make_unique<CoalesceCall>(std::move(arguments)));
  }
  return CompiledExpressionPtr(
      std::make_unique<FunctionCall>(*function, std::move(arguments), e.span));
}

}  // namespace entente::query
