#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Keeps the rows for which all predicates hold; later predicates see only rows that are left.
class FilterOperator final : public InputOperator {
 public:
  FilterOperator(const Filter& logical, Builder& builder, OperatorPtr input,
                 std::vector<CompiledExpressionPtr> predicates)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        outputs_(builder.outputs(logical)),
        predicates_(std::move(predicates)) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  bool do_release() override {
    result_.reset(ColumnType::empty);
    return true;
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      if (!more) return false;
      for (std::size_t i = 0; i < predicates_.size() && out.rows() > 0; ++i) {
        ENTENTE_TRY(predicates_[i]->evaluate(context, out, result_));
        ENTENTE_TRY(select_true(result_, rows_));
        if (i + 1 == predicates_.size()) keep_columns(out, outputs_);
        if (rows_.size() < out.rows()) out.select(rows_);
      }
      if (out.rows() > 0) return true;
    }
  }

 private:
  std::vector<Slot> outputs_;
  std::vector<CompiledExpressionPtr> predicates_;
  Column result_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

Result<OperatorPtr> make_filter(const Filter& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto predicates, builder.compile_all(logical.predicates));
  return OperatorPtr(
      std::make_unique<FilterOperator>(logical, builder, std::move(input), std::move(predicates)));
}

}  // namespace entente::query
