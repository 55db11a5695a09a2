#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::query {

/// The value of a number as the grammar reads it: decimal, 0x hexadecimal, 0o octal integers,
/// floats; digits may be grouped with `_`. With `negative` the value is negated before its range is
/// checked, so that the smallest integer can be written.
/// Errors: SyntaxError / InvalidNumberLiteral, IntegerOverflow, FloatingPointOverflow at `span`.
Result<Value> decode_number(std::string_view text, Span span, bool negative);

/// The content of a text in ' or ", escapes resolved: \\ \' \" \` \b \f \n \r \t, \u with 4
/// hexadecimal digits (also as surrogate pairs) and \U with 8. `span` is the text's, with quotes.
/// Errors: SyntaxError / InvalidUnicodeLiteral, InvalidEscapeSequence.
Result<std::string> decode_string(std::string_view text, Span span);

/// The float that the words NaN, Inf and Infinity stand for, in any case; nullopt for other words.
std::optional<double> special_float(std::string_view word);

/// A name without its backquotes, doubled ones resolved.
std::string decode_name(std::string_view text);

/// The text as a literal in single quotes, the inverse of decode_string.
std::string quote_string(std::string_view text);
/// The name, in backquotes if it needs them as a variable or function name.
std::string quote_name(std::string_view name);
/// The name of a label, type or property key: reserved words need no backquotes there.
std::string quote_schema_name(std::string_view name);

}  // namespace entente::query
