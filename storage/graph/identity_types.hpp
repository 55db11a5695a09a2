#pragma once

#include <string_view>

namespace entente::storage {

/// Types of the relationships that state whether two nodes are one thing (storage/claims/
/// identity.hpp).
inline constexpr std::string_view same_as_type = "SAME_AS";
inline constexpr std::string_view different_from_type = "DIFFERENT_FROM";

}  // namespace entente::storage
