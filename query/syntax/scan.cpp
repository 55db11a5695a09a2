#include "query/syntax/scan.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "query/syntax/bracket_index.hpp"
#include "query/syntax/keywords.hpp"

namespace entente::query {
namespace {

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char byte_at(std::string_view text, std::size_t at) { return at < text.size() ? text[at] : '\0'; }

bool starts_name(char32_t code_point) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code_point))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return false;
  }
}

bool continues_name(char32_t code_point) {
  if (starts_name(code_point)) return true;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(code_point))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_SC: return true;
    default: return false;
  }
}

/// Length of the name character at `at`, 0 if there is none.
std::size_t name_character(std::string_view text, std::size_t at, bool first) {
  if (at >= text.size()) return 0;
  const char c = text[at];
  if (is_ascii_letter(c) || c == '_') return 1;
  if (static_cast<unsigned char>(c) < 0x80) {
    return !first && (is_ascii_digit(c) || c == '$') ? 1 : 0;
  }
  char32_t code_point = 0;
  const std::size_t length = decode_utf8(text, at, code_point);
  if (length == 0) return 0;
  return (first ? starts_name(code_point) : continues_name(code_point)) ? length : 0;
}

std::size_t blank_character(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F) ? 1 : 0;
  char32_t p = 0;
  const std::size_t length = decode_utf8(text, at, p);
  const bool blank = p == 0xA0 || p == 0x1680 || p == 0x180E || (p >= 0x2000 && p <= 0x200A) ||
                     p == 0x2028 || p == 0x2029 || p == 0x202F || p == 0x205F || p == 0x3000 ||
                     p == 0xFEFF;
  return blank ? length : 0;
}

std::size_t scan_one_of(std::string_view text, std::size_t at, char ascii,
                        std::u32string_view others) {
  if (at >= text.size()) return at;
  if (text[at] == ascii) return at + 1;
  if (static_cast<unsigned char>(text[at]) < 0x80) return at;
  char32_t code_point = 0;
  const std::size_t length = decode_utf8(text, at, code_point);
  return others.find(code_point) != std::u32string_view::npos ? at + length : at;
}

/// The keywords that the next word and the one behind it spell.
std::pair<std::optional<Keyword>, std::optional<Keyword>> two_keywords(std::string_view text,
                                                                       std::size_t at) {
  const std::size_t first_end = scan_plain_name(text, at);
  const std::size_t second = scan_gap(text, first_end);
  const std::size_t second_end = scan_plain_name(text, second);
  return {find_keyword(text.substr(at, first_end - at)),
          find_keyword(text.substr(second, second_end - second))};
}

/// Behind the word comes a name, a number, a text or a parameter: no operator and no bracket, as
/// behind a variable or a function.
bool operand_behind_word(std::string_view text, std::size_t at) {
  const std::size_t next = scan_gap(text, scan_plain_name(text, at));
  const char c = byte_at(text, next);
  if (c == '\'' || c == '"' || c == '$' || is_ascii_digit(c)) return true;
  switch (two_keywords(text, next).first.value_or(Keyword::as)) {
    case Keyword::null:
    case Keyword::true_:
    case Keyword::false_: return true;
    default: return scan_variable_name(text, next) != next;
  }
}

/// The parenthesis holds what a node pattern begins with: nothing, `:`, `{`, `$`, IS, WHERE, or a
/// name followed by one of these or `)`.
bool node_pattern_ahead(std::string_view text, std::size_t at) {
  std::size_t next = scan_gap(text, at + 1);
  const std::size_t name_end = scan_name(text, next);
  if (name_end != next) {
    const auto first = find_keyword(text.substr(next, name_end - next));
    if (first == Keyword::is || first == Keyword::where) return true;
    next = scan_gap(text, name_end);
    const std::size_t word_end = scan_plain_name(text, next);
    if (word_end != next) {
      const auto keyword = find_keyword(text.substr(next, word_end - next));
      return keyword == Keyword::is || keyword == Keyword::where;
    }
  }
  const char c = byte_at(text, next);
  return c == ')' || c == ':' || c == '{' || c == '$';
}

}  // namespace

std::size_t decode_utf8(std::string_view text, std::size_t at, char32_t& code_point) {
  if (at >= text.size()) return 0;
  utf8proc_int32_t decoded = 0;
  const utf8proc_ssize_t length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at),
                       static_cast<utf8proc_ssize_t>(text.size() - at), &decoded);
  if (length <= 0) return 0;
  code_point = static_cast<char32_t>(decoded);
  return static_cast<std::size_t>(length);
}

std::size_t find_malformed_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    char32_t code_point = 0;
    const std::size_t length = decode_utf8(text, at, code_point);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

std::size_t scan_gap(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (const std::size_t blank = blank_character(text, at); blank != 0) {
      at += blank;
    } else if (text[at] == '/' && byte_at(text, at + 1) == '/') {
      at = std::min(text.find('\n', at), text.size());
    } else if (text[at] == '/' && byte_at(text, at + 1) == '*') {
      const std::size_t close = text.find("*/", at + 2);
      if (close == std::string_view::npos) return at;
      at = close + 2;
    } else {
      return at;
    }
  }
  return at;
}

