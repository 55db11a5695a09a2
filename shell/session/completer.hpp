#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente::shell {

/// Everything that can be completed, by kind. Names that are no plain identifiers are offered in
/// back quotes.
struct Vocabulary {
  std::vector<std::string> keywords;
  std::vector<std::string> functions;
  std::vector<std::string> procedures;
  std::vector<std::string> labels;
  std::vector<std::string> relationship_types;
  std::vector<std::string> property_keys;
  std::vector<std::string> parameters;
  /// Shell commands with their colon.
  std::vector<std::string> commands;
};

/// What could stand at the end of a text.
struct Completion {
  /// Byte offset where the word begins that is to be replaced.
  std::size_t begin = 0;
  /// Replacements for the text from `begin` on, sorted, without repeats.
  std::vector<std::string> candidates;
};

/// Completes the word `text` ends with; `text` is everything of the statement up to the cursor,
/// earlier lines included. What is offered depends on where the word stands: labels after ":" in a
/// node pattern, relationship types in "[ ]", property keys after "." and in "{ }" of a pattern,
/// parameters after "$", commands after ":" at the beginning, procedures after CALL, else keywords,
/// functions and the statement's own variables. Nothing is offered inside strings and comments.
Completion complete(std::string_view text, const Vocabulary& vocabulary);

}  // namespace entente::shell
