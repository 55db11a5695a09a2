#pragma once

#include <optional>
#include <vector>

#include "query/plan/pattern_facts.hpp"
#include "query/plan/pattern_order.hpp"

namespace entente::query {

/// A part of a pattern and the cheapest known way to match it.
struct Part {
  static constexpr std::uint32_t nothing = 0xFFFFFFFFU;

  ElementSet bound;
  ElementSet targets;  // nodes reached along a relationship's direction
  double rows = 1;
  double cost = 0;  // nanoseconds
  /// The last step, and the parts it was taken from.
  PatternStep::Kind kind = PatternStep::Kind::scan;
  std::size_t index = 0;
  bool from_left = true;
  std::uint32_t before = nothing;
  std::uint32_t right = nothing;
  double share = 1;  // of a join
  double skew = 1;   // of an expansion
};

/// Judges joins of two parts by a table: whether they can be, and what they cost.
class PartJoiner {
 public:
  /// `anchored`: left parts stand on the rows of the input and may use everything bound there.
  PartJoiner(const PatternGraph& graph, const PatternFacts& facts, bool anchored)
      : graph_(graph), facts_(facts), anchored_(anchored) {}

  /// The part both make, without `before` and `right`; nullopt if they have nothing to be joined
  /// by, or another way is better in any case. `right` is matched on its own.
  [[nodiscard]] std::optional<Part> join(const Part& left, const Part& right) const;

  /// Comparisons of which each side binds one operand.
  [[nodiscard]] std::vector<const Expression*> equalities(const Part& left,
                                                          const Part& right) const;

 private:
  [[nodiscard]] bool may_differ(const Part& left, const Part& right) const;

  const PatternGraph& graph_;
  const PatternFacts& facts_;
  const bool anchored_;
};

}  // namespace entente::query
