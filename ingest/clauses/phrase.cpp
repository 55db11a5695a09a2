#include "ingest/clauses/phrase.hpp"

#include <algorithm>
#include <string_view>

namespace entente::ingest {

namespace {

bool is_opening(std::string_view form) {
  return form == "(" || form == "[" || form == "“" || form == "``" || form == "\"" || form == "‘" ||
         form == "`" || form == "'" || form == "$" || form == "#" || form == "£" || form == "€";
}

bool is_closing(std::string_view form) {
  return form == ")" || form == "]" || form == "”" || form == "''" || form == "\"" || form == "’" ||
         form == "'" || form == "%";
}

void trim(const SentenceTree& tree, Phrase& phrase) {
  const auto mark = [&](std::uint32_t i) {
    return tree.universal(i) == "PUNCT" || tree.token(i).kind == TokenKind::punctuation;
  };
  while (!phrase.empty() && mark(phrase.back()) && !is_closing(tree.form(phrase.back()))) {
    phrase.pop_back();
  }
  auto first = phrase.begin();
  while (first != phrase.end() && mark(*first) && !is_opening(tree.form(*first))) ++first;
  phrase.erase(phrase.begin(), first);
}

bool belongs(const SentenceTree& tree, std::uint32_t child, std::uint32_t head,
             const PhraseOptions& options) {
  const std::string_view relation = tree.relation(child);
  if (relation == "punct") return true;
  if (!options.coordination && (relation == "conj" || tree.has_relation(child, "cc"))) return false;
  if (!options.marker && (tree.has_relation(child, "case") || tree.has_relation(child, "mark")) &&
      (child < head || tree.penn(child) == "POS")) {
    return false;
  }
  if (!options.relative_clauses && relation == "acl:relcl") return false;
  if (!options.asides &&
      (tree.has_relation(child, "appos") || tree.has_relation(child, "parataxis"))) {
    return false;
  }
  return true;
}

}  // namespace

Phrase phrase_of(const SentenceTree& tree, std::uint32_t head, const PhraseOptions& options) {
  Phrase phrase = {head};
  for (const std::uint32_t child : tree.children(head)) {
    if (belongs(tree, child, head, options)) phrase.push_back(child);
  }
  for (std::size_t at = 1; at < phrase.size(); ++at) {
    for (const std::uint32_t child : tree.children(phrase[at])) phrase.push_back(child);
  }
  std::sort(phrase.begin(), phrase.end());
  trim(tree, phrase);
  return phrase;
}

Phrase predicate_of(const ClauseReading& reading, std::uint32_t clause) {
  const SentenceTree& tree = reading.tree();
  Phrase phrase;
  const bool copular = reading.copula(clause) != no_token;
  if (!copular) phrase.push_back(clause);
  for (const std::uint32_t child : tree.children(clause)) {
    const bool part = tree.has_relation(child, "aux") || tree.relation(child) == "cop" ||
                      tree.relation(child) == "compound:prt";
    if (part) phrase.push_back(child);
  }
  if (phrase.empty()) return phrase;
  const auto [first, last] = std::minmax_element(phrase.begin(), phrase.end());
  const std::uint32_t begin = *first;
  const std::uint32_t end = *last;
  for (const std::uint32_t child : tree.children(clause)) {
    if (!tree.has_relation(child, "advmod")) continue;
    const bool inside = child > begin && child < end;
    const bool negates =
        tree.form(child) == "not" || tree.form(child) == "n't" || tree.form(child) == "never";
    const bool before = child + 1 == begin && tree.children(child).empty();
    if (inside || negates || (before && !copular)) phrase.push_back(child);
  }
  std::sort(phrase.begin(), phrase.end());
  return phrase;
}

}  // namespace entente::ingest
