#include <algorithm>

#include "query/exec/follow_operator.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/path_constraint.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// A variable-length pattern whose list of relationships is bound already: follows exactly it.
class FollowPathOperator final : public FollowOperator {
 public:
  FollowPathOperator(const ExpandVariable& logical, Builder& builder, OperatorPtr input,
                     CompiledExpressionPtr properties)
      : FollowOperator(logical, logical.spec, logical.into, builder, std::move(input)),
        expand_(logical),
        constraint_(std::move(properties), spec_.distinct_from) {}

 protected:
  Result<std::optional<NodeId>> follow(EvalContext& context, const Batch& batch,
                                       std::size_t row) override {
    const std::optional<NodeId> nowhere;
    const Value list = batch.column(spec_.relationship).get(row);
    ENTENTE_ASSIGN(const auto from, node_at(batch.column(spec_.from), row));
    if (!from || !list.is_list()) return nowhere;
    ValueList items = list.as_list();
    if (expand_.reversed) std::reverse(items.begin(), items.end());
    const std::uint64_t length = items.size();
    if (length < expand_.lower || length > expand_.upper.value_or(path_length_max)) return nowhere;
    ENTENTE_TRY(constraint_.begin_row(context, batch, row));
    NodeId current = *from;
    for (const Value& item : items) {
      if (!item.is_relationship()) return nowhere;
      const RelationshipRef relationship = to_reference(item.as_relationship());
      ENTENTE_ASSIGN(const bool allowed, constraint_.allows(context, relationship.id));
      if (!allowed || !types_.allows(relationship.type) || !step(relationship, current)) {
        return nowhere;
      }
    }
    return std::optional(current);
  }

 private:
  const ExpandVariable& expand_;
  PathConstraint constraint_;
};

}  // namespace

Result<OperatorPtr> make_follow_path(const ExpandVariable& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto properties, builder.compile_optional(logical.properties));
  return OperatorPtr(std::make_unique<FollowPathOperator>(logical, builder, std::move(input),
                                                          std::move(properties)));
}

}  // namespace entente::query
