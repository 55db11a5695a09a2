#include <algorithm>

#include "query/exec/aggregate_state.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Hash grouping. Without keys there is one group, also for no input.
class AggregateOperator final : public InputOperator {
 public:
  AggregateOperator(const Aggregate& logical, Builder& builder, OperatorPtr input,
                    std::vector<CompiledExpressionPtr> keys,
                    std::vector<std::unique_ptr<AggregateState>> states)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        aggregate_(logical),
        keys_(std::move(keys)),
        key_columns_(keys_.size()),
        states_(std::move(states)),
        table_(std::max<std::size_t>(1, keys_.size())) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    table_.clear();
    for (const auto& state : states_) state->clear();
    results_.clear();
    read_ = false;
    given_ = 0;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (!read_) ENTENTE_TRY(read(context));
    const std::size_t count = std::min(batch_rows, group_count_ - given_);
    if (count == 0) return false;
    std::vector<std::uint32_t> rows(count);
    for (std::size_t i = 0; i < count; ++i) rows[i] = static_cast<std::uint32_t>(given_ + i);
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      out.column(aggregate_.keys[i].target).gather(table_.key(i), rows);
    }
    for (std::size_t i = 0; i < states_.size(); ++i) {
      out.column(aggregate_.aggregates[i].target).gather(results_[i], rows);
    }
    out.set_rows(count);
    given_ += count;
    return true;
  }

 private:
  Status read(EvalContext& context) {
    read_ = true;
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, batch_));
      if (!more) break;
      ENTENTE_TRY(add(context, batch_));
    }
    group_count_ = keys_.empty() ? 1 : table_.size();
    results_.resize(states_.size());
    for (std::size_t i = 0; i < states_.size(); ++i) {
      ENTENTE_TRY(states_[i]->finish(context, group_count_, results_[i]));
    }
    return {};
  }

  Status add(EvalContext& context, const Batch& batch) {
    if (keys_.empty()) {
      groups_.assign(batch.rows(), 0);
      group_count_ = 1;
    } else {
      std::vector<const Column*> columns(keys_.size());
      for (std::size_t i = 0; i < keys_.size(); ++i) {
        if (keys_[i] != nullptr) {
          ENTENTE_TRY(keys_[i]->evaluate(context, batch, key_columns_[i]));
          columns[i] = &key_columns_[i];
        } else {
          columns[i] = &batch.column(aggregate_.keys[i].source);
        }
      }
      ENTENTE_TRY(table_.assign(context, columns, batch.rows(), groups_));
      group_count_ = table_.size();
    }
    for (const auto& state : states_) {
      ENTENTE_TRY(state->add(context, batch, groups_, group_count_));
    }
    return {};
  }

  const Aggregate& aggregate_;
  std::vector<CompiledExpressionPtr> keys_;
  std::vector<Column> key_columns_;
  std::vector<std::unique_ptr<AggregateState>> states_;
  GroupTable table_;
  Batch batch_;
  std::vector<std::uint32_t> groups_;
  std::vector<Column> results_;
  std::size_t group_count_ = 0;
  std::size_t given_ = 0;
  bool read_ = false;
};

}  // namespace

Result<OperatorPtr> make_aggregate(const Aggregate& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  std::vector<CompiledExpressionPtr> keys;
  for (const ProjectItem& key : logical.keys) {
    ENTENTE_ASSIGN(keys.emplace_back(), builder.compile_optional(key.expression));
  }
  std::vector<std::unique_ptr<AggregateState>> states;
  for (const AggregateItem& item : logical.aggregates) {
    ENTENTE_ASSIGN(states.emplace_back(),
                   make_aggregate_state(*item.call, !logical.keys.empty(), builder));
  }
  return OperatorPtr(std::make_unique<AggregateOperator>(logical, builder, std::move(input),
                                                         std::move(keys), std::move(states)));
}

}  // namespace entente::query
