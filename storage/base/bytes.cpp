#include "storage/base/bytes.hpp"

namespace entente::storage {
namespace {

template <class T>
void append_raw(std::string& out, T v) {
  out.append(reinterpret_cast<const char*>(&v), sizeof v);
}

template <class T>
T load_raw(std::string_view bytes) {
  T v{};
  if (bytes.size() == sizeof v) std::memcpy(&v, bytes.data(), sizeof v);
  return v;
}

}  // namespace

void append_big_endian_32(std::string& out, std::uint32_t v) {
  append_raw(out, __builtin_bswap32(v));
}
void append_big_endian_64(std::string& out, std::uint64_t v) {
  append_raw(out, __builtin_bswap64(v));
}
void append_fixed_16(std::string& out, std::uint16_t v) { append_raw(out, v); }
void append_fixed_32(std::string& out, std::uint32_t v) { append_raw(out, v); }
void append_fixed_64(std::string& out, std::uint64_t v) { append_raw(out, v); }
void append_double(std::string& out, double v) { append_raw(out, v); }

void append_string(std::string& out, std::string_view v) {
  append_varint(out, v.size());
  out.append(v);
}

std::uint32_t ByteReader::big_endian_32() {
  return __builtin_bswap32(load_raw<std::uint32_t>(bytes(4)));
}
std::uint64_t ByteReader::big_endian_64() {
  return __builtin_bswap64(load_raw<std::uint64_t>(bytes(8)));
}
std::uint16_t ByteReader::fixed_16() { return load_raw<std::uint16_t>(bytes(2)); }
std::uint32_t ByteReader::fixed_32() { return load_raw<std::uint32_t>(bytes(4)); }
std::uint64_t ByteReader::fixed_64() { return load_raw<std::uint64_t>(bytes(8)); }
double ByteReader::floating() { return load_raw<double>(bytes(8)); }

std::uint64_t ByteReader::long_varint() {
  std::uint64_t v = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t byte = u8();
    if (!ok_) return 0;
    // The tenth byte has room for one bit only.
    if (shift == 63 && byte > 1) break;
    v |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if ((byte & 0x80U) == 0) return v;
  }
  fail();
  return 0;
}

std::uint32_t ByteReader::varint_32() {
  const std::uint64_t v = varint();
  if (v > 0xFFFFFFFFU) {
    fail();
    return 0;
  }
  return static_cast<std::uint32_t>(v);
}

std::size_t ByteReader::count(std::size_t bytes_each) {
  const std::uint64_t n = varint();
  if (n > remaining() / bytes_each) {
    fail();
    return 0;
  }
  return static_cast<std::size_t>(n);
}

std::string_view ByteReader::string() {
  const std::uint64_t n = varint();
  if (n > remaining()) {
    fail();
    return {};
  }
  return bytes(static_cast<std::size_t>(n));
}

std::string_view ByteReader::bytes(std::size_t n) {
  if (n > remaining()) {
    fail();
    return {};
  }
  const std::string_view view(position_, n);
  position_ += n;
  return view;
}

Error corruption_error(std::string_view what) {
  return Error::plain(ErrorClass::corruption, "damaged " + std::string(what),
                      "run 'entente check' on the database to see what else is damaged");
}

}  // namespace entente::storage
