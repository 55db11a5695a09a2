#include "query/exec/batch_util.hpp"
#include "query/exec/group_table.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Gives every row whose keys were not seen before; streams.
class DistinctOperator final : public InputOperator {
 public:
  DistinctOperator(const Distinct& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        keys_(logical.keys),
        outputs_(builder.outputs(logical)),
        table_(std::max<std::size_t>(1, keys_.size())) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    table_.clear();
    given_ = false;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      if (!more) return false;
      ENTENTE_TRY(find_new(context, out));
      if (rows_.empty()) continue;
      keep_columns(out, outputs_);
      if (rows_.size() < out.rows()) out.select(rows_);
      return true;
    }
  }

 private:
  Status find_new(EvalContext& context, const Batch& batch) {
    rows_.clear();
    if (keys_.empty()) {
      // Rows without columns are all the same.
      if (!given_) rows_.push_back(0);
      given_ = true;
      return {};
    }
    std::vector<const Column*> columns;
    for (const Slot slot : keys_) columns.push_back(&batch.column(slot));
    std::uint32_t known = table_.size();
    ENTENTE_TRY(table_.assign(context, columns, batch.rows(), groups_));
    for (std::size_t row = 0; row < groups_.size(); ++row) {
      if (groups_[row] != known) continue;
      rows_.push_back(static_cast<std::uint32_t>(row));
      ++known;
    }
    return {};
  }

  const std::vector<Slot>& keys_;
  std::vector<Slot> outputs_;
  GroupTable table_;
  bool given_ = false;
  std::vector<std::uint32_t> groups_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

Result<OperatorPtr> make_distinct(const Distinct& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<DistinctOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
