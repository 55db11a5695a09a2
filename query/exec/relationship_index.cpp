#include <algorithm>

#include "query/eval/value_set.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/distinct_relationships.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::RelationshipCursor;
using storage::RelationshipEnds;

/// The values an index is asked for, as columns of one input batch.
class IndexQuestion {
 public:
  IndexQuestion(const IndexAccess& access, std::vector<CompiledExpressionPtr> values,
                CompiledExpressionPtr lower, CompiledExpressionPtr upper)
      : access_(access),
        values_(std::move(values)),
        lower_(std::move(lower)),
        upper_(std::move(upper)),
        columns_(values_.size()) {}

  Status begin_batch(EvalContext& context, const Batch& batch) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      ENTENTE_TRY(values_[i]->evaluate(context, batch, columns_[i]));
    }
    if (lower_) ENTENTE_TRY(lower_->evaluate(context, batch, lower_column_));
    if (upper_) ENTENTE_TRY(upper_->evaluate(context, batch, upper_column_));
    return {};
  }

  /// Appends the cursors that together give the relationships of one row, each once.
  Status ask(EvalContext& context, std::size_t row,
             std::vector<std::unique_ptr<RelationshipCursor>>& cursors) {
    storage::Transaction& transaction = context.transaction;
    switch (access_.kind) {
      case IndexAccess::Kind::in_list: return ask_list(context, columns_.front().get(row), cursors);
      case IndexAccess::Kind::equal: {
        ValueList key;
        for (const Column& column : columns_) {
          // Nothing equals null.
          if (column.is_null(row)) return {};
          key.push_back(column.get(row));
        }
        ENTENTE_ASSIGN(cursors.emplace_back(),
                       transaction.relationship_index_seek(access_.index, key));
        return {};
      }
      case IndexAccess::Kind::strings: {
        const Value text = columns_.front().get(row);
        // A comparison with anything but a string is unknown, never true.
        if (!text.is_string()) return {};
        ENTENTE_ASSIGN(cursors.emplace_back(), transaction.relationship_index_strings(
                                                   access_.index, access_.match, text.as_string()));
        return {};
      }
      case IndexAccess::Kind::range: break;
    }
    storage::RangeBound lower;
    storage::RangeBound upper;
    if (lower_) lower = {lower_column_.get(row), access_.lower_inclusive};
    if (upper_) upper = {upper_column_.get(row), access_.upper_inclusive};
    const bool unknown =
        (lower.value && lower.value->is_null()) || (upper.value && upper.value->is_null());
    if (unknown) return {};
    ENTENTE_ASSIGN(cursors.emplace_back(),
                   transaction.relationship_index_range(access_.index, lower, upper));
    return {};
  }

 private:
  Status ask_list(EvalContext& context, const Value& list,
                  std::vector<std::unique_ptr<RelationshipCursor>>& cursors) {
    if (list.is_null()) return {};
    if (!list.is_list()) {
      return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                            "IN needs a list but got " + std::string(to_string(list.kind())));
    }
    // Equal items, which may look different (1 and 1.0), would give their relationships twice.
    ValueSet seen;
    for (const Value& item : list.as_list()) {
      if (item.is_null() || !seen.insert(item).second) continue;
      ENTENTE_ASSIGN(cursors.emplace_back(),
                     context.transaction.relationship_index_seek(access_.index, {&item, 1}));
    }
    return {};
  }

  const IndexAccess& access_;
  std::vector<CompiledExpressionPtr> values_;
  CompiledExpressionPtr lower_;
  CompiledExpressionPtr upper_;
  std::vector<Column> columns_;
  Column lower_column_;
  Column upper_column_;
};

/// The product of the input rows with the relationships an index gives for each of them. Without a
/// direction a relationship is found from both its ends, but a loop only once.
class RelationshipIndexOperator final : public InputOperator {
 public:
  RelationshipIndexOperator(const RelationshipIndex& logical, Builder& builder, OperatorPtr input,
                            IndexQuestion question)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        spec_(logical.spec),
        question_(std::move(question)),
        input_slots_(builder.inputs(logical, {spec_.relationship, spec_.from, spec_.to})),
        distinct_(spec_.distinct_from) {
    from_needed_ = builder.needs(logical, spec_.from);
    relationship_needed_ = builder.needs(logical, spec_.relationship);
    to_needed_ = builder.needs(logical, spec_.to);
  }

