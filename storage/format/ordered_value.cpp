#include "storage/format/ordered_value.hpp"

#include <bit>
#include <cassert>
#include <cmath>
#include <limits>

#include "storage/base/bytes.hpp"
#include "storage/format/value_codec.hpp"

namespace entente::storage {
namespace {

// First byte of an encoded value: ascending as ORDER BY sorts the kinds. On disk: never change or
// reuse one.
enum class OrderTag : std::uint8_t {
  end_of_list = 0x00,
  list = 0x10,
  date_time = 0x20,
  local_date_time = 0x21,
  date = 0x22,
  time = 0x23,
  local_time = 0x24,
  duration = 0x25,
  point = 0x30,
  string = 0x40,
  boolean = 0x50,
  number = 0x60,
};

constexpr std::uint64_t sign_bit = 1ULL << 63U;
constexpr std::int64_t nanos_per_second = 1'000'000'000;
constexpr std::size_t number_bytes = 10;

void append_tag(std::string& out, OrderTag tag) { out.push_back(static_cast<char>(tag)); }

void append_signed_64(std::string& out, std::int64_t v) {
  append_big_endian_64(out, static_cast<std::uint64_t>(v) ^ sign_bit);
}
void append_signed_32(std::string& out, std::int32_t v) {
  append_big_endian_32(out, static_cast<std::uint32_t>(v) ^ 0x80000000U);
}

// The IEEE bits, changed so that they sort as unsigned numbers; every NaN becomes the one behind
// infinity, and -0.0 becomes 0.0.
void append_ordered_double(std::string& out, double v) {
  if (std::isnan(v)) v = std::numeric_limits<double>::quiet_NaN();
  if (v == 0) v = 0.0;
  const auto bits = std::bit_cast<std::uint64_t>(v);
  append_big_endian_64(out, (bits & sign_bit) != 0 && !std::isnan(v) ? ~bits : bits | sign_bit);
}

// A number is the largest double not above it plus what is left, below 1,024 since doubles near
// 2^63 are that far apart. Floats leave nothing, so equal numbers have equal bytes whatever their
// kind, and large integers keep their order exactly.
void append_number(std::string& out, double floor, std::uint16_t rest) {
  append_tag(out, OrderTag::number);
  append_ordered_double(out, floor);
  out.push_back(static_cast<char>(rest >> 8U));
  out.push_back(static_cast<char>(rest & 0xFFU));
}

void append_integer(std::string& out, std::int64_t v) {
  auto floor = static_cast<double>(v);
  constexpr double two_to_63 = 9223372036854775808.0;
  const bool rounded_up = floor >= two_to_63 || static_cast<std::int64_t>(floor) > v;
  if (rounded_up) floor = std::nextafter(floor, -std::numeric_limits<double>::infinity());
  append_number(out, floor, static_cast<std::uint16_t>(v - static_cast<std::int64_t>(floor)));
}

void append_date_time(std::string& out, const DateTime& v) {
  append_tag(out, OrderTag::date_time);
  append_signed_64(out, v.seconds);
  append_big_endian_32(out, static_cast<std::uint32_t>(v.nanos));
  append_signed_32(out, v.offset_seconds);
  append_escaped(out, v.zone);
}

void append_duration(std::string& out, const Duration& v) {
  append_tag(out, OrderTag::duration);
  append_signed_64(out, v.months);
  append_signed_64(out, v.days);
  append_signed_64(out, v.seconds);
  append_signed_32(out, v.nanos);
}

void append_point(std::string& out, const Point& v) {
  append_tag(out, OrderTag::point);
  append_signed_32(out, v.srid);
  append_ordered_double(out, v.x);
  append_ordered_double(out, v.y);
  if (v.three_dimensional()) append_ordered_double(out, v.z);
}

void append_time(std::string& out, Time v) {
  append_tag(out, OrderTag::time);
  append_signed_64(out, v.nanos - v.offset_seconds * nanos_per_second);
  append_signed_32(out, v.offset_seconds);
}

bool has_encoding_at(const Value& value, int depth) {
  if (depth > max_value_depth) return false;
  switch (value.kind()) {
    case ValueKind::null:
    case ValueKind::map:
    case ValueKind::node:
    case ValueKind::relationship:
    case ValueKind::path: return false;
    case ValueKind::list:
      for (const Value& item : value.as_list()) {
        if (!has_encoding_at(item, depth + 1)) return false;
      }
      return true;
    default: return true;
  }
}

bool skip_bytes(std::string_view& bytes, std::size_t n) {
  if (bytes.size() < n) return false;
  bytes.remove_prefix(n);
  return true;
}

bool skip_escaped(std::string_view& bytes) {
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] != '\0') continue;
    const auto next = static_cast<std::uint8_t>(bytes[i + 1]);
    if (next == 0x00) return skip_bytes(bytes, i + 2);
    if (next != 0xFF) return false;
    ++i;
  }
  return false;
}

bool skip_point(std::string_view& bytes) {
  ByteReader in(bytes);
  Point point;
  point.srid = static_cast<std::int32_t>(in.big_endian_32() ^ 0x80000000U);
  return in.ok() && skip_bytes(bytes, 4 + (point.three_dimensional() ? 24U : 16U));
}

