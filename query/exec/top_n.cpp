#include <algorithm>
#include <limits>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/ordering_operator.hpp"

namespace entente::query {
namespace {

/// The first rows in order, without keeping the others: rows gather until there are twice as many
/// as wanted, then the surplus is dropped, and from then on rows that come too late by their first
/// key are dropped unseen. Every row is compared O(log n) times, as with a heap, but columns stay
/// columns.
class TopNOperator final : public OrderingOperator {
 public:
  TopNOperator(const TopN& logical, Builder& builder, OperatorPtr input,
               std::vector<CompiledExpressionPtr> expressions, CompiledExpressionPtr limit,
               CompiledExpressionPtr skip)
      : OrderingOperator(logical, logical.keys, builder, std::move(input), std::move(expressions)),
        spec_(logical),
        limit_(std::move(limit)),
        skip_(std::move(skip)) {}

 protected:
  Result<std::uint64_t> limit(EvalContext& context) override {
    const std::size_t symbols = runtime_.symbol_count;
    ENTENTE_ASSIGN(const std::uint64_t wanted,
                   evaluate_count(context, *limit_, symbols, "LIMIT", spec_.limit->span));
    if (skip_ == nullptr) return wanted;
    ENTENTE_ASSIGN(const std::uint64_t skipped,
                   evaluate_count(context, *skip_, symbols, "SKIP", spec_.skip->span));
    const std::uint64_t room = std::numeric_limits<std::uint64_t>::max() - wanted;
    return wanted == 0 ? 0 : wanted + std::min(skipped, room);
  }

 private:
  const TopN& spec_;
  CompiledExpressionPtr limit_;
  CompiledExpressionPtr skip_;
};

}  // namespace

Result<OperatorPtr> make_top_n(const TopN& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto expressions, compile_sort_keys(logical.keys, builder));
  ENTENTE_ASSIGN(auto limit, builder.compile(*logical.limit));
  ENTENTE_ASSIGN(auto skip, builder.compile_optional(logical.skip));
  return OperatorPtr(std::make_unique<TopNOperator>(logical, builder, std::move(input),
                                                    std::move(expressions), std::move(limit),
                                                    std::move(skip)));
}

}  // namespace entente::query
