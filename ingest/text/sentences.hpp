#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/text/tokens.hpp"

namespace entente::ingest {

/// A stretch of a document that is read on its own: a paragraph, a heading, a list item.
struct TextBlock {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool heading = false;
};

/// One sentence: its tokens are [first_token, last_token) of the document's tokens.
struct Sentence {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t first_token = 0;
  std::uint32_t last_token = 0;
  /// Number of the block it stands in.
  std::uint32_t block = 0;
};

/// A document cut into tokens and sentences. `text` must outlive it.
struct SplitText {
  std::string_view text;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
};

/// Cuts the given blocks of `text`, in order; a sentence never crosses a block.
SplitText split_text(std::string_view text, const std::vector<TextBlock>& blocks);

}  // namespace entente::ingest
