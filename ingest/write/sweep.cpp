#include <algorithm>
#include <set>

#include "ingest/write/document_writer.hpp"
#include "ingest/write/same_as.hpp"
#include "storage/claims/identity.hpp"
#include "storage/claims/neighbours.hpp"
#include "storage/graph/evidence_summary.hpp"

namespace entente::ingest {

using storage::Claim;
using storage::Mention;

namespace {

/// How many SAME_AS links rules made from and to a node.
Result<std::uint64_t> links_of_rules(storage::Transaction& transaction, NodeId node) {
  ENTENTE_ASSIGN(const auto links,
                 storage::neighbours(transaction, node, Direction::either, storage::same_as_type));
  std::uint64_t count = 0;
  for (const storage::Neighbour& link : links) {
    ENTENTE_ASSIGN(const Value made_by,
                   storage::property_of(transaction, link.relationship, "made_by"));
    if (made_by.is_string() && made_by.as_string() == "rule") ++count;
  }
  return count;
}

}  // namespace

/// Computes anew, or deletes, whatever lost support. Relationships go first, so that an entity that
/// nothing mentions any more has lost its own when its turn comes.
Status DocumentWriter::sweep() {
  for (const auto& [id, keys] : removed_relationships_) {
    ENTENTE_TRY(sweep_relationship(id, keys));
  }
  for (const auto& [node, contribution] : removed_nodes_) {
    ENTENTE_TRY(sweep_node(node, contribution));
  }
  for (const NodeId node : touched_nodes_) ENTENTE_TRY(note_all_names(node));
  for (const auto& [key, holders] : alias_keys_) {
    ENTENTE_TRY(update_same_as(transaction_, key, holders, recorded_at_));
  }
  return {};
}

void DocumentWriter::note_names(NodeId node, const std::vector<std::string>& keys) {
  for (const std::string& key : keys) alias_keys_[key].insert(node);
}

/// All names count, not only those of this document: another name may have become the node's own,
/// and what is newly stated may speak against a link by any of them.
Status DocumentWriter::note_all_names(NodeId node) {
  ENTENTE_ASSIGN(const bool exists, transaction_.node_exists(node));
  if (!exists) return {};
  ENTENTE_ASSIGN(const auto labels, storage::label_names(transaction_, node));
  ENTENTE_ASSIGN(const Value name, storage::property_of(transaction_, node, "name"));
  ENTENTE_ASSIGN(const Value aliases, storage::property_of(transaction_, node, "aliases"));
  note_names(node, alias_keys(labels, storage::merge_lists(storage::strings_of(aliases),
                                                           storage::strings_of(name))));
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
  note_names(node, removed_keys);
  touched_nodes_.insert(node);
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
    // Links of rules hold nothing; anything else that still hangs on the node was put there by
    // people, and the node stays for it.
    ENTENTE_ASSIGN(const auto all, transaction_.degree(node, Direction::either, {}));
    ENTENTE_ASSIGN(const auto rules, links_of_rules(transaction_, node));
    return all == rules ? transaction_.detach_delete_node(node) : Status();
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
