#pragma once

#include <memory>
#include <span>
#include <vector>

#include "query/exec/aggregate_state.hpp"
#include "query/exec/group_table.hpp"

namespace entente::query {

/// The groups of an aggregation and the states of their aggregates, which can be saved as rows
/// (a column for each key, then one for each aggregate) and put together again elsewhere. Without
/// keys there is one group, also before the first row. One thread at a time.
class GroupStates {
 public:
  /// `logical` must outlive the states.
  static Result<GroupStates> make(const Aggregate& logical, Builder& builder);

  void clear();
  /// Computes the keys of a batch. add() adds the batch they were computed for last.
  Status evaluate_keys(EvalContext& context, const Batch& batch);
  /// The column of a computed key; null if it is a column of the batch.
  [[nodiscard]] Column* computed_key(std::size_t i) {
    return keys_[i] == nullptr ? nullptr : &key_columns_[i];
  }
  /// The key of every row of the batch, computed or not.
  [[nodiscard]] const Column& key_of(const Batch& batch, std::size_t i) const;
  /// Adds the rows. The status inside tells whether the budget has room for what is held now:
  /// nothing is lost if it has not, the caller makes room or fails.
  Result<Status> add(EvalContext& context, const Batch& batch);

  /// Columns of saved groups.
  [[nodiscard]] std::size_t saved_columns() const { return keys_.size() + states_.size(); }
  /// The groups from `begin` to `end` as rows of `saved`, which has none. Nothing but save() and
  /// clear() may follow.
  Status save(EvalContext& context, std::size_t begin, std::size_t end, Batch& saved);
  /// Adds groups that were saved, as if their rows came after those seen so far. As add().
  Result<Status> merge(EvalContext& context, const Batch& saved);

  /// Groups so far.
  [[nodiscard]] std::size_t size() const { return group_count_; }
  [[nodiscard]] std::size_t bytes() const;
  [[nodiscard]] const GroupTable& keys() const { return table_; }
  /// The results of all groups, a column for each aggregate.
  Status finish(EvalContext& context, std::vector<Column>& results);

 private:
  GroupStates(const Aggregate& logical, std::vector<CompiledExpressionPtr> keys,
              std::vector<AggregateStatePtr> states);
  /// The group of every row; the status tells whether memory has room for the new ones.
  Result<Status> find_groups(EvalContext& context, std::size_t rows);
  /// `counted`: whether there is room for the keys.
  Status account(EvalContext& context, Status counted);

  const Aggregate* logical_;
  std::vector<CompiledExpressionPtr> keys_;
  std::vector<Column> key_columns_;
  std::vector<AggregateStatePtr> states_;
  GroupTable table_;
  std::size_t group_count_;
  /// Reused.
  std::vector<std::uint32_t> groups_;
  std::vector<const Column*> columns_;
};

}  // namespace entente::query
