#pragma once

#include "query/exec/batch_util.hpp"
#include "query/exec/builder.hpp"
#include "query/exec/relationship_types.hpp"

namespace entente::query {

/// Base of the operators for patterns whose relationship, or list of them, is bound already: at
/// most one row per input row, with the other end bound or checked.
class FollowOperator : public InputOperator {
 public:
  FollowOperator(const LogicalOperator& logical, const ExpandSpec& spec, bool into,
                 Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        spec_(spec),
        types_(spec.types),
        into_(into) {}

 protected:
  /// The node that what is bound leads to from `spec.from`; nullopt if it does not fit.
  virtual Result<std::optional<NodeId>> follow(EvalContext& context, const Batch& batch,
                                               std::size_t row) = 0;

  Status restart(EvalContext& /*context*/) override { return {}; }

  Result<bool> do_next(EvalContext& context, Batch& out) final {
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      if (!more) return false;
      types_.resolve(context.transaction);
      rows_.clear();
      ends_.clear();
      for (std::size_t row = 0; row < out.rows(); ++row) ENTENTE_TRY(keep(context, out, row));
      if (rows_.empty()) continue;
      if (rows_.size() < out.rows()) out.select(rows_);
      if (!into_) {
        out.column(spec_.to).reset(ColumnType::node);
        out.column(spec_.to).nodes() = ends_;
      }
      return true;
    }
  }

  /// Moves over one relationship; false if it does not start here in the pattern's direction.
  [[nodiscard]] bool step(const RelationshipRef& relationship, NodeId& current) const {
    if (relationship.source == current && spec_.direction != Direction::incoming) {
      current = relationship.target;
      return true;
    }
    if (relationship.target == current && spec_.direction != Direction::outgoing) {
      current = relationship.source;
      return true;
    }
    return false;
  }

  const ExpandSpec& spec_;
  RelationshipTypes types_;

 private:
  Status keep(EvalContext& context, const Batch& batch, std::size_t row) {
    ENTENTE_ASSIGN(const auto end, follow(context, batch, row));
    if (!end) return {};
    if (into_) {
      ENTENTE_ASSIGN(const auto to, node_at(batch.column(spec_.to), row));
      if (!to || *to != *end) return {};
    }
    rows_.push_back(static_cast<std::uint32_t>(row));
    ends_.push_back(*end);
    return {};
  }

  bool into_;
  std::vector<std::uint32_t> rows_;
  std::vector<NodeId> ends_;
};

}  // namespace entente::query
