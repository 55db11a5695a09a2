#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"
#include "query/syntax/expected.hpp"

namespace entente::query {

/// Builders of every error the parser itself reports. All are compile-time errors.

/// The furthest failure: what was found at `offset`, what could have stood there, and a hint for
/// well-known slips. The detail is UnexpectedSyntax, or InvalidUnicodeCharacter for a character no
/// query can contain outside of texts.
Error unexpected_syntax(std::string_view text, std::size_t offset,
                        const std::vector<const Expected*>& expected);
Error query_too_long(std::size_t bytes);
Error malformed_utf8(std::size_t offset);
Error nesting_too_deep(std::size_t offset);

/// "a, b or c".
std::string join_alternatives(const std::vector<std::string>& parts);

}  // namespace entente::query
