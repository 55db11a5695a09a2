#pragma once

#include <string>
#include <vector>

#include "ingest/clauses/predication.hpp"

namespace entente::ingest {

/// One predication on a line: kind, lemma and marks ("verb build [passive, planned]"), then its
/// arguments with their words: "subject Gazprom; of pipeline*" (* stands for shared).
inline std::string print(const SplitText& text, const Predication& predication) {
  const auto word = [&](std::uint32_t token) {
    return std::string(text.tokens[token].text(text.text));
  };
  constexpr const char* kinds[] = {"verb", "noun", "adjective"};
  constexpr const char* tenses[] = {"", "past", "present", "future"};
  std::string out = kinds[static_cast<int>(predication.kind)];
  out += " " + predication.lemma;
  std::string marks;
  const auto mark = [&](const std::string& words) { marks += (marks.empty() ? "" : ", ") + words; };
  if (predication.tense != Tense::none) mark(tenses[static_cast<int>(predication.tense)]);
  if (predication.passive) mark("passive");
  if (predication.negated) mark("negated");
  if (predication.former) mark("former");
  if (predication.modality != Modality::asserted)
    mark(std::string(to_string(predication.modality)));
  if (predication.speaker != no_token) mark("says " + word(predication.speaker));
  if (!marks.empty()) out += " [" + marks + "]";
  const char* separator = ": ";
  for (const Argument& argument : predication.arguments) {
    out += separator + std::string(to_string(argument.role));
    if (!argument.marker.empty()) out += "/" + argument.marker;
    out += " " + word(argument.head) + (argument.shared ? "*" : "");
    separator = "; ";
  }
  return out;
}

}  // namespace entente::ingest
