#include "ingest/write/property_value.hpp"

#include <charconv>

namespace entente::ingest {

Value property_value(std::string_view key, const std::string& text) {
  const bool name = key == "date" || key.ends_with("code") || key.ends_with("id") ||
                    (text.size() > 1 && text.front() == '0' && text[1] != '.');
  if (name) return Value(text);
  const char* end = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto r = std::from_chars(text.data(), end, integer);
      r.ec == std::errc{} && r.ptr == end) {
    return Value(integer);
  }
  double number = 0;
  if (const auto r = std::from_chars(text.data(), end, number, std::chars_format::fixed);
      r.ec == std::errc{} && r.ptr == end) {
    return Value(number);
  }
  return Value(text);
}

}  // namespace entente::ingest
