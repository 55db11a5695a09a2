#pragma once

#include <cstdint>
#include <string_view>

namespace entente::ingest::model {

/// Hash of one observation (a word, a tag, a distance): what features are put together from.
using Atom = std::uint32_t;
/// Hash of a whole feature (its template and its atoms): the key of its weights.
using FeatureKey = std::uint32_t;

/// One step of a multiplicative hash: all bits of `state` and `value` reach the upper half, which
/// finish() keeps. It is part of the model's format, since keys are stored.
constexpr std::uint64_t mix(std::uint64_t state, std::uint64_t value) {
  const std::uint64_t product = (state ^ value) * 0x9E3779B97F4A7C15ULL;
  return product ^ (product >> 29U);
}

constexpr std::uint32_t finish(std::uint64_t state) {
  return static_cast<std::uint32_t>((state * 0xD6E8FEB86659FD93ULL) >> 32U);
}

/// The atom of a text. Empty text has an atom too.
constexpr Atom text_atom(std::string_view text) {
  std::uint64_t state = 0xCBF29CE484222325ULL + text.size();
  for (const char c : text) state = (state ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return finish(mix(state, text.size()));
}

/// Atoms of nodes that are not there: before the sentence, after it, a missing child.
inline constexpr Atom no_atom = 0x2545F491U;

/// The key of a feature made of the number of its template and any atoms.
template <class... Atoms>
constexpr FeatureKey feature_key(std::uint32_t feature_template, Atoms... atoms) {
  // Mixed by itself first: small numbers of templates and small atoms would cancel each other out.
  std::uint64_t state = mix(0x51ED270B9F1A6E37ULL, feature_template);
  ((state = mix(state, atoms)), ...);
  return finish(state);
}

}  // namespace entente::ingest::model
