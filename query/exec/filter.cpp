#include "query/exec/batch_util.hpp"
#include "query/exec/node_scan.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Keeps the rows for which all predicates hold; later predicates see only rows that are left. What
/// the scan below can test from columns it tests itself.
class FilterOperator final : public InputOperator {
 public:
  FilterOperator(const Filter& logical, Builder& builder, OperatorPtr input,
                 std::vector<CompiledExpressionPtr> predicates, const NodeScan* scan,
                 std::vector<bool> pushed)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        outputs_(builder.outputs(logical)),
        predicates_(std::move(predicates)),
        scan_(scan),
        pushed_(std::move(pushed)) {}

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
      const bool filtered = scan_ != nullptr && scan_->filtered();
      bool narrow = false;
      for (std::size_t i = 0; i < predicates_.size() && out.rows() > 0; ++i) {
        if (filtered && pushed_[i]) continue;
        ENTENTE_TRY(predicates_[i]->evaluate(context, out, result_));
        ENTENTE_TRY(select_true(result_, rows_));
        narrow = i + 1 == predicates_.size();
        if (narrow) keep_columns(out, outputs_);
        if (rows_.size() < out.rows()) out.select(rows_);
      }
      if (!narrow) keep_columns(out, outputs_);
      if (out.rows() > 0) return true;
    }
  }

 private:
  std::vector<Slot> outputs_;
  std::vector<CompiledExpressionPtr> predicates_;
  /// The scan below, and which predicates were passed on to it; null if none was.
  const NodeScan* scan_;
  std::vector<bool> pushed_;
  Column result_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

Result<OperatorPtr> make_filter(const Filter& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto predicates, builder.compile_all(logical.predicates));
  // A query that writes may change what a column says while it runs.
  auto* scan = builder.runtime().updating ? nullptr : dynamic_cast<NodeScan*>(input.get());
  std::vector<bool> pushed(predicates.size());
  std::vector<ColumnPredicatePtr> passed_on;
  for (std::size_t i = 0; scan != nullptr && i < pushed.size(); ++i) {
    ENTENTE_ASSIGN(auto translated, make_column_predicate(*logical.predicates[i], scan->node(),
                                                          storage::EntityKind::node, builder));
    // Predicates after one that may fail see only the rows it leaves.
    if (translated == nullptr) break;
    pushed[i] = true;
    passed_on.push_back(std::move(translated));
  }
  if (scan != nullptr) scan->push_down(std::move(passed_on));
  return OperatorPtr(std::make_unique<FilterOperator>(
      logical, builder, std::move(input), std::move(predicates), scan, std::move(pushed)));
}

}  // namespace entente::query
