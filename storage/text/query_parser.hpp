#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"

namespace entente::storage {

/// A full-text query as a tree. Words are as the user wrote them; analyzers come later.
struct TextQuery {
  enum class Kind : std::uint8_t {
    words,     ///< text, looked for as its terms, any of them
    phrase,    ///< text, its terms in a row
    wildcard,  ///< text with * (anything) and ? (one character), `\` before what is meant literally
    fuzzy,     ///< text, or words within `edits` of it
    range,     ///< terms from `text` to `upper`
    all,       ///< every element in the index
    boolean,   ///< clauses
  };
  enum class Occurrence : std::uint8_t { should, must, must_not };
  struct Clause {
    Occurrence occurrence = Occurrence::should;
    std::unique_ptr<TextQuery> query;
  };

  Kind kind = Kind::words;
  /// Property it is about; empty: all of the index.
  std::string field;
  std::string text;
  std::string upper;
  /// Range: false for an end written as *.
  bool has_lower = true;
  bool has_upper = true;
  bool includes_lower = true;
  bool includes_upper = true;
  unsigned edits = 2;
  double boost = 1;
  std::vector<Clause> clauses;
};

/// Parses the classic query language of Lucene (org.apache.lucene.queryparser.classic): words,
/// "phrases", field:word, + - ! NOT, AND && OR ||, groups, * ?, word~ word~1, [a TO b] {a TO b},
/// boosts ^2, *:* and `\` before special characters. Words without a sign are optional unless
/// nothing is required. Neither regular expressions /…/ nor phrases with slop "…"~2 are supported.
/// Errors: argument_error / InvalidArgumentValue, saying where and what was expected;
/// limit_exceeded for queries longer than 16 KiB or groups deeper than 100.
Result<std::unique_ptr<TextQuery>> parse_text_query(std::string_view text);

}  // namespace entente::storage
