#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/model/parse_features.hpp"
#include "ingest/model/sparse_model.hpp"

namespace entente::ingest::model {

/// The head and label of one word; the head may be ParseInput::size(), the root.
struct Arc {
  NodeId head = no_node;
  std::uint16_t label = 0;

  friend bool operator==(const Arc&, const Arc&) = default;
};

/// An arc and how far its parser preferred it.
struct ScoredArc {
  Arc arc;
  /// Score of the arc's transition above the best one that makes another arc or none.
  std::int32_t arc_margin = 0;
  /// Score of the arc's transition above that of the same arc with another label.
  std::int32_t label_margin = 0;
};

/// Longest sentence that is parsed in one piece, in words; what is longer is no sentence.
inline constexpr std::size_t longest_parsed_sentence = 400;

/// Parses a sentence greedily by arc-hybrid transitions, each the best by score, the first of equal
/// ones. `input` has 1 to longest_parsed_sentence words; the result has one arc for each, together
/// a tree with one dependent of the root.
std::vector<ScoredArc> parse_words(const SparseModel& weights, const ParseInput& input,
                                   std::uint16_t root_label);

/// Turns the arcs of a sentence that was parsed from its end to its beginning round.
std::vector<ScoredArc> reversed(std::span<const ScoredArc> arcs);

/// The tree that two parsers agree on most: where they differ, the surer one decides, as long as
/// the arcs stay a tree. Reading from both ends makes different mistakes (Sagae and Lavie 2006).
std::vector<Arc> combine(std::span<const ScoredArc> first, std::span<const ScoredArc> second);

}  // namespace entente::ingest::model
