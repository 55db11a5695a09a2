#include "shell/json/json_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

namespace entente::shell {
namespace {

using Entries = std::vector<std::pair<std::string, Value>>;

// More than any request needs; keeps the destruction of nested values well inside the stack.
constexpr std::size_t nesting_max = 500;

constexpr std::string_view map_form = "$map";

Error bad_input(std::string message, std::string hint = {}) {
  return Error::plain(ErrorClass::input_error, std::move(message), std::move(hint));
}

/// Builds Values while nlohmann's parser reads, so that no second tree is made and the parser's
/// distinction between integers and floats is kept.
class ValueBuilder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  explicit ValueBuilder(const TemporalReader& temporal) : temporal_(temporal) {}

  // The events of nlohmann's SAX interface; false ends the parsing.
  bool null() { return add(Value()); }
  bool boolean(bool value) { return add(Value(value)); }
  bool number_integer(number_integer_t value) { return add(Value(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) {
    if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return fail(integer_range(std::to_string(value)));
    }
    return add(Value(static_cast<std::int64_t>(value)));
  }
  bool number_float(number_float_t value, const string_t& text) {
    // The parser falls back to a float for integers it cannot hold.
    if (text.find_first_of(".eE") == std::string::npos) return fail(integer_range(text));
    return add(Value(value));
  }
  bool string(string_t& value) { return add(Value(std::move(value))); }
  bool binary(binary_t& /*value*/) { return fail(bad_input("Binary data is not JSON text.")); }
  bool start_object(std::size_t /*count*/) { return open(true); }
  bool key(string_t& name) {
    frames_.back().key = std::move(name);
    return true;
  }
  bool end_object();
  bool start_array(std::size_t /*count*/) { return open(false); }
  bool end_array() {
    Value list(std::move(frames_.back().items));
    frames_.pop_back();
    return add(std::move(list));
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) {
    return fail(bad_input(fmt::format("This is not valid JSON (at byte {}).", position)));
  }

  Result<Value> take() {
    if (error_) return std::move(*error_);
    return std::move(result_);
  }

 private:
  struct Frame {
    bool object = false;
    std::string key;
    Entries entries;
    ValueList items;
  };

  static Error integer_range(const std::string& text) {
    return bad_input(fmt::format("The integer {} does not fit in 64 bits.", text),
                     "write a float with a fraction or exponent, or a string");
  }

  bool fail(Error error) {
    error_ = std::move(error);
    return false;
  }
  bool open(bool object) {
    if (frames_.size() >= nesting_max) {
      return fail(bad_input(fmt::format("JSON nested more than {} deep.", nesting_max)));
    }
    frames_.push_back(Frame{object, {}, {}, {}});
    return true;
  }
  bool add(Value value) {
    if (frames_.empty()) {
      result_ = std::move(value);
    } else if (frames_.back().object) {
      frames_.back().entries.emplace_back(std::move(frames_.back().key), std::move(value));
    } else {
      frames_.back().items.push_back(std::move(value));
    }
    return true;
  }
  /// True if the object that was just closed is the value of a "$map" key, where it stands for
  /// itself whatever its keys are.
  [[nodiscard]] bool inside_map_form() const {
    return !frames_.empty() && frames_.back().object && frames_.back().key == map_form;
  }
  Result<Value> special(const std::string& form, const Value& content);

  const TemporalReader& temporal_;
  std::vector<Frame> frames_;
  Value result_;
  std::optional<Error> error_;
};

bool is_form(const Entries& entries) {
  return entries.size() == 1 && entries.front().first.starts_with('$');
}

bool ValueBuilder::end_object() {
  Entries entries = std::move(frames_.back().entries);
  frames_.pop_back();
  if (is_form(entries) && !inside_map_form()) {
    auto value = special(entries.front().first, entries.front().second);
    if (!value) return fail(std::move(value).error());
    return add(std::move(value).value());
  }
  if (entries.size() > 1) {
    // Not a wrapper after all: what stands under a plain key named "$map" is an ordinary value.
    for (auto& [key, value] : entries) {
      if (key != map_form || !value.is(ValueKind::map) || !is_form(value.as_map())) continue;
      auto plain = special(value.as_map().front().first, value.as_map().front().second);
      if (!plain) return fail(std::move(plain).error());
      value = std::move(plain).value();
    }
  }
  return add(Value::map(std::move(entries)));
}

Result<Value> read_float(const Value& content) {
  if (content.is_string()) {
    const std::string_view word = content.as_string();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (word == "NaN") return Value(std::numeric_limits<double>::quiet_NaN());
    if (word == "Infinity") return Value(infinity);
    if (word == "-Infinity") return Value(-infinity);
  }
  return bad_input(R"($float takes "NaN", "Infinity" or "-Infinity".)");
}

Result<Value> read_point(const Value& content) {
  const auto number = [&content](std::string_view key) -> const Value* {
    const Value* value = content.find(key);
    return value != nullptr && value->is_number() ? value : nullptr;
  };
  if (content.is(ValueKind::map)) {
    Point point;
    const Value* srid = number("srid");
    const Value* x = number("x");
    const Value* y = number("y");
    const Value* z = number("z");
    if (srid != nullptr && srid->is_integer()) {
      point.srid = static_cast<std::int32_t>(srid->as_integer());
    }
    const bool known = srid == nullptr || point.srid == 7203 || point.srid == 4326 ||
                       point.srid == 9157 || point.srid == 4979;
    if (known && x != nullptr && y != nullptr && (z != nullptr) == point.three_dimensional()) {
      point.x = x->as_number();
      point.y = y->as_number();
      if (z != nullptr) point.z = z->as_number();
      return Value(point);
    }
  }
  return bad_input(
      "$point takes x, y, srid (7203, 4326, 9157 or 4979) and, in three dimensions, z.");
}

Result<Value> ValueBuilder::special(const std::string& form, const Value& content) {
  static constexpr std::array<std::string_view, 6> temporal_functions{
      "date", "localtime", "time", "localdatetime", "datetime", "duration"};
  const std::string_view name = std::string_view(form).substr(1);
  if (form == map_form) {
    if (content.is(ValueKind::map)) return content;
    return bad_input("$map takes an object.");
  }
  if (name == "float") return read_float(content);
  if (name == "point") return read_point(content);
  if (name == "node" || name == "rel" || name == "path") {
    return bad_input("Nodes, relationships and paths cannot be parameters.",
                     "give the id and find it with MATCH … WHERE id(n) = $id");
  }
  for (const std::string_view function : temporal_functions) {
    if (name != function) continue;
    if (!content.is_string()) return bad_input(fmt::format("{} takes a string.", form));
    return temporal_(function, content.as_string());
  }
  return bad_input(fmt::format("The form {} is not known.", form),
                   R"(a map with one key that starts with $ is written {"$map":{…}})");
}

}  // namespace

Result<Value> read_json(std::string_view text, const TemporalReader& temporal) {
  ValueBuilder builder(temporal);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

}  // namespace entente::shell
