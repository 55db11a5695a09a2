#pragma once

#include <string_view>

#include "entente/export.hpp"

namespace entente {

/// Version of the library, "major.minor.patch" (semantic versioning).
ENTENTE_API std::string_view version();

}  // namespace entente
