#include <algorithm>
#include <optional>

#include "query/exec/batch_util.hpp"
#include "query/exec/join_table.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/row_partitions.hpp"
#include "query/exec/sorted_rows.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Rows of both sides with equal keys: the right side is read into a table, the left one streams.
/// Null equals nothing. Rows come in the order of nested loops. The right side sees nothing of the
/// rows around the join, so the table is made once for all runs, unless the query writes or other
/// transactions come between.
/// If memory has no room for the right side, both sides are divided by key among temporary files
/// and joined part by part (Grace hash join); a part of the right side that is still too large is
/// taken in pieces, each of which meets the whole left part. Of the order, that of the argument's
/// rows is then restored, on which an enclosing operator relies.
class HashJoinOperator final : public Operator {
 public:
  HashJoinOperator(const HashJoin& logical, Builder& builder, OperatorPtr left, OperatorPtr right)
      : Operator(logical, builder.runtime()),
        outputs_(builder.outputs(logical)),
        left_kept_(builder.outputs(left->logical())),
        table_(logical.keys, right->logical().outputs, builder.runtime().spill) {
    children_.push_back(std::move(left));
    children_.push_back(std::move(right));
    runtime_.spill.add_user();
    if (builder.argument().row_number == no_slot) return;
    argument_order_.emplace_back().source = builder.argument().row_number;
    std::vector<CompiledExpressionPtr> no_expressions(1);
    in_order_.emplace(argument_order_, std::move(no_expressions), outputs_, builder);
  }

 protected:
  Status do_open(EvalContext& context) override {
    if (runtime_.updating || runtime_.inner.store != nullptr || parts_) forget();
    ordered_ = false;
    left_row_ = 0;
    match_ = JoinTable::end_of_chain;
    prepare(left_batch_);
    return child(0).open(context);
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (ordered_) return in_order_->next(context, out);
    ENTENTE_ASSIGN(bool more, join(context, out));
    if (!more || !parts_ || !in_order_) return more;
    in_order_->clear(runtime_.symbol_count, SortedRows::no_limit);
    while (more) {
      ENTENTE_TRY(in_order_->add(context, out));
      prepare(out);
      ENTENTE_ASSIGN(more, join(context, out));
    }
    ordered_ = true;
    ENTENTE_TRY(in_order_->finish(context));
    prepare(out);
    return in_order_->next(context, out);
  }

 private:
  /// Both sides in files, by key.
  struct Parts {
    RowPartitions left;
    RowPartitions right;
    /// The part being joined, or the one from which on to look for it.
    std::size_t part = 0;
    bool open = false;
    /// Rows of the right part that were in the table so far.
    std::uint64_t right_rows = 0;
  };

  void forget() {
    table_.clear(runtime_.symbol_count);
    parts_.reset();
    built_ = false;
  }

  Result<bool> join(EvalContext& context, Batch& out) {
    left_rows_.clear();
    right_rows_.clear();
    while (left_rows_.size() < batch_rows) {
      if (match_ != JoinTable::end_of_chain) {
        left_rows_.push_back(static_cast<std::uint32_t>(left_row_));
        right_rows_.push_back(match_);
        match_ = table_.next(match_);
        if (match_ == JoinTable::end_of_chain) ++left_row_;
        continue;
      }
      if (left_row_ >= left_batch_.rows()) {
        if (!left_rows_.empty()) break;
        ENTENTE_ASSIGN(const bool more, next_left(context));
        left_row_ = 0;
        if (!more) return false;
        ENTENTE_TRY(table_.find(context, left_batch_));
      }
      match_ = table_.first(left_batch_, left_row_);
      if (match_ == JoinTable::end_of_chain) ++left_row_;
    }
    give(out);
    return true;
  }

  /// Reads the right side.
  Status build(EvalContext& context) {
    forget();
    ENTENTE_TRY(child(1).open(context));
    SpillSpace& space = runtime_.spill;
    Batch batch;
    while (true) {
      ENTENTE_ASSIGN(const bool more, child(1).next(context, batch));
      if (!more) break;
      if (parts_) {
        ENTENTE_TRY(divide_right(context, batch));
        continue;
      }
      ENTENTE_ASSIGN(const bool fits, table_.add(context, batch));
      if (fits) continue;
      parts_.emplace(Parts{{space, left_kept_, 0}, {space, table_.kept(), 0}});
      ENTENTE_TRY(divide_right(context, table_.rows()));
      table_.clear(runtime_.symbol_count);
    }
    built_ = true;
    return {};
  }

