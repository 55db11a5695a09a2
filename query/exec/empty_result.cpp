#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Runs its input to the end, for its effects.
class EmptyResultOperator final : public InputOperator {
 public:
  EmptyResultOperator(const EmptyResult& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  bool do_release() override { return true; }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      if (!more) return false;
    }
  }
};

}  // namespace

Result<OperatorPtr> make_empty_result(const EmptyResult& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<EmptyResultOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
