#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/graph/transaction.hpp"

namespace entente::storage {

/// A relationship as one of its ends sees it.
struct Neighbour {
  RelationshipId relationship;
  NodeId node;
  /// The node asked about is the relationship's source.
  bool outgoing = true;
};

/// The relationships of a node of one type, in the order of the adjacency lists (by neighbour);
/// empty if there is no such type. Errors: the store's.
Result<std::vector<Neighbour>> neighbours(Transaction& transaction, NodeId node,
                                          Direction direction, std::string_view type);

/// Names of a node's labels; empty for a node that is not there.
Result<std::vector<std::string>> label_names(Transaction& transaction, NodeId node);

/// A property by name; null if the element, or any element, lacks it.
Result<Value> property_of(Transaction& transaction, NodeId node, std::string_view key);
Result<Value> property_of(Transaction& transaction, RelationshipId id, std::string_view key);

/// What people call a node: its `name`, or "node N".
Result<std::string> display_name(Transaction& transaction, NodeId node);

}  // namespace entente::storage
