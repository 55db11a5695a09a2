#include "entente/value.hpp"

#include <algorithm>
#include <cmath>

#include "storage/base/value_text.hpp"

namespace entente {

template <class T>
struct Value::Box : Value::Counted {
  explicit Box(T v) : value(std::move(v)) {}
  T value;
};

template <class T>
const T& Value::boxed() const {
  return static_cast<const Box<T>*>(payload_.counted)->value;
}

template <class T>
void Value::set_box(ValueKind kind, T value) {
  payload_.counted = new Box<T>(std::move(value));
  kind_ = kind;
  resolved_ = true;
}

Value::Value(std::string_view s) : Value() { set_box(ValueKind::string, std::string(s)); }
Value::Value(std::string&& s) : Value() { set_box(ValueKind::string, std::move(s)); }
Value::Value(ValueList items) : Value() { set_box(ValueKind::list, std::move(items)); }
Value::Value(Date v) : Value() { set_box(ValueKind::date, v); }
Value::Value(LocalTime v) : Value() { set_box(ValueKind::local_time, v); }
Value::Value(Time v) : Value() { set_box(ValueKind::time, v); }
Value::Value(LocalDateTime v) : Value() { set_box(ValueKind::local_date_time, v); }
Value::Value(DateTime v) : Value() { set_box(ValueKind::date_time, std::move(v)); }
Value::Value(Duration v) : Value() { set_box(ValueKind::duration, v); }
Value::Value(Point v) : Value() { set_box(ValueKind::point, v); }
Value::Value(Node node) : Value() { set_box(ValueKind::node, std::move(node)); }
Value::Value(Relationship r) : Value() { set_box(ValueKind::relationship, std::move(r)); }
Value::Value(Path path) : Value() { set_box(ValueKind::path, std::move(path)); }

Value Value::map(PropertyMap entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  PropertyMap unique;
  unique.reserve(entries.size());
  for (auto& entry : entries) {
    if (!unique.empty() && unique.back().first == entry.first) {
      unique.back().second = std::move(entry.second);
    } else {
      unique.push_back(std::move(entry));
    }
  }
  Value v;
  v.set_box(ValueKind::map, std::move(unique));
  return v;
}

void Value::destroy() noexcept {
  switch (kind_) {
    case ValueKind::string: delete static_cast<Box<std::string>*>(payload_.counted); break;
    case ValueKind::list: delete static_cast<Box<ValueList>*>(payload_.counted); break;
    case ValueKind::map: delete static_cast<Box<PropertyMap>*>(payload_.counted); break;
    case ValueKind::node: delete static_cast<Box<Node>*>(payload_.counted); break;
    case ValueKind::relationship: delete static_cast<Box<Relationship>*>(payload_.counted); break;
    case ValueKind::path: delete static_cast<Box<Path>*>(payload_.counted); break;
    case ValueKind::date: delete static_cast<Box<Date>*>(payload_.counted); break;
    case ValueKind::local_time: delete static_cast<Box<LocalTime>*>(payload_.counted); break;
    case ValueKind::time: delete static_cast<Box<Time>*>(payload_.counted); break;
    case ValueKind::local_date_time:
      delete static_cast<Box<LocalDateTime>*>(payload_.counted);
      break;
    case ValueKind::date_time: delete static_cast<Box<DateTime>*>(payload_.counted); break;
    case ValueKind::duration: delete static_cast<Box<Duration>*>(payload_.counted); break;
    case ValueKind::point: delete static_cast<Box<Point>*>(payload_.counted); break;
    case ValueKind::null:
    case ValueKind::boolean:
    case ValueKind::integer:
    case ValueKind::floating: break;
  }
}

std::string_view Value::as_string() const {
  assert(is_string());
  return boxed<std::string>();
}
const ValueList& Value::as_list() const {
  assert(is_list());
  return boxed<ValueList>();
}
const PropertyMap& Value::as_map() const {
  assert(is_map());
  return boxed<PropertyMap>();
}
const Value* Value::find(std::string_view key) const {
  const auto& entries = as_map();
  const auto it = std::lower_bound(entries.begin(), entries.end(), key,
                                   [](const auto& e, std::string_view k) { return e.first < k; });
  return it != entries.end() && it->first == key ? &it->second : nullptr;
}
NodeId Value::node_id() const {
  assert(is_node());
  return resolved_ ? boxed<Node>().id : NodeId(static_cast<std::uint64_t>(payload_.integer));
}
const Node& Value::as_node() const {
  assert(is_node() && resolved_);
  return boxed<Node>();
}
const Relationship& Value::as_relationship() const {
  assert(is_relationship());
  return boxed<Relationship>();
}
const Path& Value::as_path() const {
  assert(is_path());
  return boxed<Path>();
}
Date Value::as_date() const {
  assert(is(ValueKind::date));
  return boxed<Date>();
}
LocalTime Value::as_local_time() const {
  assert(is(ValueKind::local_time));
  return boxed<LocalTime>();
}
Time Value::as_time() const {
  assert(is(ValueKind::time));
  return boxed<Time>();
}
LocalDateTime Value::as_local_date_time() const {
  assert(is(ValueKind::local_date_time));
  return boxed<LocalDateTime>();
}
const DateTime& Value::as_date_time() const {
  assert(is(ValueKind::date_time));
  return boxed<DateTime>();
}
const Duration& Value::as_duration() const {
  assert(is(ValueKind::duration));
  return boxed<Duration>();
}
const Point& Value::as_point() const {
  assert(is(ValueKind::point));
  return boxed<Point>();
}

namespace {

std::size_t list_bytes(const ValueList& items) {
  std::size_t bytes = items.capacity() * sizeof(Value);
  for (const auto& item : items) bytes += item.heap_bytes();
  return bytes;
}

std::size_t property_bytes(const PropertyMap& properties) {
  std::size_t bytes = properties.capacity() * sizeof(PropertyMap::value_type);
  for (const auto& [key, value] : properties) bytes += key.capacity() + value.heap_bytes();
  return bytes;
}

}  // namespace

std::size_t Value::heap_bytes() const {
  if (!on_heap()) return 0;
  switch (kind_) {
    case ValueKind::string: return sizeof(Box<std::string>) + boxed<std::string>().capacity();
    case ValueKind::list: return sizeof(Box<ValueList>) + list_bytes(as_list());
    case ValueKind::map: return sizeof(Box<PropertyMap>) + property_bytes(as_map());
    case ValueKind::node: return sizeof(Box<Node>) + property_bytes(as_node().properties);
    case ValueKind::relationship:
      return sizeof(Box<Relationship>) + property_bytes(as_relationship().properties);
    case ValueKind::path:
      return sizeof(Box<Path>) + list_bytes(as_path().nodes) + list_bytes(as_path().relationships);
    default: return sizeof(Box<DateTime>);
  }
}

namespace {

bool identical_lists(const ValueList& a, const ValueList& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), identical);
}

