#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/train/treebank.hpp"

namespace entente::ingest::train {

/// The value of `Entity=` in a MISC column, or empty.
std::string_view entity_field(std::string_view misc);

/// Words [begin, end) of a sentence that GUM marks as a mention; mentions of one number in one
/// document mean the same thing.
struct MarkedMention {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string number;
  /// "person", "organization", "place", "object" …
  std::string type;
};

/// The mentions of a sentence in the order in which they end.
std::vector<MarkedMention> read_mentions(const TreeSentence& sentence);

/// The mentions of each sentence, the inner ones first.
std::vector<std::vector<MarkedMention>> marked_mentions(const Treebank& treebank);

}  // namespace entente::ingest::train
