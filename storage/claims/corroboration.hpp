#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/graph/records.hpp"

namespace entente::storage {

/// Who publishes a document, for telling whether two documents are of one source: lower case, of an
/// address only the name of the site ("https://www.reuters.com/x" and "Reuters" are "reuters").
std::string source_key(std::string_view source);

/// How far sources bear one another out.
struct Corroboration {
  /// For each claim the number of its voice, from 0 in the order of the claims. Claims of one
  /// document, of one source, or with nearly the same sentence (a copy, a story of one agency) are
  /// one voice.
  std::vector<std::size_t> voices;
  /// How many there are.
  std::size_t voice_count = 0;
  /// That at least one voice is right: noisy-or, 1 - Π (1 - the best confidence of the voice), at
  /// most confidence_max, over the voices that say it with the modality of the relationship
  /// (`stronger`), since a denial bears nothing out but a denial.
  double confidence = 0;
  Modality modality = Modality::negated;
};
inline constexpr double confidence_max = 0.99;

/// Sentences are nearly the same if this share of their runs of three words, folded to lower case,
/// is common to both (Jaccard; Broder 1997).
inline constexpr double near_duplicate = 0.6;

/// `source_of` gives the source of a claim's document, empty if it is not known. Linear in the
/// words of the claims, but for sentences that share runs of words. A function of the set of
/// claims; only the numbers of voices depend on their order.
Corroboration corroborate(std::span<const Claim> claims,
                          const std::function<std::string(DocumentId)>& source_of);

}  // namespace entente::storage
