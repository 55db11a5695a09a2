#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "entente/export.hpp"

/// What an editor, a shell or a linter needs to know of query texts without running them. All
/// functions are pure, thread-safe, take any bytes, and cost time linear in the text.
namespace entente {

/// One statement of a text.
struct StatementText {
  /// From the first character that is not blank or comment up to the ';', which is not included.
  Span span;
  /// False for the last statement if no ';' ends it.
  bool terminated = false;
  /// False if the text ends inside a string, a quoted name, a comment or brackets: more must
  /// follow.
  bool closed = true;
};

/// Cuts a text at the semicolons that stand outside of strings, names in backquotes and comments.
/// Statements of only blanks and comments are left out, except that an unclosed comment at the end
/// is reported as an unclosed statement.
ENTENTE_API std::vector<StatementText> split_statements(std::string_view text);

/// What a stretch of query text is, for colouring it.
enum class TokenKind : std::uint8_t {
  keyword,
  variable,
  label,
  relationship_type,
  property_key,
  function,
  parameter,
  number,
  string,
  comment,
  operator_sign,
  bracket,
  punctuation,
  unknown,
};

struct Token {
  TokenKind kind;
  Span span;
};

/// The tokens of a text in order, blanks left out. Works on unfinished and wrong texts too: what a
/// name is for is judged by its neighbours alone.
ENTENTE_API std::vector<Token> tokenize(std::string_view text);

/// What may be written at a place.
enum class CompletionKind : std::uint8_t {
  keyword,
  variable,
  function,
  procedure,
  label,
  relationship_type,
  property_key,
  parameter,
  value_type,
};

struct CompletionContext {
  /// The word before the cursor, to be replaced by a choice: [begin, cursor).
  Span replaced;
  /// What could stand there; empty if nothing is known to fit. The caller offers the names its
  /// database has; keywords and variables are given below.
  std::vector<CompletionKind> kinds;
  /// Keywords in upper case that fit, sorted.
  std::vector<std::string> keywords;
  /// Variables of the same statement, sorted; empty if none fits.
  std::vector<std::string> variables;
  [[nodiscard]] bool offers(CompletionKind kind) const;
};

/// What could be written at byte `cursor` of `text`, in the statement the cursor stands in.
ENTENTE_API CompletionContext completion_context(std::string_view text, std::size_t cursor);

/// Every keyword in upper case, sorted.
ENTENTE_API const std::vector<std::string>& language_keywords();
/// True if the word cannot be a plain variable or function name.
ENTENTE_API bool is_reserved_word(std::string_view word);
/// The name as it must be written in a query: in backquotes if it is not a plain name.
ENTENTE_API std::string quoted_name(std::string_view name);

}  // namespace entente
