#pragma once

#include <span>
#include <string>
#include <string_view>

namespace entente::ingest {

/// Number of single-character insertions, deletions, substitutions and swaps of neighbours that
/// turn one text into the other (optimal string alignment distance), compared without case.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// "did you mean 'x'?" for the nearest candidate, or empty if none is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace entente::ingest
