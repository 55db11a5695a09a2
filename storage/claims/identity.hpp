#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/as_of.hpp"
#include "storage/graph/identity_types.hpp"
#include "storage/graph/transaction.hpp"

/// Which nodes are one thing. That two are is a fact in the graph, a relationship SAME_AS with the
/// reason, how sure it is, who says so and since when; that two are not is a relationship
/// DIFFERENT_FROM. Nothing is ever moved: nodes, claims and mentions stay where they are, so that
/// taking a fact back leaves no trace, and who asks for one thing asks for its group.
namespace entente::storage {

/// What is known of an identity fact; the properties of its relationship.
struct IdentityFact {
  /// In words for people.
  std::string reason;
  /// From 0 to 1.
  double confidence = 1;
  /// "user", or "rule" for facts that are taken back by themselves when their reason goes.
  std::string made_by = "user";
  /// Of a rule: the name under which it met both nodes.
  std::string key;
  /// Where the recorded clock puts the fact; without it, it was always there.
  std::optional<RecordedTime> recorded_at;
  /// ISO dates between which the two are one; empty ends are open.
  std::string valid_from;
  std::string valid_to;
};

/// Writes the fact as a relationship of `type` from one node to another.
Result<RelationshipId> put_identity_fact(Transaction& transaction, NodeId from,
                                         std::string_view type, NodeId to,
                                         const IdentityFact& fact);

/// All nodes that are the same as `node`, itself included; the canonical one first, the others by
/// id. Links of SAME_AS are followed in both directions, the surest first, those of people before
/// those of rules; a link that would bring two nodes together that are DIFFERENT_FROM one another
/// is left out. Canonical is a node that no link leads away from (a short name leads to the full
/// one, a merged node to the one it was merged into), of several the one that most documents
/// mention, then the one whose name sorts first. Works as of another time, too.
/// Errors: limit_exceeded for a group of more than identity_group_max nodes.
Result<std::vector<NodeId>> same_nodes(Transaction& transaction, NodeId node);
inline constexpr std::size_t identity_group_max = 1024;

/// The first of same_nodes(); cheap for a node without links.
Result<NodeId> canonical_node(Transaction& transaction, NodeId node);

/// True if a DIFFERENT_FROM fact stands between exactly these two.
Result<bool> are_different(Transaction& transaction, NodeId a, NodeId b);

/// Why two nodes cannot be one, in a sentence; nullopt if nothing speaks against it: labels of
/// different kinds, or differing values of what a thing has one of ever (BORN_ON, FOUNDED_ON, …;
/// storage/claims/relations.def).
Result<std::optional<std::string>> identity_conflict(Transaction& transaction, NodeId a, NodeId b);

/// What merge_nodes() and split_nodes() did.
enum class IdentityChange : std::uint8_t { made, unchanged };

/// States that `node` is the same as `into`, which becomes the canonical one. A DIFFERENT_FROM
/// fact between them is taken back. Unchanged if a person stated it before. Errors: argument_error
/// if a node is missing, they are the same node, or something speaks against it
/// (identity_conflict).
Result<IdentityChange> merge_nodes(Transaction& transaction, NodeId node, NodeId into,
                                   const IdentityFact& fact);

/// What becomes of a split pair.
enum class SplitMemory : std::uint8_t {
  /// A DIFFERENT_FROM fact remembers that the two are not one, so that no rule links them again.
  remember,
  /// Everything that people stated about the two is taken back, and nothing remembered.
  forget,
};

/// Takes back that two nodes are one. With `remember` links of rules between the two go as well.
/// Errors: argument_error as in merge_nodes(); not_found, with `forget`, if nothing was stated.
Result<IdentityChange> split_nodes(Transaction& transaction, NodeId a, NodeId b, SplitMemory memory,
                                   const IdentityFact& fact);

}  // namespace entente::storage
