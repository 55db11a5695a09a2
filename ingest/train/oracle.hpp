#pragma once

#include <cstdint>
#include <vector>

#include "ingest/model/parse_state.hpp"
#include "ingest/model/parser.hpp"

namespace entente::ingest::train {

/// The right tree of a sentence: the head of each word (the number of words for the root) and the
/// number of its relation.
using GoldTree = std::vector<model::Arc>;

/// How many right arcs each kind of transition makes impossible, in any state: the dynamic oracle
/// of arc-hybrid parsing (Goldberg and Nivre 2013).
struct TransitionCosts {
  int shift = 0;
  int left = 0;
  int right = 0;
};
TransitionCosts transition_costs(const model::ParseState& state, const GoldTree& gold);

/// Costs of every transition for one state, wrong labels of right arcs included.
class Oracle {
 public:
  Oracle(const model::ParseState& state, const GoldTree& gold);

  /// The cost of a transition that state.can().
  [[nodiscard]] int cost(model::Transition transition) const;
  /// The smallest cost of all transitions that the state can make; above zero only in trees with
  /// crossing arcs.
  [[nodiscard]] int least() const { return least_; }

 private:
  TransitionCosts costs_;
  int least_ = 0;
  /// The label that the arc of a left or right transition should have; none if it is a wrong arc.
  int left_label_ = -1;
  int right_label_ = -1;
};

}  // namespace entente::ingest::train
