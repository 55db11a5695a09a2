#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/import.hpp"

namespace entente::importing {

/// The files that paths and patterns with * and ? name, in the order given, those of a pattern in
/// the order of their names. A path that is a file is no pattern. Errors: not_found for a pattern
/// without files.
Result<std::vector<std::string>> expand_paths(const std::vector<std::string>& paths);

/// The format that the ending of a name tells, also in front of ".gz"; argument_error otherwise.
Result<ImportFormat> format_of(std::string_view path);

/// Bytes of a file on disk, 0 if that cannot be told.
std::uint64_t bytes_on_disk(const std::string& path);

}  // namespace entente::importing
