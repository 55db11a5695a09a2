#pragma once

#include <string_view>

#include "entente/entities.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::ingest {

/// entente::find_entity() in a transaction.
Result<EntitySummary> find_entity(storage::Transaction& transaction, std::string_view text);

/// What is known of an entity for people. argument_error if the node is not there.
Result<EntitySummary> summarise_entity(storage::Transaction& transaction, NodeId node);

}  // namespace entente::ingest
