#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "entente/error.hpp"

namespace entente::storage {

static_assert(std::endian::native == std::endian::little,
              "the fixed-width writers below copy memory as it lies");

/// Longest varint of a 64-bit number.
inline constexpr std::size_t max_varint_bytes = 10;

/// Appends `v` big-endian, so that byte order equals number order: for keys.
void append_big_endian_32(std::string& out, std::uint32_t v);
void append_big_endian_64(std::string& out, std::uint64_t v);
/// Appends `v` little-endian: for values.
void append_fixed_16(std::string& out, std::uint16_t v);
void append_fixed_32(std::string& out, std::uint32_t v);
void append_fixed_64(std::string& out, std::uint64_t v);
/// Appends the IEEE 754 bits of `v`, little-endian.
void append_double(std::string& out, double v);

/// Appends `v` as LEB128: seven bits a byte, low bits first, the high bit says that more follow.
inline void append_varint(std::string& out, std::uint64_t v) {
  while (v >= 0x80U) {
    out.push_back(static_cast<char>(v | 0x80U));
    v >>= 7U;
  }
  out.push_back(static_cast<char>(v));
}
/// Number of bytes append_varint writes.
constexpr std::size_t varint_bytes(std::uint64_t v) {
  std::size_t n = 1;
  while (v >= 0x80U) {
    v >>= 7U;
    ++n;
  }
  return n;
}

/// Maps signed to unsigned so that small magnitudes stay small: 0, -1, 1, -2 → 0, 1, 2, 3.
constexpr std::uint64_t zigzag(std::int64_t v) {
  return (static_cast<std::uint64_t>(v) << 1U) ^ static_cast<std::uint64_t>(v >> 63U);
}
constexpr std::int64_t unzigzag(std::uint64_t v) {
  return static_cast<std::int64_t>((v >> 1U) ^ (~(v & 1U) + 1U));
}
inline void append_zigzag(std::string& out, std::int64_t v) { append_varint(out, zigzag(v)); }

/// Appends the length as varint, then the bytes.
void append_string(std::string& out, std::string_view v);

/// Reads what the functions above wrote, from bytes that may be anything. The first read that does
/// not fit makes the reader fail for good: it and all later ones give 0 or empty, so that a decoder
/// reads straight through and asks ok() once. Does not own the bytes; views it gives point into
/// them. Not thread-safe.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes)
      : position_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  /// False after any read went past the end or met an impossible varint.
  [[nodiscard]] bool ok() const { return ok_; }
  /// True if nothing failed and everything was read.
  [[nodiscard]] bool finished() const { return ok_ && position_ == end_; }
  [[nodiscard]] std::size_t remaining() const { return static_cast<std::size_t>(end_ - position_); }
  [[nodiscard]] const char* position() const { return position_; }
  /// Makes the reader fail, for a decoder that met an impossible value.
  void fail() {
    ok_ = false;
    position_ = end_;
  }

  std::uint8_t u8() {
    if (position_ == end_) {
      fail();
      return 0;
    }
    return static_cast<std::uint8_t>(*position_++);
  }
  std::uint32_t big_endian_32();
  std::uint64_t big_endian_64();
  std::uint16_t fixed_16();
  std::uint32_t fixed_32();
  std::uint64_t fixed_64();
  double floating();
  std::uint64_t varint() {
    if (position_ != end_ && (static_cast<std::uint8_t>(*position_) & 0x80U) == 0) {
      return static_cast<std::uint8_t>(*position_++);
    }
    return long_varint();
  }
  /// A varint that must fit 32 bits.
  std::uint32_t varint_32();
  std::int64_t zigzag() { return unzigzag(varint()); }
  /// A varint that counts things of at least `bytes_each` bytes which follow: larger counts than
  /// the rest can hold fail here, before anyone allocates for them.
  std::size_t count(std::size_t bytes_each = 1);
  /// A length-prefixed string.
  std::string_view string();
  /// The next `n` bytes.
  std::string_view bytes(std::size_t n);

 private:
  std::uint64_t long_varint();

  const char* position_;
  const char* end_;
  bool ok_ = true;
};

/// ErrorClass::corruption: "damaged <what>", with the hint to run `entente check`.
Error corruption_error(std::string_view what);

}  // namespace entente::storage
