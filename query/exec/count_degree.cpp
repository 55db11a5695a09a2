#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/relationship_types.hpp"
#include "storage/graph/adjacency_view.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

/// Degrees instead of relationships.
class CountDegreeOperator final : public InputOperator {
 public:
  CountDegreeOperator(const CountDegree& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        count_(logical),
        types_(logical.types) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, input().next(context, out));
    if (!more) return false;
    types_.resolve(context.transaction);
    std::vector<std::int64_t> degrees(out.rows(), 0);
    const Column& from = out.column(count_.from);
    ENTENTE_ASSIGN(const bool counted, count_in_memory(context, from, degrees));
    if (counted) {
      out.column(count_.target).reset(ColumnType::integer);
      out.column(count_.target).integers() = std::move(degrees);
      return true;
    }
    for (std::size_t row = 0; row < degrees.size(); ++row) {
      ENTENTE_ASSIGN(const auto node, node_at(from, row));
      if (!node || types_.none()) continue;
      ENTENTE_ASSIGN(const std::uint64_t degree,
                     context.transaction.degree(*node, count_.direction, types_.ids()));
      degrees[row] = static_cast<std::int64_t>(degree);
      for (const Slot slot : count_.distinct_from) {
        ENTENTE_ASSIGN(const auto used, relationship_at(out.column(slot), row));
        if (used && touches(*used, *node)) --degrees[row];
      }
    }
    out.column(count_.target).reset(ColumnType::integer);
    out.column(count_.target).integers() = std::move(degrees);
    return true;
  }

 private:
  /// Degrees of one direction and one type (or all) from rows in memory; false if that is not what
  /// is asked for, or they are not there.
  Result<bool> count_in_memory(EvalContext& context, const Column& from,
                               std::vector<std::int64_t>& degrees) const {
    if (count_.direction == Direction::either || !count_.distinct_from.empty() || types_.none() ||
        types_.ids().size() > 1 || from.type() != ColumnType::node || !from.all_valid()) {
      return false;
    }
    ENTENTE_ASSIGN(const auto view, context.transaction.adjacency(count_.direction, types_.ids()));
    if (view == nullptr) return false;
    const std::vector<NodeId>& nodes = from.nodes();
    for (std::size_t row = 0; row < degrees.size(); ++row) {
      degrees[row] = static_cast<std::int64_t>(view->degree(nodes[row].value));
    }
    return true;
  }

  /// True if the relationship is among those degree() counts for the node.
  [[nodiscard]] bool touches(const RelationshipRef& relationship, NodeId node) const {
    if (!types_.allows(relationship.type)) return false;
    const bool leaves = relationship.source == node;
    const bool arrives = relationship.target == node;
    switch (count_.direction) {
      case Direction::outgoing: return leaves;
      case Direction::incoming: return arrives;
      case Direction::either: break;
    }
    return leaves || arrives;
  }

  const CountDegree& count_;
  RelationshipTypes types_;
};

}  // namespace

Result<OperatorPtr> make_count_degree(const CountDegree& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<CountDegreeOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