bool skip_at(std::string_view& bytes, int depth) {
  if (bytes.empty() || depth > max_value_depth) return false;
  const auto tag = static_cast<OrderTag>(bytes.front());
  bytes.remove_prefix(1);
  switch (tag) {
    case OrderTag::end_of_list: return false;
    case OrderTag::list:
      while (!bytes.empty() && bytes.front() != static_cast<char>(OrderTag::end_of_list)) {
        if (!skip_at(bytes, depth + 1)) return false;
      }
      return skip_bytes(bytes, 1);
    case OrderTag::date_time: return skip_bytes(bytes, 16) && skip_escaped(bytes);
    case OrderTag::local_date_time:
    case OrderTag::time: return skip_bytes(bytes, 12);
    case OrderTag::date:
    case OrderTag::local_time: return skip_bytes(bytes, 8);
    case OrderTag::duration: return skip_bytes(bytes, 28);
    case OrderTag::point: return skip_point(bytes);
    case OrderTag::string: return skip_escaped(bytes);
    case OrderTag::boolean:
      return !bytes.empty() && static_cast<std::uint8_t>(bytes.front()) <= 1 &&
             skip_bytes(bytes, 1);
    case OrderTag::number: return skip_bytes(bytes, number_bytes);
  }
  return false;
}

OrderedRange whole_kind(OrderTag tag) {
  const auto byte = static_cast<char>(tag);
  return {std::string(1, byte), std::string(1, static_cast<char>(byte + 1))};
}

}  // namespace

bool has_ordered_encoding(const Value& value) { return has_encoding_at(value, 0); }

void append_ordered_value(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::boolean:
      append_tag(out, OrderTag::boolean);
      out.push_back(value.as_boolean() ? '\1' : '\0');
      break;
    case ValueKind::integer: append_integer(out, value.as_integer()); break;
    case ValueKind::floating: append_number(out, value.as_float(), 0); break;
    case ValueKind::string:
      append_tag(out, OrderTag::string);
      append_escaped(out, value.as_string());
      break;
    case ValueKind::list:
      append_tag(out, OrderTag::list);
      for (const Value& item : value.as_list()) append_ordered_value(out, item);
      append_tag(out, OrderTag::end_of_list);
      break;
    case ValueKind::date:
      append_tag(out, OrderTag::date);
      append_signed_64(out, value.as_date().days);
      break;
    case ValueKind::local_time:
      append_tag(out, OrderTag::local_time);
      append_signed_64(out, value.as_local_time().nanos);
      break;
    case ValueKind::time: append_time(out, value.as_time()); break;
    case ValueKind::local_date_time:
      append_tag(out, OrderTag::local_date_time);
      append_signed_64(out, value.as_local_date_time().seconds);
      append_big_endian_32(out, static_cast<std::uint32_t>(value.as_local_date_time().nanos));
      break;
    case ValueKind::date_time: append_date_time(out, value.as_date_time()); break;
    case ValueKind::duration: append_duration(out, value.as_duration()); break;
    case ValueKind::point: append_point(out, value.as_point()); break;
    case ValueKind::null:
    case ValueKind::map:
    case ValueKind::node:
    case ValueKind::relationship:
    case ValueKind::path: assert(false && "has_ordered_encoding is required"); break;
  }
}

std::string ordered_value(const Value& value) {
  std::string out;
  append_ordered_value(out, value);
  return out;
}

void append_escaped(std::string& out, std::string_view text, bool terminate) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t zero = text.find('\0', begin);
    out.append(text.substr(begin, zero - begin));
    if (zero == std::string_view::npos) break;
    out.append("\0\xFF", 2);
    begin = zero + 1;
  }
  if (terminate) out.append(2, '\0');
}

Result<std::string> read_escaped(std::string_view& bytes) {
  std::string_view rest = bytes;
  if (!skip_escaped(rest)) return corruption_error("escaped string");
  std::string_view escaped = bytes.substr(0, bytes.size() - rest.size() - 2);
  std::string text;
  while (!escaped.empty()) {
    text.push_back(escaped.front());
    escaped.remove_prefix(escaped.front() == '\0' ? 2 : 1);
  }
  bytes = rest;
  return text;
}

std::string ordered_string_prefix(std::string_view prefix) {
  std::string out;
  append_tag(out, OrderTag::string);
  append_escaped(out, prefix, false);
  return out;
}

Status skip_ordered_value(std::string_view& bytes) {
  if (!skip_at(bytes, 0)) return corruption_error("ordered value");
  return {};
}

OrderedRange comparable_range(const Value& value) {
  switch (value.kind()) {
    case ValueKind::integer:
    case ValueKind::floating: {
      if (matches_nothing(value)) return {};
      // NaN is the last of the numbers.
      return {std::string(1, static_cast<char>(OrderTag::number)),
              ordered_value(Value(std::numeric_limits<double>::quiet_NaN()))};
    }
    case ValueKind::boolean: return whole_kind(OrderTag::boolean);
    case ValueKind::string: return whole_kind(OrderTag::string);
    case ValueKind::list: return whole_kind(OrderTag::list);
    case ValueKind::date: return whole_kind(OrderTag::date);
    case ValueKind::local_time: return whole_kind(OrderTag::local_time);
    case ValueKind::time: return whole_kind(OrderTag::time);
    case ValueKind::local_date_time: return whole_kind(OrderTag::local_date_time);
    case ValueKind::date_time: return whole_kind(OrderTag::date_time);
    default: return {};
  }
}

bool matches_nothing(const Value& value) {
  if (value.is_null()) return true;
  if (value.is_float()) return std::isnan(value.as_float());
  if (!value.is_list()) return false;
  for (const Value& item : value.as_list()) {
    if (matches_nothing(item)) return true;
  }
  return false;
}

}  // namespace entente::storage
