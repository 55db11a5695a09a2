#include "storage/format/value_codec.hpp"

#include <cassert>
#include <limits>
#include <utility>

namespace entente::storage {
namespace {

constexpr std::uint64_t nanos_per_second = 1'000'000'000;
constexpr std::uint64_t nanos_per_day = 86'400 * nanos_per_second;

void append_tag(std::string& out, ValueTag tag) { out.push_back(static_cast<char>(tag)); }

// Writes the length of what `content` appends before it.
template <class Content>
void append_sized(std::string& out, Content content) {
  std::string inner;
  content(inner);
  append_string(out, inner);
}

void append_list(std::string& out, const ValueList& items) {
  append_tag(out, ValueTag::list);
  append_sized(out, [&](std::string& inner) {
    append_varint(inner, items.size());
    for (const Value& item : items) append_value(inner, item);
  });
}

void append_map(std::string& out, const PropertyMap& entries) {
  append_tag(out, ValueTag::map);
  append_sized(out, [&](std::string& inner) {
    append_varint(inner, entries.size());
    for (const auto& [key, value] : entries) {
      append_string(inner, key);
      append_value(inner, value);
    }
  });
}

void append_date_time(std::string& out, const DateTime& v) {
  append_tag(out, ValueTag::date_time);
  append_zigzag(out, v.seconds);
  append_varint(out, static_cast<std::uint32_t>(v.nanos));
  append_zigzag(out, v.offset_seconds);
  append_string(out, v.zone);
}

void append_duration(std::string& out, const Duration& v) {
  append_tag(out, ValueTag::duration);
  append_zigzag(out, v.months);
  append_zigzag(out, v.days);
  append_zigzag(out, v.seconds);
  append_zigzag(out, v.nanos);
}

void append_point(std::string& out, const Point& v) {
  append_tag(out, ValueTag::point);
  append_zigzag(out, v.srid);
  append_double(out, v.x);
  append_double(out, v.y);
  if (v.three_dimensional()) append_double(out, v.z);
}

bool can_encode_at(const Value& value, int depth) {
  if (depth > max_value_depth) return false;
  switch (value.kind()) {
    case ValueKind::node:
    case ValueKind::relationship:
    case ValueKind::path: return false;
    case ValueKind::list:
      for (const Value& item : value.as_list()) {
        if (!can_encode_at(item, depth + 1)) return false;
      }
      return true;
    case ValueKind::map:
      for (const auto& [key, item] : value.as_map()) {
        if (!can_encode_at(item, depth + 1)) return false;
      }
      return true;
    default: return true;
  }
}

// A varint below `end`; anything else fails.
std::int64_t read_below(ByteReader& in, std::uint64_t end) {
  const std::uint64_t v = in.varint();
  if (v >= end) in.fail();
  return in.ok() ? static_cast<std::int64_t>(v) : 0;
}

std::int32_t read_int32(ByteReader& in) {
  const std::int64_t v = in.zigzag();
  if (v < std::numeric_limits<std::int32_t>::min() ||
      v > std::numeric_limits<std::int32_t>::max()) {
    in.fail();
    return 0;
  }
  return static_cast<std::int32_t>(v);
}

Value read_value_at(ByteReader& in, int depth);

Value read_list(ByteReader& in, int depth) {
  ByteReader inner(in.string());
  const std::size_t n = inner.count();
  ValueList items;
  items.reserve(n);
  for (std::size_t i = 0; i < n && inner.ok(); ++i)
    items.push_back(read_value_at(inner, depth + 1));
  if (!inner.finished()) in.fail();
  return Value(std::move(items));
}

Value read_map(ByteReader& in, int depth) {
  ByteReader inner(in.string());
  const std::size_t n = inner.count(2);
  PropertyMap entries;
  entries.reserve(n);
  for (std::size_t i = 0; i < n && inner.ok(); ++i) {
    std::string key(inner.string());
    entries.emplace_back(std::move(key), read_value_at(inner, depth + 1));
  }
  if (!inner.finished()) in.fail();
  return Value::map(std::move(entries));
}

Value read_temporal(ByteReader& in, ValueTag tag) {
  switch (tag) {
    case ValueTag::date: return Value(Date{in.zigzag()});
    case ValueTag::local_time: return Value(LocalTime{read_below(in, nanos_per_day)});
    case ValueTag::time: {
      Time v;
      v.nanos = read_below(in, nanos_per_day);
      v.offset_seconds = read_int32(in);
      return Value(v);
    }
    case ValueTag::local_date_time: {
      LocalDateTime v;
      v.seconds = in.zigzag();
      v.nanos = static_cast<std::int32_t>(read_below(in, nanos_per_second));
      return Value(v);
    }
    case ValueTag::date_time: {
      DateTime v;
      v.seconds = in.zigzag();
      v.nanos = static_cast<std::int32_t>(read_below(in, nanos_per_second));
      v.offset_seconds = read_int32(in);
      v.zone = in.string();
      return Value(std::move(v));
    }
    default: {
      Duration v;
      v.months = in.zigzag();
      v.days = in.zigzag();
      v.seconds = in.zigzag();
      v.nanos = read_int32(in);
      return Value(v);
    }
  }
}

Value read_point(ByteReader& in) {
  Point v;
  v.srid = read_int32(in);
  v.x = in.floating();
  v.y = in.floating();
  if (v.three_dimensional()) v.z = in.floating();
  return Value(v);
}

Value read_value_at(ByteReader& in, int depth) {
  if (depth > max_value_depth) {
    in.fail();
    return {};
  }
  const auto tag = static_cast<ValueTag>(in.u8());
  if (!in.ok()) return {};
  switch (tag) {
    case ValueTag::null: return {};
    case ValueTag::boolean_false: return Value(false);
    case ValueTag::boolean_true: return Value(true);
    case ValueTag::integer: return Value(in.zigzag());
    case ValueTag::floating: return Value(in.floating());
    case ValueTag::string: return Value(in.string());
    case ValueTag::list: return read_list(in, depth);
    case ValueTag::map: return read_map(in, depth);
    case ValueTag::date:
    case ValueTag::local_time:
    case ValueTag::time:
    case ValueTag::local_date_time:
    case ValueTag::date_time:
    case ValueTag::duration: return read_temporal(in, tag);
    case ValueTag::point: return read_point(in);
  }
  in.fail();
  return {};
}

}  // namespace

void append_value(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::null: append_tag(out, ValueTag::null); break;
    case ValueKind::boolean:
      append_tag(out, value.as_boolean() ? ValueTag::boolean_true : ValueTag::boolean_false);
      break;
    case ValueKind::integer:
      append_tag(out, ValueTag::integer);
      append_zigzag(out, value.as_integer());
      break;
    case ValueKind::floating:
      append_tag(out, ValueTag::floating);
      append_double(out, value.as_float());
      break;
    case ValueKind::string:
      append_tag(out, ValueTag::string);
      append_string(out, value.as_string());
      break;
    case ValueKind::list: append_list(out, value.as_list()); break;
    case ValueKind::map: append_map(out, value.as_map()); break;
    case ValueKind::date:
      append_tag(out, ValueTag::date);
      append_zigzag(out, value.as_date().days);
      break;
    case ValueKind::local_time:
      append_tag(out, ValueTag::local_time);
      append_varint(out, static_cast<std::uint64_t>(value.as_local_time().nanos));
      break;
    case ValueKind::time:
      append_tag(out, ValueTag::time);
      append_varint(out, static_cast<std::uint64_t>(value.as_time().nanos));
      append_zigzag(out, value.as_time().offset_seconds);
      break;
    case ValueKind::local_date_time:
      append_tag(out, ValueTag::local_date_time);
      append_zigzag(out, value.as_local_date_time().seconds);
      append_varint(out, static_cast<std::uint32_t>(value.as_local_date_time().nanos));
      break;
    case ValueKind::date_time: append_date_time(out, value.as_date_time()); break;
    case ValueKind::duration: append_duration(out, value.as_duration()); break;
    case ValueKind::point: append_point(out, value.as_point()); break;
    case ValueKind::node:
    case ValueKind::relationship:
    case ValueKind::path: assert(false && "elements are not property values"); break;
  }
}

bool can_encode(const Value& value) { return can_encode_at(value, 0); }

Value read_value(ByteReader& in) {
  Value value = read_value_at(in, 0);
  return in.ok() ? value : Value();
}

void skip_value(ByteReader& in) {
  switch (static_cast<ValueTag>(in.u8())) {
    case ValueTag::null:
    case ValueTag::boolean_false:
    case ValueTag::boolean_true: return;
    case ValueTag::integer:
    case ValueTag::date:
    case ValueTag::local_time: in.varint(); return;
    case ValueTag::floating: in.bytes(8); return;
    case ValueTag::string:
    case ValueTag::list:
    case ValueTag::map: in.string(); return;
    case ValueTag::time:
    case ValueTag::local_date_time:
      in.varint();
      in.varint();
      return;
    case ValueTag::date_time:
      for (int i = 0; i < 3; ++i) in.varint();
      in.string();
      return;
    case ValueTag::duration:
      for (int i = 0; i < 4; ++i) in.varint();
      return;
    case ValueTag::point: read_point(in); return;
  }
  in.fail();
}

}  // namespace entente::storage
