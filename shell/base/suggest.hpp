#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::shell {

/// The candidate nearest to `word` by edit distance (insert, delete, replace, swap of neighbours),
/// ignoring case; empty if none is near enough to be what was meant (a third of the word's length).
std::string closest_name(std::string_view word, const std::vector<std::string>& candidates);

/// "did you mean 'x'?" for the closest candidate, or "".
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace entente::shell
