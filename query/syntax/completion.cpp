#include <algorithm>
#include <array>
#include <set>

#include "entente/language.hpp"
#include "query/syntax/keywords.hpp"
#include "query/syntax/parser.hpp"
#include "query/syntax/scan.hpp"

namespace entente {
namespace {

using query::Expected;
using query::ExpectedKind;
using query::Keyword;

/// Words that begin an atom; the grammar finds them by look-ahead, so that they are in no expected
/// set.
constexpr std::array atom_words = {Keyword::all,
                                   Keyword::all_reduce,
                                   Keyword::any,
                                   Keyword::collect,
                                   Keyword::count,
                                   Keyword::exists,
                                   Keyword::none,
                                   Keyword::reduce,
                                   Keyword::single,
                                   Keyword::shortest_path,
                                   Keyword::all_shortest_paths};
constexpr std::array create_words = {Keyword::constraint, Keyword::fulltext, Keyword::index};

void add_kind(CompletionContext& context, CompletionKind kind) {
  if (!context.offers(kind)) context.kinds.push_back(kind);
}

void add_keyword(CompletionContext& context, std::string_view word) {
  add_kind(context, CompletionKind::keyword);
  context.keywords.emplace_back(word);
}

void add_expected(CompletionContext& context, const Expected& expected) {
  switch (expected.kind) {
    case ExpectedKind::keyword: return add_keyword(context, expected.text);
    case ExpectedKind::operand:
      add_kind(context, CompletionKind::function);
      add_kind(context, CompletionKind::variable);
      for (const Keyword word : atom_words) add_keyword(context, query::spelling_of(word));
      return;
    case ExpectedKind::variable: return add_kind(context, CompletionKind::variable);
    case ExpectedKind::label: return add_kind(context, CompletionKind::label);
    case ExpectedKind::relationship_type:
      return add_kind(context, CompletionKind::relationship_type);
    case ExpectedKind::property_key: return add_kind(context, CompletionKind::property_key);
    case ExpectedKind::procedure: return add_kind(context, CompletionKind::procedure);
    case ExpectedKind::parameter: return add_kind(context, CompletionKind::parameter);
    case ExpectedKind::type: return add_kind(context, CompletionKind::value_type);
    default: return;
  }
}

/// Where the grammar gives no answer, because a look-ahead needs text that is not written yet, the
/// sign before the word decides.
void add_by_neighbours(CompletionContext& context, const std::vector<Token>& tokens,
                       std::string_view text) {
  if (tokens.empty()) return;
  std::string open;
  for (const Token& token : tokens) {
    const char c = text[token.span.begin];
    if (token.kind != TokenKind::bracket) continue;
    if (c == '(' || c == '[' || c == '{') {
      open.push_back(c);
    } else if (!open.empty()) {
      open.pop_back();
    }
  }
  const char bracket = open.empty() ? '\0' : open.back();
  const char last = text[tokens.back().span.begin];
  if (last == '.') {
    add_kind(context, CompletionKind::property_key);
  } else if (last == ':' && bracket == '[') {
    add_kind(context, CompletionKind::relationship_type);
  } else if (last == ':' && bracket != '{') {
    add_kind(context, CompletionKind::label);
  }
}

std::string_view token_text(const Token& token, std::string_view text) {
  return text.substr(token.span.begin, token.span.end - token.span.begin);
}

/// True if the text ends inside a string or comment, where nothing is to be completed.
bool inside_opaque(const std::vector<Token>& tokens, std::string_view text) {
  if (tokens.empty() || tokens.back().span.end != text.size()) return false;
  const std::string_view last = token_text(tokens.back(), text);
  if (tokens.back().kind == TokenKind::string) return query::scan_string(last, 0) == 0;
  if (tokens.back().kind != TokenKind::comment) return false;
  return last.starts_with("//") || query::scan_gap(last, 0) == 0;
}

void collect_variables(CompletionContext& context, std::string_view statement, Span replaced,
                       std::size_t offset) {
  std::set<std::string> names;
  for (const Token& token : tokenize(statement)) {
    if (token.kind != TokenKind::variable || token.span.begin + offset == replaced.begin) continue;
    names.emplace(statement.substr(token.span.begin, token.span.end - token.span.begin));
  }
  context.variables.assign(names.begin(), names.end());
}

/// Begin of the word that ends at the cursor: a name, a parameter, or an open backquote.
std::size_t word_begin(std::string_view text) {
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text[at] == '`' || text[at] == '$') return at;
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0U) == 0x80U) continue;
    if (!query::name_continues(text, at)) return at + (byte < 0x80 ? 1 : text.size() - at);
  }
  return 0;
}

/// Procedure names are completed whole: behind `CALL a.b.` the word begins at `a`.
std::size_t dotted_begin(std::string_view text, std::size_t word) {
  const std::vector<Token> tokens = tokenize(text.substr(0, word));
  std::size_t at = word;
  for (std::size_t i = tokens.size(); i >= 2 && token_text(tokens[i - 1], text) == "."; i -= 2) {
    at = tokens[i - 2].span.begin;
    if (i < 3) break;
    const auto keyword = query::find_keyword(token_text(tokens[i - 3], text));
    if (keyword == Keyword::call) return at;
  }
  return word;
}

}  // namespace

bool CompletionContext::offers(CompletionKind kind) const {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

CompletionContext completion_context(std::string_view text, std::size_t cursor) {
  cursor = std::min(cursor, text.size());
  // The statement around the cursor.
  std::size_t from = cursor;
  std::size_t to = cursor;
  for (const StatementText& statement : split_statements(text)) {
    if (statement.span.begin <= cursor && (!statement.terminated || cursor <= statement.span.end)) {
      from = statement.span.begin;
      to = statement.span.end;
    }
  }
  const std::string_view written = text.substr(from, cursor - from);
  const std::size_t begin = dotted_begin(written, word_begin(written));
  const std::string_view before = written.substr(0, begin);

  CompletionContext context;
  context.replaced = {static_cast<std::uint32_t>(from + begin), static_cast<std::uint32_t>(cursor)};
  const std::vector<Token> tokens = tokenize(before);
  if (inside_opaque(tokens, before)) return context;

  const query::ParseTrace trace = query::trace_parse(before);
  if (trace.furthest == before.size()) {
    for (const Expected* expected : trace.expected) add_expected(context, *expected);
  }
  if (context.kinds.empty()) add_by_neighbours(context, tokens, before);
  if (tokens.size() == 1 && query::find_keyword(token_text(tokens[0], before)) == Keyword::create) {
    for (const Keyword word : create_words) add_keyword(context, query::spelling_of(word));
  }
  std::sort(context.keywords.begin(), context.keywords.end());
  context.keywords.erase(std::unique(context.keywords.begin(), context.keywords.end()),
                         context.keywords.end());
  if (context.offers(CompletionKind::variable)) {
    collect_variables(context, text.substr(from, std::max(to, cursor) - from), context.replaced,
                      from);
  }
  return context;
}

}  // namespace entente
