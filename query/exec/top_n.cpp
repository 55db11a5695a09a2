#include <algorithm>
#include <limits>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/sorted_rows.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// The first rows in order, without keeping the others: rows gather until there are twice as many
/// as wanted, then the surplus is dropped. Every row is compared O(log n) times, as with a heap,
/// but columns stay columns.
class TopNOperator final : public InputOperator {
 public:
  TopNOperator(const TopN& logical, Builder& builder, OperatorPtr input,
               std::vector<CompiledExpressionPtr> expressions, CompiledExpressionPtr limit,
               CompiledExpressionPtr skip)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        rows_(logical.keys, std::move(expressions), builder.outputs(logical)),
        spec_(logical),
        limit_(std::move(limit)),
        skip_(std::move(skip)) {}

 protected:
  Status restart(EvalContext& context) override {
    rows_.clear(runtime_.symbol_count);
    order_.clear();
    given_ = 0;
    sorted_ = false;
    const std::size_t symbols = runtime_.symbol_count;
    ENTENTE_ASSIGN(wanted_, evaluate_count(context, *limit_, symbols, "LIMIT", spec_.limit->span));
    if (skip_ != nullptr) {
      ENTENTE_ASSIGN(const std::uint64_t skipped,
                     evaluate_count(context, *skip_, symbols, "SKIP", spec_.skip->span));
      const std::uint64_t room = std::numeric_limits<std::uint64_t>::max() - wanted_;
      wanted_ += std::min(skipped, room);
    }
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (!sorted_) ENTENTE_TRY(read(context));
    const std::size_t count = std::min(batch_rows, order_.size() - given_);
    if (count == 0) return false;
    rows_.give(order_, given_, count, out);
    given_ += count;
    return true;
  }

 private:
  Status read(EvalContext& context) {
    sorted_ = true;
    if (wanted_ == 0) return {};
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, batch_));
      if (!more) break;
      ENTENTE_TRY(rows_.add(context, batch_));
      if (rows_.size() / 2 >= wanted_ && rows_.size() - wanted_ >= 2 * batch_rows) {
        ENTENTE_TRY(rows_.truncate(context, wanted_));
      }
    }
    ENTENTE_ASSIGN(order_, rows_.order_of(context, wanted_));
    return {};
  }

  SortedRows rows_;
  const TopN& spec_;
  CompiledExpressionPtr limit_;
  CompiledExpressionPtr skip_;
  std::uint64_t wanted_ = 0;
  Batch batch_;
  std::vector<std::uint32_t> order_;
  std::size_t given_ = 0;
  bool sorted_ = false;
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
