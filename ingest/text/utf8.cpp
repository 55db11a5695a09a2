#include "ingest/text/utf8.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cassert>

namespace entente::ingest {

namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

constexpr char32_t right_quote = 0x2019;
constexpr char32_t left_quote = 0x2018;
constexpr char32_t modifier_apostrophe = 0x02BC;
constexpr char32_t hyphen = 0x2010;
constexpr char32_t no_break_hyphen = 0x2011;

void append(std::string& out, char32_t c) {
  utf8proc_uint8_t bytes[4];
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

}  // namespace

CodePoint decode(std::string_view text, std::size_t offset) {
  assert(offset < text.size());
  const auto lead = static_cast<unsigned char>(text[offset]);
  if (lead < 0x80U) return {lead, 1};
  std::size_t size = 0;
  char32_t value = 0;
  char32_t least = 0;
  if ((lead & 0xE0U) == 0xC0U) {
    size = 2, value = lead & 0x1FU, least = 0x80;
  } else if ((lead & 0xF0U) == 0xE0U) {
    size = 3, value = lead & 0x0FU, least = 0x800;
  } else if ((lead & 0xF8U) == 0xF0U) {
    size = 4, value = lead & 0x07U, least = 0x10000;
  } else {
    return {};
  }
  if (offset + size > text.size()) return {};
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[offset + i])) return {};
    value = (value << 6U) | (static_cast<unsigned char>(text[offset + i]) & 0x3FU);
  }
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return {};
  return {value, size};
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto size = decode(text, i).size;
    if (size == 0) return i;
    i += size;
  }
  return std::nullopt;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  // Combining marks count as part of the letter before them.
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool is_upper(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z';
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool is_space(char32_t c) {
  if (c <= ' ') return true;
  if (c < 0x80) return false;
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || c == 0x200B || c == 0xFEFF;
}

std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto point = decode(text, i);
    if (point.size == 0) {
      // A character that was cut in two: a prefix of a text may end so.
      out += text[i++];
      continue;
    }
    i += point.size;
    if (point.value == right_quote || point.value == left_quote ||
        point.value == modifier_apostrophe) {
      out += '\'';
    } else if (point.value == hyphen || point.value == no_break_hyphen) {
      out += '-';
    } else if (point.value < 0x80) {
      const auto c = static_cast<char>(point.value);
      out += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
    } else {
      append(out,
             static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(point.value))));
    }
  }
  return out;
}

std::string fold_name(std::string_view text) {
  const std::string folded = fold(text);
  std::string out;
  out.reserve(folded.size());
  for (std::size_t i = 0; i < folded.size();) {
    const auto point = decode(folded, i);
    if (point.size == 0) {
      out += folded[i++];
      continue;
    }
    i += point.size;
    if (point.value < 0x80) {
      out += static_cast<char>(point.value);
      continue;
    }
    utf8proc_int32_t parts[8];
    const auto count = utf8proc_decompose_char(
        static_cast<utf8proc_int32_t>(point.value), parts, 8,
        static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK), nullptr);
    for (utf8proc_ssize_t k = 0; k < count && k < 8; ++k) {
      append(out, static_cast<char32_t>(parts[k]));
    }
  }
  return out;
}

bool begins_upper(std::string_view text) {
  return !text.empty() && is_upper(decode(text, 0).value);
}

bool all_upper(std::string_view text) {
  bool letter = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto point = decode(text, i);
    if (point.size == 0) return false;
    i += point.size;
    if (!is_letter(point.value)) continue;
    if (!is_upper(point.value)) return false;
    letter = true;
  }
  return letter;
}

std::string_view prefix(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && is_continuation(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

std::string_view trim(std::string_view text) {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool found = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto point = decode(text, i);
    const auto size = point.size == 0 ? 1 : point.size;
    if (point.size == 0 || !is_space(point.value)) {
      if (!found) begin = i;
      found = true;
      end = i + size;
    }
    i += size;
  }
  return found ? text.substr(begin, end - begin) : std::string_view{};
}

std::string collapse_space(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto point = decode(text, i);
    const auto size = point.size == 0 ? 1 : point.size;
    if (point.size != 0 && is_space(point.value)) {
      pending = !out.empty();
    } else {
      if (pending) out += ' ';
      pending = false;
      out.append(text.substr(i, size));
    }
    i += size;
  }
  return out;
}

}  // namespace entente::ingest
