#pragma once

#include "query/exec/operator.hpp"
#include "query/exec/sorted_rows.hpp"

namespace entente::query {

/// Base of what puts its input in order: reads it to the end, then gives rows.
class OrderingOperator : public InputOperator {
 public:
  OrderingOperator(const LogicalOperator& logical, const std::vector<SortKey>& keys,
                   Builder& builder, OperatorPtr input,
                   std::vector<CompiledExpressionPtr> expressions)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        rows_(keys, std::move(expressions), builder.outputs(logical), builder) {}

 protected:
  /// How many rows are wanted, asked at every start.
  virtual Result<std::uint64_t> limit(EvalContext& context) = 0;

 private:
  Status restart(EvalContext& context) final {
    ENTENTE_ASSIGN(limit_, limit(context));
    rows_.clear(runtime_.symbol_count, limit_);
    sorted_ = false;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) final {
    if (!sorted_) ENTENTE_TRY(read(context));
    return rows_.next(context, out);
  }

  Status read(EvalContext& context) {
    sorted_ = true;
    while (limit_ > 0) {
      ENTENTE_ASSIGN(const bool more, input().next(context, batch_));
      if (!more) break;
      ENTENTE_TRY(rows_.add(context, batch_));
    }
    return rows_.finish(context);
  }

  SortedRows rows_;
  std::uint64_t limit_ = 0;
  Batch batch_;
  bool sorted_ = false;
};

}  // namespace entente::query
