#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "entente/as_of.hpp"
#include "storage/graph/claim_period.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {

/// Decides what of a graph is there as of another time, by the claims and mentions behind it, and
/// what is left of elements of which only a part is. Remembers what it decided, within bounds: the
/// graph must not change meanwhile. One thread.
///
///  - A document is there if it was recorded by then; its claims and mentions with it.
///  - A claim is there if its document is, and if it may hold on the day that is asked for.
///  - A relationship with claims is there if one of them is; one without claims has no clock, but
///    SAME_AS and DIFFERENT_FROM, which have both as properties. Its ends have to be there as well.
///  - A node with mentions is there if one of them is; a node that stands for a document is there
///    if the document is; other nodes have no clock.
class AsOfFilter {
 public:
  /// How much of an element is there: `partly` means that its record has to be made anew from the
  /// mentions or claims that are.
  enum class Shown : std::uint8_t { no, partly, wholly };
  /// Asked now and then during long work; its error ends the work.
  using Poll = std::function<Status()>;

  /// `base` must outlive the filter. `poll` may be empty.
  AsOfFilter(Transaction& base, const AsOf& as_of, Poll poll)
      : base_(base), as_of_(as_of), poll_(std::move(poll)) {}
  AsOfFilter(const AsOfFilter&) = delete;
  AsOfFilter& operator=(const AsOfFilter&) = delete;

  Result<bool> shows_document(DocumentId id);
  [[nodiscard]] bool shows_document(const DocumentRecord& document) const;
  Result<bool> shows_claim(const Claim& claim);

  /// Of a node that exists: whether it does is not asked, as most often it is known.
  Result<Shown> node(NodeId id);
  /// `no` for relationships that do not exist.
  Result<Shown> relationship(RelationshipId id);
  /// The same for a relationship that exists, by one who knows its ends.
  Result<Shown> relationship(const RelationshipEnds& ends);

  /// Whether a node that is there has a label; `stored` says whether it has it now.
  Result<bool> has_label(NodeId id, LabelId label, bool stored);
  /// What is there of an element; nullopt if nothing is.
  Result<std::optional<NodeRecord>> node_record(NodeId id);
  Result<std::optional<RelationshipRecord>> relationship_record(RelationshipId id);

  /// Nodes that are partly there, ascending: those of which the store's indexes tell too little or
  /// too much.
  Result<const std::vector<NodeId>*> partial_nodes();

 private:
  /// The clocks of a document.
  struct DocumentClock {
    bool shown = false;
    Period date;
  };

  Status step();
  Result<DocumentClock> clock_of(DocumentId id);
  [[nodiscard]] DocumentClock clock_of(const DocumentRecord& document) const;
  /// Counts a document that is read for itself; once there were many, all are read at once.
  Status note_document_read();
  Result<Shown> decide_node(NodeId id);
  Result<Shown> decide_unmentioned(NodeId id);
  Result<Shown> decide_relationship(const RelationshipEnds& ends);
  Result<Shown> decide_unclaimed(const RelationshipEnds& ends);
  /// What is there of something that the documents support which `visit_all` visits; nullopt if
  /// there are none.
  using VisitAll = std::function<Status(const DocumentVisitor& visit)>;
  Result<std::optional<Shown>> share_of(const VisitAll& visit_all);
  Result<NodeRecord> partial_node(NodeId id);
  Result<RelationshipRecord> partial_relationship(RelationshipId id, RelationshipRecord record);
  /// Properties by number; names that the database does not have cannot be in a record.
  void set_properties(Properties& properties, const PropertyMap& named) const;
  void remove_property(Properties& properties, std::string_view name) const;

  Transaction& base_;
  AsOf as_of_;
  Poll poll_;
  std::uint64_t steps_ = 0;
  std::unordered_map<DocumentId, DocumentClock> documents_;
  /// Whether documents_ has all of them, and shown_documents_ all their nodes.
  bool knows_documents_ = false;
  std::size_t document_reads_ = 0;
  std::unordered_map<NodeId, bool> shown_documents_;
  std::unordered_map<NodeId, Shown> nodes_;
  std::unordered_map<RelationshipId, Shown> relationships_;
  std::unordered_map<NodeId, NodeRecord> node_records_;
  std::unordered_map<RelationshipId, RelationshipRecord> relationship_records_;
  std::optional<std::vector<NodeId>> partial_nodes_;
};

}  // namespace entente::storage
