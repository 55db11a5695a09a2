#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/model/name_finder.hpp"

namespace entente::ingest::model {

/// ParsedToken::head of the sentence's root.
inline constexpr std::uint32_t no_head = 0xFFFFFFFFU;

/// One token as the model reads it. The views point into the model and live as long as it.
struct ParsedToken {
  /// Penn Treebank tag ("VBD") and universal part of speech ("VERB").
  std::string_view penn_tag;
  std::string_view universal_tag;
  std::string lemma;
  /// Number of the token's head in the sentence, from 0, or no_head.
  std::uint32_t head = no_head;
  /// Universal Dependencies relation to the head ("nsubj", "nmod:poss", "root").
  std::string_view relation;
  /// How sure the model is of the head and of its relation together, 0 to 1.
  float head_probability = 0;
};

/// A sentence with tags, lemmas, a dependency tree over all its tokens, and names in order.
struct ParsedSentence {
  std::vector<ParsedToken> tokens;
  std::vector<NameSpan> names;
};

}  // namespace entente::ingest::model
