#include "query/exec/node_scan.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/unique_seek.hpp"

namespace entente::query {
namespace {

/// Nodes whose indexed properties equal values that may depend on the row.
class IndexSeekOperator final : public NodeScan {
 public:
  IndexSeekOperator(const IndexSeek& logical, Builder& builder, OperatorPtr input,
                    std::vector<CompiledExpressionPtr> values)
      : NodeScan(logical, builder, std::move(input), logical.node),
        index_(logical.index),
        in_list_(logical.in_list),
        values_(std::move(values)),
        columns_(values_.size()) {}

 protected:
  Status begin_batch(EvalContext& context, const Batch& batch) override {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      ENTENTE_TRY(values_[i]->evaluate(context, batch, columns_[i]));
    }
    return {};
  }

  bool do_release() override {
    release_scan();
    for (Column& column : columns_) column.reset(ColumnType::empty);
    return true;
  }

  Result<std::unique_ptr<storage::NodeCursor>> find(EvalContext& context, const Batch& /*batch*/,
                                                    std::size_t row) override {
    if (in_list_) return find_in_list(context, columns_.front().get(row));
    ValueList key;
    key.reserve(columns_.size());
    for (const Column& column : columns_) {
      // Nothing equals null.
      if (column.is_null(row)) return std::unique_ptr<storage::NodeCursor>{};
      key.push_back(column.get(row));
    }
    return context.transaction.index_seek(index_, key);
  }

 private:
  Result<std::unique_ptr<storage::NodeCursor>> find_in_list(EvalContext& context,
                                                            const Value& list) {
    if (list.is_null()) return std::unique_ptr<storage::NodeCursor>{};
    if (!list.is_list()) {
      return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                            "IN needs a list but got " + std::string(to_string(list.kind())));
    }
    std::vector<NodeId> nodes;
    for (const Value& item : list.as_list()) {
      if (item.is_null()) continue;
      ENTENTE_ASSIGN(const auto cursor, context.transaction.index_seek(index_, {&item, 1}));
      ENTENTE_TRY(drain(context, *cursor, nodes));
    }
    return make_node_list_cursor(std::move(nodes));
  }

  Status drain(EvalContext& context, storage::NodeCursor& cursor, std::vector<NodeId>& nodes) {
    NodeId buffer[256];
    while (true) {
      ENTENTE_ASSIGN(const std::size_t count, cursor.next(buffer));
      if (count == 0) return {};
      nodes.insert(nodes.end(), buffer, buffer + count);
      ENTENTE_TRY(context.interruption.check());
    }
  }

  IndexId index_;
  bool in_list_;
  std::vector<CompiledExpressionPtr> values_;
  std::vector<Column> columns_;
};

}  // namespace

Result<OperatorPtr> make_index_seek(const IndexSeek& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto values, builder.compile_all(logical.values));
  if (seeks_one_node(logical)) {
    return make_unique_seek(logical, builder, std::move(input), std::move(values.front()));
  }
  return OperatorPtr(
      std::make_unique<IndexSeekOperator>(logical, builder, std::move(input), std::move(values)));
}

}  // namespace entente::query
