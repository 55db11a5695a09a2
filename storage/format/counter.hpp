#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "entente/result.hpp"

/// Value of the family statistics: a signed 64-bit number, 8 bytes little-endian. An operand has
/// the same form and is added; no key means 0.
namespace entente::storage {

std::string encode_counter(std::int64_t value);
Result<std::int64_t> decode_counter(std::string_view bytes);

/// Sum of base (if any) and operands; ErrorClass::corruption if it overflows.
Result<std::string> merge_counter(std::optional<std::string_view> base,
                                  std::span<const std::string_view> operands);

}  // namespace entente::storage
