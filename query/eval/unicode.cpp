#include "query/eval/unicode.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace entente::query {
namespace {

template <class Map>
std::string map_code_points(std::string_view text, Map map) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    char32_t code_point = 0;
    const std::size_t length = decode_code_point(text, code_point);
    // An invalid byte decodes to one byte above the ASCII range; it is copied as it is.
    if (length == 1 && code_point > 0x7F) {
      out += text.front();
    } else {
      map(code_point, out);
    }
    text.remove_prefix(length);
  }
  return out;
}

bool is_mark(char32_t code_point) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC ||
         category == UTF8PROC_CATEGORY_ME;
}

}  // namespace

std::size_t decode_code_point(std::string_view text, char32_t& code_point) {
  utf8proc_int32_t decoded = 0;
  const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &decoded);
  if (length <= 0) {
    code_point = 0xFFFD;
    return 1;
  }
  code_point = static_cast<char32_t>(decoded);
  return static_cast<std::size_t>(length);
}

void append_code_point(std::string& out, char32_t code_point) {
  utf8proc_uint8_t buffer[4];
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), buffer);
  out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

std::size_t code_point_count(std::string_view text) {
  std::size_t count = 0;
  char32_t ignored = 0;
  for (; !text.empty(); ++count) text.remove_prefix(decode_code_point(text, ignored));
  return count;
}

std::size_t code_point_offset(std::string_view text, std::size_t index) {
  std::size_t offset = 0;
  char32_t ignored = 0;
  for (; index > 0 && offset < text.size(); --index) {
    offset += decode_code_point(text.substr(offset), ignored);
  }
  return offset;
}

std::string to_upper(std::string_view text) {
  return map_code_points(text, [](char32_t c, std::string& out) {
    constexpr char32_t sharp_s = 0xDF;
    if (c == sharp_s) {
      out += "SS";
    } else {
      append_code_point(out,
                        static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c))));
    }
  });
}

std::string to_lower(std::string_view text) {
  return map_code_points(text, [](char32_t c, std::string& out) {
    append_code_point(out,
                      static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
  });
}

std::string reverse_text(std::string_view text) {
  std::vector<std::string_view> clusters;
  while (!text.empty()) {
    char32_t code_point = 0;
    std::size_t length = decode_code_point(text, code_point);
    while (length < text.size()) {
      const std::size_t next = decode_code_point(text.substr(length), code_point);
      if (!is_mark(code_point)) break;
      length += next;
    }
    clusters.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  std::string out;
  for (auto it = clusters.rbegin(); it != clusters.rend(); ++it) out += *it;
  return out;
}

bool is_space(char32_t code_point) {
  if (code_point < 0x80) {
    return code_point == ' ' || (code_point >= 0x09 && code_point <= 0x0D) ||
           (code_point >= 0x1C && code_point <= 0x1F);
  }
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP;
}

Result<std::string> normalize(std::string_view text, NormalForm form) {
  int options = UTF8PROC_STABLE;
  const bool compose = form == NormalForm::nfc || form == NormalForm::nfkc;
  options |= compose ? UTF8PROC_COMPOSE : UTF8PROC_DECOMPOSE;
  if (form == NormalForm::nfkc || form == NormalForm::nfkd) options |= UTF8PROC_COMPAT;
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &mapped,
                                   static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(mapped, &std::free);
  if (length < 0) {
    return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                          "the text is not valid UTF-8");
  }
  return std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length));
}

}  // namespace entente::query
