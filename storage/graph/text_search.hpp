#pragma once

#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "storage/format/index_definition.hpp"
#include "storage/graph/text_hit.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// What scoring needs to know of one property of a full-text index.
struct TextFieldStatistics {
  std::string name;
  /// Elements that have terms in the property, and how many terms these are together.
  std::uint64_t elements = 0;
  std::uint64_t terms = 0;
};

/// Answers a full-text query (storage/text/query_parser.hpp) from the postings, best hits first, of
/// equal ones the lower id first.
///
/// A term t scores BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and
/// Beyond", 2009) in every property f apart:
///   idf(t) * frequency / (frequency + k1 * (1 - b + b * length / mean length of f))
///   idf(t) = ln(1 + (N - n + 0.5) / (n + 0.5))
/// with k1 = 1.2, b = 0.75, N elements that have f and n of them with t: as in Lucene since 8, so
/// without the constant factor k1 + 1. A phrase has the sum of its terms' idf and the frequency of
/// the phrase; wildcards and ranges score 1 for each property; words near a fuzzy one score as
/// themselves times 1 - edits / length. What an element gets from all optional and required parts
/// is added up.
/// Errors: argument_error for a wrong query, limit_exceeded if it reads more than ten million
/// postings, what `options.interrupted` returns, and the store's.
Result<std::vector<TextHit>> search_text(const KvReader& reader, const IndexDefinition& definition,
                                         const std::vector<TextFieldStatistics>& fields,
                                         std::string_view query, const TextSearchOptions& options);

}  // namespace entente::storage