 protected:
  Status restart(EvalContext& /*context*/) override {
    cursors_.clear();
    prepare(input_batch_);
    row_ = 0;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    found_.clear();
    rows_.clear();
    // Two rows for each relationship at most.
    while (found_.size() + 2 <= batch_rows) {
      ENTENTE_TRY(ticker_.tick(context));
      if (!cursors_.empty()) {
        ENTENTE_TRY(read(*cursors_.back()));
        continue;
      }
      if (row_ < input_batch_.rows()) {
        ENTENTE_TRY(question_.ask(context, row_++, cursors_));
        continue;
      }
      // Rows of another input batch cannot share this output batch.
      if (!found_.empty()) break;
      ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
      row_ = 0;
      if (!more) break;
      ENTENTE_TRY(question_.begin_batch(context, input_batch_));
    }
    if (found_.empty()) return false;
    emit(out);
    return true;
  }

 private:
  struct Found {
    RelationshipEnds relationship;
    bool outgoing = true;
  };

  Status read(RelationshipCursor& cursor) {
    const std::size_t room = (batch_rows - found_.size()) / 2;
    ends_.resize(room);
    ENTENTE_ASSIGN(const std::size_t count, cursor.next(ends_));
    if (count == 0) {
      cursors_.pop_back();
      return {};
    }
    const auto row = static_cast<std::uint32_t>(row_ - 1);
    std::vector<RelationshipId> bound;
    if (!distinct_.empty()) distinct_.collect(input_batch_, row, bound);
    for (std::size_t i = 0; i < count; ++i) {
      const RelationshipEnds& ends = ends_[i];
      if (std::find(bound.begin(), bound.end(), ends.id) != bound.end()) continue;
      if (spec_.direction != Direction::incoming) add(row, ends, true);
      const bool loop_again = spec_.direction == Direction::either && ends.source == ends.target;
      if (spec_.direction != Direction::outgoing && !loop_again) add(row, ends, false);
    }
    return {};
  }

  void add(std::uint32_t row, const RelationshipEnds& ends, bool outgoing) {
    rows_.push_back(row);
    found_.push_back({ends, outgoing});
  }

  void emit(Batch& out) {
    out.gather(input_batch_, rows_, input_slots_);
    if (relationship_needed_) {
      out.column(spec_.relationship).reset(ColumnType::relationship);
      auto& column = out.column(spec_.relationship).relationships();
      for (const Found& found : found_) {
        const RelationshipEnds& ends = found.relationship;
        column.push_back({ends.id, ends.type, ends.source, ends.target});
      }
    }
    const auto bind = [&](Slot slot, bool start) {
      out.column(slot).reset(ColumnType::node);
      auto& column = out.column(slot).nodes();
      for (const Found& found : found_) {
        const RelationshipEnds& ends = found.relationship;
        column.push_back(found.outgoing == start ? ends.source : ends.target);
      }
    };
    if (from_needed_) bind(spec_.from, true);
    if (to_needed_) bind(spec_.to, false);
  }

  const ExpandSpec& spec_;
  IndexQuestion question_;
  std::vector<Slot> input_slots_;
  DistinctRelationships distinct_;
  bool from_needed_ = false;
  bool relationship_needed_ = false;
  bool to_needed_ = false;
  Batch input_batch_;
  std::size_t row_ = 0;
  /// Of the row before row_.
  std::vector<std::unique_ptr<RelationshipCursor>> cursors_;
  std::vector<RelationshipEnds> ends_;
  std::vector<Found> found_;
  std::vector<std::uint32_t> rows_;
  Ticker ticker_;
};

}  // namespace

Result<OperatorPtr> make_relationship_index(const RelationshipIndex& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto values, builder.compile_all(logical.access.values));
  ENTENTE_ASSIGN(auto lower, builder.compile_optional(logical.access.lower));
  ENTENTE_ASSIGN(auto upper, builder.compile_optional(logical.access.upper));
  IndexQuestion question(logical.access, std::move(values), std::move(lower), std::move(upper));
  return OperatorPtr(std::make_unique<RelationshipIndexOperator>(logical, builder, std::move(input),
                                                                 std::move(question)));
}

}  // namespace entente::query
