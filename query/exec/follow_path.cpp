#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/path_constraint.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// A variable-length pattern whose list of relationships is bound already: follows exactly it.
class FollowPathOperator final : public InputOperator {
 public:
  FollowPathOperator(const ExpandVariable& logical, Builder& builder, OperatorPtr input,
                     CompiledExpressionPtr properties)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        expand_(logical),
        spec_(logical.spec),
        types_(spec_.types),
        constraint_(std::move(properties), spec_.distinct_from) {}

 protected:
  Status restart(EvalContext& /*context*/) override { return {}; }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      if (!more) return false;
      types_.resolve(context.transaction);
      rows_.clear();
      ends_.clear();
      for (std::size_t row = 0; row < out.rows(); ++row) ENTENTE_TRY(follow(context, out, row));
      if (rows_.empty()) continue;
      if (rows_.size() < out.rows()) out.select(rows_);
      if (!expand_.into) {
        out.column(spec_.to).reset(ColumnType::node);
        out.column(spec_.to).nodes() = ends_;
      }
      return true;
    }
  }

 private:
  Status follow(EvalContext& context, const Batch& batch, std::size_t row) {
    const Value list = batch.column(spec_.relationship).get(row);
    ENTENTE_ASSIGN(const auto from, node_at(batch.column(spec_.from), row));
    if (!from || !list.is_list()) return {};
    ValueList items = list.as_list();
    if (expand_.reversed) std::reverse(items.begin(), items.end());
    const std::uint64_t length = items.size();
    if (length < expand_.lower || length > expand_.upper.value_or(path_length_max)) return {};
    ENTENTE_TRY(constraint_.begin_row(context, batch, row));
    NodeId current = *from;
    for (const Value& item : items) {
      if (!item.is_relationship()) return {};
      const RelationshipRef relationship = to_reference(item.as_relationship());
      ENTENTE_ASSIGN(const bool allowed, constraint_.allows(context, relationship.id));
      if (!allowed || !types_.allows(relationship.type) || !step(relationship, current)) return {};
    }
    if (expand_.into) {
      ENTENTE_ASSIGN(const auto to, node_at(batch.column(spec_.to), row));
      if (!to || *to != current) return {};
    }
    rows_.push_back(static_cast<std::uint32_t>(row));
    ends_.push_back(current);
    return {};
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

  const ExpandVariable& expand_;
  const ExpandSpec& spec_;
  RelationshipTypes types_;
  PathConstraint constraint_;
  std::vector<std::uint32_t> rows_;
  std::vector<NodeId> ends_;
};

}  // namespace

Result<OperatorPtr> make_follow_path(const ExpandVariable& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto properties, builder.compile_optional(logical.properties));
  return OperatorPtr(std::make_unique<FollowPathOperator>(logical, builder, std::move(input),
                                                          std::move(properties)));
}

}  // namespace entente::query
