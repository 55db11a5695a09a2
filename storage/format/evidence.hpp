#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/ids.hpp"
#include "entente/value.hpp"

namespace entente::storage {

/// A document that was ingested. `external_id` is the user's name for it and unique.
struct DocumentRecord {
  DocumentId id;
  std::string external_id;
  std::string title;
  std::string source;
  /// ISO date or empty.
  std::string date;
  /// Hash of the content; the same hash means that there is nothing to do.
  std::uint64_t content_hash = 0;
  /// Commit time in milliseconds since the epoch: the recorded clock.
  std::int64_t recorded_at_ms = 0;
  /// The (:Document) node that stands for it in the graph.
  NodeId node;
};

/// How a statement is put (ingest design §5).
enum class Modality : std::uint8_t {
  stated = 0,
  planned = 1,
  alleged = 2,
  negated = 3,
  former = 4
};

/// One extraction that supports one relationship. (document, ordinal) is its identity.
struct Claim {
  DocumentId document;
  /// Position among the claims of its document, from 0.
  std::uint32_t ordinal = 0;
  RelationshipId relationship;
  /// Number of the sentence in the document, from 0, and its text.
  std::uint32_t sentence_index = 0;
  std::string sentence;
  /// Byte range of the claim's words in the document's text, [begin, end).
  std::uint64_t span_begin = 0;
  std::uint64_t span_end = 0;
  /// Name of the rule or frame that found it, and version of the extractor.
  std::string rule;
  std::string extractor;
  double confidence = 0;
  Modality modality = Modality::stated;
  /// Who said it, if it is attributed; may be empty.
  std::string speaker;
  /// Validity of what is claimed, ISO texts, empty where unknown.
  std::string valid_from;
  std::string valid_to;
  /// Qualifiers such as role, value, commodity, time; part of the claim, sorted by key.
  PropertyMap qualifiers;
};

/// That a document names an entity: surface forms as written, with the properties and labels that
/// this document contributed. The evidence of a node.
struct Mention {
  DocumentId document;
  NodeId node;
  std::vector<std::string> names;
  std::vector<std::string> labels;
  PropertyMap properties;
  std::uint32_t count = 0;
};

}  // namespace entente::storage
