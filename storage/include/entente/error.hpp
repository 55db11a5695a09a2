#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "entente/export.hpp"

namespace entente {

/// What kind of failure an Error is. The numbers are stable: they are part of the public interface
/// (machine-readable output, bindings) and are never given to another meaning.
/// 1xx are the openCypher TCK's own error types, 2xx concern storage, 3xx limits, 4xx input, 9xx
/// us.
enum class ErrorClass : std::uint16_t {
  syntax_error = 100,
  semantic_error = 101,
  type_error = 102,
  argument_error = 103,
  arithmetic_error = 104,
  entity_not_found = 105,
  property_not_found = 106,
  label_not_found = 107,
  parameter_missing = 108,
  procedure_error = 109,
  constraint_validation_failed = 110,
  constraint_verification_failed = 111,

  io_error = 200,
  corruption = 201,
  conflict = 202,
  locked = 203,
  format_version = 204,
  read_only = 205,
  not_a_database = 206,
  disk_full = 207,
  schema_error = 208,
  transaction_state = 209,

  timeout = 300,
  memory_limit = 301,
  interrupted = 302,
  limit_exceeded = 303,

  input_error = 400,
  not_found = 401,

  internal = 900,
};

/// The TCK's word for a class ("SyntaxError", "TypeError", …), or our own in the same style.
ENTENTE_API std::string_view to_string(ErrorClass error_class);

/// When an error was found: before anything of the statement was executed, or while it ran.
enum class Phase : std::uint8_t { compile_time, runtime };

/// A half-open byte range [begin, end) of the query text; `begin == end == npos` means "nowhere".
struct Span {
  static constexpr std::uint32_t npos = 0xFFFFFFFFU;
  std::uint32_t begin = npos;
  std::uint32_t end = npos;

  [[nodiscard]] bool valid() const { return begin != npos; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// The one error value of Entente. Returned, never thrown. Value type, owns all its text.
struct ENTENTE_API Error {
  ErrorClass error_class = ErrorClass::internal;
  Phase phase = Phase::runtime;
  /// The TCK's detail word ("UndefinedVariable", …); empty where it has none.
  std::string detail;
  /// One sentence for people, without position.
  std::string message;
  /// What to write or do instead ("did you mean 'Company'?"); may be empty.
  std::string hint;
  /// Where in the query text; may be invalid.
  Span span;

  /// Stable number of the class.
  [[nodiscard]] int code() const { return static_cast<int>(error_class); }
  /// True if the same call may succeed when it is tried again (conflict, locked).
  [[nodiscard]] bool retryable() const;
  /// Message with class, line and column, the source line with carets under the span, and the hint.
  /// `query_text` is the text the span points into; lines are separated by '\n'.
  [[nodiscard]] std::string render(std::string_view query_text = {}) const;

  /// Builders for the common shapes.
  static Error compile(ErrorClass c, std::string detail, std::string message, Span span = {},
                       std::string hint = {});
  static Error runtime(ErrorClass c, std::string detail, std::string message, Span span = {},
                       std::string hint = {});
  /// A runtime error without a TCK detail word (storage, limits, input).
  static Error plain(ErrorClass c, std::string message, std::string hint = {});
};

/// Line and column, both from 1; the column counts code points.
struct LineColumn {
  std::size_t line = 1;
  std::size_t column = 1;
};
/// Position of byte `offset` in `text`; an offset past the end gives the end.
ENTENTE_API LineColumn line_column(std::string_view text, std::size_t offset);

}  // namespace entente
