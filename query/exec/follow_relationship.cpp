#include <algorithm>

#include "query/exec/distinct_relationships.hpp"
#include "query/exec/follow_operator.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// A relationship pattern whose relationship is bound already: checks that it fits.
class FollowRelationshipOperator final : public FollowOperator {
 public:
  FollowRelationshipOperator(const LogicalOperator& logical, const ExpandSpec& spec, bool into,
                             Builder& builder, OperatorPtr input)
      : FollowOperator(logical, spec, into, builder, std::move(input)),
        distinct_(spec.distinct_from) {}

 protected:
  Result<std::optional<NodeId>> follow(EvalContext& /*context*/, const Batch& batch,
                                       std::size_t row) override {
    const std::optional<NodeId> nowhere;
    ENTENTE_ASSIGN(const auto relationship, relationship_at(batch.column(spec_.relationship), row));
    ENTENTE_ASSIGN(const auto from, node_at(batch.column(spec_.from), row));
    if (!relationship || !from || !types_.allows(relationship->type)) return nowhere;
    if (!distinct_.empty()) {
      std::vector<RelationshipId> bound;
      distinct_.collect(batch, row, bound);
      if (std::find(bound.begin(), bound.end(), relationship->id) != bound.end()) return nowhere;
    }
    NodeId end = *from;
    return step(*relationship, end) ? std::optional(end) : nowhere;
  }

 private:
  DistinctRelationships distinct_;
};

}  // namespace

Result<OperatorPtr> make_follow_relationship(const LogicalOperator& logical, const ExpandSpec& spec,
                                             bool into, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(
      std::make_unique<FollowRelationshipOperator>(logical, spec, into, builder, std::move(input)));
}

}  // namespace entente::query
