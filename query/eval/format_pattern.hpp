#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"

namespace entente::query {

/// A part of a pattern for temporal values.
struct PatternPart {
  enum class Kind { letters, literal, optional_begin, optional_end };
  Kind kind = Kind::literal;
  char letter = 0;            // letters
  std::size_t count = 0;      // letters: how often the letter is repeated
  std::size_t pad_width = 0;  // letters: 0, or the width to fill with blanks on the left
  std::string text;           // literal
};

/// Splits a pattern. Letters stand for components; text between single quotes, and other
/// characters, stand for themselves ('' is a quote); square brackets enclose optional sections; p
/// pads the next component. ArgumentError / InvalidArgumentValue for unclosed quotes and brackets,
/// and for { } #, which are reserved.
Result<std::vector<PatternPart>> parse_pattern(std::string_view pattern);

/// ArgumentError / InvalidArgumentValue about a pattern.
Error pattern_error(std::string message, std::string hint = {});

}  // namespace entente::query
