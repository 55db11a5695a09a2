#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "query/syntax/expected.hpp"
#include "query/syntax/syntax_tree.hpp"

namespace entente::query {

/// Parses one statement into a flat tree. The tree points into `text`, which must outlive it.
/// Errors: SyntaxError with the furthest place the grammar reached, limit_exceeded for texts that
/// are too long or nest too deeply. Linear in the length of the text; thread-safe.
Result<SyntaxTree> parse_syntax(std::string_view text);

/// How the grammar fared on a text, for completion and for tests.
struct ParseTrace {
  bool complete = false;  // the text is a statement
  bool too_deep = false;
  std::size_t steps = 0;  // rules tried: a measure of time that does not depend on the machine
  std::size_t furthest = 0;
  /// Everything that could follow at `furthest`, each once, in the order of the grammar.
  std::vector<const Expected*> expected;
};
ParseTrace trace_parse(std::string_view text);

}  // namespace entente::query
