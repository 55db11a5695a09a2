#include "query/exec/value_bytes.hpp"

#include <utility>

namespace entente::query {
namespace {

using storage::append_double;
using storage::append_fixed_64;
using storage::append_string;
using storage::append_varint;
using storage::append_zigzag;
using storage::ByteReader;

void append_values(std::string& out, const ValueList& values) {
  append_varint(out, values.size());
  for (const Value& value : values) append_value_bytes(out, value);
}

void append_entries(std::string& out, const PropertyMap& entries) {
  append_varint(out, entries.size());
  for (const auto& [key, value] : entries) {
    append_string(out, key);
    append_value_bytes(out, value);
  }
}

void append_node(std::string& out, const Value& value) {
  append_varint(out, value.node_id().value);
  out.push_back(value.node_resolved() ? 1 : 0);
  if (!value.node_resolved()) return;
  const Node& node = value.as_node();
  append_varint(out, node.labels.size());
  for (const std::string& label : node.labels) append_string(out, label);
  append_entries(out, node.properties);
}

void append_relationship(std::string& out, const Relationship& relationship) {
  append_varint(out, relationship.id.value);
  append_varint(out, relationship.type_id.value);
  append_varint(out, relationship.source.value);
  append_varint(out, relationship.target.value);
  out.push_back(relationship.resolved ? 1 : 0);
  if (!relationship.resolved) return;
  append_string(out, relationship.type);
  append_entries(out, relationship.properties);
}

void append_temporal(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::date: append_zigzag(out, value.as_date().days); break;
    case ValueKind::local_time: append_zigzag(out, value.as_local_time().nanos); break;
    case ValueKind::time:
      append_zigzag(out, value.as_time().nanos);
      append_zigzag(out, value.as_time().offset_seconds);
      break;
    case ValueKind::local_date_time:
      append_zigzag(out, value.as_local_date_time().seconds);
      append_zigzag(out, value.as_local_date_time().nanos);
      break;
    case ValueKind::date_time: {
      const DateTime& time = value.as_date_time();
      append_zigzag(out, time.seconds);
      append_zigzag(out, time.nanos);
      append_zigzag(out, time.offset_seconds);
      append_string(out, time.zone);
      break;
    }
    default: {
      const Duration& duration = value.as_duration();
      append_zigzag(out, duration.months);
      append_zigzag(out, duration.days);
      append_zigzag(out, duration.seconds);
      append_zigzag(out, duration.nanos);
    }
  }
}

void append_point(std::string& out, const Point& point) {
  append_zigzag(out, point.srid);
  append_double(out, point.x);
  append_double(out, point.y);
  append_double(out, point.z);
}

ValueList read_values(ByteReader& in) {
  const std::size_t count = in.count();
  ValueList values;
  values.reserve(count);
  for (std::size_t i = 0; i < count && in.ok(); ++i) values.push_back(read_value_bytes(in));
  return values;
}

PropertyMap read_entries(ByteReader& in) {
  const std::size_t count = in.count(2);
  PropertyMap entries;
  entries.reserve(count);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    std::string key(in.string());
    entries.emplace_back(std::move(key), read_value_bytes(in));
  }
  return entries;
}

Value read_node(ByteReader& in) {
  const NodeId id{in.varint()};
  if (in.u8() == 0) return Value(id);
  Node node;
  node.id = id;
  const std::size_t labels = in.count();
  for (std::size_t i = 0; i < labels && in.ok(); ++i) node.labels.emplace_back(in.string());
  node.properties = read_entries(in);
  return Value(std::move(node));
}

Value read_relationship(ByteReader& in) {
  Relationship relationship;
  relationship.id.value = in.varint();
  relationship.type_id.value = in.varint_32();
  relationship.source.value = in.varint();
  relationship.target.value = in.varint();
  relationship.resolved = in.u8() != 0;
  if (relationship.resolved) {
    relationship.type = in.string();
    relationship.properties = read_entries(in);
  }
  return Value(std::move(relationship));
}

Value read_path(ByteReader& in) {
  Path path;
  path.nodes = read_values(in);
  path.relationships = read_values(in);
  return Value(std::move(path));
}

std::int32_t read_int32(ByteReader& in) { return static_cast<std::int32_t>(in.zigzag()); }

Value read_temporal(ByteReader& in, ValueKind kind) {
  const std::int64_t first = in.zigzag();
  switch (kind) {
    case ValueKind::date: return Value(Date{first});
    case ValueKind::local_time: return Value(LocalTime{first});
    case ValueKind::time: return Value(Time{first, read_int32(in)});
    case ValueKind::local_date_time: return Value(LocalDateTime{first, read_int32(in)});
    case ValueKind::date_time: {
      DateTime time;
      time.seconds = first;
      time.nanos = read_int32(in);
      time.offset_seconds = read_int32(in);
      time.zone = in.string();
      return Value(std::move(time));
    }
    default: {
      Duration duration;
      duration.months = first;
      duration.days = in.zigzag();
      duration.seconds = in.zigzag();
      duration.nanos = read_int32(in);
      return Value(duration);
    }
  }
}

Value read_point(ByteReader& in) {
  Point point;
  point.srid = read_int32(in);
  point.x = in.floating();
  point.y = in.floating();
  point.z = in.floating();
  return Value(point);
}

}  // namespace

void append_value_bytes(std::string& out, const Value& value) {
  out.push_back(static_cast<char>(value.kind()));
  switch (value.kind()) {
    case ValueKind::null: break;
    case ValueKind::boolean: out.push_back(value.as_boolean() ? 1 : 0); break;
    case ValueKind::integer: append_zigzag(out, value.as_integer()); break;
    case ValueKind::floating: append_double(out, value.as_float()); break;
    case ValueKind::string: append_string(out, value.as_string()); break;
    case ValueKind::list: append_values(out, value.as_list()); break;
    case ValueKind::map: append_entries(out, value.as_map()); break;
    case ValueKind::node: append_node(out, value); break;
    case ValueKind::relationship: append_relationship(out, value.as_relationship()); break;
    case ValueKind::path:
      append_values(out, value.as_path().nodes);
      append_values(out, value.as_path().relationships);
      break;
    case ValueKind::point: append_point(out, value.as_point()); break;
    default: append_temporal(out, value); break;
  }
}

Value read_value_bytes(ByteReader& in) {
  const auto kind = static_cast<ValueKind>(in.u8());
  switch (kind) {
    case ValueKind::null: return {};
    case ValueKind::boolean: return Value(in.u8() != 0);
    case ValueKind::integer: return Value(in.zigzag());
    case ValueKind::floating: return Value(in.floating());
    case ValueKind::string: return Value(in.string());
    case ValueKind::list: return Value(read_values(in));
    case ValueKind::map: return Value::map(read_entries(in));
    case ValueKind::node: return read_node(in);
    case ValueKind::relationship: return read_relationship(in);
    case ValueKind::path: return read_path(in);
    case ValueKind::date:
    case ValueKind::local_time:
    case ValueKind::time:
    case ValueKind::local_date_time:
    case ValueKind::date_time:
    case ValueKind::duration: return read_temporal(in, kind);
    case ValueKind::point: return read_point(in);
  }
  in.fail();
  return {};
}

}  // namespace entente::query