  /// The rows whose keys are not null, with their hashes. The others join nothing.
  std::vector<std::uint64_t> hash_keys(const Batch& batch, JoinTable::Side side) {
    rows_.clear();
    for (std::size_t row = 0; row < batch.rows(); ++row) {
      if (!table_.has_null(batch, side, row)) rows_.push_back(static_cast<std::uint32_t>(row));
    }
    return hash_rows(table_.key_columns(batch, side), rows_);
  }

  Status divide_right(EvalContext& context, const Batch& batch) {
    const auto hashes = hash_keys(batch, &HashJoin::Key::right);
    return parts_->right.append(context, batch, rows_, hashes);
  }

  Status divide_left(EvalContext& context, const Batch& batch) {
    auto hashes = hash_keys(batch, &HashJoin::Key::left);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (parts_->right.file(parts_->right.partition_of(hashes[i])) == nullptr) continue;
      rows_[kept] = rows_[i];
      hashes[kept++] = hashes[i];
    }
    return parts_->left.append(context, batch, std::span(rows_).first(kept),
                               std::span(hashes).first(kept));
  }

  /// The next rows of the left side that the table was made for, in left_batch_.
  Result<bool> next_left(EvalContext& context) {
    if (!parts_) {
      ENTENTE_ASSIGN(bool more, child(0).next(context, left_batch_));
      if (!more) return false;
      // Without rows on the left, nothing of the right side may be evaluated, not even wrongly.
      if (!built_) ENTENTE_TRY(build(context));
      if (!parts_) return true;
      while (more) {
        ENTENTE_TRY(divide_left(context, left_batch_));
        ENTENTE_ASSIGN(more, child(0).next(context, left_batch_));
      }
    }
    for (; parts_->part < RowPartitions::count; ++parts_->part) {
      RowFile* left = parts_->left.file(parts_->part);
      RowFile* right = parts_->right.file(parts_->part);
      if (left == nullptr || right == nullptr) continue;
      ENTENTE_ASSIGN(const bool more, next_of_part(context, *left, *right));
      if (more) return true;
    }
    return false;
  }

  Result<bool> next_of_part(EvalContext& context, RowFile& left, RowFile& right) {
    if (!parts_->open) {
      parts_->open = true;
      parts_->right_rows = 0;
      ENTENTE_TRY(right.rewind(context));
      ENTENTE_TRY(load(context, right));
      ENTENTE_TRY(left.rewind(context));
    }
    while (true) {
      prepare(left_batch_);
      ENTENTE_ASSIGN(const bool more, left.read(context, left_batch_));
      if (more) return true;
      parts_->open = parts_->right_rows < right.rows();
      if (!parts_->open) return false;
      ENTENTE_TRY(load(context, right));
      ENTENTE_TRY(left.rewind(context));
    }
  }

  /// Fills the table with as many more rows of the right part as there is room for.
  Status load(EvalContext& context, RowFile& right) {
    table_.clear(runtime_.symbol_count);
    Batch batch;
    while (true) {
      prepare(batch);
      ENTENTE_ASSIGN(const bool more, right.read(context, batch));
      if (!more) return {};
      parts_->right_rows += batch.rows();
      ENTENTE_ASSIGN(const bool fits, table_.add(context, batch));
      if (!fits) return {};
    }
  }

  void give(Batch& out) const {
    for (const Slot slot : outputs_) {
      if (left_batch_.column(slot).type() != ColumnType::empty) {
        out.column(slot).gather(left_batch_.column(slot), left_rows_);
      } else if (table_.rows().column(slot).type() != ColumnType::empty) {
        out.column(slot).gather(table_.rows().column(slot), right_rows_);
      }
    }
    out.set_rows(left_rows_.size());
  }

  std::vector<Slot> outputs_;
  std::vector<Slot> left_kept_;
  JoinTable table_;
  bool built_ = false;
  /// Set if memory had no room for the right side.
  std::optional<Parts> parts_;
  /// Restores the order of the argument's rows, where there is one.
  std::vector<SortKey> argument_order_;
  std::optional<SortedRows> in_order_;
  bool ordered_ = false;
  Batch left_batch_;
  std::size_t left_row_ = 0;
  std::uint32_t match_ = JoinTable::end_of_chain;
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> left_rows_;
  std::vector<std::uint32_t> right_rows_;
};

}  // namespace

Result<OperatorPtr> make_hash_join(const HashJoin& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto left, builder.build(*logical.children[0]));
  ENTENTE_ASSIGN(auto right, builder.build_alone(*logical.children[1]));
  return OperatorPtr(
      std::make_unique<HashJoinOperator>(logical, builder, std::move(left), std::move(right)));
}

}  // namespace entente::query
