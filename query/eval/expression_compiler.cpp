#include "query/eval/expression_compiler.hpp"

#include <algorithm>
#include <string>

#include "query/eval/eval_error.hpp"

namespace entente::query {

bool ExpressionCompiler::is_local(Slot slot) const {
  return std::find(locals_.begin(), locals_.end(), slot) != locals_.end();
}

Result<Slot> ExpressionCompiler::slot_of(const void* name, std::string_view text) const {
  if (context_.slots != nullptr) {
    if (const auto it = context_.slots->find(name); it != context_.slots->end()) return it->second;
  }
  return Error::plain(ErrorClass::internal,
                      "the variable '" + std::string(text) + "' was not given a slot");
}

Result<CompiledExpressionPtr> ExpressionCompiler::compile_optional(
    const ExpressionPtr& expression) {
  if (!expression) return CompiledExpressionPtr();
  return compile(*expression);
}

Result<std::vector<CompiledExpressionPtr>> ExpressionCompiler::compile_all(
    const std::vector<ExpressionPtr>& expressions) {
  std::vector<CompiledExpressionPtr> compiled;
  compiled.reserve(expressions.size());
  for (const auto& expression : expressions) {
    ENTENTE_ASSIGN(auto one, compile(*expression));
    compiled.push_back(std::move(one));
  }
  return compiled;
}

Result<CompiledExpressionPtr> ExpressionCompiler::compile(const Expression& e) {
  if (context_.computed != nullptr) {
    if (const auto it = context_.computed->find(&e); it != context_.computed->end()) {
      return make_column(it->second, e.span);
    }
  }
  switch (e.kind) {
    case ExpressionKind::literal: return compile_literal(*this, as<LiteralExpression>(e));
    case ExpressionKind::parameter: return compile_parameter(*this, as<ParameterExpression>(e));
    case ExpressionKind::variable: return compile_variable(*this, as<VariableExpression>(e));
    case ExpressionKind::property: return compile_property(*this, as<PropertyExpression>(e));
    case ExpressionKind::list: return compile_list(*this, as<ListExpression>(e));
    case ExpressionKind::map: return compile_map(*this, as<MapExpression>(e));
    case ExpressionKind::map_projection:
      return compile_map_projection(*this, as<MapProjectionExpression>(e));
    case ExpressionKind::subscript: return compile_subscript(*this, as<SubscriptExpression>(e));
    case ExpressionKind::slice: return compile_slice(*this, as<SliceExpression>(e));
    case ExpressionKind::unary: return compile_unary(*this, as<UnaryExpression>(e));
    case ExpressionKind::binary: return compile_binary(*this, as<BinaryExpression>(e));
    case ExpressionKind::comparison: return compile_comparison(*this, as<ComparisonExpression>(e));
    case ExpressionKind::is_null: return compile_is_null(*this, as<IsNullExpression>(e));
    case ExpressionKind::type_test: return compile_type_test(*this, as<TypeTestExpression>(e));
    case ExpressionKind::normalized_test:
      return compile_normalized_test(*this, as<NormalizedTestExpression>(e));
    case ExpressionKind::label_test: return compile_label_test(*this, as<LabelTestExpression>(e));
    case ExpressionKind::case_expression: return compile_case(*this, as<CaseExpression>(e));
    case ExpressionKind::function_call:
      return compile_function_call(*this, as<FunctionCallExpression>(e));
    case ExpressionKind::list_comprehension:
      return compile_list_comprehension(*this, as<ListComprehensionExpression>(e));
    case ExpressionKind::quantifier: return compile_quantifier(*this, as<QuantifierExpression>(e));
    case ExpressionKind::reduce: return compile_reduce(*this, as<ReduceExpression>(e));
    case ExpressionKind::pattern_comprehension:
    case ExpressionKind::pattern_predicate:
    case ExpressionKind::shortest_path:
    case ExpressionKind::subquery: return compile_subquery(*this, e);
  }
  return Error::plain(ErrorClass::internal, "this kind of expression is not known");
}

Result<CompiledExpressionPtr> compile_expression(const Expression& expression,
                                                 const CompileContext& context) {
  ExpressionCompiler compiler(context);
  return compiler.compile(expression);
}

Result<CompiledExpressionPtr> compile_unary(ExpressionCompiler& compiler,
                                            const UnaryExpression& e) {
  ENTENTE_ASSIGN(auto operand, compiler.compile(*e.operand));
  switch (e.op) {
    case UnaryOperator::plus: return make_unary_plus(std::move(operand), e.span);
    case UnaryOperator::minus: return make_negation(std::move(operand), e.span);
    case UnaryOperator::logical_not: return make_not(std::move(operand), e.span);
  }
  return Error::plain(ErrorClass::internal, "this unary operator is not known");
}

Result<CompiledExpressionPtr> compile_binary(ExpressionCompiler& compiler,
                                             const BinaryExpression& e) {
  ENTENTE_ASSIGN(auto left, compiler.compile(*e.left));
  ENTENTE_ASSIGN(auto right, compiler.compile(*e.right));
  switch (e.op) {
    case BinaryOperator::logical_or:
    case BinaryOperator::logical_xor:
    case BinaryOperator::logical_and:
      return make_logic(e.op, std::move(left), std::move(right), e.span);
    case BinaryOperator::add:
    case BinaryOperator::subtract:
    case BinaryOperator::multiply:
    case BinaryOperator::divide:
    case BinaryOperator::modulo:
    case BinaryOperator::power:
      return make_arithmetic(e.op, std::move(left), std::move(right), e.span);
    case BinaryOperator::starts_with:
    case BinaryOperator::ends_with:
    case BinaryOperator::contains:
      return make_string_predicate(e.op, std::move(left), std::move(right), e.span);
    case BinaryOperator::regex_match:
      return make_regex_match(std::move(left), std::move(right), e.span);
    case BinaryOperator::in: return make_in(std::move(left), std::move(right), e.span);
    case BinaryOperator::concatenate:
      return make_concatenation(std::move(left), std::move(right), e.span);
  }
  return Error::plain(ErrorClass::internal, "this binary operator is not known");
}

}  // namespace entente::query
