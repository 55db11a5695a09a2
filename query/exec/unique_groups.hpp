#pragma once

#include <optional>

#include "query/exec/builder.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// A grouping key that tells every row from every other one, unless it is null: a property under a
/// uniqueness constraint, of a node that the input gives once.
class UniqueGroups {
 public:
  /// Nullopt if the input may give a node more than once, or no key is a property of it.
  static std::optional<UniqueGroups> make(const Aggregate& aggregate, const LogicalPlan& plan);

  /// The number of such a key; nullopt if there is no constraint on any, as this transaction sees
  /// the schema, or the label is not in memory.
  Result<std::optional<std::size_t>> find(storage::Transaction& transaction) const;

 private:
  struct Candidate {
    std::size_t key = 0;
    std::string property;
  };
  std::string label_;
  std::vector<Candidate> candidates_;
};

}  // namespace entente::query
