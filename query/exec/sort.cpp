#include "query/exec/operators.hpp"
#include "query/exec/ordering_operator.hpp"

namespace entente::query {
namespace {

/// Reads its whole input, then gives it in order.
class SortOperator final : public OrderingOperator {
 public:
  SortOperator(const Sort& logical, Builder& builder, OperatorPtr input,
               std::vector<CompiledExpressionPtr> expressions)
      : OrderingOperator(logical, logical.keys, builder, std::move(input), std::move(expressions)) {
  }

 protected:
  Result<std::uint64_t> limit(EvalContext& /*context*/) override { return SortedRows::no_limit; }
};

}  // namespace

Result<OperatorPtr> make_sort(const Sort& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto expressions, compile_sort_keys(logical.keys, builder));
  return OperatorPtr(
      std::make_unique<SortOperator>(logical, builder, std::move(input), std::move(expressions)));
}

}  // namespace entente::query
