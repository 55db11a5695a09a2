#pragma once

#include <string_view>

namespace entente::storage {

/// True if `text` is well-formed UTF-8 (RFC 3629: shortest forms, no surrogates, up to U+10FFFF).
bool is_valid_utf8(std::string_view text);

}  // namespace entente::storage
