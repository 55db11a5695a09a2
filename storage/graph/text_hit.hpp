#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "entente/result.hpp"

namespace entente::storage {

/// One element found by a full-text search.
struct TextHit {
  /// Id of the node or relationship, as the index is for one or the other.
  std::uint64_t element = 0;
  /// Sum of the BM25 scores of what the query asked for; only comparable within one search.
  double score = 0;
};

struct TextSearchOptions {
  /// Hits left out at the front, and hits wanted after these; nullopt: all.
  std::uint64_t skip = 0;
  std::optional<std::uint64_t> limit;
  /// Called every few thousand postings; an error ends the search with it.
  std::function<Status()> interrupted;
};

}  // namespace entente::storage
