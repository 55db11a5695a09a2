#pragma once

#include "query/eval/compiled_expression.hpp"
#include "query/exec/operator.hpp"

namespace entente::query {

/// Runs the operators of a subquery expression for one row at a time; the tree is built once.
class PlanRunner final : public SubqueryRunner {
 public:
  PlanRunner(const Subplan& subplan, Runtime& runtime) : subplan_(subplan), runtime_(runtime) {}

  Result<Value> run(EvalContext& context, const RowView& row) const override;

  [[nodiscard]] ArgumentSource& argument() { return argument_; }
  void set_root(OperatorPtr root) { root_ = std::move(root); }

 private:
  void bind_arguments(const RowView& row) const;

  const Subplan& subplan_;
  Runtime& runtime_;
  // Running changes the operators' state, never the answer: one thread runs an expression.
  mutable ArgumentSource argument_;
  mutable Batch outer_;
  mutable Batch rows_;
  OperatorPtr root_;
};

}  // namespace entente::query
