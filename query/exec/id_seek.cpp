#include "query/exec/node_scan.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Nodes by their ids; ids that do not exist give no row.
class IdSeekOperator final : public NodeScan {
 public:
  IdSeekOperator(const IdSeek& logical, Builder& builder, OperatorPtr input,
                 CompiledExpressionPtr ids)
      : NodeScan(logical, builder, std::move(input), logical.node),
        in_list_(logical.in_list),
        ids_(std::move(ids)) {}

 protected:
  Status begin_batch(EvalContext& context, const Batch& batch) override {
    return ids_->evaluate(context, batch, column_);
  }

  bool do_release() override {
    release_scan();
    column_.reset(ColumnType::empty);
    return true;
  }

  Result<std::unique_ptr<storage::NodeCursor>> find(EvalContext& context, const Batch& /*batch*/,
                                                    std::size_t row) override {
    const Value value = column_.get(row);
    std::vector<NodeId> nodes;
    if (!in_list_) {
      ENTENTE_TRY(add(context, value, nodes));
    } else if (value.is_list()) {
      for (const Value& item : value.as_list()) ENTENTE_TRY(add(context, item, nodes));
    }
    if (nodes.empty()) return std::unique_ptr<storage::NodeCursor>{};
    return make_node_list_cursor(std::move(nodes));
  }

 private:
  static Status add(EvalContext& context, const Value& value, std::vector<NodeId>& nodes) {
    std::int64_t id = -1;
    if (value.is_integer()) {
      id = value.as_integer();
    } else if (value.is_float() && value.as_float() >= 0 && value.as_float() < 9.0e18 &&
               value.as_float() ==
                   static_cast<double>(static_cast<std::int64_t>(value.as_float()))) {
      id = static_cast<std::int64_t>(value.as_float());
    }
    if (id < 0) return {};
    const NodeId node(static_cast<std::uint64_t>(id));
    ENTENTE_ASSIGN(const bool exists, context.transaction.node_exists(node));
    if (exists) nodes.push_back(node);
    return {};
  }

  bool in_list_;
  CompiledExpressionPtr ids_;
  Column column_;
};

}  // namespace

Result<OperatorPtr> make_id_seek(const IdSeek& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto ids, builder.compile(*logical.ids));
  return OperatorPtr(
      std::make_unique<IdSeekOperator>(logical, builder, std::move(input), std::move(ids)));
}

}  // namespace entente::query
