#pragma once

#include <string>
#include <string_view>

#include "entente/value.hpp"

namespace entente::ingest {

/// A property given as text: numbers become numbers, except where they are names (dates, codes).
Value property_value(std::string_view key, const std::string& text);

}  // namespace entente::ingest
