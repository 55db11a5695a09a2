#include "query/exec/group_states.hpp"

#include <algorithm>
#include <numeric>

namespace entente::query {

Result<GroupStates> GroupStates::make(const Aggregate& logical, Builder& builder) {
  std::vector<CompiledExpressionPtr> keys;
  for (const ProjectItem& key : logical.keys) {
    ENTENTE_ASSIGN(keys.emplace_back(), builder.compile_optional(key.expression));
  }
  std::vector<AggregateStatePtr> states;
  for (const AggregateItem& item : logical.aggregates) {
    ENTENTE_ASSIGN(states.emplace_back(),
                   make_aggregate_state(*item.call, !logical.keys.empty(), builder));
  }
  return GroupStates(logical, std::move(keys), std::move(states));
}

GroupStates::GroupStates(const Aggregate& logical, std::vector<CompiledExpressionPtr> keys,
                         std::vector<AggregateStatePtr> states)
    : logical_(&logical),
      keys_(std::move(keys)),
      key_columns_(keys_.size()),
      states_(std::move(states)),
      table_(std::max<std::size_t>(1, keys_.size())),
      group_count_(keys_.empty() ? 1 : 0),
      columns_(keys_.size()) {}

void GroupStates::clear() {
  table_.clear();
  for (const auto& state : states_) state->clear();
  group_count_ = keys_.empty() ? 1 : 0;
}

Status GroupStates::evaluate_keys(EvalContext& context, const Batch& batch) {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i] != nullptr) ENTENTE_TRY(keys_[i]->evaluate(context, batch, key_columns_[i]));
  }
  return {};
}

const Column& GroupStates::key_of(const Batch& batch, std::size_t i) const {
  return keys_[i] != nullptr ? key_columns_[i] : batch.column(logical_->keys[i].source);
}

Result<Status> GroupStates::add(EvalContext& context, const Batch& batch) {
  for (std::size_t i = 0; i < keys_.size(); ++i) columns_[i] = &key_of(batch, i);
  ENTENTE_ASSIGN(Status counted, find_groups(context, batch.rows()));
  for (const auto& state : states_) {
    ENTENTE_TRY(state->add(context, batch, groups_, group_count_));
  }
  return account(context, std::move(counted));
}

Result<Status> GroupStates::find_groups(EvalContext& context, std::size_t rows) {
  if (keys_.empty()) {
    groups_.assign(rows, 0);
    return Status{};
  }
  Status counted = table_.assign(context, columns_, rows, groups_);
  if (!counted.has_value() && counted.error().error_class != ErrorClass::memory_limit) {
    return counted.error();
  }
  group_count_ = table_.size();
  return counted;
}

Status GroupStates::account(EvalContext& context, Status counted) {
  for (const auto& state : states_) {
    Status status = state->account(context);
    if (counted.has_value()) counted = std::move(status);
  }
  return counted;
}

std::size_t GroupStates::bytes() const {
  return std::accumulate(
      states_.begin(), states_.end(), table_.bytes(),
      [](std::size_t sum, const AggregateStatePtr& state) { return sum + state->bytes(); });
}

Status GroupStates::save(EvalContext& context, std::size_t begin, std::size_t end, Batch& saved) {
  groups_.resize(end - begin);
  std::iota(groups_.begin(), groups_.end(), static_cast<std::uint32_t>(begin));
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    saved.column(static_cast<Slot>(i)).gather(table_.key(i), groups_);
  }
  for (std::size_t i = 0; i < states_.size(); ++i) {
    Column& column = saved.column(static_cast<Slot>(keys_.size() + i));
    ENTENTE_TRY(states_[i]->save(context, begin, end, column));
  }
  saved.set_rows(end - begin);
  return {};
}

Result<Status> GroupStates::merge(EvalContext& context, const Batch& saved) {
  for (std::size_t i = 0; i < keys_.size(); ++i) columns_[i] = &saved.column(static_cast<Slot>(i));
  ENTENTE_ASSIGN(Status counted, find_groups(context, saved.rows()));
  for (std::size_t i = 0; i < states_.size(); ++i) {
    const Column& column = saved.column(static_cast<Slot>(keys_.size() + i));
    ENTENTE_TRY(states_[i]->merge(context, column, groups_, group_count_));
  }
  return account(context, std::move(counted));
}

Status GroupStates::finish(EvalContext& context, std::vector<Column>& results) {
  results.resize(states_.size());
  for (std::size_t i = 0; i < states_.size(); ++i) {
    ENTENTE_TRY(states_[i]->finish(context, group_count_, results[i]));
  }
  return {};
}

}  // namespace entente::query
