#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente::shell {

/// The names of this database and session that can be completed.
struct Vocabulary {
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
/// earlier lines included. What fits there comes from the grammar (entente/language.hpp), the names
/// from `vocabulary`; a colon at the very beginning is a shell command. Case is ignored, and
/// keywords are offered in the letters the user writes.
Completion complete(std::string_view text, const Vocabulary& vocabulary);

}  // namespace entente::shell
