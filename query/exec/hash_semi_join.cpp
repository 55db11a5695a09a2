#include <algorithm>

#include "query/eval/comparison.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/group_table.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Left rows for which the right side has a row with equal keys; of an anti-join, those for which
/// it has none. The keys of the right side are read into a table once for all runs, unless the
/// query writes or other transactions come between; nothing of a left row reaches the right side.
class HashSemiJoinOperator final : public Operator {
 public:
  HashSemiJoinOperator(const HashJoin& logical, Builder& builder, OperatorPtr left,
                       OperatorPtr right)
      : Operator(logical, builder.runtime()),
        keys_(logical.keys),
        wanted_(logical.mode == HashJoin::Mode::semi ? 1 : 0),
        outputs_(builder.outputs(logical)),
        table_(keys_.size()) {
    children_.push_back(std::move(left));
    children_.push_back(std::move(right));
  }

 protected:
  Status do_open(EvalContext& context) override {
    if (runtime_.updating || runtime_.inner.store != nullptr) built_ = false;
    return child(0).open(context);
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      prepare(left_batch_);
      ENTENTE_ASSIGN(const bool more, child(0).next(context, left_batch_));
      if (!more) return false;
      // Without rows on the left, nothing of the right side may be evaluated, not even wrongly.
      if (!built_) ENTENTE_TRY(build(context));
      ENTENTE_TRY(table_.find(context, key_columns(left_batch_, &HashJoin::Key::left),
                              left_batch_.rows(), groups_));
      rows_.clear();
      for (std::size_t row = 0; row < left_batch_.rows(); ++row) {
        const std::uint32_t group = groups_[row];
        const std::uint8_t found = group == GroupTable::no_group ? 0 : matches_[group];
        if (found == wanted_) rows_.push_back(static_cast<std::uint32_t>(row));
      }
      if (rows_.empty()) continue;
      take_rows(out, left_batch_, rows_, outputs_);
      return true;
    }
  }

 private:
  using Side = Slot HashJoin::Key::*;

  [[nodiscard]] std::vector<const Column*> key_columns(const Batch& batch, Side side) const {
    std::vector<const Column*> columns;
    for (const auto& key : keys_) columns.push_back(&batch.column(key.*side));
    return columns;
  }

  /// The table knows equivalence, by which null and NaN are like themselves; of all other values,
  /// those that are equivalent are equal.
  [[nodiscard]] static bool equals_itself(std::span<const Column* const> keys, std::size_t row) {
    return std::all_of(keys.begin(), keys.end(), [&](const Column* column) {
      if (column->is_null(row)) return false;
      const ColumnType type = column->type();
      if (type != ColumnType::value && type != ColumnType::floating) return true;
      const Value value = column->get(row);
      return equals(value, value).value_or(false);
    });
  }

  Status build(EvalContext& context) {
    table_.clear();
    matches_.clear();
    ENTENTE_TRY(child(1).open(context));
    Batch batch;
    prepare(batch);
    while (true) {
      ENTENTE_ASSIGN(const bool more, child(1).next(context, batch));
      if (!more) break;
      const auto keys = key_columns(batch, &HashJoin::Key::right);
      ENTENTE_TRY(table_.assign(context, keys, batch.rows(), groups_));
      matches_.resize(table_.size(), 0);
      for (std::size_t row = 0; row < batch.rows(); ++row) {
        std::uint8_t& match = matches_[groups_[row]];
        if (match == 0 && equals_itself(keys, row)) match = 1;
      }
    }
    built_ = true;
    return {};
  }

  const std::vector<HashJoin::Key>& keys_;
  const std::uint8_t wanted_;
  std::vector<Slot> outputs_;
  GroupTable table_;
  bool built_ = false;
  /// Whether a group of the table has a key that equals something.
  std::vector<std::uint8_t> matches_;
  Batch left_batch_;
  std::vector<std::uint32_t> groups_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

Result<OperatorPtr> make_hash_semi_join(const HashJoin& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto left, builder.build(*logical.children[0]));
  ENTENTE_ASSIGN(auto right, builder.build_alone(*logical.children[1]));
  return OperatorPtr(
      std::make_unique<HashSemiJoinOperator>(logical, builder, std::move(left), std::move(right)));
}

}  // namespace entente::query
