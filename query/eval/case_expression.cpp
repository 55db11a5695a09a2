#include <algorithm>
#include <numeric>

#include "query/eval/comparison.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/expression_compiler.hpp"
#include "query/eval/operand.hpp"

namespace entente::query {
namespace {

struct CompiledBranch {
  CompiledExpressionPtr when;
  CompiledExpressionPtr then;
};

/// CASE: each branch is evaluated only for the rows that reach it.
class CaseValue final : public CompiledExpression {
 public:
  CaseValue(CompiledExpressionPtr subject, std::vector<CompiledBranch> branches,
            CompiledExpressionPtr otherwise, Span span)
      : subject_(std::move(subject)),
        branches_(std::move(branches)),
        otherwise_(std::move(otherwise)),
        span_(span) {}

  Result<Value> evaluate_row(EvalContext& context, const RowView& row) const override {
    Value subject;
    if (subject_) {
      ENTENTE_ASSIGN(subject, subject_->evaluate_row(context, row));
    }
    for (const CompiledBranch& branch : branches_) {
      ENTENTE_ASSIGN(const Value when, branch.when->evaluate_row(context, row));
      ENTENTE_ASSIGN(const bool taken, is_taken(subject, when));
      if (taken) return branch.then->evaluate_row(context, row);
    }
    return otherwise_ ? otherwise_->evaluate_row(context, row) : Value();
  }

  Status evaluate(EvalContext& context, const Batch& batch, Column& out) const override {
    std::vector<std::uint32_t> open(batch.rows());
    std::iota(open.begin(), open.end(), 0U);
    std::vector<Value> results(batch.rows());
    Column subjects;
    if (subject_) ENTENTE_TRY(subject_->evaluate(context, batch, subjects));
    for (const CompiledBranch& branch : branches_) {
      if (open.empty()) break;
      Column when;
      ENTENTE_TRY(evaluate_selected(*branch.when, context, batch, open, when));
      std::vector<std::uint32_t> taken_rows;
      std::vector<std::uint32_t> rest;
      for (std::size_t i = 0; i < open.size(); ++i) {
        const Value subject = subject_ ? subjects.get(open[i]) : Value();
        ENTENTE_ASSIGN(const bool taken, is_taken(subject, when.get(i)));
        (taken ? taken_rows : rest).push_back(open[i]);
      }
      ENTENTE_TRY(fill(*branch.then, context, batch, taken_rows, results));
      open = std::move(rest);
    }
    if (otherwise_) ENTENTE_TRY(fill(*otherwise_, context, batch, open, results));
    out.assign(std::move(results));
    return {};
  }

  [[nodiscard]] bool invariant() const override {
    return all_parts([](const CompiledExpression& part) { return part.invariant(); });
  }
  bool collect_slots(std::vector<Slot>& slots) const override {
    return all_parts([&](const CompiledExpression& part) { return part.collect_slots(slots); });
  }

 private:
  [[nodiscard]] Result<bool> is_taken(const Value& subject, const Value& when) const {
    if (subject_) return equals(subject, when) == true;
    if (when.is_null()) return false;
    if (!when.is_boolean()) {
      return operand_error("WHEN needs a BOOLEAN condition, not", when, span_);
    }
    return when.as_boolean();
  }

  static Status fill(const CompiledExpression& expression, EvalContext& context, const Batch& batch,
                     const std::vector<std::uint32_t>& rows, std::vector<Value>& results) {
    if (rows.empty()) return {};
    Column column;
    ENTENTE_TRY(evaluate_selected(expression, context, batch, rows, column));
    for (std::size_t i = 0; i < rows.size(); ++i) results[rows[i]] = column.get(i);
    return {};
  }

  template <class Test>
  bool all_parts(Test test) const {
    if (subject_ && !test(*subject_)) return false;
    if (otherwise_ && !test(*otherwise_)) return false;
    return std::all_of(branches_.begin(), branches_.end(), [&](const CompiledBranch& branch) {
      return test(*branch.when) && test(*branch.then);
    });
  }

  CompiledExpressionPtr subject_;
  std::vector<CompiledBranch> branches_;
  CompiledExpressionPtr otherwise_;
  Span span_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_case(ExpressionCompiler& compiler, const CaseExpression& e) {
  if (e.extended) return compile_extended_case(compiler, e);
  ENTENTE_ASSIGN(auto subject, compiler.compile_optional(e.subject));
  std::vector<CompiledBranch> branches;
  for (const CaseBranch& branch : e.branches) {
    ENTENTE_ASSIGN(auto when, compiler.compile(*branch.when));
    ENTENTE_ASSIGN(auto then, compiler.compile(*branch.then));
    branches.push_back({std::move(when), std::move(then)});
  }
  ENTENTE_ASSIGN(auto otherwise, compiler.compile_optional(e.otherwise));
  return CompiledExpressionPtr(std::make_unique<CaseValue>(std::move(subject), std::move(branches),
                                                           std::move(otherwise), e.span));
}

}  // namespace entente::query
