#pragma once

#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "entente/value.hpp"

/// Order-preserving encoding of property values for index keys: comparing the bytes compares the
/// values. Every encoded value is self-delimiting, so several may follow one another in a key.
///
/// Equality: two values have the same bytes exactly if Cypher's `=` is true for them, with two
/// exceptions that callers must handle: NaN (equal to nothing in Cypher; all NaNs share one
/// encoding here, see matches_nothing) and lists holding NaN. So 1 and 1.0 are the same, -0.0 and
/// 0.0 are the same, 9007199254740993 and 9007199254740992.0 are not.
/// Instants with an offset are ordered by instant, then offset, then zone name; they are equal if
/// all three are. Order: within one kind Cypher's order; between kinds that of Cypher's ORDER BY
/// (lists, temporal values, strings, booleans, numbers), which comparisons never cross (see
/// comparable_range).
namespace entente::storage {

/// True for values that append_ordered_value accepts: everything storable as a property.
bool has_ordered_encoding(const Value& value);

/// Appends the encoding of `value`; has_ordered_encoding(value) is required (asserted).
void append_ordered_value(std::string& out, const Value& value);
std::string ordered_value(const Value& value);

/// Appends 0x00 of `text` as 0x00 0xFF and ends it with 0x00 0x00 (when `terminate`): the encoding
/// inside ordered strings, without the leading kind byte.
void append_escaped(std::string& out, std::string_view text, bool terminate = true);
/// Reads what append_escaped wrote from the front of `bytes` and removes it from there.
Result<std::string> read_escaped(std::string_view& bytes);

/// Prefix shared by the encodings of exactly the strings that start with `prefix`.
std::string ordered_string_prefix(std::string_view prefix);

/// Removes one encoded value from the front of `bytes`; ErrorClass::corruption if there is none.
Status skip_ordered_value(std::string_view& bytes);

/// The half-open range of encodings [begin, end) of all values that Cypher can compare with `value`
/// by < or >: its own kind, and for numbers all numbers but NaN. Kinds without an order (durations,
/// points) and NaN give an empty range.
struct OrderedRange {
  std::string begin;
  std::string end;
  [[nodiscard]] bool empty() const { return begin >= end; }
};
OrderedRange comparable_range(const Value& value);

/// True if no value equals `value` in Cypher: null, NaN, and lists that hold one.
bool matches_nothing(const Value& value);

}  // namespace entente::storage
