#include <algorithm>

#include "query/exec/operators.hpp"
#include "query/exec/sorted_rows.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Reads its whole input, then gives it in order.
class SortOperator final : public InputOperator {
 public:
  SortOperator(const Sort& logical, Builder& builder, OperatorPtr input,
               std::vector<CompiledExpressionPtr> expressions)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        rows_(logical.keys, std::move(expressions), builder.outputs(logical)) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    rows_.clear(runtime_.symbol_count);
    order_.clear();
    given_ = 0;
    sorted_ = false;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (!sorted_) {
      while (true) {
        ENTENTE_ASSIGN(const bool more, input().next(context, batch_));
        if (!more) break;
        ENTENTE_TRY(rows_.add(context, batch_));
      }
      ENTENTE_ASSIGN(order_, rows_.order_of(context, rows_.size()));
      sorted_ = true;
    }
    const std::size_t count = std::min(batch_rows, order_.size() - given_);
    if (count == 0) return false;
    rows_.give(order_, given_, count, out);
    given_ += count;
    return true;
  }

 private:
  SortedRows rows_;
  Batch batch_;
  std::vector<std::uint32_t> order_;
  std::size_t given_ = 0;
  bool sorted_ = false;
};

}  // namespace

Result<OperatorPtr> make_sort(const Sort& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto expressions, compile_sort_keys(logical.keys, builder));
  return OperatorPtr(
      std::make_unique<SortOperator>(logical, builder, std::move(input), std::move(expressions)));
}

}  // namespace entente::query
