#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Computes columns from the input row and drops those nobody needs any more.
class ProjectOperator final : public InputOperator {
 public:
  ProjectOperator(const Project& logical, Builder& builder, OperatorPtr input,
                  std::vector<CompiledExpressionPtr> expressions)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        items_(logical.items),
        expressions_(std::move(expressions)),
        results_(items_.size()),
        kept_(builder.outputs(logical)) {
    std::erase_if(kept_, [&](Slot slot) {
      return std::any_of(items_.begin(), items_.end(),
                         [&](const ProjectItem& item) { return item.target == slot; });
    });
  }

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  bool do_release() override {
    for (Column& column : results_) column.reset(ColumnType::empty);
    return true;
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, out));
    if (!more) return false;
    // All results first: an expression must not see what another item of the list binds.
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (expressions_[i] != nullptr) {
        ENTENTE_TRY(expressions_[i]->evaluate(context, out, results_[i]));
      } else {
        results_[i] = out.column(items_[i].source);
      }
    }
    keep_columns(out, kept_);
    for (std::size_t i = 0; i < items_.size(); ++i) {
      std::swap(out.column(items_[i].target), results_[i]);
    }
    return true;
  }

 private:
  const std::vector<ProjectItem>& items_;
  std::vector<CompiledExpressionPtr> expressions_;
  std::vector<Column> results_;
  std::vector<Slot> kept_;
};

}  // namespace

Result<OperatorPtr> make_project(const Project& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  std::vector<CompiledExpressionPtr> expressions;
  for (const ProjectItem& item : logical.items) {
    ENTENTE_ASSIGN(expressions.emplace_back(), builder.compile_optional(item.expression));
  }
  return OperatorPtr(std::make_unique<ProjectOperator>(logical, builder, std::move(input),
                                                       std::move(expressions)));
}

}  // namespace entente::query
