#include <algorithm>
#include <set>

#include "ingest/write/document_writer.hpp"
#include "ingest/write/same_as.hpp"
#include "storage/graph/evidence_summary.hpp"

namespace entente::ingest {

using storage::Claim;
using storage::Mention;

/// Computes anew, or deletes, whatever lost support. Relationships go first, so that an entity that
/// nothing mentions any more has lost its own when its turn comes.
Status DocumentWriter::sweep() {
  for (const auto& [id, keys] : removed_relationships_) {
    ENTENTE_TRY(sweep_relationship(id, keys));
  }
  for (const auto& [node, contribution] : removed_nodes_) {
    ENTENTE_TRY(sweep_node(node, contribution));
  }
  for (const std::string& key : alias_keys_) ENTENTE_TRY(update_same_as(transaction_, key));
  return {};
}

Status DocumentWriter::sweep_relationship(RelationshipId id,
                                          const std::set<std::string>& removed_keys) {
  ENTENTE_ASSIGN(const bool exists, transaction_.relationship_exists(id));
  if (!exists) return {};
  ENTENTE_ASSIGN(const std::vector<Claim> claims, transaction_.claims_of_relationship(id));
  if (claims.empty()) return transaction_.delete_relationship(id);
  std::set<std::string> gone = removed_keys;
  for (const auto& [key, value] : storage::RelationshipSummary::of(claims).properties()) {
    ENTENTE_TRY(set_relationship(id, key, value));
    gone.erase(key);
  }
  for (const std::string& key : gone) ENTENTE_TRY(set_relationship(id, key, Value()));
  return {};
}

Status DocumentWriter::sweep_node(NodeId node, const Contribution& removed) {
  ENTENTE_ASSIGN(const bool exists, transaction_.node_exists(node));
  if (!exists) return {};
  const auto removed_keys = alias_keys(removed.labels, removed.names);
  alias_keys_.insert(removed_keys.begin(), removed_keys.end());
  ENTENTE_ASSIGN(const std::vector<Mention> mentions, transaction_.mentions_of_node(node));
  std::set<std::string> names_left;
  std::set<std::string> labels_left;
  std::set<std::string> keys_left;
  for (const Mention& mention : mentions) {
    for (std::string& key : alias_keys(mention.labels, mention.names)) {
      names_left.insert(std::move(key));
    }
    labels_left.insert(mention.labels.begin(), mention.labels.end());
    for (const auto& [key, value] : mention.properties) keys_left.insert(key);
  }
  if (mentions.empty()) {
    // SAME_AS is ours and holds nothing; anything else that still hangs on the node was put there
    // by people, and the node stays for it.
    if (const auto same = transaction_.find_relationship_type("SAME_AS")) {
      const std::vector<RelationshipTypeId> types = {*same};
      ENTENTE_ASSIGN(const auto links, transaction_.degree(node, Direction::either, types));
      ENTENTE_ASSIGN(const auto all, transaction_.degree(node, Direction::either, {}));
      if (all == links) return transaction_.detach_delete_node(node);
    }
    ENTENTE_ASSIGN(const auto all, transaction_.degree(node, Direction::either, {}));
    if (all == 0) return transaction_.detach_delete_node(node);
    return {};
  }
  for (const std::string& key : removed_keys) {
    if (names_left.count(key) == 0) ENTENTE_TRY(transaction_.remove_alias(key, node));
  }
  for (const std::string& label : removed.labels) {
    const auto id = transaction_.find_label(label);
    if (id && labels_left.count(label) == 0) ENTENTE_TRY(transaction_.remove_label(node, *id));
  }
  // The names and properties that documents gave are dropped and given again by those that remain.
  ENTENTE_TRY(set_node(node, "name", Value()));
  ENTENTE_TRY(set_node(node, "aliases", Value()));
  for (const auto& [key, value] : removed.properties) ENTENTE_TRY(set_node(node, key, Value()));
  for (const std::string& key : keys_left) ENTENTE_TRY(set_node(node, key, Value()));
  for (const Mention& mention : mentions) {
    ENTENTE_TRY(add_to_node(node, {mention.names, mention.labels, mention.properties}));
  }
  return {};
}

}  // namespace entente::ingest