std::size_t scan_blank(std::string_view text, std::size_t at) {
  return at < text.size() ? at + blank_character(text, at) : at;
}

bool name_continues(std::string_view text, std::size_t at) {
  return name_character(text, at, false) != 0;
}

std::size_t scan_plain_name(std::string_view text, std::size_t at) {
  std::size_t length = name_character(text, at, true);
  while (length != 0) {
    at += length;
    length = name_character(text, at, false);
  }
  return at;
}

std::size_t scan_name(std::string_view text, std::size_t at) {
  if (byte_at(text, at) != '`') return scan_plain_name(text, at);
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] != '`') continue;
    if (byte_at(text, i + 1) != '`') return i + 1;
    ++i;
  }
  return at;
}

std::size_t scan_variable_name(std::string_view text, std::size_t at) {
  const std::size_t end = scan_name(text, at);
  const bool refused = end != at && text[at] != '`' && is_reserved(text.substr(at, end - at));
  return refused ? at : end;
}

std::size_t scan_dotted_name(std::string_view text, std::size_t at) {
  std::size_t end = scan_variable_name(text, at);
  if (end == at) return at;
  while (true) {
    std::size_t next = scan_gap(text, end);
    if (byte_at(text, next) != '.') return end;
    next = scan_gap(text, next + 1);
    const std::size_t name_end = scan_name(text, next);
    if (name_end == next) return end;
    end = name_end;
  }
}

std::size_t scan_parameter(std::string_view text, std::size_t at) {
  if (byte_at(text, at) != '$') return at;
  std::size_t end = at + 1;
  while (is_ascii_digit(byte_at(text, end))) ++end;
  if (end == at + 1) end = scan_name(text, end);
  return end == at + 1 ? at : end;
}

std::size_t match_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = text[i];
    if (c != word[i] && !(c >= 'a' && c <= 'z' && c - 'a' + 'A' == word[i])) return 0;
  }
  return name_continues(text, word.size()) ? 0 : word.size();
}

std::size_t scan_string(std::string_view text, std::size_t at) {
  const char quote = byte_at(text, at);
  if (quote != '\'' && quote != '"') return at;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return at;
}

std::size_t scan_number(std::string_view text, std::size_t at) {
  std::size_t i = at;
  const bool radix = byte_at(text, i) == '0' && is_ascii_letter(byte_at(text, i + 1)) &&
                     byte_at(text, i + 1) != 'e' && byte_at(text, i + 1) != 'E';
  if (!radix) {
    while (is_ascii_digit(byte_at(text, i)) || (i > at && byte_at(text, i) == '_')) ++i;
    if (byte_at(text, i) == '.' && is_ascii_digit(byte_at(text, i + 1))) {
      ++i;
      while (is_ascii_digit(byte_at(text, i)) || byte_at(text, i) == '_') ++i;
    }
    if (i == at) return at;
    if (byte_at(text, i) == 'e' || byte_at(text, i) == 'E') {
      const char sign = byte_at(text, i + 1);
      if ((sign == '-' || sign == '+') && is_ascii_digit(byte_at(text, i + 2))) i += 2;
    }
  }
  while (const std::size_t length = name_character(text, i, false)) i += length;
  return i;
}

std::size_t scan_dash(std::string_view text, std::size_t at) {
  return scan_one_of(text, at, '-',
                     U"\u00AD\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uFE58\uFE63\uFF0D");
}
std::size_t scan_left_arrow_head(std::string_view text, std::size_t at) {
  return scan_one_of(text, at, '<', U"\u27E8\u3008\uFE64\uFF1C");
}
std::size_t scan_right_arrow_head(std::string_view text, std::size_t at) {
  return scan_one_of(text, at, '>', U"\u27E9\u3009\uFE65\uFF1E");
}

bool relationship_pattern_ahead(std::string_view text, std::size_t at, BracketIndex& brackets) {
  if (byte_at(text, at) != '(' || !node_pattern_ahead(text, at)) return false;
  const std::size_t behind_node = brackets.behind(at);
  if (behind_node == at) return false;

  std::size_t i = scan_left_arrow_head(text, scan_gap(text, behind_node));
  std::size_t dash = scan_gap(text, i);
  i = scan_dash(text, dash);
  if (i == dash) return false;
  const std::size_t bracket = scan_gap(text, i);
  if (byte_at(text, bracket) == '[') {
    i = brackets.behind(bracket);
    if (i == bracket) return false;
    i = scan_gap(text, i);
  }
  // Two bare dashes must touch: `(a) - -(b)` is arithmetic.
  dash = i;
  i = scan_dash(text, dash);
  if (i == dash) return false;
  i = scan_right_arrow_head(text, scan_gap(text, i));
  return byte_at(text, scan_gap(text, i)) == '(';
}

bool function_call_ahead(std::string_view text, std::size_t at) {
  const std::size_t end = scan_dotted_name(text, at);
  return end != at && byte_at(text, scan_gap(text, end)) == '(';
}

