#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "entente/result.hpp"
#include "storage/format/elements.hpp"
#include "storage/format/index_definition.hpp"

namespace entente::storage {

/// Value of family `text`: number of terms of the property varint | position delta varint...
/// The positions say where in the property the term stands; the length goes into every posting, so
/// that scoring needs nothing but the postings.
struct TextPosting {
  std::uint64_t length = 0;
  std::vector<std::uint32_t> positions;
};
std::string encode_text_posting(const TextPosting& posting);
Result<TextPosting> decode_text_posting(std::string_view bytes);
/// Only the length and how many positions there are.
Result<TextPosting> decode_text_posting_head(std::string_view bytes, std::uint64_t& frequency);

/// What a full-text index holds for one element: its keys and values, and for every property the
/// number of its terms (0: the property is missing or has none).
struct TextEntries {
  std::map<std::string, std::string> postings;
  std::vector<std::uint64_t> lengths;
};

/// Everything `definition`, which must be of a full-text index, holds for an element; nothing if
/// the element is not concerned. Strings and lists of strings are indexed; the elements of a list
/// are one text with a gap of list_gap words, so that no phrase reaches from one to the next.
TextEntries text_entries(const IndexDefinition& definition, std::uint64_t id,
                         const NodeRecord& record);
TextEntries text_entries(const IndexDefinition& definition, std::uint64_t id,
                         const RelationshipRecord& record);

}  // namespace entente::storage
