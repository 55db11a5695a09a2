#include "query/exec/element_writer.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/write_budget.hpp"

namespace entente::query {
namespace {

class SetOperator final : public InputOperator {
 public:
  SetOperator(const Set& logical, Builder& builder, OperatorPtr input, PropertyWriter writer)
      : InputOperator(logical, builder.runtime(), std::move(input)), writer_(std::move(writer)) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  bool do_release() override {
    budget_ = WriteBudget();
    return true;
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, out));
    if (!more) return false;
    ENTENTE_TRY(writer_.read_ahead(context, out));
    for (std::size_t row = 0; row < out.rows(); ++row) {
      ENTENTE_TRY(writer_.apply(context, out, row));
      ENTENTE_TRY(budget_.row(context));
    }
    return true;
  }

 private:
  PropertyWriter writer_;
  WriteBudget budget_;
};

}  // namespace

Result<OperatorPtr> make_set(const Set& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto writer, PropertyWriter::make(logical.operations, builder));
  return OperatorPtr(
      std::make_unique<SetOperator>(logical, builder, std::move(input), std::move(writer)));
}

}  // namespace entente::query
