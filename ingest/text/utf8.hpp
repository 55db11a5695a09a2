#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente::ingest {

/// A decoded code point and the bytes it takes; size 0 means that nothing valid begins there.
struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;
};

/// Decodes the code point at `offset`, which must be below text.size(). Overlong forms, surrogates
/// and values past U+10FFFF are invalid (RFC 3629).
CodePoint decode(std::string_view text, std::size_t offset);

/// Byte offset of the first invalid sequence, or nullopt if all of `text` is valid UTF-8.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// True if every byte is a character of ASCII.
bool is_ascii(std::string_view text);

bool is_letter(char32_t c);
bool is_digit(char32_t c);
bool is_upper(char32_t c);
/// White space of any script, the no-break and zero-width kinds included.
bool is_space(char32_t c);

/// Lower-case copy; typographic apostrophes become ' and dashes inside words become -, so that
/// word lists need only one spelling.
std::string fold(std::string_view text);

/// fold() without diacritics ("São" → "sao"): the form under which names are compared.
std::string fold_name(std::string_view text);

/// True if the first code point is an upper-case (or title-case) letter.
bool begins_upper(std::string_view text);

/// True if there is a letter and every letter is upper-case.
bool all_upper(std::string_view text);

/// The longest beginning of valid `text` of at most `bytes` bytes that cuts no character in two.
std::string_view prefix(std::string_view text, std::size_t bytes);

/// `text` without white space at both ends.
std::string_view trim(std::string_view text);

/// Copy with every run of white space replaced by one space, trimmed.
std::string collapse_space(std::string_view text);

}  // namespace entente::ingest
