#pragma once

#include <utility>
#include <vector>

#include "entente/ids.hpp"
#include "entente/value.hpp"

namespace entente::storage {

/// Property values by dictionary number, sorted by key, no nulls.
using Properties = std::vector<std::pair<PropertyKeyId, Value>>;

/// What is stored of a node: labels sorted by id, properties sorted by key.
struct NodeRecord {
  std::vector<LabelId> labels;
  Properties properties;
};

/// What is stored of a relationship.
struct RelationshipRecord {
  RelationshipTypeId type;
  NodeId source;
  NodeId target;
  Properties properties;
};

}  // namespace entente::storage
