#include <algorithm>
#include <optional>
#include <string>

#include "entente/language.hpp"
#include "query/syntax/bracket_index.hpp"
#include "query/syntax/keywords.hpp"
#include "query/syntax/scan.hpp"

namespace entente {
namespace {

using query::find_keyword;
using query::is_reserved;
using query::Keyword;

constexpr std::string_view operator_characters = "=<>+-*/%^|&!~";

/// Reads a text from left to right and remembers what decides the meaning of a name.
class Tokenizer {
 public:
  explicit Tokenizer(std::string_view text) : text_(text), brackets_(text) {}

  std::vector<Token> run() {
    while (skip_blanks(), at_ < text_.size()) next();
    return std::move(tokens_);
  }

 private:
  /// Moves over blanks and adds comments as tokens.
  void skip_blanks() {
    while (at_ < text_.size()) {
      const std::string_view rest = text_.substr(at_);
      if (rest.starts_with("//") || rest.starts_with("/*")) {
        const std::size_t end = rest.starts_with("//") ? text_.find('\n', at_)
                                                       : end_of_block(text_.find("*/", at_ + 2));
        add(TokenKind::comment, std::min(end, text_.size()));
        continue;
      }
      const std::size_t behind = query::scan_blank(text_, at_);
      if (behind == at_) return;
      at_ = behind;
    }
  }

  static std::size_t end_of_block(std::size_t close) {
    return close == std::string_view::npos ? close : close + 2;
  }

  void next() {
    const char c = text_[at_];
    if (c == '\'' || c == '"')
      return add_or_rest(TokenKind::string, query::scan_string(text_, at_));
    if (c == '`') return add_name(query::scan_name(text_, at_), true);
    if (const auto end = query::scan_parameter(text_, at_); end != at_) {
      return add(TokenKind::parameter, end);
    }
    if (const auto end = query::scan_plain_name(text_, at_); end != at_) {
      return add_name(end, false);
    }
    if (const auto end = query::scan_number(text_, at_); end != at_) {
      return add(TokenKind::number, end);
    }
    if (std::string_view("([{").find(c) != std::string_view::npos) {
      open_.push_back(c);
      return add(TokenKind::bracket, at_ + 1);
    }
    if (std::string_view(")]}").find(c) != std::string_view::npos) {
      if (!open_.empty()) open_.pop_back();
      return add(TokenKind::bracket, at_ + 1);
    }
    if (operator_characters.find(c) != std::string_view::npos) {
      return add(TokenKind::operator_sign, at_ + 1);
    }
    if (std::string_view(".,:;").find(c) != std::string_view::npos) {
      return add(TokenKind::punctuation, at_ + 1);
    }
    char32_t code_point = 0;
    add(TokenKind::unknown,
        at_ + std::max<std::size_t>(1, query::decode_utf8(text_, at_, code_point)));
  }

  void add(TokenKind kind, std::size_t end) {
    // The signs between labels do not end a label expression, whatever else comes does.
    const bool sign = std::string_view("!:(&|").find(text_[at_]) != std::string_view::npos;
    if (kind != TokenKind::comment && !sign) {
      after_label_ = kind == TokenKind::label || kind == TokenKind::relationship_type;
    }
    tokens_.push_back({kind, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)}});
    at_ = end;
  }

  /// An unclosed text or name reaches to the end.
  void add_or_rest(TokenKind kind, std::size_t end) { add(kind, end == at_ ? text_.size() : end); }

  void add_name(std::size_t end, bool quoted) {
    if (end == at_) end = text_.size();
    add(kind_of_name(end, quoted), end);
  }

  /// The token `back` places before the next one, comments passed over; blank if there is none.
  [[nodiscard]] std::string_view previous(std::size_t back = 1) const {
    for (auto token = tokens_.rbegin(); token != tokens_.rend(); ++token) {
      if (token->kind == TokenKind::comment || --back > 0) continue;
      return text_.substr(token->span.begin, token->span.end - token->span.begin);
    }
    return {};
  }

