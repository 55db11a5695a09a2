#pragma once

#include <set>
#include <string>

#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// Names a statement uses, by kind.
struct NamesUsed {
  std::set<std::string> labels;
  std::set<std::string> types;
  std::set<std::string> keys;
};

/// Names in what a statement reads, and in what it writes.
struct StatementNames {
  NamesUsed read;
  NamesUsed written;
};

/// Walks the whole statement of the plan, patterns and subqueries included. Property keys count
/// where they are asked of something known to be a node or relationship.
StatementNames collect_names(const LogicalPlan& plan);

}  // namespace entente::query
