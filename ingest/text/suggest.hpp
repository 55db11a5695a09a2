#pragma once

#include <span>
#include <string>
#include <string_view>

namespace entente::ingest {

/// "did you mean 'x'?" for the nearest candidate, or empty if none is near: storage::did_you_mean
/// for the views that our word lists are made of.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace entente::ingest
