#include "ingest/import_values/json_value.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "query/eval/point_value.hpp"

namespace entente::importing {
namespace {

/// Values are destroyed by recursion.
constexpr std::size_t nesting_max = 200;

/// Builds a Value from the events of nlohmann's parser, without a tree in between.
class ValueEvents {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  bool null() { return put(Value()); }
  bool boolean(bool value) { return put(Value(value)); }
  bool number_integer(number_integer_t value) { return put(Value(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) {
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (value > largest) return put(Value(static_cast<double>(value)));
    return put(Value(static_cast<std::int64_t>(value)));
  }
  bool number_float(number_float_t value, const string_t& /*text*/) { return put(Value(value)); }
  bool string(string_t& value) { return put(Value(std::move(value))); }
  bool binary(binary_t& /*value*/) { return false; }
  bool start_object(std::size_t /*count*/) { return open(); }
  bool key(string_t& name) {
    levels_.back().name = std::move(name);
    return true;
  }
  bool end_object() {
    Value object = Value::map(std::move(levels_.back().members));
    levels_.pop_back();
    return put(std::move(object));
  }
  bool start_array(std::size_t /*count*/) { return open(); }
  bool end_array() {
    ValueList items;
    for (auto& [ignored, value] : levels_.back().members) items.push_back(std::move(value));
    levels_.pop_back();
    return put(Value(std::move(items)));
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) {
    problem_ = "this is not valid JSON (at byte " + std::to_string(position) + ")";
    return false;
  }

  Result<Value> take(bool parsed) {
    if (parsed) return std::move(result_);
    return Error::plain(ErrorClass::input_error, problem_);
  }

 private:
  /// An object or, with empty names, an array being read.
  struct Level {
    std::string name;
    std::vector<std::pair<std::string, Value>> members;
  };

  bool open() {
    if (levels_.size() >= nesting_max) {
      problem_ = "this JSON is nested more than " + std::to_string(nesting_max) + " deep";
      return false;
    }
    levels_.emplace_back();
    return true;
  }
  bool put(Value value) {
    if (levels_.empty()) {
      result_ = std::move(value);
    } else {
      levels_.back().members.emplace_back(std::move(levels_.back().name), std::move(value));
    }
    return true;
  }

  std::vector<Level> levels_;
  Value result_;
  std::string problem_ = "this is not valid JSON";
};

void append_string(std::string& out, std::string_view text) {
  out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void append_json(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::boolean: out += value.as_boolean() ? "true" : "false"; return;
    case ValueKind::integer: out += std::to_string(value.as_integer()); return;
    case ValueKind::floating: out += nlohmann::json(value.as_float()).dump(); return;
    case ValueKind::string: append_string(out, value.as_string()); return;
    case ValueKind::list: {
      out += '[';
      bool first = true;
      for (const Value& item : value.as_list()) {
        if (!std::exchange(first, false)) out += ',';
        append_json(out, item);
      }
      out += ']';
      return;
    }
    case ValueKind::map: {
      out += '{';
      bool first = true;
      for (const auto& [name, member] : value.as_map()) {
        if (!std::exchange(first, false)) out += ',';
        append_string(out, name);
        out += ':';
        append_json(out, member);
      }
      out += '}';
      return;
    }
    default: out += "null"; return;
  }
}

bool is_scalar(const Value& value) {
  return value.is_boolean() || value.is_number() || value.is_string();
}

std::optional<Value> list_property(const ValueList& items) {
  if (!std::all_of(items.begin(), items.end(), is_scalar)) return std::nullopt;
  const auto all = [&](auto test) { return std::all_of(items.begin(), items.end(), test); };
  if (all([&](const Value& item) { return item.kind() == items.front().kind(); })) {
    return Value(items);
  }
  if (!all([](const Value& item) { return item.is_number(); })) return std::nullopt;
  ValueList floats;
  for (const Value& item : items) floats.emplace_back(item.as_number());
  return Value(std::move(floats));
}

/// The form in which Neo4j writes points: crs and coordinates, a height that may be null.
std::optional<Value> point_property(const Value& object) {
  std::vector<std::pair<std::string, Value>> members;
  for (const auto& [name, member] : object.as_map()) {
    const bool coordinate = name == "x" || name == "y" || name == "z" || name == "latitude" ||
                            name == "longitude" || name == "height";
    if (!coordinate && name != "crs" && name != "srid") return std::nullopt;
    if (!member.is_null()) members.emplace_back(name, member);
  }
  const auto point = query::point_from_map(Value::map(std::move(members)));
  if (!point || !point->is(ValueKind::point)) return std::nullopt;
  return *point;
}

}  // namespace

Result<Value> parse_json(std::string_view text) {
  ValueEvents events;
  const bool parsed = nlohmann::json::sax_parse(text.begin(), text.end(), &events);
  return events.take(parsed);
}

std::string to_json(const Value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

Value property_from_json(const Value& value) {
  if (value.is_list()) {
    if (auto list = list_property(value.as_list())) return *std::move(list);
  } else if (value.is_map()) {
    if (auto point = point_property(value)) return *std::move(point);
  } else {
    return value;
  }
  return Value(to_json(value));
}

}  // namespace entente::importing
