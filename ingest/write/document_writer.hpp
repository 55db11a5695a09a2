#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "entente/as_of.hpp"
#include "entente/ingest.hpp"
#include "entente/result.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::ingest {

/// Version of the rules, stored with every claim and part of the content hash: with new rules every
/// document is read anew.
inline constexpr std::string_view extractor_version = "entente-rules-3";

enum class WriteOutcome : std::uint8_t { added, updated, unchanged };

/// What writing one document did.
struct WriteResult {
  WriteOutcome outcome = WriteOutcome::unchanged;
  std::size_t entities_created = 0;
  std::size_t relationships_created = 0;
  std::size_t claims = 0;
};

/// Writes or takes back one document inside one transaction, which the caller commits.
///
/// What the graph holds of an entity or relationship is a function of the set of its mentions or
/// claims, never of the order in which they came: lists are sorted unions, numbers are counts and
/// maxima. So adding can update what is there, and removing computes it anew from what remains.
/// Properties, labels and relationships that people added themselves are left alone.
class DocumentWriter {
 public:
  explicit DocumentWriter(storage::Transaction& transaction) : transaction_(transaction) {}

  /// Adds the document, or replaces its former content; nothing is written if the hash is known.
  /// `recorded_at` is where the recorded clock puts it.
  Result<WriteResult> write(const Extraction& extraction, std::uint64_t content_hash,
                            RecordedTime recorded_at);
  /// Takes back what the document contributed. False if there is no such document. Links between
  /// entities that arise thereby are recorded at `recorded_at`.
  Result<bool> remove(std::string_view external_id, RecordedTime recorded_at);

 private:
  /// What a document contributed to a node.
  struct Contribution {
    std::vector<std::string> names;
    std::vector<std::string> labels;
    PropertyMap properties;
  };

  Status retract(const storage::DocumentRecord& document);
  Result<storage::DocumentRecord> put_document(const Extraction& extraction,
                                               std::uint64_t content_hash, RecordedTime recorded_at,
                                               const storage::DocumentRecord* former);
  Status write_entities(const Extraction& extraction, const storage::DocumentRecord& document,
                        WriteResult& result);
  Result<NodeId> find_or_create_entity(const ExtractedEntity& entity, WriteResult& result);
  Status add_to_node(NodeId node, const Contribution& contribution);
  Status write_claims(const Extraction& extraction, const storage::DocumentRecord& document,
                      WriteResult& result);
  Result<RelationshipId> find_or_create_relationship(NodeId source, RelationshipTypeId type,
                                                     NodeId target, WriteResult& result);
  Result<bool> is_ours(RelationshipId id);
  Status add_to_relationship(RelationshipId id, const std::vector<storage::Claim>& claims);

  /// Notes that the names of a node, or what speaks for or against its being another one, may have
  /// changed.
  void note_names(NodeId node, const std::vector<std::string>& keys);
  Status note_all_names(NodeId node);
  Status sweep();
  Status sweep_node(NodeId node, const Contribution& removed);
  Status sweep_relationship(RelationshipId id, const std::set<std::string>& removed_keys);

  Status set_node(NodeId node, std::string_view key, const Value& value);
  Status set_relationship(RelationshipId id, std::string_view key, const Value& value);
  Status add_label(NodeId node, std::string_view label);

  storage::Transaction& transaction_;
  std::map<NodeId, Contribution> removed_nodes_;
  std::map<RelationshipId, std::set<std::string>> removed_relationships_;
  /// Relationships with claims of this transaction; more may be attached to them.
  std::set<RelationshipId> touched_;
  std::map<std::string, NodeId> nodes_;
  /// Names whose holders may have become, or ceased to be, the same, with nodes that have or had
  /// them.
  std::map<std::string, std::set<NodeId>> alias_keys_;
  /// Nodes that this transaction says more, or less, of than before.
  std::set<NodeId> touched_nodes_;
  std::optional<RecordedTime> recorded_at_;
  /// Ids of entities that are not written because they have no name.
  std::set<std::string, std::less<>> local_;
};

}  // namespace entente::ingest
