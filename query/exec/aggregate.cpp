#include <algorithm>
#include <atomic>
#include <numeric>

#include "query/exec/batch_util.hpp"
#include "query/exec/folded_scan.hpp"
#include "query/exec/group_states.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/morsels.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/row_partitions.hpp"
#include "query/exec/unique_groups.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Groups the rows of one part of a divided input and saves the groups.
class PartGroups final : public PartConsumer {
 public:
  /// What all parts of one input share.
  struct Shared {
    /// The groups of the parts, by their number.
    std::vector<Batch> saved;
    /// A part had nearly as many groups as rows, so that putting the parts together would cost more
    /// than threads save.
    std::atomic<bool> too_many_groups{false};
  };

  PartGroups(GroupStates groups, Shared& shared) : groups_(std::move(groups)), shared_(shared) {}

  Status run(EvalContext& context, Operator& input, std::size_t part) override {
    groups_.clear();
    std::size_t rows = 0;
    while (true) {
      ENTENTE_ASSIGN(const bool more, input.next(context, batch_));
      if (!more) break;
      ENTENTE_TRY(groups_.evaluate_keys(context, batch_));
      ENTENTE_ASSIGN(const Status counted, groups_.add(context, batch_));
      ENTENTE_TRY(counted);
      rows += batch_.rows();
      if (rows >= rows_to_judge_early) ENTENTE_TRY(judge(rows));
    }
    if (rows >= rows_to_judge) ENTENTE_TRY(judge(rows));
    Batch& saved = shared_.saved[part];
    saved = Batch(groups_.saved_columns());
    ENTENTE_TRY(groups_.save(context, 0, groups_.size(), saved));
    groups_.clear();
    return lease_.grow(context.memory, saved.bytes());
  }

 private:
  /// Groups are found sooner than rows that belong to them.
  static constexpr std::size_t rows_to_judge_early = 8192;
  static constexpr std::size_t rows_to_judge = 512;
  static constexpr std::size_t rows_per_group_min = 8;

  Status judge(std::size_t rows) {
    if (groups_.size() * rows_per_group_min <= rows) return {};
    shared_.too_many_groups = true;
    return Error::plain(ErrorClass::interrupted, "the parts of the query have too many groups");
  }

  GroupStates groups_;
  Shared& shared_;
  Batch batch_;
  MemoryLease lease_;
};

std::size_t bytes_of(const std::vector<Batch>& batches) {
  return std::accumulate(batches.begin(), batches.end(), std::size_t{0},
                         [](std::size_t sum, const Batch& batch) { return sum + batch.bytes(); });
}

/// Hash grouping. Without keys there is one group, also for no input. If memory has no room for all
/// groups, their states so far are moved to temporary files, divided by key, and put together again
/// part by part after the input.
/// Rows with a key that no other row has are groups of their own, which are given as they come.
/// A large input is divided among threads, whose groups are put together in the order of the parts.
class AggregateOperator final : public InputOperator {
 public:
  AggregateOperator(const Aggregate& logical, Builder& builder, OperatorPtr input,
                    GroupStates groups, std::vector<AggregateStatePtr> row_states,
                    std::optional<UniqueGroups> unique, std::unique_ptr<FoldedScan> fold)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        aggregate_(logical),
        groups_(std::move(groups)),
        row_states_(std::move(row_states)),
        unique_(std::move(unique)),
        fold_(std::move(fold)) {
    runtime_.spill.add_user();
    for (Slot slot = 0; slot < groups_.saved_columns(); ++slot) saved_slots_.push_back(slot);
    const bool any_distinct = std::any_of(logical.aggregates.begin(), logical.aggregates.end(),
                                          [](const auto& item) { return item.call->distinct; });
    if (!any_distinct) morsels_ = Morsels::make(logical, builder);
  }

