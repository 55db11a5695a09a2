#pragma once

#include <string_view>
#include <vector>

#include "query/eval/compiled_expression.hpp"

namespace entente::query {

/// Walks one expression tree and makes its compiled form; each family of expressions has its own
/// file with its compile_… function. Lives for one call of compile_expression.
class ExpressionCompiler {
 public:
  explicit ExpressionCompiler(const CompileContext& context) : context_(context) {}

  Result<CompiledExpressionPtr> compile(const Expression& expression);
  /// As compile(), but nullptr stays nullptr.
  Result<CompiledExpressionPtr> compile_optional(const ExpressionPtr& expression);
  Result<std::vector<CompiledExpressionPtr>> compile_all(
      const std::vector<ExpressionPtr>& expressions);

  /// The slot the analysis gave to the AST object; `internal` if it gave none.
  Result<Slot> slot_of(const void* name, std::string_view text) const;
  /// Reads the variable that the AST object `name` stands for: a column or a local.
  Result<CompiledExpressionPtr> compile_name(const void* name, std::string_view text, Span span);
  [[nodiscard]] const CompileContext& context() const { return context_; }

  /// Locals of comprehensions in force; nested expressions read them from the LocalScope.
  void push_local(Slot slot) { locals_.push_back(slot); }
  void pop_local() { locals_.pop_back(); }
  [[nodiscard]] bool is_local(Slot slot) const;

 private:
  const CompileContext& context_;
  std::vector<Slot> locals_;
};

/// Declares the compile functions of all families; each is defined in the file of its family.
Result<CompiledExpressionPtr> compile_literal(ExpressionCompiler&, const LiteralExpression&);
Result<CompiledExpressionPtr> compile_parameter(ExpressionCompiler&, const ParameterExpression&);
Result<CompiledExpressionPtr> compile_variable(ExpressionCompiler&, const VariableExpression&);
Result<CompiledExpressionPtr> compile_property(ExpressionCompiler&, const PropertyExpression&);
Result<CompiledExpressionPtr> compile_list(ExpressionCompiler&, const ListExpression&);
Result<CompiledExpressionPtr> compile_map(ExpressionCompiler&, const MapExpression&);
Result<CompiledExpressionPtr> compile_map_projection(ExpressionCompiler&,
                                                     const MapProjectionExpression&);
Result<CompiledExpressionPtr> compile_subscript(ExpressionCompiler&, const SubscriptExpression&);
Result<CompiledExpressionPtr> compile_slice(ExpressionCompiler&, const SliceExpression&);
Result<CompiledExpressionPtr> compile_unary(ExpressionCompiler&, const UnaryExpression&);
Result<CompiledExpressionPtr> compile_binary(ExpressionCompiler&, const BinaryExpression&);
Result<CompiledExpressionPtr> compile_comparison(ExpressionCompiler&, const ComparisonExpression&);
Result<CompiledExpressionPtr> compile_is_null(ExpressionCompiler&, const IsNullExpression&);
Result<CompiledExpressionPtr> compile_type_test(ExpressionCompiler&, const TypeTestExpression&);
Result<CompiledExpressionPtr> compile_normalized_test(ExpressionCompiler&,
                                                      const NormalizedTestExpression&);
Result<CompiledExpressionPtr> compile_label_test(ExpressionCompiler&, const LabelTestExpression&);
Result<CompiledExpressionPtr> compile_case(ExpressionCompiler&, const CaseExpression&);
/// CASE whose tests leave out the subject.
Result<CompiledExpressionPtr> compile_extended_case(ExpressionCompiler&, const CaseExpression&);
Result<CompiledExpressionPtr> compile_function_call(ExpressionCompiler&,
                                                    const FunctionCallExpression&);
Result<CompiledExpressionPtr> compile_list_comprehension(ExpressionCompiler&,
                                                         const ListComprehensionExpression&);
Result<CompiledExpressionPtr> compile_quantifier(ExpressionCompiler&, const QuantifierExpression&);
Result<CompiledExpressionPtr> compile_reduce(ExpressionCompiler&, const ReduceExpression&);
/// Pattern predicates, pattern comprehensions, shortest paths and subqueries.
Result<CompiledExpressionPtr> compile_subquery(ExpressionCompiler&, const Expression&);

/// The families behind compile_unary and compile_binary.
CompiledExpressionPtr make_literal(Value value);
CompiledExpressionPtr make_column(Slot slot, Span span);
CompiledExpressionPtr make_arithmetic(BinaryOperator op, CompiledExpressionPtr left,
                                      CompiledExpressionPtr right, Span span);
CompiledExpressionPtr make_negation(CompiledExpressionPtr operand, Span span);
CompiledExpressionPtr make_unary_plus(CompiledExpressionPtr operand, Span span);
CompiledExpressionPtr make_logic(BinaryOperator op, CompiledExpressionPtr left,
                                 CompiledExpressionPtr right, Span span);
CompiledExpressionPtr make_not(CompiledExpressionPtr operand, Span span);
CompiledExpressionPtr make_string_predicate(BinaryOperator op, CompiledExpressionPtr left,
                                            CompiledExpressionPtr right, Span span);
CompiledExpressionPtr make_regex_match(CompiledExpressionPtr left, CompiledExpressionPtr right,
                                       Span span);
CompiledExpressionPtr make_in(CompiledExpressionPtr left, CompiledExpressionPtr right, Span span);
CompiledExpressionPtr make_concatenation(CompiledExpressionPtr left, CompiledExpressionPtr right,
                                         Span span);
CompiledExpressionPtr make_compare(ComparisonOperator op, CompiledExpressionPtr left,
                                   CompiledExpressionPtr right, Span span);

}  // namespace entente::query
