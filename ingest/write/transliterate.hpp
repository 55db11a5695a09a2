#pragma once

#include <string>
#include <string_view>

namespace entente::ingest {

/// `text` (UTF-8) in lower-case ASCII letters, digits and spaces: other scripts are romanised
/// ("Путин" → "putin"), diacritics and apostrophes left out, every other sign a space. Rules: those
/// of CLDR, as ICU has them. Thread-safe; an ASCII text never reaches ICU.
std::string romanised(std::string_view text);

}  // namespace entente::ingest
