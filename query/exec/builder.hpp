#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "entente/result.hpp"
#include "query/eval/compiled_expression.hpp"
#include "query/exec/operator.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Makes operators from a plan. Each factory in operators.hpp asks it for its children, its
/// compiled expressions and the columns to keep.
class Builder {
 public:
  /// `parameters` are those of the run; building fails with parameter_missing if one that the plan
  /// names is not among them. All must outlive the operators.
  Builder(const LogicalPlan& plan, Runtime& runtime, const Parameters& parameters);

  /// The operator and everything below it.
  Result<OperatorPtr> build(const LogicalOperator& logical);
  /// Builds the input (child 0).
  Result<OperatorPtr> build_input(const LogicalOperator& logical) {
    return build(*logical.children.front());
  }
  /// Builds a subtree whose Argument reads `source`.
  Result<OperatorPtr> build_with_argument(const LogicalOperator& logical, ArgumentSource& source);
  /// Builds a subtree that sees nothing of what encloses it: its Argument is one empty row.
  Result<OperatorPtr> build_alone(const LogicalOperator& logical);

  Result<CompiledExpressionPtr> compile(const Expression& expression);
  /// nullptr stays nullptr.
  Result<CompiledExpressionPtr> compile_optional(const Expression* expression);
  Result<std::vector<CompiledExpressionPtr>> compile_all(
      const std::vector<const Expression*>& expressions);

  /// The columns `logical` has to deliver, hidden ones included.
  [[nodiscard]] std::vector<Slot> outputs(const LogicalOperator& logical) const;
  /// outputs() without the given ones, which the operator binds itself.
  [[nodiscard]] std::vector<Slot> inputs(const LogicalOperator& logical,
                                         std::initializer_list<Slot> bound) const;
  /// True if outputs() has the symbol.
  [[nodiscard]] bool needs(const LogicalOperator& logical, Slot slot) const;
  Slot add_hidden_slot();

  /// The parameters that what was built asks for.
  [[nodiscard]] std::vector<std::string> take_parameter_names() {
    return std::move(parameter_names_);
  }
  /// True if an expression that was compiled runs a plan of its own.
  [[nodiscard]] bool has_subqueries() const { return has_subqueries_; }

  [[nodiscard]] Runtime& runtime() const { return runtime_; }
  [[nodiscard]] const LogicalPlan& plan() const { return plan_; }
  [[nodiscard]] const ArgumentSource& argument() const { return *argument_; }

 private:
  Result<std::unique_ptr<SubqueryRunner>> make_subquery(const Expression& expression);

  const LogicalPlan& plan_;
  Runtime& runtime_;
  CompileContext compile_context_;
  const ArgumentSource* argument_;
  std::vector<std::string> parameter_names_;
  bool has_subqueries_ = false;
};

/// True if every row of the subtree's result comes from exactly one argument row and rows come out
/// in the order of their argument rows, so that many argument rows can be run at once.
bool runs_batchwise(const LogicalOperator& logical);

}  // namespace entente::query
