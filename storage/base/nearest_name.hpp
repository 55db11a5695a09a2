#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace entente::storage {

/// Number of insertions, deletions, replacements and swaps of neighbouring bytes that make `b` of
/// `a`, letters compared without case (ASCII); `limit + 1` as soon as it must exceed `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate a person who wrote `wanted` most likely meant: the one at the smallest edit
/// distance, if that is at most a third of the length (at least 1); of several the first in byte
/// order, so that the answer does not depend on the order of candidates. `wanted` itself is never
/// the answer. The view points into `candidates`.
std::optional<std::string_view> nearest_name(std::string_view wanted,
                                             std::span<const std::string> candidates);

/// "did you mean 'X'?" for the nearest name, empty if none is near: for Error::hint.
std::string did_you_mean(std::string_view wanted, std::span<const std::string> candidates);

}  // namespace entente::storage
