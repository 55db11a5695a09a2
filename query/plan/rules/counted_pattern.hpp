#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "query/plan/logical_plan.hpp"
#include "query/plan/symbol_set.hpp"

namespace entente::query {

/// True if the aggregate counts rows: count(*), or count of one of `bound`, which are never null.
bool counts_rows(const FunctionCallExpression& call, const SymbolSet& bound,
                 const LogicalPlan& plan);

/// True if all aggregates count rows and no key sees one of `bound`: numbers of rows can take the
/// place of what binds these.
bool counts_only(const Aggregate& aggregate, const SymbolSet& bound, const LogicalPlan& plan);

/// Makes every aggregate the sum over a new symbol, which it returns.
Slot sum_instead_of_count(LogicalPlan& plan, Aggregate& aggregate);

/// Makes `input`, which binds the numbers of rows to `target`, the input of the aggregate. Groups
/// that would have no row must not appear, so with grouping keys rows with 0 are left out.
void put_counted(LogicalPlan& plan, Aggregate& aggregate, LogicalOperatorPtr input, Slot target);

/// A pattern without cycles of which only the number of matches is asked for.
struct CountedPattern {
  struct Node {
    Slot slot = no_slot;
    std::vector<const Expression*> predicates;
  };
  struct Edge {
    Slot relationship = no_slot;
    std::size_t from = 0;
    std::size_t to = 0;
    Direction direction = Direction::outgoing;
    std::vector<std::string> types;
  };
  std::vector<Node> nodes;  // the first is bound by the input, or any node
  std::vector<Edge> edges;  // at least one
  /// Edges that may not be the same relationship.
  std::vector<std::pair<std::size_t, std::size_t>> differing;
  bool root_bound = false;
  /// What stands below the pattern.
  LogicalOperatorPtr* input = nullptr;
};

/// The pattern below an aggregate that only counts its matches; nullopt if there is none, or if it
/// asks more than nodes and relationships can be tested for one by one.
std::optional<CountedPattern> counted_pattern(Aggregate& aggregate, LogicalPlan& plan);

}  // namespace entente::query