bool map_projection_ahead(std::string_view text, std::size_t at) {
  const std::size_t end = scan_variable_name(text, at);
  return end != at && byte_at(text, scan_gap(text, end)) == '{';
}

bool path_variable_ahead(std::string_view text, std::size_t at) {
  const std::size_t end = scan_variable_name(text, at);
  return end != at && byte_at(text, scan_gap(text, end)) == '=';
}

bool subquery_ahead(std::string_view text, std::size_t at) {
  std::size_t length = 0;
  for (const Keyword word : {Keyword::exists, Keyword::count, Keyword::collect}) {
    length = std::max(length, match_word(text.substr(at), spelling_of(word)));
  }
  if (length == 0) return false;
  const std::size_t brace = scan_gap(text, at + length);
  if (byte_at(text, brace) != '{') return false;
  const std::size_t inside = scan_gap(text, brace + 1);
  if (byte_at(text, inside) == '.' || byte_at(text, inside) == '}') return false;
  const std::size_t name_end = scan_name(text, inside);
  if (name_end == inside) return true;
  const char behind_name = byte_at(text, scan_gap(text, name_end));
  const bool variable = scan_variable_name(text, inside) != inside;
  return behind_name != ':' && !(variable && (behind_name == ',' || behind_name == '}'));
}

bool match_mode_ahead(std::string_view text, std::size_t at) {
  const auto [first, second] = two_keywords(text, at);
  return (first == Keyword::repeatable &&
          (second == Keyword::element || second == Keyword::elements)) ||
         (first == Keyword::different &&
          (second == Keyword::relationship || second == Keyword::relationships));
}

bool normalized_ahead(std::string_view text, std::size_t at) {
  const auto [first, second] = two_keywords(text, at);
  const bool form = first == Keyword::nfc || first == Keyword::nfd || first == Keyword::nfkc ||
                    first == Keyword::nfkd;
  return first == Keyword::normalized || (form && second == Keyword::normalized);
}

bool trim_side_ahead(std::string_view text, std::size_t at) {
  const auto word = two_keywords(text, at).first;
  const bool side = word == Keyword::leading || word == Keyword::trailing || word == Keyword::both;
  return side && operand_behind_word(text, at);
}

bool trim_from_ahead(std::string_view text, std::size_t at) {
  return two_keywords(text, at).first == Keyword::from && operand_behind_word(text, at);
}

bool retry_time_ahead(std::string_view text, std::size_t at) {
  const char c = byte_at(text, at);
  return is_ascii_digit(c) || c == '.' || c == '$' ||
         match_word(text.substr(at), spelling_of(Keyword::for_)) != 0;
}

bool graph_pattern_ahead(std::string_view text, std::size_t at) {
  if (byte_at(text, at) == '(' || path_variable_ahead(text, at)) return true;
  const auto keyword = two_keywords(text, at).first;
  if (!keyword) return false;
  switch (*keyword) {
    case Keyword::shortest_path:
    case Keyword::all_shortest_paths:
    case Keyword::shortest:
    case Keyword::any:
    case Keyword::all:
    case Keyword::walk:
    case Keyword::trail:
    case Keyword::acyclic:
    case Keyword::simple: return true;
    default: return match_mode_ahead(text, at);
  }
}

bool parenthesized_path_ahead(std::string_view text, std::size_t at) {
  if (byte_at(text, at) != '(') return false;
  const std::size_t next = scan_gap(text, at + 1);
  return byte_at(text, next) == '(' || path_variable_ahead(text, next);
}

bool range_ahead(std::string_view text, std::size_t at) {
  const std::size_t dots = scan_gap(text, scan_number(text, at));
  return text.substr(dots).starts_with("..");
}

bool schema_name_ahead(std::string_view text, std::size_t at) {
  if (byte_at(text, at) == '$') return true;
  const std::size_t end = scan_name(text, at);
  const auto keyword = find_keyword(text.substr(at, end - at));
  if (keyword == Keyword::for_ || keyword == Keyword::on) {
    return byte_at(text, scan_gap(text, end)) != '(';
  }
  if (keyword != Keyword::if_) return end != at;
  return match_word(text.substr(scan_gap(text, end)), spelling_of(Keyword::not_)) == 0;
}

bool create_schema_ahead(std::string_view text, std::size_t at) {
  const std::size_t create = match_word(text.substr(at), spelling_of(Keyword::create));
  if (create == 0) return false;
  const std::size_t word = scan_gap(text, at + create);
  const std::size_t end = scan_plain_name(text, word);
  const auto keyword = find_keyword(text.substr(word, end - word));
  const bool schema = keyword == Keyword::index || keyword == Keyword::constraint ||
                      keyword == Keyword::fulltext || keyword == Keyword::range ||
                      keyword == Keyword::text || keyword == Keyword::point ||
                      keyword == Keyword::lookup;
  return schema && byte_at(text, scan_gap(text, end)) != '=';
}

}  // namespace entente::query