bool identical_maps(const PropertyMap& a, const PropertyMap& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](const auto& x, const auto& y) {
           return x.first == y.first && identical(x.second, y.second);
         });
}

}  // namespace

bool identical(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case ValueKind::null: return true;
    case ValueKind::boolean: return a.as_boolean() == b.as_boolean();
    case ValueKind::integer: return a.as_integer() == b.as_integer();
    case ValueKind::floating:
      return a.as_float() == b.as_float() || (std::isnan(a.as_float()) && std::isnan(b.as_float()));
    case ValueKind::string: return a.as_string() == b.as_string();
    case ValueKind::list: return identical_lists(a.as_list(), b.as_list());
    case ValueKind::map: return identical_maps(a.as_map(), b.as_map());
    case ValueKind::node: return a.node_id() == b.node_id();
    case ValueKind::relationship: return a.as_relationship().id == b.as_relationship().id;
    case ValueKind::path:
      return identical_lists(a.as_path().nodes, b.as_path().nodes) &&
             identical_lists(a.as_path().relationships, b.as_path().relationships);
    case ValueKind::date: return a.as_date() == b.as_date();
    case ValueKind::local_time: return a.as_local_time() == b.as_local_time();
    case ValueKind::time: return a.as_time() == b.as_time();
    case ValueKind::local_date_time: return a.as_local_date_time() == b.as_local_date_time();
    case ValueKind::date_time: return a.as_date_time() == b.as_date_time();
    case ValueKind::duration: return a.as_duration() == b.as_duration();
    case ValueKind::point: return a.as_point() == b.as_point();
  }
  return false;
}

std::string_view to_string(ValueKind kind) {
  switch (kind) {
    case ValueKind::null: return "NULL";
    case ValueKind::boolean: return "BOOLEAN";
    case ValueKind::integer: return "INTEGER";
    case ValueKind::floating: return "FLOAT";
    case ValueKind::string: return "STRING";
    case ValueKind::list: return "LIST";
    case ValueKind::map: return "MAP";
    case ValueKind::node: return "NODE";
    case ValueKind::relationship: return "RELATIONSHIP";
    case ValueKind::path: return "PATH";
    case ValueKind::date: return "DATE";
    case ValueKind::local_time: return "LOCAL TIME";
    case ValueKind::time: return "ZONED TIME";
    case ValueKind::local_date_time: return "LOCAL DATETIME";
    case ValueKind::date_time: return "ZONED DATETIME";
    case ValueKind::duration: return "DURATION";
    case ValueKind::point: return "POINT";
  }
  return "?";
}

std::string Value::to_text() const { return storage::value_text(*this); }

}  // namespace entente
