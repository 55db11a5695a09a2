#include "query/eval/expression_compiler.hpp"

namespace entente::query {
namespace {

/// An expression that runs a plan of its own for each row.
class SubqueryValue final : public CompiledExpression {
 public:
  explicit SubqueryValue(std::unique_ptr<SubqueryRunner> runner) : runner_(std::move(runner)) {}
  Result<Value> evaluate_row(EvalContext& context, const RowView& row) const override {
    return runner_->run(context, row);
  }
  // The plan behind it may read any column of the row.
  bool collect_slots(std::vector<Slot>& /*slots*/) const override { return false; }

 private:
  std::unique_ptr<SubqueryRunner> runner_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_subquery(ExpressionCompiler& compiler, const Expression& e) {
  if (!compiler.context().make_subquery) {
    Error error = Error::plain(ErrorClass::internal, "a subquery cannot be run here");
    error.span = e.span;
    return error;
  }
  ENTENTE_ASSIGN(auto runner, compiler.context().make_subquery(e));
  return CompiledExpressionPtr(std::make_unique<SubqueryValue>(std::move(runner)));
}

}  // namespace entente::query
