#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// The root of a reading plan: only the result's columns are left, each of them bound. Elements are
/// completed by the reader of the rows (see resolve()), since only it knows which rows are read.
class ProduceResultsOperator final : public InputOperator {
 public:
  ProduceResultsOperator(const ProduceResults& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)), slots_(logical.slots) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  bool do_release() override { return true; }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, out));
    if (!more) return false;
    keep_columns(out, slots_);
    for (const Slot slot : slots_) {
      Column& column = out.column(slot);
      while (column.size() < out.rows()) column.append_null();
    }
    return true;
  }

 private:
  const std::vector<Slot>& slots_;
};

}  // namespace

Result<OperatorPtr> make_produce_results(const ProduceResults& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<ProduceResultsOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
