#include "shell/base/text_width.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdio>

namespace entente::shell {
namespace {

constexpr utf8proc_int32_t replacement_character = 0xFFFD;
constexpr utf8proc_int32_t emoji_presentation = 0xFE0F;

bool regional_indicator(utf8proc_int32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }

bool ascii_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// Decodes the code point at `offset` and advances; an invalid byte gives U+FFFD.
utf8proc_int32_t next_code_point(std::string_view text, std::size_t& offset) {
  utf8proc_int32_t c = -1;
  const auto length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + offset,
                       static_cast<utf8proc_ssize_t>(text.size() - offset), &c);
  if (length <= 0) {
    ++offset;
    return replacement_character;
  }
  offset += static_cast<std::size_t>(length);
  return c;
}

struct Cluster {
  std::size_t end = 0;
  std::size_t width = 0;
};

/// The grapheme cluster that begins at `begin`. Its width is that of its widest code point, because
/// marks and joined emoji are drawn over the first one; a flag is two indicators of one column.
Cluster next_cluster(std::string_view text, std::size_t begin) {
  std::size_t offset = begin;
  utf8proc_int32_t previous = next_code_point(text, offset);
  int width = std::max(0, utf8proc_charwidth(previous));
  utf8proc_int32_t state = 0;
  while (offset < text.size()) {
    std::size_t after = offset;
    const utf8proc_int32_t c = next_code_point(text, after);
    if (utf8proc_grapheme_break_stateful(previous, c, &state)) break;
    if (c == emoji_presentation || (regional_indicator(previous) && regional_indicator(c))) {
      width = 2;
    } else {
      width = std::max(width, utf8proc_charwidth(c));
    }
    previous = c;
    offset = after;
  }
  return {offset, static_cast<std::size_t>(width)};
}

bool bidirectional_control(utf8proc_int32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
}

void append_escape(std::string& out, utf8proc_int32_t c) {
  switch (c) {
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  char buffer[16];
  const int length =
      std::snprintf(buffer, sizeof buffer, "\\u%04X", static_cast<unsigned>(c) & 0xFFFFU);
  out.append(buffer, static_cast<std::size_t>(length));
}

}  // namespace

std::size_t display_width(std::string_view text) {
  if (ascii_printable(text)) return text.size();
  std::size_t width = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const Cluster cluster = next_cluster(text, offset);
    width += cluster.width;
    offset = cluster.end;
  }
  return width;
}

std::string truncate_to_width(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t width = 0;
  std::size_t offset = 0;
  while (offset < text.size()) {
    const Cluster cluster = next_cluster(text, offset);
    if (width + cluster.width > columns - 1) break;
    width += cluster.width;
    offset = cluster.end;
  }
  return std::string(text.substr(0, offset)) + "…";
}

std::string printable(std::string_view text) {
  if (ascii_printable(text)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t begin = offset;
    const utf8proc_int32_t c = next_code_point(text, offset);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || bidirectional_control(c)) {
      append_escape(out, c);
    } else if (c == replacement_character) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text.substr(begin, offset - begin));
    }
  }
  return out;
}

std::string printable_lines(std::string_view text) {
  std::string out;
  while (true) {
    const std::size_t end = std::min(text.find_first_of("\n\t"), text.size());
    out += printable(text.substr(0, end));
    if (end == text.size()) return out;
    out += text[end];
    text.remove_prefix(end + 1);
  }
}

std::string wrapped(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t width = display_width(word);
    if (used > 0 && used + 1 + width > columns) {
      out += '\n';
      used = 0;
    } else if (used > 0) {
      out += ' ';
      ++used;
    }
    out += word;
    used += width;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace entente::shell
