#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"

/// Text by code points and by the rules of Unicode. Invalid UTF-8 bytes count as one code point
/// each and are kept as they are.
namespace entente::query {

/// Number of code points.
std::size_t code_point_count(std::string_view text);
/// Byte offset of code point `index`; the size of the text if there are not as many.
std::size_t code_point_offset(std::string_view text, std::size_t index);
/// Decodes the code point at the front of a non-empty text; returns its length in bytes. Invalid
/// bytes give U+FFFD and length 1.
std::size_t decode_code_point(std::string_view text, char32_t& code_point);
/// Appends the UTF-8 form.
void append_code_point(std::string& out, char32_t code_point);

/// Full case mapping of each code point (simple mapping plus ß → SS for upper case).
std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);
/// The code points in reverse order, combining marks kept behind their base.
std::string reverse_text(std::string_view text);
/// True for white space of Unicode.
bool is_space(char32_t code_point);

enum class NormalForm { nfc, nfd, nfkc, nfkd };
/// ArgumentError / InvalidArgumentValue for invalid UTF-8.
Result<std::string> normalize(std::string_view text, NormalForm form);

}  // namespace entente::query
