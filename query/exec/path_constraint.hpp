#pragma once

#include <string>
#include <utility>
#include <vector>

#include "query/eval/compiled_expression.hpp"
#include "query/exec/adjacency_cache.hpp"
#include "query/exec/distinct_relationships.hpp"

namespace entente::query {

/// What every single relationship of a variable-length pattern must meet: the property map of the
/// pattern, and being none of the relationships other parts of the pattern bound.
class PathConstraint {
 public:
  /// `properties` may be null.
  PathConstraint(CompiledExpressionPtr properties, const std::vector<Slot>& distinct_from)
      : properties_(std::move(properties)), distinct_(distinct_from) {}

  /// Evaluates what depends on the input row; once per row.
  Status begin_row(EvalContext& context, const Batch& batch, std::size_t row);
  Result<bool> allows(EvalContext& context, RelationshipId relationship) const;
  /// True if allows() always says yes for this row.
  [[nodiscard]] bool trivial() const { return excluded_.empty() && wanted_.empty() && !never_; }

 private:
  CompiledExpressionPtr properties_;
  DistinctRelationships distinct_;
  std::vector<RelationshipId> excluded_;
  std::vector<std::pair<std::string, Value>> wanted_;
  /// A property is compared with null: no relationship can match.
  bool never_ = false;
};

}  // namespace entente::query
