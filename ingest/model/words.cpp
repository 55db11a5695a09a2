#include "ingest/model/words.hpp"

#include <algorithm>

#include "ingest/text/utf8.hpp"

namespace entente::ingest::model {

namespace {

/// Newspapers set typographic marks, most of the treebanks plain ones.
std::string plain_marks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const std::size_t size = std::max<std::size_t>(point.size, 1);
    switch (point.value) {
      case 0x201C:
      case 0x201D:
      case 0x201E: out += '"'; break;
      case 0x2013:
      case 0x2014: out += "--"; break;
      case 0x2026: out += "..."; break;
      default: out += text.substr(at, size);
    }
    at += size;
  }
  return out;
}

char character_class(char32_t c) {
  if (is_upper(c)) return 'X';
  if (is_letter(c)) return 'x';
  if (is_digit(c)) return 'd';
  return c < 0x80 ? static_cast<char>(c) : '?';
}

void classify(std::string_view text, Word& word) {
  std::string shape;
  std::size_t upper = 0;
  std::size_t lower = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    at += std::max<std::size_t>(point.size, 1);
    const char c = character_class(point.value);
    upper += c == 'X' ? 1 : 0;
    lower += c == 'x' ? 1 : 0;
    word.has_digit = word.has_digit || c == 'd';
    if (shape.size() < 2 || shape[shape.size() - 1] != c || shape[shape.size() - 2] != c) {
      shape += c;
    }
  }
  word.upper = !shape.empty() && shape.front() == 'X';
  word.all_upper = upper > 1 && lower == 0;
  word.has_letter = upper + lower > 0;
  word.shape = text_atom(shape);
}

void find_affixes(Word& word) {
  const std::string_view text = word.normal;
  std::size_t begin = 0;
  std::size_t end = text.size();
  for (std::size_t n = 0; n < longest_affix; ++n) {
    // A word shorter than the affix is its own, which its form says already.
    const auto forward = [&](std::size_t at) {
      return at < text.size() ? at + std::max<std::size_t>(decode(text, at).size, 1) : at;
    };
    begin = forward(begin);
    if (end > 0) {
      --end;
      while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    }
    word.prefix[n] = begin < text.size() ? text_atom(text.substr(0, begin)) : no_atom;
    word.suffix[n] = end > 0 ? text_atom(text.substr(end)) : no_atom;
  }
}

}  // namespace

std::string normal_form(std::string_view text) {
  std::string out;
  if (is_ascii(text)) {
    out = text;
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
  } else {
    out = fold(plain_marks(text));
  }
  if (out.find("://") != std::string::npos || out.starts_with("www.")) return "<address>";
  for (char& c : out) {
    if (c >= '0' && c <= '9') c = '0';
  }
  return out;
}

std::vector<Word> look_at_words(std::span<const std::string_view> tokens, const Lexicon& lexicon) {
  std::vector<Word> words(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Word& word = words[i];
    word.normal = normal_form(tokens[i]);
    word.form = text_atom(word.normal);
    classify(tokens[i], word);
    word.exact = finish(mix(word.form, word.shape));
    find_affixes(word);
    word.facts = lexicon.word(word.form);
  }
  return words;
}

}  // namespace entente::ingest::model
