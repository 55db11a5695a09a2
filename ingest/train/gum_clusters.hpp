#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/train/treebank.hpp"

namespace entente::ingest::train {

/// Words [begin, end) of a sentence that GUM marks as a mention; mentions of one number in one
/// document mean the same thing.
struct MarkedMention {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::string number;
};

/// The mentions of each sentence, the inner ones first.
std::vector<std::vector<MarkedMention>> marked_mentions(const Treebank& treebank);

}  // namespace entente::ingest::train
