#include <algorithm>
#include <optional>

#include "query/exec/batch_util.hpp"
#include "query/exec/distinct_rows.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Gives every row whose keys were not seen before; streams.
class DistinctOperator final : public InputOperator {
 public:
  DistinctOperator(const Distinct& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        outputs_(builder.outputs(logical)) {
    if (logical.keys.empty()) return;
    std::vector<Slot> kept = outputs_;
    for (const Slot key : logical.keys) {
      if (std::find(kept.begin(), kept.end(), key) == kept.end()) kept.push_back(key);
    }
    distinct_.emplace(logical.keys, std::move(kept), runtime_.spill);
  }

 protected:
  Status restart(EvalContext& /*context*/) override {
    if (distinct_) distinct_->clear();
    read_ = false;
    given_ = false;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (!read_) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      if (!more) {
        read_ = true;
        break;
      }
      ENTENTE_TRY(find_new(context, out));
      if (rows_.empty()) continue;
      keep_columns(out, outputs_);
      if (rows_.size() < out.rows()) out.select(rows_);
      return true;
    }
    if (!distinct_) return false;
    prepare(out);
    ENTENTE_ASSIGN(const bool more, distinct_->next(context, out));
    if (more) keep_columns(out, outputs_);
    return more;
  }

 private:
  Status find_new(EvalContext& context, const Batch& batch) {
    if (distinct_) return distinct_->add(context, batch, rows_);
    // Rows without columns are all the same.
    rows_.clear();
    if (!given_) rows_.push_back(0);
    given_ = true;
    return {};
  }

  std::vector<Slot> outputs_;
  /// Without keys there is nothing to compare.
  std::optional<DistinctRows> distinct_;
  bool read_ = false;
  bool given_ = false;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

Result<OperatorPtr> make_distinct(const Distinct& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<DistinctOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