  [[nodiscard]] TokenKind kind_of_name(std::size_t end, bool quoted) {
    const std::string_view before = previous();
    const std::size_t next = query::scan_gap(text_, end);
    const char after = next < text_.size() ? text_[next] : '\0';
    const char bracket = open_.empty() ? '\0' : open_.back();
    if (before == "." && after != '(') return TokenKind::property_key;
    if (const auto named = kind_after_label_sign(before, bracket)) return *named;
    const bool in_map = bracket == '{';
    if (in_map && after == ':' && (before == "{" || before == ",")) return TokenKind::property_key;
    const auto word = quoted ? std::nullopt : find_keyword(text_.substr(at_, end - at_));
    if (word && (is_reserved(*word) || acts_as_keyword(*word, before, after))) {
      return TokenKind::keyword;
    }
    return after == '(' && !pattern_follows(next) ? TokenKind::function : TokenKind::variable;
  }

  /// Labels and types follow ':' outside of maps, or '|', '&', '!' after one of their own.
  [[nodiscard]] std::optional<TokenKind> kind_after_label_sign(std::string_view before,
                                                               char bracket) const {
    const TokenKind kind = bracket == '[' ? TokenKind::relationship_type : TokenKind::label;
    if (before == ":") return bracket == '{' ? std::nullopt : std::optional(kind);
    const bool joined = before == "|" || before == "&" || before == "!";
    return joined && after_label_ ? std::optional(kind) : std::nullopt;
  }

  /// Free words such as END or INDEX are keywords unless they stand where only a name can.
  [[nodiscard]] static bool acts_as_keyword(Keyword word, std::string_view before, char after) {
    const bool named = before == "(" || before == "[" || after == '.' || after == '=' ||
                       (before == "," && after != ' ') || (after == '(' && names_function(word));
    return !named && (!value_follows(before) || begins_value(word));
  }

  /// Words of schema commands and patterns that are functions as well.
  [[nodiscard]] static bool names_function(Keyword word) {
    return word == Keyword::labels || word == Keyword::type || word == Keyword::point ||
           word == Keyword::relationships || word == Keyword::range;
  }

  /// Behind these words a free word is a variable, unless it begins a value or belongs to them.
  [[nodiscard]] static bool value_follows(std::string_view before) {
    const auto word = find_keyword(before);
    if (!word) return false;
    switch (*word) {
      case Keyword::return_:
      case Keyword::with:
      case Keyword::where:
      case Keyword::and_:
      case Keyword::or_:
      case Keyword::xor_:
      case Keyword::by:
      case Keyword::as:
      case Keyword::distinct:
      case Keyword::unwind:
      case Keyword::delete_:
      case Keyword::set:
      case Keyword::when:
      case Keyword::else_:
      case Keyword::yield: return true;
      default: return false;
    }
  }
  [[nodiscard]] static bool begins_value(Keyword word) {
    return word == Keyword::exists || word == Keyword::count || word == Keyword::collect ||
           word == Keyword::any || word == Keyword::none || word == Keyword::single ||
           word == Keyword::reduce || word == Keyword::shortest_path ||
           word == Keyword::all_shortest_paths || word == Keyword::headers;
  }

  [[nodiscard]] bool pattern_follows(std::size_t bracket) {
    return query::relationship_pattern_ahead(text_, bracket, brackets_);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string open_;
  bool after_label_ = false;  // the last token but for signs is a label or a type
  query::BracketIndex brackets_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) { return Tokenizer(text).run(); }

const std::vector<std::string>& language_keywords() {
  static const std::vector<std::string> keywords(query::keyword_spellings.begin(),
                                                 query::keyword_spellings.end());
  return keywords;
}

bool is_reserved_word(std::string_view word) { return query::is_reserved(word); }

std::string quoted_name(std::string_view name) {
  if (!name.empty() && name.front() != '`' && query::scan_variable_name(name, 0) == name.size()) {
    return std::string(name);
  }
  std::string quoted = "`";
  for (const char c : name) {
    quoted.push_back(c);
    if (c == '`') quoted.push_back('`');
  }
  return quoted + '`';
}

}  // namespace entente
