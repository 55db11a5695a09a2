#include "ingest/model/parser.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace entente::ingest::model {

namespace {

constexpr std::int32_t nothing = std::numeric_limits<std::int32_t>::min() / 4;

/// The best transition and the margins of the arc that it makes.
struct Choice {
  Transition transition = shift_transition;
  std::int32_t arc_margin = 0;
  std::int32_t label_margin = 0;
};

/// The best transition of one kind (shift, left or right) and the score of the next best.
struct Best {
  std::int32_t score = nothing;
  std::int32_t next = nothing;
  Transition transition = shift_transition;

  void offer(std::int32_t offered, Transition t) {
    if (offered > score) {
      next = score;
      score = offered;
      transition = t;
    } else if (offered > next) {
      next = offered;
    }
  }
};

Choice choose(const ParseState& state, const std::vector<std::int32_t>& scores) {
  Best shift;
  Best left;
  Best right;
  if (state.can_shift()) shift.offer(scores[shift_transition], shift_transition);
  for (std::size_t i = 1; i < scores.size(); ++i) {
    const auto t = static_cast<Transition>(i);
    if (state.can(t)) (is_left(t) ? left : right).offer(scores[i], t);
  }
  const Best* best = &shift;
  if (left.score > best->score) best = &left;
  if (right.score > best->score) best = &right;
  std::int32_t other = nothing;
  for (const Best* kind : {&shift, &left, &right}) {
    if (kind != best) other = std::max(other, kind->score);
  }
  return {best->transition, best->score - other, best->score - best->next};
}

}  // namespace

std::vector<ScoredArc> parse_words(const SparseModel& weights, const ParseInput& input,
                                   std::uint16_t root_label) {
  assert(input.size() > 0 && input.size() <= longest_parsed_sentence);
  ParseState state(input.size(), root_label);
  std::vector<ScoredArc> arcs(input.size());
  std::vector<std::int32_t> scores(weights.class_count());
  std::vector<FeatureKey> features;
  while (!state.finished()) {
    parse_features(state, input, features);
    std::fill(scores.begin(), scores.end(), 0);
    weights.add_scores(features, scores);
    const Choice choice = choose(state, scores);
    const NodeId top = state.stacked(0);
    state.apply(choice.transition);
    if (choice.transition == shift_transition) continue;
    arcs[top] = {
        {state.node(top).head, state.node(top).label}, choice.arc_margin, choice.label_margin};
  }
  return arcs;
}

std::vector<ScoredArc> reversed(std::span<const ScoredArc> arcs) {
  std::vector<ScoredArc> result(arcs.rbegin(), arcs.rend());
  for (ScoredArc& scored : result) {
    if (scored.arc.head < arcs.size()) {
      scored.arc.head = static_cast<NodeId>(arcs.size() - 1 - scored.arc.head);
    }
  }
  return result;
}

}  // namespace entente::ingest::model
