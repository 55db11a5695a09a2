#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "entente/result.hpp"
#include "ingest/names/word_classes.hpp"
#include "ingest/text/vocabulary.hpp"

namespace entente::ingest {

/// What may fill a slot.
struct SlotFilter {
  /// One bit for each EntityType.
  std::uint32_t types = 0;
  /// Seats of government ("Moscow", "the Kremlin") are taken for their country.
  bool seats = false;
  enum class Form : std::uint8_t { noun, attributive, any } form = Form::noun;
  /// Only references and names that are coordinated ("A and B", "the two countries").
  bool pair = false;
  /// A single name, even if it is coordinated with others.
  bool one = false;
};

/// One element of a pattern.
struct PatternElement {
  enum class Kind : std::uint8_t { words, word_class, slot, gap, alternatives, capture };
  Kind kind = Kind::words;
  bool optional = false;
  bool repeated = false;
  /// words: none of them may stand here; takes no token.
  bool negated = false;
  /// words: the forms that match one token.
  std::unordered_set<std::string> forms;
  int word_class = -1;
  /// slot and capture: "s", "o", "so", "x" or the name of a qualifier.
  std::string name;
  SlotFilter filter;
  /// gap: at most so many tokens; `wide` gaps also run over commas and names.
  std::uint32_t tokens_max = 0;
  bool wide = false;
  /// alternatives: any of these sequences; capture: exactly one.
  std::vector<std::vector<PatternElement>> sequences;
};

using Pattern = std::vector<PatternElement>;

/// A frame: the patterns by which English states one relation.
struct Frame {
  std::string name;
  std::string relation;
  double confidence = 0.5;
  /// Says what the claim means whatever the surrounding words ("former" for "ex-president").
  std::string modality;
  /// Words around the match do not change the modality.
  bool plain = false;
  /// Commodities and sums of money in reach of the match become qualifiers.
  bool with_things = false;
  std::vector<Pattern> patterns;
};

/// The frames of the data files relations/data/*.frames, or of a text in the same format (described
/// in relations/data/README.md). Error: input_error with the line.
Result<std::vector<Frame>> parse_frames(std::string_view data, const WordClasses& classes);

/// The compiled-in frames. Immutable; any thread may read them.
const std::vector<Frame>& built_in_frames();

}  // namespace entente::ingest
