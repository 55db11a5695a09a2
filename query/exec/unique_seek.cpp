#include "query/exec/unique_seek.hpp"

#include <vector>

#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

/// The node whose unique property equals a value that may depend on the row: the values of a whole
/// input batch are looked up at once, where the general seek opens a cursor for each row. As no
/// row finds more than one node, an input batch gives at most one output batch.
class UniqueSeekOperator final : public InputOperator {
 public:
  UniqueSeekOperator(const IndexSeek& logical, Builder& builder, OperatorPtr input,
                     CompiledExpressionPtr value)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        node_(logical.node),
        node_needed_(builder.needs(logical, logical.node)),
        input_slots_(builder.inputs(logical, {logical.node})),
        index_(logical.index),
        value_(std::move(value)) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    prepare(input_batch_);
    return {};
  }

  bool do_release() override {
    input_batch_.clear();
    column_.reset(ColumnType::empty);
    wanted_.clear();
    return true;
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    do {
      ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
      if (!more) return false;
      ENTENTE_TRY(find(context));
      ENTENTE_TRY(context.interruption.check());
    } while (nodes_.empty());
    out.gather(input_batch_, rows_, input_slots_);
    if (node_needed_) {
      out.column(node_).reset(ColumnType::node);
      out.column(node_).nodes() = nodes_;
    }
    return true;
  }

 private:
  /// Fills nodes_ and rows_ with the nodes of the input batch and the rows that they belong to.
  Status find(EvalContext& context) {
    ENTENTE_TRY(value_->evaluate(context, input_batch_, column_));
    wanted_.clear();
    wanted_rows_.clear();
    for (std::size_t row = 0; row < input_batch_.rows(); ++row) {
      // Nothing equals null.
      if (column_.is_null(row)) continue;
      wanted_.push_back(column_.get(row));
      wanted_rows_.push_back(static_cast<std::uint32_t>(row));
    }
    nodes_.clear();
    rows_.clear();
    if (wanted_.size() == 1) return find_one(context);
    ENTENTE_TRY(context.transaction.index_seek_many(index_, wanted_, nodes_, rows_));
    for (std::uint32_t& row : rows_) row = wanted_rows_[row];
    return {};
  }

  /// For one value the preparations for many would cost more than the look-up.
  Status find_one(EvalContext& context) {
    ENTENTE_ASSIGN(const auto cursor, context.transaction.index_seek(index_, wanted_));
    NodeId buffer[2];
    while (true) {
      ENTENTE_ASSIGN(const std::size_t count, cursor->next(buffer));
      if (count == 0) return {};
      nodes_.insert(nodes_.end(), buffer, buffer + count);
      rows_.insert(rows_.end(), count, wanted_rows_.front());
    }
  }

  Slot node_;
  bool node_needed_;
  std::vector<Slot> input_slots_;
  IndexId index_;
  CompiledExpressionPtr value_;
  Batch input_batch_;
  Column column_;
  /// The values that are not null, and their rows.
  ValueList wanted_;
  std::vector<std::uint32_t> wanted_rows_;
  std::vector<NodeId> nodes_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

bool seeks_one_node(const IndexSeek& logical) {
  return logical.unique && !logical.in_list && logical.values.size() == 1;
}

OperatorPtr make_unique_seek(const IndexSeek& logical, Builder& builder, OperatorPtr input,
                             CompiledExpressionPtr value) {
  return std::make_unique<UniqueSeekOperator>(logical, builder, std::move(input), std::move(value));
}

}  // namespace entente::query
