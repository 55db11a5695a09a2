#include "query/syntax/syntax_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "query/limits.hpp"
#include "query/syntax/scan.hpp"
#include "query/syntax/syntax_hints.hpp"

namespace entente::query {
namespace {

Span span_at(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// Texts of the expected set as a sentence shows them: names of things first, then words, then
/// signs; too many signs help nobody, so the sentence is cut.
std::vector<std::string> alternatives(const std::vector<const Expected*>& expected) {
  constexpr std::size_t shown_max = 8;
  const auto rank = [](const Expected* e) {
    switch (e->kind) {
      case ExpectedKind::keyword: return 1;
      case ExpectedKind::punctuation: return 2;
      case ExpectedKind::end: return 3;
      default: return 0;
    }
  };
  std::vector<const Expected*> ordered = expected;
  std::stable_sort(ordered.begin(), ordered.end(),
                   [&](const Expected* a, const Expected* b) { return rank(a) < rank(b); });
  std::vector<std::string> result;
  for (const Expected* e : ordered) {
    std::string part(e->text);
    if (std::find(result.begin(), result.end(), part) == result.end()) {
      result.push_back(std::move(part));
    }
  }
  if (result.size() > shown_max) result.resize(shown_max);
  return result;
}

std::string found_at(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t shown_max = 24;
  if (begin >= text.size()) return "the end of the text";
  std::string_view token = text.substr(begin, end - begin);
  if (token.size() <= shown_max) return fmt::format("'{}'", token);
  std::size_t cut = shown_max;
  while (cut > 0 && (static_cast<unsigned char>(token[cut]) & 0xC0U) == 0x80U) --cut;
  return fmt::format("'{}…'", token.substr(0, cut));
}

}  // namespace

std::string join_alternatives(const std::vector<std::string>& parts) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) joined += i + 1 == parts.size() ? " or " : ", ";
    joined += parts[i];
  }
  return joined;
}

Error unexpected_syntax(std::string_view text, std::size_t offset,
                        const std::vector<const Expected*>& expected) {
  // The grammar fails before the gap that precedes the offending token as often as behind it.
  const std::size_t begin = std::min(scan_gap(text, offset), text.size());
  const std::size_t end = offending_token_end(text, begin);
  const Span span = span_at(begin, end);

  char32_t code_point = 0;
  const std::size_t length = decode_utf8(text, begin, code_point);
  if (code_point >= 0x80 && scan_name(text, begin) == begin) {
    return Error::compile(
        ErrorClass::syntax_error, "InvalidUnicodeCharacter",
        fmt::format("the character '{}' (U+{:04X}) has no meaning here", text.substr(begin, length),
                    static_cast<std::uint32_t>(code_point)),
        span_at(begin, begin + length), hint_for_character(code_point));
  }
  std::string message =
      fmt::format("expected {}, found {}", join_alternatives(alternatives(expected)),
                  found_at(text, begin, end));
  return Error::compile(ErrorClass::syntax_error, "UnexpectedSyntax", std::move(message), span,
                        hint_for(text, begin, end, expected));
}

Error query_too_long(std::size_t bytes) {
  return Error::compile(
      ErrorClass::limit_exceeded, "",
      fmt::format("the query has {} bytes, the limit is {}", bytes, query_bytes_max), {},
      "pass large data as parameters");
}

Error malformed_utf8(std::size_t offset) {
  return Error::compile(ErrorClass::syntax_error, "InvalidUnicodeCharacter",
                        "the query is not valid UTF-8", span_at(offset, offset + 1));
}

Error nesting_too_deep(std::size_t offset) {
  return Error::compile(ErrorClass::limit_exceeded, "",
                        fmt::format("the query nests more than {} levels deep", nesting_depth_max),
                        span_at(offset, offset + 1), "name intermediate results with WITH");
}

}  // namespace entente::query
