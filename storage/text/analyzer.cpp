#include "storage/text/analyzer.hpp"

#include <algorithm>
#include <array>

#include "storage/text/words.hpp"

namespace entente::storage {
namespace {

using Split = Analyzer::Split;

// Ascending, since they are searched by halves.
constexpr std::array<std::string_view, 33> stop_words_english = {
    "a",   "an",    "and",  "are",   "as",    "at",   "be",   "but", "by",  "for",  "if",
    "in",  "into",  "is",   "it",    "no",    "not",  "of",   "on",  "or",  "such", "that",
    "the", "their", "then", "there", "these", "they", "this", "to",  "was", "will", "with"};

constexpr Analyzer stemming(std::string_view language, std::string_view description) {
  return {language, description, Split::words, true, false, false, false, language};
}

// By name.
constexpr std::array analyzers = {
    stemming("danish", "Words in lower case, reduced to their Danish stems. No stop words."),
    stemming("dutch", "Words in lower case, reduced to their Dutch stems. No stop words."),
    Analyzer{"english",
             "Words in lower case, reduced to their English stems. Leaves out English stop words.",
             Split::words, true, false, true, true, "porter"},
    stemming("finnish", "Words in lower case, reduced to their Finnish stems. No stop words."),
    stemming("french", "Words in lower case, reduced to their French stems. No stop words."),
    stemming("german", "Words in lower case, reduced to their German stems. No stop words."),
    stemming("hungarian", "Words in lower case, reduced to their Hungarian stems. No stop words."),
    stemming("italian", "Words in lower case, reduced to their Italian stems. No stop words."),
    Analyzer{"keyword", "The whole text is one term, as it is written.", Split::nothing, false},
    stemming("norwegian", "Words in lower case, reduced to their Norwegian stems. No stop words."),
    stemming("portuguese",
             "Words in lower case, reduced to their Portuguese stems. No stop words."),
    stemming("romanian", "Words in lower case, reduced to their Romanian stems. No stop words."),
    stemming("russian", "Words in lower case, reduced to their Russian stems. No stop words."),
    Analyzer{"simple", "Runs of letters, in lower case. No stop words.", Split::letters},
    stemming("spanish", "Words in lower case, reduced to their Spanish stems. No stop words."),
    Analyzer{"standard", "Words in lower case. Leaves out English stop words.", Split::words, true,
             false, true},
    Analyzer{"standard-folding",
             "Words in lower case without accents. Leaves out English stop words.", Split::words,
             true, true, true},
    Analyzer{"standard-no-stop-words", "Words in lower case. No stop words.", Split::words},
    Analyzer{"stop", "Runs of letters, in lower case. Leaves out English stop words.",
             Split::letters, true, false, true},
    stemming("swedish", "Words in lower case, reduced to their Swedish stems. No stop words."),
    Analyzer{"url_or_email",
             "Words in lower case; URLs and e-mail addresses are one term each. No stop words.",
             Split::words_or_addresses},
    Analyzer{"whitespace", "What stands between white space, as it is written.", Split::blanks,
             false},
};

bool is_stop_word(std::string_view word) {
  return std::binary_search(stop_words_english.begin(), stop_words_english.end(), word);
}

/// Visits the longest runs of characters of one class, or of all classes but it.
void visit_runs(std::string_view text, CharacterClass wanted, bool inverted,
                const WordVisitor& visit) {
  std::size_t begin = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const bool belongs = (next_character(text, at) == wanted) != inverted;
    if (belongs && !inside) begin = here;
    if (!belongs && inside) visit(text.substr(begin, here - begin));
    inside = belongs;
  }
  if (inside) visit(text.substr(begin));
}

bool is_address(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme != std::string_view::npos) {
    const bool letters = std::all_of(text.begin(), text.begin() + static_cast<long>(scheme),
                                     [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
    return scheme > 0 && letters && scheme + 3 < text.size();
  }
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0) return false;
  const std::string_view host = text.substr(at + 1);
  const std::size_t dot = host.find('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < host.size() &&
         host.find('@') == std::string_view::npos;
}

void visit_words_or_addresses(std::string_view text, const WordVisitor& visit) {
  visit_runs(text, CharacterClass::blank, true, [&](std::string_view piece) {
    // Marks around an address belong to the sentence.
    std::string_view inner = piece;
    constexpr std::string_view marks = ".,;:!?()[]{}<>\"'";
    while (!inner.empty() && marks.find(inner.front()) != std::string_view::npos) {
      inner.remove_prefix(1);
    }
    while (!inner.empty() && marks.find(inner.back()) != std::string_view::npos) {
      inner.remove_suffix(1);
    }
    if (is_address(inner)) {
      visit(inner);
    } else {
      visit_words(piece, visit);
    }
  });
}

void cut(std::string& term) {
  if (term.size() <= Analyzer::max_term_bytes) return;
  std::size_t end = Analyzer::max_term_bytes;
  while (end > 0 && (static_cast<unsigned char>(term[end]) & 0xC0U) == 0x80U) --end;
  term.resize(end);
}

void strip_possessive(std::string& word) {
  for (const std::string_view ending : {"'s", "'S", "\xE2\x80\x99s", "\xE2\x80\x99S"}) {
    if (word.size() > ending.size() && std::string_view(word).ends_with(ending)) {
      word.resize(word.size() - ending.size());
      return;
    }
  }
}

}  // namespace

std::string Analyzer::normalise(std::string_view text) const {
  std::string out = lower_case ? storage::lower_case(text) : std::string(text);
  if (fold) out = remove_marks(out);
  cut(out);
  return out;
}

std::vector<TextTerm> Analyzer::terms(std::string_view text) const {
  std::vector<TextTerm> result;
  std::uint32_t position = 0;
  const auto take = [&](std::string_view piece) {
    std::string word(piece);
    if (possessive) strip_possessive(word);
    word = normalise(word);
    const std::uint32_t here = position++;
    if (word.empty() || (stop_words && is_stop_word(word))) return;
    if (!stemmer.empty()) word = word_stem(stemmer, word);
    if (!word.empty()) result.push_back({std::move(word), here});
  };
  switch (split) {
    case Split::words: visit_words(text, take); break;
    case Split::words_or_addresses: visit_words_or_addresses(text, take); break;
    case Split::letters: visit_runs(text, CharacterClass::letter, false, take); break;
    case Split::blanks: visit_runs(text, CharacterClass::blank, true, take); break;
    case Split::nothing:
      if (!text.empty()) take(text);
      break;
  }
  return result;
}

std::span<const Analyzer> all_analyzers() { return analyzers; }

const Analyzer* find_analyzer(std::string_view name) {
  const auto it = std::find_if(analyzers.begin(), analyzers.end(),
                               [&](const Analyzer& a) { return a.name == name; });
  return it == analyzers.end() ? nullptr : &*it;
}

std::span<const std::string_view> english_stop_words() { return stop_words_english; }

}  // namespace entente::storage
