#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/distinct_relationships.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/relationship_types.hpp"

namespace entente::query {
namespace {

/// A relationship pattern whose relationship is bound already: checks that it fits and binds (or
/// checks) the other end. Gives at most one row per input row.
class FollowRelationshipOperator final : public InputOperator {
 public:
  FollowRelationshipOperator(const LogicalOperator& logical, const ExpandSpec& spec, bool into,
                             Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        spec_(spec),
        into_(into),
        types_(spec.types),
        distinct_(spec.distinct_from) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      if (!more) return false;
      types_.resolve(context.transaction);
      rows_.clear();
      ends_.clear();
      for (std::size_t row = 0; row < out.rows(); ++row) ENTENTE_TRY(follow(out, row));
      if (rows_.empty()) continue;
      if (rows_.size() < out.rows()) out.select(rows_);
      if (!into_) {
        out.column(spec_.to).reset(ColumnType::node);
        out.column(spec_.to).nodes() = ends_;
      }
      return true;
    }
  }

 private:
  Status follow(const Batch& batch, std::size_t row) {
    ENTENTE_ASSIGN(const auto relationship, relationship_at(batch.column(spec_.relationship), row));
    ENTENTE_ASSIGN(const auto from, node_at(batch.column(spec_.from), row));
    if (!relationship || !from || !types_.allows(relationship->type)) return {};
    if (!distinct_.empty()) {
      std::vector<RelationshipId> bound;
      distinct_.collect(batch, row, bound);
      if (std::find(bound.begin(), bound.end(), relationship->id) != bound.end()) return {};
    }
    const bool leaves = relationship->source == *from && spec_.direction != Direction::incoming;
    const bool reaches = relationship->target == *from && spec_.direction != Direction::outgoing;
    if (!leaves && !reaches) return {};
    const NodeId end = leaves ? relationship->target : relationship->source;
    if (into_) {
      ENTENTE_ASSIGN(const auto to, node_at(batch.column(spec_.to), row));
      if (!to || *to != end) return {};
    }
    rows_.push_back(static_cast<std::uint32_t>(row));
    ends_.push_back(end);
    return {};
  }

  const ExpandSpec& spec_;
  bool into_;
  RelationshipTypes types_;
  DistinctRelationships distinct_;
  std::vector<std::uint32_t> rows_;
  std::vector<NodeId> ends_;
};

}  // namespace

Result<OperatorPtr> make_follow_relationship(const LogicalOperator& logical, const ExpandSpec& spec,
                                             bool into, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(
      std::make_unique<FollowRelationshipOperator>(logical, spec, into, builder, std::move(input)));
}

}  // namespace entente::query
