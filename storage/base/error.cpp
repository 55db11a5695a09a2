#include "entente/error.hpp"

#include <algorithm>
#include <utility>

namespace entente {
namespace {

// A source line longer than this is shown as a window around the caret.
constexpr std::size_t max_line_columns = 100;
// Code points of context kept before the caret when a line is cut.
constexpr std::size_t context_columns = 40;
constexpr std::string_view ellipsis = "…";

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_code_point(c); }));
}

// Byte offset of code point number `n` in `text`, or its end.
std::size_t offset_of_code_point(std::string_view text, std::size_t n) {
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    if (continues_code_point(text[i])) continue;
    if (n == 0) return i;
    --n;
  }
  return i;
}

std::size_t line_begin(std::string_view text, std::size_t offset) {
  if (offset == 0) return 0;
  const std::size_t newline = text.rfind('\n', offset - 1);
  return newline == std::string_view::npos ? 0 : newline + 1;
}

std::size_t line_end(std::string_view text, std::size_t offset) {
  const std::size_t newline = text.find('\n', offset);
  return newline == std::string_view::npos ? text.size() : newline;
}

// What is printed of the line that holds the span: byte offsets into the whole text.
struct Window {
  std::size_t begin;
  std::size_t end;
  bool cut_before;
  bool cut_after;
};

Window choose_window(std::string_view text, std::size_t line, std::size_t caret) {
  std::size_t end = line_end(text, caret);
  if (end > line && text[end - 1] == '\r' && caret < end) --end;
  Window window{line, end, false, false};
  const std::size_t before = code_points(text.substr(line, caret - line));
  if (code_points(text.substr(line, end - line)) <= max_line_columns) return window;
  if (before > context_columns) {
    window.begin = line + offset_of_code_point(text.substr(line), before - context_columns);
    window.cut_before = true;
  }
  const std::size_t shown =
      offset_of_code_point(text.substr(window.begin, end - window.begin), max_line_columns);
  window.cut_after = window.begin + shown < end;
  window.end = window.begin + shown;
  return window;
}

void append_marked_line(std::string& out, std::string_view text, Span span,
                        std::size_t line_number) {
  const std::size_t caret = std::min<std::size_t>(span.begin, text.size());
  const Window window = choose_window(text, line_begin(text, caret), caret);
  const std::string number = std::to_string(line_number);
  const std::string margin(number.size(), ' ');
  out += '\n' + number + " | ";
  if (window.cut_before) out += ellipsis;
  out += text.substr(window.begin, window.end - window.begin);
  if (window.cut_after) out += ellipsis;
  out += '\n' + margin + " | ";
  if (window.cut_before) out += ' ';
  // Tabs are kept, so that the caret stands under its text whatever the terminal's tab width is.
  for (const char c : text.substr(window.begin, caret - window.begin)) {
    if (c == '\t') {
      out += '\t';
    } else if (!continues_code_point(c)) {
      out += ' ';
    }
  }
  // A span over several lines is marked to the end of its first one.
  const std::size_t mark_end =
      std::clamp<std::size_t>(span.end, caret, std::max(window.end, caret));
  out.append(std::max<std::size_t>(1, code_points(text.substr(caret, mark_end - caret))), '^');
}

}  // namespace

std::string_view to_string(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::syntax_error: return "SyntaxError";
    case ErrorClass::semantic_error: return "SemanticError";
    case ErrorClass::type_error: return "TypeError";
    case ErrorClass::argument_error: return "ArgumentError";
    case ErrorClass::arithmetic_error: return "ArithmeticError";
    case ErrorClass::entity_not_found: return "EntityNotFound";
    case ErrorClass::property_not_found: return "PropertyNotFound";
    case ErrorClass::label_not_found: return "LabelNotFound";
    case ErrorClass::parameter_missing: return "ParameterMissing";
    case ErrorClass::procedure_error: return "ProcedureError";
    case ErrorClass::constraint_validation_failed: return "ConstraintValidationFailed";
    case ErrorClass::constraint_verification_failed: return "ConstraintVerificationFailed";
    case ErrorClass::io_error: return "IoError";
    case ErrorClass::corruption: return "Corruption";
    case ErrorClass::conflict: return "Conflict";
    case ErrorClass::locked: return "Locked";
    case ErrorClass::format_version: return "FormatVersion";
    case ErrorClass::read_only: return "ReadOnly";
    case ErrorClass::not_a_database: return "NotADatabase";
    case ErrorClass::disk_full: return "DiskFull";
    case ErrorClass::schema_error: return "SchemaError";
    case ErrorClass::transaction_state: return "TransactionState";
    case ErrorClass::timeout: return "Timeout";
    case ErrorClass::memory_limit: return "MemoryLimit";
    case ErrorClass::interrupted: return "Interrupted";
    case ErrorClass::limit_exceeded: return "LimitExceeded";
    case ErrorClass::input_error: return "InputError";
    case ErrorClass::not_found: return "NotFound";
    case ErrorClass::internal: return "InternalError";
  }
  return "InternalError";
}

bool Error::retryable() const {
  return error_class == ErrorClass::conflict || error_class == ErrorClass::locked;
}

std::string Error::render(std::string_view query_text) const {
  std::string out(to_string(error_class));
  out += ": ";
  out += message;
  if (span.valid() && !query_text.empty()) {
    const LineColumn where = line_column(query_text, span.begin);
    out +=
        " (line " + std::to_string(where.line) + ", column " + std::to_string(where.column) + ")";
    append_marked_line(out, query_text, span, where.line);
  }
  if (!hint.empty()) out += "\nhint: " + hint;
  return out;
}

Error Error::compile(ErrorClass c, std::string detail, std::string message, Span span,
                     std::string hint) {
  return Error{c,   Phase::compile_time, std::move(detail), std::move(message), std::move(hint),
               span};
}

Error Error::runtime(ErrorClass c, std::string detail, std::string message, Span span,
                     std::string hint) {
  return Error{c, Phase::runtime, std::move(detail), std::move(message), std::move(hint), span};
}

Error Error::plain(ErrorClass c, std::string message, std::string hint) {
  return Error{c, Phase::runtime, {}, std::move(message), std::move(hint), {}};
}

LineColumn line_column(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const std::string_view before = text.substr(0, offset);
  const auto newlines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  return {newlines + 1, code_points(before.substr(line_begin(text, offset))) + 1};
}

}  // namespace entente
