#pragma once

#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "entente/value.hpp"
#include "storage/base/bytes.hpp"

namespace entente::storage {

/// First byte of an encoded value. On disk: never change or reuse one.
enum class ValueTag : std::uint8_t {
  null = 0,
  boolean_false = 1,
  boolean_true = 2,
  /// zigzag varint
  integer = 3,
  /// 8 bytes, IEEE 754
  floating = 4,
  /// length varint | UTF-8
  string = 5,
  /// bytes varint | count varint | values
  list = 6,
  /// bytes varint | count varint | (key string | value)...
  map = 7,
  /// days zigzag
  date = 8,
  /// nanoseconds varint
  local_time = 9,
  /// nanoseconds varint | offset zigzag
  time = 10,
  /// seconds zigzag | nanoseconds varint
  local_date_time = 11,
  /// seconds zigzag | nanoseconds varint | offset zigzag | zone string
  date_time = 12,
  /// months zigzag | days zigzag | seconds zigzag | nanoseconds zigzag
  duration = 13,
  /// srid zigzag | x | y [| z if the srid is a 3D one], doubles
  point = 14,
};

/// Lists and maps may be nested this deep.
inline constexpr int max_value_depth = 64;

/// Appends a value. Nodes, relationships, paths and nesting beyond max_value_depth are a
/// programmer's mistake (asserted): see can_encode.
void append_value(std::string& out, const Value& value);
/// True if append_value accepts it.
bool can_encode(const Value& value);

/// Reads one value; on damaged bytes the reader fails and null is returned.
Value read_value(ByteReader& in);
/// Moves past one value without decoding it; on damaged bytes the reader fails. Contents of lists
/// and maps are skipped unseen.
void skip_value(ByteReader& in);

}  // namespace entente::storage
