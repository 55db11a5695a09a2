#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ingest/relations/frame.hpp"
#include "ingest/relations/sentence_view.hpp"

namespace entente::ingest {

/// A mention in a slot; `seat` if a seat of government there means its country.
struct SlotFill {
  std::uint32_t mention = 0;
  bool seat = false;
};

/// A pattern found in a sentence.
struct Match {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::vector<SlotFill> subjects;
  std::vector<SlotFill> objects;
  /// Both places at once, from a slot "so".
  std::vector<SlotFill> pair;
  /// Captured token ranges by name of the qualifier.
  std::vector<std::pair<std::string, std::pair<std::uint32_t, std::uint32_t>>> captures;
  /// Mentions in qualifier slots.
  std::vector<std::pair<std::string, std::uint32_t>> qualifiers;
  /// Tokens that only gaps ran over: where words that change the modality are looked for.
  std::vector<std::uint32_t> gap_tokens;
};

/// The first match of the pattern that begins at token `at`, trying the widest readings of names
/// and the shortest gaps first. The work is bounded: a pattern that needs more steps does not
/// match.
std::optional<Match> match_pattern(const SentenceView& sentence, const Pattern& pattern,
                                   std::uint32_t at);

/// False if some element that the pattern needs cannot be in the sentence; cheap.
bool may_match(const SentenceView& sentence, const Pattern& pattern);

}  // namespace entente::ingest
