#include "query/plan/part_join.hpp"

#include "query/plan/cost.hpp"

namespace entente::query {
namespace {

bool is_key(const PredicateFact& fact, const Part& left, const Part& right) {
  if (fact.left == nullptr || (!fact.outer && right.bound.covers(fact.needs))) return false;
  const auto splits = [&](const ElementSet& a, bool a_outer, const ElementSet& b, bool b_outer) {
    return (a_outer || !a.empty()) && left.bound.covers(a) && !b.empty() && !b_outer &&
           right.bound.covers(b) && !left.bound.covers(b);
  };
  return splits(fact.left_needs, fact.left_outer, fact.right_needs, fact.right_outer) ||
         splits(fact.right_needs, fact.right_outer, fact.left_needs, fact.left_outer);
}

}  // namespace

std::optional<Part> PartJoiner::join(const Part& left, const Part& right) const {
  if (right.bound.empty() || left.bound.covers(right.bound)) return std::nullopt;
  if (!anchored_ && left.bound.empty()) return std::nullopt;
  double matches = 1;
  bool shared = false;
  for (std::size_t i = 0; i < facts_.nodes.size(); ++i) {
    if (!left.bound.contains(i) || !right.bound.contains(i)) continue;
    shared = true;
    matches /= facts_.nodes[i].candidates;
  }
  bool followed = false;
  for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
    const std::size_t element = facts_.element_of_relationship(i);
    if (!right.bound.contains(element)) continue;
    followed = true;
    if (left.bound.contains(element)) return std::nullopt;
  }
  if (!may_differ(left, right)) return std::nullopt;
  // A single node that both know is better reached from the left.
  if (shared ? !followed : equalities(left, right).empty()) return std::nullopt;

  Part part = left;
  part.kind = PatternStep::Kind::join;
  part.cost += cost::opened_join + left.rows * cost::probed_row +
               cost::join_risk * (right.cost + right.rows * cost::built_row);
  part.share = matches;
  part.rows = left.rows * right.rows * matches;
  part.bound.add(right.bound);
  part.targets.add(right.targets);
  for (const auto& fact : facts_.predicates) {
    if (!PatternFacts::is_new(fact, left.bound, part.bound, anchored_)) continue;
    if (!fact.outer && right.bound.covers(fact.needs)) continue;
    part.rows *= fact.share;
    if (is_key(fact, left, right)) {
      part.share *= fact.share;
    } else {
      part.cost += part.rows * fact.cost;
    }
  }
  part.cost += part.rows * cost::row * 2;
  return part;
}

/// Relationships on both sides must be different ones, which only single ones can be tested for.
bool PartJoiner::may_differ(const Part& left, const Part& right) const {
  if (graph_.repeatable) return true;
  for (std::size_t i = 0; i < graph_.relationships.size(); ++i) {
    if (!left.bound.contains(facts_.element_of_relationship(i))) continue;
    for (std::size_t k = 0; k < graph_.relationships.size(); ++k) {
      if (!right.bound.contains(facts_.element_of_relationship(k))) continue;
      const auto& a = graph_.relationships[i];
      const auto& b = graph_.relationships[k];
      const bool single = !a.variable_length && !a.part && !a.shortest && !b.variable_length;
      if (!single && !disjoint_types(a.types, b.types)) return false;
    }
  }
  return true;
}

std::vector<const Expression*> PartJoiner::equalities(const Part& left, const Part& right) const {
  std::vector<const Expression*> result;
  for (const auto& fact : facts_.predicates) {
    if (fact.outer && !anchored_) continue;
    if (is_key(fact, left, right)) result.push_back(fact.expression);
  }
  return result;
}

}  // namespace entente::query
