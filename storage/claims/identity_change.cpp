#include <algorithm>

#include "storage/claims/agreement.hpp"
#include "storage/claims/functional.hpp"
#include "storage/claims/identity.hpp"
#include "storage/claims/neighbours.hpp"
#include "storage/graph/evidence_summary.hpp"

namespace entente::storage {

namespace {

Status check_pair(Transaction& transaction, NodeId a, NodeId b) {
  for (const NodeId node : {a, b}) {
    ENTENTE_ASSIGN(const bool exists, transaction.node_exists(node));
    if (!exists) {
      return Error::plain(ErrorClass::argument_error,
                          "there is no node " + std::to_string(node.value));
    }
  }
  if (a == b)
    return Error::plain(ErrorClass::argument_error, "a node is always the same as itself");
  return {};
}

/// Relationships of a type between two nodes, in either direction.
Result<std::vector<Neighbour>> links_between(Transaction& transaction, NodeId a, NodeId b,
                                             std::string_view type) {
  ENTENTE_ASSIGN(auto found, neighbours(transaction, a, Direction::either, type));
  std::erase_if(found, [&](const Neighbour& other) { return other.node != b; });
  return found;
}

/// Whether a fact is a rule's, which comes and goes with its reason.
Result<bool> is_rules(Transaction& transaction, RelationshipId id) {
  ENTENTE_ASSIGN(const Value made_by, property_of(transaction, id, "made_by"));
  return made_by.is_string() && made_by.as_string() == "rule";
}

enum class Whose : std::uint8_t { peoples, everyones };

/// Deletes the facts of a type between two nodes; the number of them.
Result<std::size_t> delete_links(Transaction& transaction, NodeId a, NodeId b,
                                 std::string_view type, Whose whose) {
  std::size_t deleted = 0;
  ENTENTE_ASSIGN(const auto links, links_between(transaction, a, b, type));
  for (const Neighbour& link : links) {
    ENTENTE_ASSIGN(const bool rules, is_rules(transaction, link.relationship));
    if (rules && whose == Whose::peoples) continue;
    ENTENTE_TRY(transaction.delete_relationship(link.relationship));
    ++deleted;
  }
  return deleted;
}

/// Of several relationships to one node any is enough to disagree with those of the other.
Result<std::optional<std::string>> differing_values(Transaction& transaction,
                                                    const FunctionalType& type, NodeId a,
                                                    NodeId b) {
  const auto stated = [&](NodeId node) -> Result<std::vector<NodeId>> {
    std::vector<NodeId> values;
    ENTENTE_ASSIGN(const auto found, neighbours(transaction, node, Direction::outgoing, type.type));
    for (const Neighbour& other : found) {
      ENTENTE_ASSIGN(const Value modality,
                     property_of(transaction, other.relationship, "modality"));
      if (!modality.is_string() || modality_from(modality.as_string()) == Modality::stated) {
        values.push_back(other.node);
      }
    }
    return values;
  };
  ENTENTE_ASSIGN(const auto of_a, stated(a));
  if (of_a.empty()) return std::optional<std::string>();
  ENTENTE_ASSIGN(const auto of_b, stated(b));
  if (of_b.empty()) return std::optional<std::string>();
  for (const NodeId x : of_a) {
    for (const NodeId y : of_b) {
      ENTENTE_ASSIGN(const bool agree, may_both_hold(transaction, x, y));
      // Sources that disagree among themselves must not keep two nodes apart.
      if (agree) return std::optional<std::string>();
    }
  }
  ENTENTE_ASSIGN(const std::string name_a, display_name(transaction, a));
  ENTENTE_ASSIGN(const std::string name_b, display_name(transaction, b));
  ENTENTE_ASSIGN(const std::string value_a, display_name(transaction, of_a.front()));
  ENTENTE_ASSIGN(const std::string value_b, display_name(transaction, of_b.front()));
  return std::optional(type.type + " of '" + name_a + "' is " + value_a + ", of '" + name_b +
                       "' it is " + value_b);
}

}  // namespace

Result<RelationshipId> put_identity_fact(Transaction& transaction, NodeId from,
                                         std::string_view type, NodeId to,
                                         const IdentityFact& fact) {
  ENTENTE_ASSIGN(const RelationshipTypeId type_id,
                 transaction.get_or_create_relationship_type(type));
  Properties properties;
  const auto add = [&](std::string_view name, Value value) -> Status {
    ENTENTE_ASSIGN(const PropertyKeyId key, transaction.get_or_create_property_key(name));
    properties.emplace_back(key, std::move(value));
    return {};
  };
  ENTENTE_TRY(add("reason", Value(fact.reason)));
  ENTENTE_TRY(add("confidence", Value(fact.confidence)));
  ENTENTE_TRY(add("made_by", Value(fact.made_by)));
  if (!fact.key.empty()) ENTENTE_TRY(add("key", Value(fact.key)));
  if (fact.recorded_at) {
    ENTENTE_TRY(add("recorded_at", Value(to_date_time(*fact.recorded_at))));
  }
  if (!fact.valid_from.empty()) ENTENTE_TRY(add("valid_from", Value(fact.valid_from)));
  if (!fact.valid_to.empty()) ENTENTE_TRY(add("valid_to", Value(fact.valid_to)));
  std::sort(properties.begin(), properties.end(),
            [](const auto& x, const auto& y) { return x.first < y.first; });
  return transaction.create_relationship(from, type_id, to, std::move(properties));
}

Result<std::optional<std::string>> identity_conflict(Transaction& transaction, NodeId a, NodeId b) {
  ENTENTE_ASSIGN(const auto labels_a, label_names(transaction, a));
  ENTENTE_ASSIGN(const auto labels_b, label_names(transaction, b));
  if (!labels_may_meet(labels_a, labels_b)) {
    const auto kind = [](const std::vector<std::string>& labels) {
      return labels.front() == "Entity" ? labels.back() : labels.front();
    };
    return std::optional("one is a " + kind(labels_a) + ", the other a " + kind(labels_b));
  }
  for (const FunctionalType& type : functional_types()) {
    if (!type.tells_identity) continue;
    ENTENTE_ASSIGN(auto differing, differing_values(transaction, type, a, b));
    if (differing) return differing;
  }
  return std::optional<std::string>();
}

Result<IdentityChange> merge_nodes(Transaction& transaction, NodeId node, NodeId into,
                                   const IdentityFact& fact) {
  ENTENTE_TRY(check_pair(transaction, node, into));
  ENTENTE_ASSIGN(const auto conflict, identity_conflict(transaction, node, into));
  if (conflict) {
    return Error::plain(ErrorClass::argument_error, "the two cannot be one: " + *conflict,
                        "if a document is wrong, correct or remove it first");
  }
  ENTENTE_ASSIGN(const std::size_t undone,
                 delete_links(transaction, node, into, different_from_type, Whose::everyones));
  ENTENTE_ASSIGN(const auto links, links_between(transaction, node, into, same_as_type));
  bool stated = false;
  for (const Neighbour& link : links) {
    ENTENTE_ASSIGN(const bool rules, is_rules(transaction, link.relationship));
    if (rules) continue;
    // The other way round, the other node was to be the canonical one.
    if (link.outgoing) {
      stated = true;
    } else {
      ENTENTE_TRY(transaction.delete_relationship(link.relationship));
    }
  }
  if (stated) return undone > 0 ? IdentityChange::made : IdentityChange::unchanged;
  ENTENTE_TRY(put_identity_fact(transaction, node, same_as_type, into, fact));
  return IdentityChange::made;
}

Result<IdentityChange> split_nodes(Transaction& transaction, NodeId a, NodeId b, SplitMemory memory,
                                   const IdentityFact& fact) {
  ENTENTE_TRY(check_pair(transaction, a, b));
  const bool remember = memory == SplitMemory::remember;
  ENTENTE_ASSIGN(std::size_t undone, delete_links(transaction, a, b, same_as_type,
                                                  remember ? Whose::everyones : Whose::peoples));
  if (remember) {
    ENTENTE_ASSIGN(const bool known, are_different(transaction, a, b));
    if (known) return undone > 0 ? IdentityChange::made : IdentityChange::unchanged;
    ENTENTE_TRY(put_identity_fact(transaction, a, different_from_type, b, fact));
    return IdentityChange::made;
  }
  ENTENTE_ASSIGN(const std::size_t forgotten,
                 delete_links(transaction, a, b, different_from_type, Whose::everyones));
  if (undone + forgotten == 0) {
    return Error::plain(ErrorClass::not_found,
                        "nobody stated whether the two are the same, so there is nothing to forget",
                        "to state that they are not, split without forgetting");
  }
  return IdentityChange::made;
}

}  // namespace entente::storage
