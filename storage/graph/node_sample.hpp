#pragma once

#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"

namespace entente::storage {

class Transaction;

/// Some nodes of a label, evenly spread over all of them by id.
struct NodeSample {
  std::uint64_t all = 0;  // nodes with the label
  std::vector<NodeId> ids;
};

/// At most `count` nodes. Of a label with more than some millions of nodes, only the first of them
/// are looked at. Reads ids, not nodes: some nanoseconds for each node of the label.
Result<NodeSample> sample_nodes(Transaction& transaction, LabelId label, std::size_t count);

}  // namespace entente::storage
