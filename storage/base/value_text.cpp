#include "storage/base/value_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace entente::storage {
namespace {

constexpr int max_text_depth = 100;

bool plain_name(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  for (const char c : name) {
    const bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '_' || (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (!ok) return false;
  }
  return true;
}

void append_name(std::string& out, std::string_view name) {
  if (plain_name(name)) {
    out += name;
    return;
  }
  out += '`';
  for (const char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  out += '`';
}

void append_quoted(std::string& out, std::string_view text) {
  out += '\'';
  for (const char c : text) {
    switch (c) {
      case '\'': out += "\\'"; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
  out += '\'';
}

void append_value(std::string& out, const Value& value, int depth);

void append_map(std::string& out, const PropertyMap& entries, int depth) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : entries) {
    if (!first) out += ", ";
    first = false;
    append_name(out, key);
    out += ": ";
    append_value(out, value, depth + 1);
  }
  out += '}';
}

void append_node(std::string& out, const Value& value, int depth) {
  out += '(';
  if (value.node_resolved()) {
    const Node& node = value.as_node();
    for (const auto& label : node.labels) {
      out += ':';
      append_name(out, label);
    }
    if (!node.properties.empty()) {
      if (!node.labels.empty()) out += ' ';
      append_map(out, node.properties, depth);
    }
  } else {
    out += '#';
    out += std::to_string(value.node_id().value);
  }
  out += ')';
}

void append_relationship(std::string& out, const Relationship& relationship, int depth) {
  out += "[:";
  append_name(out, relationship.type);
  if (!relationship.properties.empty()) {
    out += ' ';
    append_map(out, relationship.properties, depth);
  }
  out += ']';
}

void append_path(std::string& out, const Path& path, int depth) {
  for (std::size_t i = 0; i < path.nodes.size(); ++i) {
    if (i > 0) {
      const Relationship& r = path.relationships[i - 1].as_relationship();
      const bool forward = r.source == path.nodes[i - 1].node_id();
      out += forward ? "-" : "<-";
      append_relationship(out, r, depth);
      out += forward ? "->" : "-";
    }
    append_node(out, path.nodes[i], depth);
  }
}

void append_value(std::string& out, const Value& value, int depth) {
  if (depth > max_text_depth) {
    out += "…";
    return;
  }
  switch (value.kind()) {
    case ValueKind::null: out += "null"; break;
    case ValueKind::boolean: out += value.as_boolean() ? "true" : "false"; break;
    case ValueKind::integer: out += std::to_string(value.as_integer()); break;
    case ValueKind::floating: out += float_text(value.as_float()); break;
    case ValueKind::string: append_quoted(out, value.as_string()); break;
    case ValueKind::list: {
      out += '[';
      bool first = true;
      for (const auto& item : value.as_list()) {
        if (!first) out += ", ";
        first = false;
        append_value(out, item, depth + 1);
      }
      out += ']';
      break;
    }
    case ValueKind::map: append_map(out, value.as_map(), depth); break;
    case ValueKind::node: append_node(out, value, depth); break;
    case ValueKind::relationship: append_relationship(out, value.as_relationship(), depth); break;
    case ValueKind::path: append_path(out, value.as_path(), depth); break;
    case ValueKind::date: out += temporal_text(value.as_date()); break;
    case ValueKind::local_time: out += temporal_text(value.as_local_time()); break;
    case ValueKind::time: out += temporal_text(value.as_time()); break;
    case ValueKind::local_date_time: out += temporal_text(value.as_local_date_time()); break;
    case ValueKind::date_time: out += temporal_text(value.as_date_time()); break;
    case ValueKind::duration: out += temporal_text(value.as_duration()); break;
    case ValueKind::point: {
      const Point& p = value.as_point();
      out += "point({x: " + float_text(p.x) + ", y: " + float_text(p.y);
      if (p.three_dimensional()) out += ", z: " + float_text(p.z);
      out += ", srid: " + std::to_string(p.srid) + "})";
      break;
    }
  }
}

}  // namespace

std::string float_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  std::array<char, 64> buffer{};
  const double magnitude = std::fabs(value);
  // Java's Double.toString, which openCypher's reference follows, switches to scientific notation
  // outside [1e-3, 1e7); the digits themselves are the shortest that read back the same.
  const bool scientific = magnitude != 0 && (magnitude < 1e-3 || magnitude >= 1e7);
  const auto [end, ec] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                    scientific ? std::chars_format::scientific : std::chars_format::fixed);
  std::string text(buffer.data(), end);
  if (!scientific) {
    if (text.find('.') == std::string::npos) text += ".0";
    return text;
  }
  const std::size_t e = text.find('e');
  std::string mantissa = text.substr(0, e);
  if (mantissa.find('.') == std::string::npos) mantissa += ".0";
  std::string_view exponent = std::string_view(text).substr(e + 1);
  std::string sign;
  if (exponent.front() == '-') sign = "-";
  if (exponent.front() == '-' || exponent.front() == '+') exponent.remove_prefix(1);
  while (exponent.size() > 1 && exponent.front() == '0') exponent.remove_prefix(1);
  return mantissa + "E" + sign + std::string(exponent);
}

std::string value_text(const Value& value) {
  std::string out;
  append_value(out, value, 0);
  return out;
}

}  // namespace entente::storage