  [[nodiscard]] unsigned threads_used() const override {
    if (folded_) return fold_->threads_used();
    return morsels_ != nullptr ? morsels_->threads_used() : 1;
  }
  [[nodiscard]] std::string remark() const override {
    return folded_ ? "over columns in memory" : std::string();
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
    folded_ = false;
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
    for (std::size_t i = 0; i < aggregate_.keys.size(); ++i) {
      out.column(aggregate_.keys[i].target).gather(groups_.keys().key(i), rows);
    }
    for (std::size_t i = 0; i < results_.size(); ++i) {
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

  /// How many parts the input may have so that putting their groups together costs little beside
  /// the grouping; 0 if it is not worth it.
  [[nodiscard]] std::size_t parts_worth() const {
    // However small something is, it can be asked to be divided.
    if (aggregate_.keys.empty() || runtime_.parallel.rows_min == 0) return Morsels::parts_max;
    // A saved group costs as much as some rows; with few parts threads would wait for each other.
    constexpr double rows_per_saved_group_min = 16;
    constexpr double parts_min = 8;
    const double rows = aggregate_.children.front()->estimated_rows;
    const double groups = std::max(1.0, aggregate_.estimated_rows);
    const double parts = rows / rows_per_saved_group_min / groups;
    if (parts < parts_min) return 0;
    return static_cast<std::size_t>(std::min(parts, static_cast<double>(Morsels::parts_max)));
  }

  static std::vector<std::uint32_t> groups_between(std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t> groups(end - begin);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      groups[i] = static_cast<std::uint32_t>(begin + i);
    }
    return groups;
  }

  void forget_groups() {
    groups_.clear();
    results_.clear();
    group_count_ = 0;
    given_ = 0;
  }

  Status read(EvalContext& context) {
    read_ = true;
    if (fold_ != nullptr) {
      ENTENTE_ASSIGN(folded_, fold_->run(context, results_));
      if (folded_) {
        group_count_ = 1;
        count_folded_rows();
        return {};
      }
    }
    ENTENTE_ASSIGN(const bool divided, read_divided(context));
    if (divided) return end_pass(context);
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, batch_));
      if (!more) break;
      ENTENTE_TRY(add(context, batch_));
    }
    return end_pass(context);
  }

  /// Tells PROFILE what the operators below would have given.
  void count_folded_rows() {
    Operator* op = &input();
    op->count_rows(fold_->rows_taken());
    while (op->logical().kind == OperatorKind::filter) {
      op = op->children().front().get();
      op->count_rows(fold_->rows_scanned());
    }
  }

  /// Adds the input by several threads; false, with nothing added, if it was not worth it or memory
  /// has no room for that.
  Result<bool> read_divided(EvalContext& context) {
    const std::size_t parts_max = morsels_ != nullptr ? parts_worth() : 0;
    if (parts_max == 0) return false;
    ENTENTE_ASSIGN(const std::size_t parts, morsels_->divide(context, input(), parts_max));
    if (parts == 0) return false;
    PartGroups::Shared shared;
    shared.saved.resize(parts);
    Status ran = morsels_->run(
        context, input(), [&](Builder& builder) -> Result<std::unique_ptr<PartConsumer>> {
          ENTENTE_ASSIGN(auto groups, GroupStates::make(aggregate_, builder));
          return std::unique_ptr<PartConsumer>(
              std::make_unique<PartGroups>(std::move(groups), shared));
        });
    if (shared.too_many_groups) return false;
    // What the threads held is theirs no more.
    MemoryLease lease;
    const std::size_t bytes = ran.has_value() ? bytes_of(shared.saved) : 0;
    if (ran.has_value()) ran = lease.grow(context.memory, bytes);
    // Put together they may need as much again.
    if (ran.has_value()) ran = context.memory.check(bytes);
    if (!ran.has_value() && ran.error().error_class == ErrorClass::memory_limit) return false;
    ENTENTE_TRY(ran);
    for (Batch& part : shared.saved) {
      if (part.rows() == 0) continue;
      ENTENTE_ASSIGN(const Status counted, groups_.merge(context, part));
      ENTENTE_TRY(lease.resize(context.memory, lease.bytes() - part.bytes()));
      part = Batch();
      ENTENTE_TRY(make_room(context, counted));
    }
    return true;
  }

  /// The next rows that are groups of their own. The others are added to their groups; false when
  /// all of them were.
  Result<bool> next_rows(EvalContext& context, Batch& out) {
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, batch_));
      if (!more) return false;
      ENTENTE_TRY(groups_.evaluate_keys(context, batch_));
      const Column& unique = groups_.key_of(batch_, *unique_key_);
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
        ENTENTE_TRY(groups_.evaluate_keys(context, batch_));
      }
      if (alone.empty()) continue;
      ENTENTE_TRY(give_rows(context, out));
      return true;
    }
  }

  /// Gives the rows of the batch, whose keys were evaluated.
  Status give_rows(EvalContext& context, Batch& out) {
    const std::size_t rows = batch_.rows();
    for (std::size_t i = 0; i < aggregate_.keys.size(); ++i) {
      if (Column* computed = groups_.computed_key(i)) {
        std::swap(out.column(aggregate_.keys[i].target), *computed);
      } else {
        out.column(aggregate_.keys[i].target) = batch_.column(aggregate_.keys[i].source);
      }
    }
    const std::vector<std::uint32_t> groups = groups_between(0, rows);
    for (std::size_t i = 0; i < row_states_.size(); ++i) {
      row_states_[i]->clear();
      ENTENTE_TRY(row_states_[i]->add(context, batch_, groups, rows));
      Column& column = out.column(aggregate_.aggregates[i].target);
      ENTENTE_TRY(row_states_[i]->finish(context, rows, column));
    }
    out.set_rows(rows);
    return {};
  }

  Status add(EvalContext& context, const Batch& batch) {
    ENTENTE_TRY(groups_.evaluate_keys(context, batch));
    ENTENTE_ASSIGN(const Status counted, groups_.add(context, batch));
    return make_room(context, counted);
  }

  /// Moves the groups to files if memory has no room for them. `counted`: whether it has room for
  /// what was added last.
  Status make_room(EvalContext& context, const Status& counted) {
    if (counted.has_value() && !runtime_.spill.pressed(context.memory, groups_.bytes())) return {};
    // A single group cannot be divided.
    const bool can_divide = runtime_.spill.enabled() && groups_.size() > 1 && level_ < levels_max;
    return can_divide ? divide(context) : counted;
  }

  /// Moves all groups to files.
  Status divide(EvalContext& context) {
    if (parts_ == nullptr) {
      parts_ = std::make_unique<RowPartitions>(runtime_.spill, saved_slots_, level_);
    }
    std::vector<const Column*> columns;
    for (std::size_t i = 0; i < aggregate_.keys.size(); ++i) {
      columns.push_back(&groups_.keys().key(i));
    }
    Batch saved(saved_slots_.size());
    for (std::size_t begin = 0; begin < groups_.size(); begin += batch_rows) {
      const std::size_t end = std::min(begin + batch_rows, groups_.size());
      saved.clear();
      ENTENTE_TRY(groups_.save(context, begin, end, saved));
      ENTENTE_TRY(parts_->append(context, saved, all_rows(end - begin),
                                 hash_rows(columns, groups_between(begin, end))));
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
    group_count_ = groups_.size();
    return groups_.finish(context, results_);
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
      ENTENTE_ASSIGN(const Status counted, groups_.merge(context, saved));
      ENTENTE_TRY(make_room(context, counted));
    }
    ENTENTE_TRY(end_pass(context));
    return true;
  }

  const Aggregate& aggregate_;
  GroupStates groups_;
  /// For rows that are groups of their own; none without a unique key.
  std::vector<AggregateStatePtr> row_states_;
  std::optional<UniqueGroups> unique_;
  std::optional<std::size_t> unique_key_;
  /// Does all the work where it can.
  std::unique_ptr<FoldedScan> fold_;
  bool folded_ = false;
  /// Divides the input; null where that cannot be done.
  std::unique_ptr<Morsels> morsels_;
  Batch batch_;
  std::vector<Column> results_;
  /// Groups that can be given.
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
  ENTENTE_ASSIGN(auto groups, GroupStates::make(logical, builder));
  std::vector<AggregateStatePtr> row_states;
  auto unique = UniqueGroups::make(logical, builder.plan());
  if (unique) {
    for (const AggregateItem& item : logical.aggregates) {
      ENTENTE_ASSIGN(row_states.emplace_back(), make_aggregate_state(*item.call, true, builder));
    }
  }
  ENTENTE_ASSIGN(auto fold, FoldedScan::make(logical, builder));
  return OperatorPtr(std::make_unique<AggregateOperator>(logical, builder, std::move(input),
                                                         std::move(groups), std::move(row_states),
                                                         std::move(unique), std::move(fold)));
}

}  // namespace entente::query
