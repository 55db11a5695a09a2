#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/group_table.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Rows of both sides with equal keys: the right side is read into a table, the left one streams.
/// Null equals nothing. Rows come in the order of nested loops. The right side sees nothing of the
/// rows around the join, so the table is made once for all runs, unless the query writes or other
/// transactions come between.
class HashJoinOperator final : public Operator {
 public:
  HashJoinOperator(const HashJoin& logical, Builder& builder, OperatorPtr left, OperatorPtr right)
      : Operator(logical, builder.runtime()),
        keys_(logical.keys),
        outputs_(builder.outputs(logical)),
        table_(keys_.size()) {
    children_.push_back(std::move(left));
    children_.push_back(std::move(right));
    kept_ = child(1).logical().outputs;
  }

 protected:
  Status do_open(EvalContext& context) override {
    if (runtime_.updating || runtime_.inner.store != nullptr) forget();
    left_row_ = 0;
    match_ = end_of_chain;
    prepare(left_batch_);
    return child(0).open(context);
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    left_rows_.clear();
    right_rows_.clear();
    while (left_rows_.size() < batch_rows) {
      if (match_ != end_of_chain) {
        left_rows_.push_back(static_cast<std::uint32_t>(left_row_));
        right_rows_.push_back(match_);
        match_ = next_[match_];
        if (match_ == end_of_chain) ++left_row_;
        continue;
      }
      if (left_row_ >= left_batch_.rows()) {
        if (!left_rows_.empty()) break;
        ENTENTE_ASSIGN(const bool more, child(0).next(context, left_batch_));
        left_row_ = 0;
        if (!more) return false;
        // Without rows on the left, nothing of the right side may be evaluated, not even wrongly.
        if (!built_) ENTENTE_TRY(build(context));
        ENTENTE_TRY(table_.find(context, key_columns(left_batch_, &HashJoin::Key::left),
                                left_batch_.rows(), groups_));
      }
      const std::uint32_t group = groups_[left_row_];
      if (group == GroupTable::no_group || has_null(left_batch_, left_row_)) {
        ++left_row_;
      } else {
        match_ = first_[group];
      }
    }
    give(out);
    return true;
  }

 private:
  static constexpr std::uint32_t end_of_chain = 0xFFFFFFFFU;

  using Side = Slot HashJoin::Key::*;

  void forget() {
    table_.clear();
    lease_.release();
    built_ = false;
  }

  [[nodiscard]] std::vector<const Column*> key_columns(const Batch& batch, Side side) const {
    std::vector<const Column*> columns;
    for (const auto& key : keys_) columns.push_back(&batch.column(key.*side));
    return columns;
  }

  [[nodiscard]] bool has_null(const Batch& batch, std::size_t row) const {
    return std::any_of(keys_.begin(), keys_.end(),
                       [&](const auto& key) { return batch.column(key.left).is_null(row); });
  }

  Status build(EvalContext& context) {
    forget();
    prepare(right_rows_kept_);
    first_.clear();
    last_.clear();
    next_.clear();
    ENTENTE_TRY(child(1).open(context));
    Batch batch;
    while (true) {
      ENTENTE_ASSIGN(const bool more, child(1).next(context, batch));
      if (!more) break;
      ENTENTE_TRY(
          table_.assign(context, key_columns(batch, &HashJoin::Key::right), batch.rows(), groups_));
      first_.resize(table_.size(), end_of_chain);
      last_.resize(table_.size(), end_of_chain);
      for (const std::uint32_t group : groups_) {
        const auto row = static_cast<std::uint32_t>(next_.size());
        (first_[group] == end_of_chain ? first_[group] : next_[last_[group]]) = row;
        last_[group] = row;
        next_.push_back(end_of_chain);
      }
      ENTENTE_TRY(lease_.grow(context.memory, content_bytes(batch, kept_) + batch.rows() * 12));
      append_rows(right_rows_kept_, batch, kept_);
    }
    built_ = true;
    return {};
  }

  void give(Batch& out) const {
    for (const Slot slot : outputs_) {
      if (left_batch_.column(slot).type() != ColumnType::empty) {
        out.column(slot).gather(left_batch_.column(slot), left_rows_);
      } else if (right_rows_kept_.column(slot).type() != ColumnType::empty) {
        out.column(slot).gather(right_rows_kept_.column(slot), right_rows_);
      }
    }
    out.set_rows(left_rows_.size());
  }

  const std::vector<HashJoin::Key>& keys_;
  std::vector<Slot> outputs_;
  std::vector<Slot> kept_;
  GroupTable table_;
  bool built_ = false;
  Batch right_rows_kept_;
  /// Rows with the same key form a chain in their order: the first and the last row of each key,
  /// the next row of each row.
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> last_;
  std::vector<std::uint32_t> next_;
  Batch left_batch_;
  std::size_t left_row_ = 0;
  std::uint32_t match_ = end_of_chain;
  std::vector<std::uint32_t> groups_;
  std::vector<std::uint32_t> left_rows_;
  std::vector<std::uint32_t> right_rows_;
  MemoryLease lease_;
};

}  // namespace

Result<OperatorPtr> make_hash_join(const HashJoin& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto left, builder.build(*logical.children[0]));
  ENTENTE_ASSIGN(auto right, builder.build_alone(*logical.children[1]));
  return OperatorPtr(
      std::make_unique<HashJoinOperator>(logical, builder, std::move(left), std::move(right)));
}

}  // namespace entente::query
