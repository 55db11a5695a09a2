#include "shell/json/json_writer.hpp"

#include <utf8proc.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

namespace entente::shell {
namespace {

// Deep enough for anything a person writes, shallow enough for every thread's stack.
constexpr int nesting_max = 1000;

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

void append_escaped(std::string& out, unsigned char c) {
  static constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  out += "\\u00";
  out += digits[c >> 4U];
  out += digits[c & 0x0FU];
}

void append_integer(std::string& out, std::int64_t number) {
  std::array<char, 24> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  static_cast<void>(error);
  out.append(buffer.data(), end);
}

void append_finite(std::string& out, double number) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  static_cast<void>(error);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  out += text;
  // Readers tell the two kinds of numbers apart by this alone.
  if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void append_float(std::string& out, double number) {
  if (std::isnan(number)) {
    out += R"({"$float":"NaN"})";
  } else if (std::isinf(number)) {
    out += number > 0 ? R"({"$float":"Infinity"})" : R"({"$float":"-Infinity"})";
  } else {
    append_finite(out, number);
  }
}

bool append_value(std::string& out, const Value& value, int depth);

bool append_list(std::string& out, const ValueList& items, int depth) {
  out += '[';
  bool first = true;
  for (const auto& item : items) {
    if (!first) out += ',';
    first = false;
    if (!append_value(out, item, depth + 1)) return false;
  }
  out += ']';
  return true;
}

bool append_members(std::string& out, const PropertyMap& entries, int depth) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : entries) {
    if (!first) out += ',';
    first = false;
    append_json_string(out, key);
    out += ':';
    if (!append_value(out, value, depth + 1)) return false;
  }
  out += '}';
  return true;
}

bool append_map(std::string& out, const PropertyMap& entries, int depth) {
  const bool wrapped = entries.size() == 1 && entries.front().first.starts_with('$');
  if (wrapped) out += R"({"$map":)";
  if (!append_members(out, entries, depth)) return false;
  if (wrapped) out += '}';
  return true;
}

bool append_node(std::string& out, const Value& value, int depth) {
  const Node& node = value.as_node();
  out += R"({"$node":{"id":)";
  append_integer(out, static_cast<std::int64_t>(node.id.value));
  out += R"(,"labels":[)";
  bool first = true;
  for (const auto& label : node.labels) {
    if (!first) out += ',';
    first = false;
    append_json_string(out, label);
  }
  out += R"(],"properties":)";
  if (!append_members(out, node.properties, depth)) return false;
  out += "}}";
  return true;
}

bool append_relationship(std::string& out, const Relationship& relationship, int depth) {
  out += R"({"$rel":{"id":)";
  append_integer(out, static_cast<std::int64_t>(relationship.id.value));
  out += R"(,"type":)";
  append_json_string(out, relationship.type);
  out += R"(,"start":)";
  append_integer(out, static_cast<std::int64_t>(relationship.source.value));
  out += R"(,"end":)";
  append_integer(out, static_cast<std::int64_t>(relationship.target.value));
  out += R"(,"properties":)";
  if (!append_members(out, relationship.properties, depth)) return false;
  out += "}}";
  return true;
}

bool append_path(std::string& out, const Path& path, int depth) {
  out += R"({"$path":[)";
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    if (i > 0) {
      out += ',';
      if (!append_relationship(out, path.relationships[i - 1].as_relationship(), depth)) {
        return false;
      }
      out += ',';
    }
    if (!append_node(out, path.nodes[i], depth)) return false;
  }
  out += "]}";
  return true;
}

void append_point(std::string& out, const Point& point) {
  out += R"({"$point":{"srid":)";
  append_integer(out, point.srid);
  out += R"(,"x":)";
  append_float(out, point.x);
  out += R"(,"y":)";
  append_float(out, point.y);
  if (point.three_dimensional()) {
    out += R"(,"z":)";
    append_float(out, point.z);
  }
  out += "}}";
}

void append_tagged_text(std::string& out, std::string_view tag, const Value& value) {
  out += "{\"$";
  out += tag;
  out += "\":";
  append_json_string(out, value.to_text());
  out += '}';
}

bool append_value(std::string& out, const Value& value, int depth) {
  if (depth > nesting_max) return false;
  switch (value.kind()) {
    case ValueKind::null: out += "null"; return true;
    case ValueKind::boolean: out += value.as_boolean() ? "true" : "false"; return true;
    case ValueKind::integer: append_integer(out, value.as_integer()); return true;
    case ValueKind::floating: append_float(out, value.as_float()); return true;
    case ValueKind::string: append_json_string(out, value.as_string()); return true;
    case ValueKind::list: return append_list(out, value.as_list(), depth);
    case ValueKind::map: return append_map(out, value.as_map(), depth);
    case ValueKind::node: return append_node(out, value, depth);
    case ValueKind::relationship: return append_relationship(out, value.as_relationship(), depth);
    case ValueKind::path: return append_path(out, value.as_path(), depth);
    case ValueKind::date: append_tagged_text(out, "date", value); return true;
    case ValueKind::local_time: append_tagged_text(out, "localtime", value); return true;
    case ValueKind::time: append_tagged_text(out, "time", value); return true;
    case ValueKind::local_date_time: append_tagged_text(out, "localdatetime", value); return true;
    case ValueKind::date_time: append_tagged_text(out, "datetime", value); return true;
    case ValueKind::duration: append_tagged_text(out, "duration", value); return true;
    case ValueKind::point: append_point(out, value.as_point()); return true;
  }
  return true;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  // Runs of characters that need nothing are copied in one piece: most text is one such run.
  std::size_t copied = 0;
  std::size_t i = 0;
  const auto copy_until = [&](std::size_t end) { out.append(text.data() + copied, end - copied); };
  while (i < text.size()) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
      ++i;
      continue;
    }
    if (c < 0x80) {
      copy_until(i);
      append_escaped(out, c);
      copied = ++i;
      continue;
    }
    utf8proc_int32_t code_point = 0;
    const auto length =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + i,
                         static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
    if (length > 0) {
      i += static_cast<std::size_t>(length);
      continue;
    }
    copy_until(i);
    out += replacement_character;
    copied = ++i;
  }
  copy_until(text.size());
  out += '"';
}

Status append_json(std::string& out, const Value& value) {
  if (append_value(out, value, 0)) return {};
  return Error::plain(ErrorClass::limit_exceeded, "A value is nested more than " +
                                                      std::to_string(nesting_max) +
                                                      " deep and cannot be written as JSON.");
}

void append_json_error(std::string& out, const Error& error, std::string_view query_text) {
  out += R"({"code":)";
  append_integer(out, error.code());
  out += R"(,"type":)";
  append_json_string(out, to_string(error.error_class));
  out += error.phase == Phase::compile_time ? R"(,"phase":"compile")" : R"(,"phase":"runtime")";
  if (!error.detail.empty()) {
    out += R"(,"detail":)";
    append_json_string(out, error.detail);
  }
  out += R"(,"message":)";
  append_json_string(out, error.message);
  if (!error.hint.empty()) {
    out += R"(,"hint":)";
    append_json_string(out, error.hint);
  }
  if (error.span.valid() && !query_text.empty()) {
    const LineColumn place = line_column(query_text, error.span.begin);
    out += R"(,"line":)";
    append_integer(out, static_cast<std::int64_t>(place.line));
    out += R"(,"column":)";
    append_integer(out, static_cast<std::int64_t>(place.column));
  }
  out += error.retryable() ? R"(,"retryable":true})" : R"(,"retryable":false})";
}

}  // namespace entente::shell
