#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entente::shell {

/// Terminal columns `text` takes. Counts grapheme clusters (UAX 29), wide ones (CJK, emoji) as two,
/// combining marks as none, and every byte that is not valid UTF-8 as one.
std::size_t display_width(std::string_view text);

/// `text` if it fits in `columns`, else the longest run of whole clusters that leaves room for "…",
/// and "…". With 0 columns the result is empty.
std::string truncate_to_width(std::string_view text, std::size_t columns);

/// `text` with everything that could disturb a terminal written as an escape: control characters,
/// line breaks, bidirectional overrides, and bytes that are not valid UTF-8 as U+FFFD. Text from
/// documents is not to be trusted with the user's terminal.
std::string printable(std::string_view text);

/// As printable(), for text of several lines: line breaks and tabs stay.
std::string printable_lines(std::string_view text);

/// `text` with line breaks instead of spaces, so that no line is wider than `columns` unless a
/// single word is.
std::string wrapped(std::string_view text, std::size_t columns);

}  // namespace entente::shell
