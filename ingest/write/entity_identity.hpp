#pragma once

#include <string_view>

#include "entente/entities.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::ingest {

/// entente::merge_entities() in a transaction, which the caller commits if the report says that
/// something changed. `statement.recorded_at` must be set.
Result<IdentityReport> merge_entities(storage::Transaction& transaction, std::string_view entity,
                                      std::string_view into, const IdentityStatement& statement);

/// entente::split_entities(), likewise.
Result<IdentityReport> split_entities(storage::Transaction& transaction, std::string_view first,
                                      std::string_view second, const IdentityStatement& statement,
                                      bool forget);

}  // namespace entente::ingest
