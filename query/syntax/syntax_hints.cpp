#include "query/syntax/syntax_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "entente/error.hpp"
#include "query/syntax/foreign_words.hpp"
#include "query/syntax/keywords.hpp"
#include "query/syntax/scan.hpp"
#include "storage/base/nearest_name.hpp"

namespace entente::query {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> foreign_operators = {{
    {"!=", "write <> for inequality"},
    {"==", "write = for equality"},
    {"&&", "write AND"},
    {"**", "write ^ for powers"},
    {"->", "an arrow has two dashes: --> or -[:TYPE]->"},
    {"]>", "an arrow has two dashes: --> or -[:TYPE]->"},
    {"=<", "write <="},
    {"=>", "write >="},
    {"=[", "a relationship is written -[:TYPE]->"},
    {":=", "write = without a colon"},
    {"?", "write CASE WHEN condition THEN a ELSE b END"},
    {"!", "write NOT"},
    {"#", "comments begin with //"},
}};

std::string at_place(std::string_view text, std::size_t offset) {
  const LineColumn at = line_column(text, offset);
  return fmt::format("the '{}' at line {}, column {}", text[offset], at.line, at.column);
}

char partner_of(char bracket) {
  switch (bracket) {
    case '(': return ')';
    case '[': return ']';
    default: return '}';
  }
}

/// Length of the text, quoted name or comment at `at`, 0 if there is none. Sets `hint` if it is
/// never closed.
std::size_t skip_opaque(std::string_view text, std::size_t at, std::string& hint) {
  const char c = text[at];
  std::size_t behind = at;
  if (c == '\'' || c == '"') {
    behind = scan_string(text, at);
    if (behind == at) hint = fmt::format("the text that begins with {} is never closed", c);
  } else if (c == '`') {
    behind = scan_name(text, at);
    if (behind == at) hint = "the name that begins with ` is never closed";
  } else if (c == '/') {
    behind = scan_gap(text, at);
    if (text.substr(behind).starts_with("/*")) hint = "the comment /* is never closed";
  }
  return behind - at;
}

/// Names the bracket, quote or comment that has no partner.
std::string unclosed_hint(std::string_view text) {
  std::vector<std::size_t> open;
  std::string hint;
  for (std::size_t i = 0; i < text.size() && hint.empty();) {
    if (const std::size_t skipped = skip_opaque(text, i, hint); skipped != 0) {
      i += skipped;
      continue;
    }
    const char c = text[i];
    if (c == '(' || c == '[' || c == '{') {
      open.push_back(i);
    } else if (c == ')' || c == ']' || c == '}') {
      if (open.empty()) return at_place(text, i) + " closes nothing";
      const char wanted = partner_of(text[open.back()]);
      if (c != wanted) return fmt::format("{} needs a '{}'", at_place(text, open.back()), wanted);
      open.pop_back();
    }
    ++i;
  }
  if (hint.empty() && !open.empty()) return at_place(text, open.back()) + " is never closed";
  return hint;
}

/// The expected keyword that differs from the word by a letter or two.
std::string misspelt_keyword(std::string_view word, const std::vector<const Expected*>& expected) {
  constexpr std::size_t longest = 32;  // keeps the comparison cheap for texts that are one word
  if (word.size() < 3 || word.size() > longest || find_keyword(word)) return {};
  std::vector<std::string> candidates;
  const bool any_clause = std::any_of(expected.begin(), expected.end(), [](const Expected* e) {
    return e->kind == ExpectedKind::group;
  });
  for (const Expected* e : expected) {
    if (e->kind == ExpectedKind::keyword) candidates.emplace_back(e->text);
  }
  if (any_clause) {
    candidates.insert(candidates.end(), keyword_spellings.begin(), keyword_spellings.end());
  }
  return storage::did_you_mean(word, candidates);
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool expects(const std::vector<const Expected*>& expected, std::string_view text) {
  return std::any_of(expected.begin(), expected.end(),
                     [&](const Expected* e) { return e->text == text; });
}

/// The word that ends right before `begin`, blanks not counted.
std::string_view word_before(std::string_view text, std::size_t begin) {
  constexpr std::size_t longest = 16;  // no word of interest is longer
  std::size_t end = begin;
  while (end > 0 && is_blank(text[end - 1])) --end;
  std::size_t at = end;
  while (at > 0 && end - at <= longest && is_letter(text[at - 1])) --at;
  return text.substr(at, end - at);
}

/// The last character before `begin` that is no blank; 0 if there is none.
char sign_before(std::string_view text, std::size_t begin) {
  while (begin > 0 && is_blank(text[begin - 1])) --begin;
  return begin > 0 ? text[begin - 1] : '\0';
}

/// `x NOT IN list` and the like, where openCypher wants NOT in front.
std::string hint_for_not(std::string_view text, std::size_t behind) {
  const std::size_t begin = scan_gap(text, behind);
  const std::string_view word = text.substr(begin, scan_plain_name(text, begin) - begin);
  const auto keyword = find_keyword(word);
  if (keyword == Keyword::null) return "write IS NOT NULL";
  if (keyword == Keyword::in) return "write NOT x IN list";
  if (keyword == Keyword::contains) return "write NOT x CONTAINS …";
  if (keyword == Keyword::starts || keyword == Keyword::ends) {
    return fmt::format("write NOT x {} WITH …", spelling_of(*keyword));
  }
  return std::string(hint_for_foreign_word(word));
}

/// A text in quotes where a name belongs.
std::string hint_for_quoted_name(std::string_view token,
                                 const std::vector<const Expected*>& expected) {
  for (const std::string_view wanted :
       {"a variable", "a label", "a relationship type", "a property key", "a name"}) {
    if (expects(expected, wanted)) {
      return fmt::format(
          "names stand without quotes, odd ones in backquotes: `{}`",
          token.size() > 2 && token.size() < 40 ? token.substr(1, token.size() - 2) : "name");
    }
  }
  return {};
}

/// What the word or sign in the wrong place means in another language.
std::string foreign_hint(std::string_view text, std::size_t begin, std::size_t end,
                         const std::vector<const Expected*>& expected) {
  const std::string_view token = text.substr(begin, end - begin);
  if (find_keyword(token) == Keyword::not_ && expects(expected, "an operator")) {
    if (std::string hint = hint_for_not(text, end); !hint.empty()) return hint;
  }
  if (const auto hint = hint_for_foreign_word(token); !hint.empty()) return std::string(hint);
  if (const auto hint = hint_for_word_before(word_before(text, begin)); !hint.empty()) {
    return std::string(hint);
  }
  const std::size_t line = text.substr(0, begin).rfind('\n') + 1;  // 0 on the first line
  const std::string_view before = text.substr(line, begin - line);
  if (before.find(" -- ") != std::string_view::npos || before.starts_with("-- ")) {
    return "comments begin with //";
  }
  if (before.substr(0, before.find_last_not_of(' ') + 1).ends_with("++")) return "write x + 1";
  return {};
}

/// Slips at a keyword or the end of the text.
std::string misplaced_hint(std::string_view text, std::size_t begin, std::string_view token,
                           const std::vector<const Expected*>& expected) {
  const auto keyword = find_keyword(token);
  const bool stops = begin >= text.size() || (keyword && is_reserved(*keyword));
  if (stops && sign_before(text, begin) == ',') return "is the comma before it one too many?";
  if (!keyword) return {};
  if (*keyword == Keyword::where && expects(expected, "LIMIT") && !expects(expected, "WHERE")) {
    return "RETURN has no WHERE; filter before it, with WITH … WHERE";
  }
  if (*keyword == Keyword::return_ && expects(expected, "YIELD")) {
    return "RETURN needs YIELD before it: YIELD * RETURN …";
  }
  if (is_reserved(*keyword) && expects(expected, "a variable")) {
    return fmt::format("{} is a reserved word; as a name it needs backquotes: `{}`",
                       spelling_of(*keyword), token);
  }
  for (const std::string_view closing : {"')'", "']'", "'}'"}) {
    if (is_reserved(*keyword) && expects(expected, closing)) {
      return fmt::format("is a {} missing before it?", closing);
    }
  }
  return {};
}

/// Slips in patterns and maps.
std::string pattern_hint(std::string_view text, std::size_t begin, std::string_view token,
                         const std::vector<const Expected*>& expected) {
  const bool name = scan_variable_name(text, begin) != begin;
  if (token == "}" && expects(expected, "':'")) {
    return "a map entry needs a value: {key: value}; parameters are written $key";
  }
  if (token == "=" && expects(expected, "':'")) return "write key: value";
  if (token == ";" && expects(expected, "'}'")) return "entries are separated by commas";
  if (name && begin > 0 && text[begin - 1] == '$' && expects(expected, "'('")) {
    return fmt::format("a label or type from a parameter is written $(${})", token);
  }
  if (name && expects(expected, "PATHS") && path_variable_ahead(text, begin)) {
    return "the name of a path comes first: p = ACYCLIC (a)-->(b)";
  }
  if (name && expects(expected, "a pattern") && !find_keyword(token)) {
    return fmt::format("nodes stand in parentheses: ({})", token.substr(0, 40));
  }
  return {};
}

}  // namespace

std::size_t offending_token_end(std::string_view text, std::size_t begin) {
  if (begin >= text.size()) return begin;
  for (const auto scan : {scan_name, scan_number, scan_string, scan_parameter}) {
    if (const std::size_t end = scan(text, begin); end != begin) return end;
  }
  for (const auto& [spelling, hint] : foreign_operators) {
    if (text.substr(begin).starts_with(spelling)) return begin + spelling.size();
  }
  char32_t code_point = 0;
  return begin + std::max<std::size_t>(1, decode_utf8(text, begin, code_point));
}

std::string hint_for(std::string_view text, std::size_t begin, std::size_t end,
                     const std::vector<const Expected*>& expected) {
  const std::string_view token = text.substr(begin, end - begin);
  // The grammar may have taken the first half of a foreign operator, so look one byte back too.
  const std::string_view around = begin > 0 ? text.substr(begin - 1, 2) : std::string_view{};
  for (const auto& [spelling, hint] : foreign_operators) {
    if (token == spelling || (spelling.size() == 2 && around == spelling)) return std::string(hint);
  }
  if (std::string hint = unclosed_hint(text); !hint.empty()) return hint;
  if (std::string hint = foreign_hint(text, begin, end, expected); !hint.empty()) return hint;
  if (std::string hint = misplaced_hint(text, begin, token, expected); !hint.empty()) return hint;
  if (begin >= text.size()) return {};
  if (std::string hint = pattern_hint(text, begin, token, expected); !hint.empty()) return hint;
  const bool quote = token.starts_with('\'') || token.starts_with('"');
  if (quote && begin > 0 && text[begin - 1] == text[begin]) {
    return fmt::format("a quote inside a text is written \\{}", text[begin]);
  }
  if (quote) {
    if (std::string hint = hint_for_quoted_name(token, expected); !hint.empty()) return hint;
  }
  if (std::string hint = misspelt_keyword(token, expected); !hint.empty()) return hint;
  const bool starts_item =
      scan_name(text, begin) != begin || scan_number(text, begin) != begin || quote;
  const bool item = starts_item && !find_keyword(token);
  if (item && expects(expected, "','")) return "is a comma missing?";
  return {};
}

std::string hint_for_character(char32_t code_point) {
  switch (code_point) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212: return "write - for subtraction";
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D: return "write texts in straight quotes: 'text'";
    case 0x2260: return "write <> for inequality";
    case 0x2264: return "write <=";
    case 0x2265: return "write >=";
    case 0x2192: return "write -->";
    case 0x2190: return "write <--";
    default: return {};
  }
}

}  // namespace entente::query
