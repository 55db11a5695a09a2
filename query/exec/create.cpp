#include "query/exec/element_writer.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/write_budget.hpp"

namespace entente::query {
namespace {

class CreateOperator final : public InputOperator {
 public:
  CreateOperator(const Create& logical, Builder& builder, OperatorPtr input, PatternCreator creator)
      : InputOperator(logical, builder.runtime(), std::move(input)), creator_(std::move(creator)) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  bool do_release() override {
    budget_ = WriteBudget();
    return true;
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, out));
    if (!more) return false;
    creator_.begin(out);
    for (std::size_t row = 0; row < out.rows(); ++row) {
      ENTENTE_TRY(creator_.create(context, out, row, false));
      ENTENTE_TRY(budget_.row(context));
    }
    return true;
  }

 private:
  PatternCreator creator_;
  WriteBudget budget_;
};

}  // namespace

Result<OperatorPtr> make_create(const Create& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto creator, PatternCreator::make(logical.nodes, logical.relationships, builder));
  return OperatorPtr(
      std::make_unique<CreateOperator>(logical, builder, std::move(input), std::move(creator)));
}

}  // namespace entente::query
