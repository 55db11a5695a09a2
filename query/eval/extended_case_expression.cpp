#include <algorithm>

#include "query/eval/expression_compiler.hpp"
#include "query/eval/local_iteration.hpp"

namespace entente::query {
namespace {

struct TestedBranch {
  CompiledExpressionPtr when;
  CompiledExpressionPtr then;
};

/// CASE subject WHEN > 5, IS NULL THEN …: the conditions read the subject's value, which is
/// evaluated once, as a local variable.
class ExtendedCase final : public CompiledExpression {
 public:
  ExtendedCase(CompiledExpressionPtr subject, Slot variable, std::vector<TestedBranch> branches,
               CompiledExpressionPtr otherwise, Span span)
      : subject_(std::move(subject)),
        variable_(variable),
        branches_(std::move(branches)),
        otherwise_(std::move(otherwise)),
        span_(span) {}

  Result<Value> evaluate_row(EvalContext& context, const RowView& row) const override {
    ENTENTE_ASSIGN(Value subject, subject_->evaluate_row(context, row));
    return choose(context, row, std::move(subject));
  }

  Status evaluate(EvalContext& context, const Batch& batch, Column& out) const override {
    Column subjects;
    ENTENTE_TRY(subject_->evaluate(context, batch, subjects));
    LocalScope locals;
    std::vector<Value> results(batch.rows());
    for (std::size_t row = 0; row < batch.rows(); ++row) {
      ENTENTE_ASSIGN(results[row], choose(context, {batch, row, locals}, subjects.get(row)));
    }
    out.assign(std::move(results));
    return {};
  }

  bool collect_slots(std::vector<Slot>& slots) const override {
    if (!subject_->collect_slots(slots)) return false;
    if (otherwise_ && !otherwise_->collect_slots(slots)) return false;
    return std::all_of(branches_.begin(), branches_.end(), [&](const TestedBranch& branch) {
      return branch.when->collect_slots(slots) && branch.then->collect_slots(slots);
    });
  }

 private:
  Result<Value> choose(EvalContext& context, const RowView& row, Value subject) const {
    for (const TestedBranch& branch : branches_) {
      row.locals.push(variable_, subject);
      const Result<Value> when = branch.when->evaluate_row(context, row);
      row.locals.pop();
      if (!when) return when.error();
      ENTENTE_ASSIGN(const auto truth, predicate_truth(*when, span_));
      if (truth == true) return branch.then->evaluate_row(context, row);
    }
    return otherwise_ ? otherwise_->evaluate_row(context, row) : Value();
  }

  CompiledExpressionPtr subject_;
  Slot variable_;
  std::vector<TestedBranch> branches_;
  CompiledExpressionPtr otherwise_;
  Span span_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_extended_case(ExpressionCompiler& compiler,
                                                    const CaseExpression& e) {
  ENTENTE_ASSIGN(const Slot variable, compiler.slot_of(&e, "the subject of CASE"));
  ENTENTE_ASSIGN(auto subject, compiler.compile(*e.subject));
  std::vector<TestedBranch> branches;
  for (const CaseBranch& branch : e.branches) {
    compiler.push_local(variable);
    auto when = compiler.compile(*branch.when);
    compiler.pop_local();
    if (!when) return std::move(when).error();
    ENTENTE_ASSIGN(auto then, compiler.compile(*branch.then));
    branches.push_back({std::move(*when), std::move(then)});
  }
  ENTENTE_ASSIGN(auto otherwise, compiler.compile_optional(e.otherwise));
  return CompiledExpressionPtr(std::make_unique<ExtendedCase>(
      std::move(subject), variable, std::move(branches), std::move(otherwise), e.span));
}

}  // namespace entente::query
