#include "query/exec/operators.hpp"
#include "query/exec/path_builder.hpp"

namespace entente::query {
namespace {

class ProjectPathOperator final : public InputOperator {
 public:
  ProjectPathOperator(const ProjectPath& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)), project_(logical) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, out));
    if (!more) return false;
    Column paths(ColumnType::value);
    paths.reserve(out.rows());
    for (std::size_t row = 0; row < out.rows(); ++row) {
      ENTENTE_ASSIGN(paths.values().emplace_back(), build_path(out, row, project_.elements));
    }
    std::swap(out.column(project_.path), paths);
    return true;
  }

 private:
  const ProjectPath& project_;
};

}  // namespace

Result<OperatorPtr> make_project_path(const ProjectPath& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<ProjectPathOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
