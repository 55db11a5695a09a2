#include "query/exec/batch_util.hpp"
#include "query/exec/located.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/write_budget.hpp"

namespace entente::query {
namespace {

/// Deletes what its expressions give for a batch: everything is evaluated before anything goes, and
/// relationships go before nodes. Null and what is deleted already are no mistakes. Whether a
/// deleted node still has relationships is checked at the end of the statement.
class DeleteOperator final : public InputOperator {
 public:
  DeleteOperator(const Delete& logical, Builder& builder, OperatorPtr input,
                 std::vector<CompiledExpressionPtr> expressions)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        detach_(logical.detach),
        spec_(logical),
        expressions_(std::move(expressions)) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, out));
    if (!more) return false;
    nodes_.clear();
    relationships_.clear();
    for (std::size_t row = 0; row < out.rows(); ++row) {
      for (std::size_t i = 0; i < expressions_.size(); ++i) {
        ENTENTE_ASSIGN(const Value value, evaluate_at(context, *expressions_[i], out, row));
        ENTENTE_TRY(located(add(value), spec_.expressions[i]->span));
      }
    }
    for (const RelationshipId id : relationships_) {
      ENTENTE_TRY(context.transaction.delete_relationship(id));
      ENTENTE_TRY(budget_.row(context));
    }
    for (const NodeId id : nodes_) {
      ENTENTE_TRY(detach_ ? context.transaction.detach_delete_node(id)
                          : context.transaction.delete_node(id));
      ENTENTE_TRY(budget_.row(context));
    }
    return true;
  }

 private:
  Status add(const Value& value) {
    switch (value.kind()) {
      case ValueKind::null: return {};
      case ValueKind::node: nodes_.push_back(value.node_id()); return {};
      case ValueKind::relationship: relationships_.push_back(value.as_relationship().id); return {};
      case ValueKind::path:
        for (const Value& item : value.as_path().nodes) ENTENTE_TRY(add(item));
        for (const Value& item : value.as_path().relationships) ENTENTE_TRY(add(item));
        return {};
      case ValueKind::list:
        for (const Value& item : value.as_list()) ENTENTE_TRY(add(item));
        return {};
      default:
        return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                              "nodes, relationships and paths can be deleted, not " +
                                  std::string(to_string(value.kind())));
    }
  }

  bool detach_;
  const Delete& spec_;
  std::vector<CompiledExpressionPtr> expressions_;
  std::vector<NodeId> nodes_;
  std::vector<RelationshipId> relationships_;
  WriteBudget budget_;
};

}  // namespace

Result<OperatorPtr> make_delete(const Delete& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto expressions, builder.compile_all(logical.expressions));
  return OperatorPtr(
      std::make_unique<DeleteOperator>(logical, builder, std::move(input), std::move(expressions)));
}

}  // namespace entente::query
