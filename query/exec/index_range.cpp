#include "query/exec/node_scan.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Nodes whose indexed property lies between bounds that may depend on the row.
class IndexRangeOperator final : public NodeScan {
 public:
  IndexRangeOperator(const IndexRange& logical, Builder& builder, OperatorPtr input,
                     CompiledExpressionPtr lower, CompiledExpressionPtr upper)
      : NodeScan(logical, builder, std::move(input), logical.node),
        range_(logical),
        lower_(std::move(lower)),
        upper_(std::move(upper)) {}

 protected:
  Status begin_batch(EvalContext& context, const Batch& batch) override {
    if (lower_) ENTENTE_TRY(lower_->evaluate(context, batch, lower_column_));
    if (upper_) ENTENTE_TRY(upper_->evaluate(context, batch, upper_column_));
    return {};
  }

  bool do_release() override {
    release_scan();
    lower_column_.reset(ColumnType::empty);
    upper_column_.reset(ColumnType::empty);
    return true;
  }

  Result<std::unique_ptr<storage::NodeCursor>> find(EvalContext& context, const Batch& /*batch*/,
                                                    std::size_t row) override {
    storage::RangeBound lower;
    storage::RangeBound upper;
    if (lower_) lower = {lower_column_.get(row), range_.lower_inclusive};
    if (upper_) upper = {upper_column_.get(row), range_.upper_inclusive};
    const bool unknown =
        (lower.value && lower.value->is_null()) || (upper.value && upper.value->is_null());
    if (unknown) return std::unique_ptr<storage::NodeCursor>{};
    return context.transaction.index_range(range_.index, lower, upper);
  }

 private:
  const IndexRange& range_;
  CompiledExpressionPtr lower_;
  CompiledExpressionPtr upper_;
  Column lower_column_;
  Column upper_column_;
};

}  // namespace

Result<OperatorPtr> make_index_range(const IndexRange& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto lower, builder.compile_optional(logical.lower));
  ENTENTE_ASSIGN(auto upper, builder.compile_optional(logical.upper));
  return OperatorPtr(std::make_unique<IndexRangeOperator>(logical, builder, std::move(input),
                                                          std::move(lower), std::move(upper)));
}

}  // namespace entente::query
