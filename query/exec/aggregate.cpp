#include <algorithm>

#include "query/exec/aggregate_state.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/folded_scan.hpp"
#include "query/exec/group_table.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/row_partitions.hpp"
#include "query/exec/unique_groups.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Hash grouping. Without keys there is one group, also for no input. If memory has no room for all
/// groups, their states so far are moved to temporary files, divided by key, and put together again
/// part by part after the input.
/// Rows with a key that no other row has are groups of their own, which are given as they come.
class AggregateOperator final : public InputOperator {
 public:
  AggregateOperator(const Aggregate& logical, Builder& builder, OperatorPtr input,
                    std::vector<CompiledExpressionPtr> keys, std::vector<AggregateStatePtr> states,
                    std::vector<AggregateStatePtr> row_states, std::optional<UniqueGroups> unique,
                    std::unique_ptr<FoldedScan> fold)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        aggregate_(logical),
        keys_(std::move(keys)),
        key_columns_(keys_.size()),
        states_(std::move(states)),
        row_states_(std::move(row_states)),
        unique_(std::move(unique)),
        fold_(std::move(fold)),
        table_(std::max<std::size_t>(1, keys_.size())) {
    runtime_.spill.add_user();
    for (Slot slot = 0; slot < keys_.size() + states_.size(); ++slot) saved_slots_.push_back(slot);
  }

 protected:
  Status restart(EvalContext& context) override {
    unique_key_.reset();
    if (unique_) {
      ENTENTE_ASSIGN(unique_key_, unique_->find(context.transaction));
    }
    forget_groups();
    parts_.reset();
    waiting_.clear();
    level_ = 0;
    read_ = false;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (!read_ && unique_key_) {
      ENTENTE_ASSIGN(const bool more, next_rows(context, out));
      if (more) return true;
      read_ = true;
      ENTENTE_TRY(end_pass(context));
    }
    if (!read_) ENTENTE_TRY(read(context));
    while (given_ == group_count_) {
      ENTENTE_ASSIGN(const bool more, next_part(context));
      if (!more) return false;
    }
    const std::size_t count = std::min(batch_rows, group_count_ - given_);
    const std::vector<std::uint32_t> rows = groups_between(given_, given_ + count);
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
  /// States of groups in a file, and how often they were divided.
  struct Waiting {
    std::unique_ptr<RowFile> file;
    unsigned level = 0;
  };
  /// By then every file has one group of billions.
  static constexpr unsigned levels_max = 8;

  static std::vector<std::uint32_t> groups_between(std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t> groups(end - begin);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      groups[i] = static_cast<std::uint32_t>(begin + i);
    }
    return groups;
  }

  void forget_groups() {
    table_.clear();
    for (const auto& state : states_) state->clear();
    results_.clear();
    group_count_ = 0;
    given_ = 0;
  }

