#pragma once

#include <map>
#include <string>
#include <string_view>

#include "entente/import.hpp"

namespace entente::importing {

using HeaderOptions = std::map<std::string, std::string, std::less<>>;

/// Reads "name:value, name:'value'", what stands between the braces of a header; names in lower
/// case. Error: argument_error.
Result<HeaderOptions> parse_header_options(std::string_view text);

/// "an integer", "a list of strings" …, for messages.
std::string describe(const ColumnSpec& spec);

/// ASCII without case, as words of headers are compared.
std::string lower_case(std::string_view text);
bool same_word(std::string_view a, std::string_view b);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace entente::importing
