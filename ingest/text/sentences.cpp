#include "ingest/text/sentences.hpp"

#include <algorithm>
#include <array>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Words that begin sentences far more often than they continue a name after "U.S." or "Inc.".
constexpr std::array<std::string_view, 44> starters = {
    "a",    "after", "all",  "although",  "an",    "and",     "as",    "at",    "but",
    "by",   "for",   "he",   "his",       "how",   "however", "i",     "if",    "in",
    "it",   "its",   "last", "meanwhile", "no",    "on",      "one",   "she",   "since",
    "so",   "some",  "that", "the",       "their", "then",    "there", "these", "they",
    "this", "those", "we",   "what",      "when",  "while",   "with",  "you"};

bool is_starter(const Token& token) {
  return token.upper && std::find(starters.begin(), starters.end(), token.form) != starters.end();
}

bool is_stop(const Token& token) {
  return token.kind == TokenKind::punctuation &&
         (token.form == "…" || token.form.find_first_of(".!?") == 0);
}

bool is_closing(const Token& token) {
  return !token.space_before &&
         (token.form == "\"" || token.form == "”" || token.form == "'" || token.form == ")" ||
          token.form == "]" || token.form == "»" || token.form == "''" || token.form == "’’");
}

/// Whether a sentence can begin with this token.
bool can_begin(const Token& token) {
  if (token.upper || token.kind == TokenKind::number || token.kind == TokenKind::symbol)
    return true;
  return token.form == "\"" || token.form == "“" || token.form == "(" || token.form == "[" ||
         token.form == "'" || token.form == "–" || token.form == "—" || token.form == "-" ||
         token.form == "--" || token.form == "``";
}

/// Whether the sentence ends after token `i`, the stop at `i` having been seen. `next` is the first
/// token after closing quotes and brackets.
bool ends_sentence(const std::vector<Token>& tokens, std::size_t i, std::size_t next) {
  const Token& token = tokens[i];
  if (next >= tokens.size()) return true;
  const Token& following = tokens[next];
  if (is_stop(token)) {
    // An ellipsis or a question inside a quotation goes on in lower case.
    return can_begin(following);
  }
  // An abbreviation with its stop: only a typical first word shows that it ended the sentence.
  return !is_leading_abbreviation(token.form) && following.space_before && is_starter(following);
}

}  // namespace

SplitText split_text(std::string_view text, const std::vector<TextBlock>& blocks) {
  SplitText out;
  out.text = text;
  std::uint32_t block_number = 0;
  for (const TextBlock& block : blocks) {
    std::vector<Token> tokens = split_tokens(text, block.begin, block.end);
    const auto base = static_cast<std::uint32_t>(out.tokens.size());
    std::size_t first = 0;
    const auto close = [&](std::size_t last) {
      if (last <= first) return;
      Sentence sentence;
      sentence.begin = tokens[first].begin;
      sentence.end = tokens[last - 1].end;
      sentence.first_token = base + static_cast<std::uint32_t>(first);
      sentence.last_token = base + static_cast<std::uint32_t>(last);
      sentence.block = block_number;
      out.sentences.push_back(sentence);
      first = last;
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      const bool abbreviation = tokens[i].kind == TokenKind::word && tokens[i].form.ends_with('.');
      if (!is_stop(tokens[i]) && !abbreviation) continue;
      std::size_t next = i + 1;
      while (next < tokens.size() && (is_closing(tokens[next]) || is_stop(tokens[next]))) ++next;
      if (ends_sentence(tokens, i, next)) {
        close(next);
        i = next - 1;
      }
    }
    close(tokens.size());
    out.tokens.insert(out.tokens.end(), std::make_move_iterator(tokens.begin()),
                      std::make_move_iterator(tokens.end()));
    ++block_number;
  }
  return out;
}

}  // namespace entente::ingest