  Status read(EvalContext& context) {
    read_ = true;
    if (keys_.empty()) group_count_ = 1;
    if (fold_ != nullptr) {
      ENTENTE_ASSIGN(const bool folded, fold_->run(context, results_));
      if (folded) return {};
    }
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, batch_));
      if (!more) break;
      ENTENTE_TRY(add(context, batch_));
    }
    return end_pass(context);
  }

  /// The next rows that are groups of their own. The others are added to their groups; false when
  /// all of them were.
  Result<bool> next_rows(EvalContext& context, Batch& out) {
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, batch_));
      if (!more) return false;
      ENTENTE_TRY(evaluate_keys(context, batch_));
      const Column& unique = key_columns_[*unique_key_];
      std::vector<std::uint32_t> alone;
      std::vector<std::uint32_t> together;
      for (std::uint32_t row = 0; row < batch_.rows(); ++row) {
        (unique.is_null(row) ? together : alone).push_back(row);
      }
      if (!together.empty()) {
        Batch others = batch_;
        others.select(together);
        ENTENTE_TRY(add(context, others));
        batch_.select(alone);
        ENTENTE_TRY(evaluate_keys(context, batch_));
      }
      if (alone.empty()) continue;
      ENTENTE_TRY(give_rows(context, out));
      return true;
    }
  }

  /// Gives the rows of the batch, whose keys were evaluated.
  Status give_rows(EvalContext& context, Batch& out) {
    const std::size_t rows = batch_.rows();
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (keys_[i] != nullptr) {
        std::swap(out.column(aggregate_.keys[i].target), key_columns_[i]);
      } else {
        out.column(aggregate_.keys[i].target) = batch_.column(aggregate_.keys[i].source);
      }
    }
    groups_ = groups_between(0, rows);
    for (std::size_t i = 0; i < row_states_.size(); ++i) {
      row_states_[i]->clear();
      ENTENTE_TRY(row_states_[i]->add(context, batch_, groups_, rows));
      Column& column = out.column(aggregate_.aggregates[i].target);
      ENTENTE_TRY(row_states_[i]->finish(context, rows, column));
    }
    out.set_rows(rows);
    return {};
  }

  Status evaluate_keys(EvalContext& context, const Batch& batch) {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (keys_[i] != nullptr) ENTENTE_TRY(keys_[i]->evaluate(context, batch, key_columns_[i]));
    }
    return {};
  }

  Status add(EvalContext& context, const Batch& batch) {
    ENTENTE_TRY(evaluate_keys(context, batch));
    std::vector<const Column*> columns(keys_.size());
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      columns[i] =
          keys_[i] != nullptr ? &key_columns_[i] : &batch.column(aggregate_.keys[i].source);
    }
    ENTENTE_ASSIGN(const Status counted, find_groups(context, columns, batch.rows()));
    for (const auto& state : states_) {
      ENTENTE_TRY(state->add(context, batch, groups_, group_count_));
    }
    return make_room(context, counted);
  }

  /// The group of every row; the status tells whether memory has room for the new ones.
  Result<Status> find_groups(EvalContext& context, std::span<const Column* const> keys,
                             std::size_t rows) {
    if (keys_.empty()) {
      groups_.assign(rows, 0);
      return Status{};
    }
    Status counted = table_.assign(context, keys, rows, groups_);
    if (!counted.has_value() && counted.error().error_class != ErrorClass::memory_limit) {
      return counted.error();
    }
    group_count_ = table_.size();
    return counted;
  }

  /// Moves the groups to files if memory has no room for them. `counted`: whether it has room for
  /// the keys.
  Status make_room(EvalContext& context, Status counted) {
    std::size_t bytes = table_.bytes();
    for (const auto& state : states_) {
      const Status status = state->account(context);
      if (counted.has_value()) counted = status;
      bytes += state->bytes();
    }
    if (counted.has_value() && !runtime_.spill.pressed(context.memory, bytes)) return {};
    // A single group cannot be divided.
    const bool can_divide = runtime_.spill.enabled() && group_count_ > 1 && level_ < levels_max;
    return can_divide ? divide(context) : counted;
  }

  /// Moves all groups to files.
  Status divide(EvalContext& context) {
    if (parts_ == nullptr) {
      parts_ = std::make_unique<RowPartitions>(runtime_.spill, saved_slots_, level_);
    }
    std::vector<const Column*> columns;
    for (std::size_t i = 0; i < keys_.size(); ++i) columns.push_back(&table_.key(i));
    Batch saved(saved_slots_.size());
    for (std::size_t begin = 0; begin < group_count_; begin += batch_rows) {
      const std::size_t end = std::min(begin + batch_rows, group_count_);
      const std::vector<std::uint32_t> groups = groups_between(begin, end);
      saved.clear();
      for (std::size_t i = 0; i < keys_.size(); ++i) {
        saved.column(static_cast<Slot>(i)).gather(table_.key(i), groups);
      }
      for (std::size_t i = 0; i < states_.size(); ++i) {
        Column& column = saved.column(static_cast<Slot>(keys_.size() + i));
        ENTENTE_TRY(states_[i]->save(context, begin, end, column));
      }
      saved.set_rows(groups.size());
      ENTENTE_TRY(
          parts_->append(context, saved, all_rows(groups.size()), hash_rows(columns, groups)));
    }
    forget_groups();
    return {};
  }

  /// All of one input was added: either all its groups are here, or all are in files.
  Status end_pass(EvalContext& context) {
    if (parts_ != nullptr) {
      ENTENTE_TRY(divide(context));
      for (auto& file : parts_->take()) {
        if (file != nullptr) waiting_.push_back({std::move(file), level_ + 1});
      }
      parts_.reset();
      return {};
    }
    results_.resize(states_.size());
    for (std::size_t i = 0; i < states_.size(); ++i) {
      ENTENTE_TRY(states_[i]->finish(context, group_count_, results_[i]));
    }
    return {};
  }

  /// Puts the groups of the next file together; false if there is none.
  Result<bool> next_part(EvalContext& context) {
    if (waiting_.empty()) return false;
    forget_groups();
    const Waiting part = std::move(waiting_.back());
    waiting_.pop_back();
    level_ = part.level;
    ENTENTE_TRY(part.file->rewind(context));
    Batch saved(saved_slots_.size());
    while (true) {
      saved.clear();
      ENTENTE_ASSIGN(const bool more, part.file->read(context, saved));
      if (!more) break;
      ENTENTE_TRY(merge(context, saved));
    }
    ENTENTE_TRY(end_pass(context));
    return true;
  }

  Status merge(EvalContext& context, const Batch& saved) {
    std::vector<const Column*> columns;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      columns.push_back(&saved.column(static_cast<Slot>(i)));
    }
    ENTENTE_ASSIGN(const Status counted, find_groups(context, columns, saved.rows()));
    for (std::size_t i = 0; i < states_.size(); ++i) {
      const Column& column = saved.column(static_cast<Slot>(keys_.size() + i));
      ENTENTE_TRY(states_[i]->merge(context, column, groups_, group_count_));
    }
    return make_room(context, counted);
  }

  const Aggregate& aggregate_;
  std::vector<CompiledExpressionPtr> keys_;
  std::vector<Column> key_columns_;
  std::vector<AggregateStatePtr> states_;
  /// For rows that are groups of their own; none without a unique key.
  std::vector<AggregateStatePtr> row_states_;
  std::optional<UniqueGroups> unique_;
  std::optional<std::size_t> unique_key_;
  /// Does all the work where it can.
  std::unique_ptr<FoldedScan> fold_;
  GroupTable table_;
  Batch batch_;
  std::vector<std::uint32_t> groups_;
  std::vector<Column> results_;
  std::size_t group_count_ = 0;
  std::size_t given_ = 0;
  bool read_ = false;
  /// Columns of saved groups: keys, then states.
  std::vector<Slot> saved_slots_;
  unsigned level_ = 0;
  std::unique_ptr<RowPartitions> parts_;
  std::vector<Waiting> waiting_;
};

}  // namespace

Result<OperatorPtr> make_aggregate(const Aggregate& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  std::vector<CompiledExpressionPtr> keys;
  for (const ProjectItem& key : logical.keys) {
    ENTENTE_ASSIGN(keys.emplace_back(), builder.compile_optional(key.expression));
  }
  std::vector<AggregateStatePtr> states;
  for (const AggregateItem& item : logical.aggregates) {
    ENTENTE_ASSIGN(states.emplace_back(),
                   make_aggregate_state(*item.call, !logical.keys.empty(), builder));
  }
  std::vector<AggregateStatePtr> row_states;
  auto unique = UniqueGroups::make(logical, builder.plan());
  if (unique) {
    for (const AggregateItem& item : logical.aggregates) {
      ENTENTE_ASSIGN(row_states.emplace_back(), make_aggregate_state(*item.call, true, builder));
    }
  }
  ENTENTE_ASSIGN(auto fold, FoldedScan::make(logical, builder));
  return OperatorPtr(std::make_unique<AggregateOperator>(
      logical, builder, std::move(input), std::move(keys), std::move(states), std::move(row_states),
      std::move(unique), std::move(fold)));
}

}  // namespace entente::query
