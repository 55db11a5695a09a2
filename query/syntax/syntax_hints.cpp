#include "query/syntax/syntax_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "entente/error.hpp"
#include "query/syntax/keywords.hpp"
#include "query/syntax/scan.hpp"
#include "storage/base/nearest_name.hpp"

namespace entente::query {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> foreign_operators = {{
    {"!=", "write <> for inequality"},
    {"==", "write = for equality"},
    {"&&", "write AND"},
    {"**", "write ^ for powers"},
    {"->", "an arrow has two dashes: --> or -[:TYPE]->"},
    {"]>", "an arrow has two dashes: --> or -[:TYPE]->"},
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

bool expects(const std::vector<const Expected*>& expected, std::string_view text) {
  return std::any_of(expected.begin(), expected.end(),
                     [&](const Expected* e) { return e->text == text; });
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
  if (begin >= text.size()) return {};
  if (token == "}" && expects(expected, "':'")) {
    return "a map entry needs a value: {key: value}; parameters are written $key";
  }
  const bool quote = token.starts_with('\'') || token.starts_with('"');
  if (quote && begin > 0 && text[begin - 1] == text[begin]) {
    return fmt::format("a quote inside a text is written \\{}", text[begin]);
  }
  if (std::string hint = misspelt_keyword(token, expected); !hint.empty()) return hint;
  const auto keyword = find_keyword(token);
  if (keyword == Keyword::where && expects(expected, "LIMIT")) {
    return "RETURN has no WHERE; filter before it, with WITH … WHERE";
  }
  if (keyword && is_reserved(*keyword) && expects(expected, "a variable")) {
    return fmt::format("{} is a reserved word; as a name it needs backquotes: `{}`",
                       spelling_of(*keyword), token);
  }
  for (const std::string_view closing : {"')'", "']'", "'}'"}) {
    if (keyword && is_reserved(*keyword) && expects(expected, closing)) {
      return fmt::format("is a {} missing before it?", closing);
    }
  }
  const bool starts_item =
      scan_name(text, begin) != begin || scan_number(text, begin) != begin || quote;
  if (starts_item && !keyword && expects(expected, "','")) return "is a comma missing?";
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
