#pragma once

#include <string>
#include <vector>

#include "entente/result.hpp"
#include "entente/value.hpp"
#include "storage/catalog/schema.hpp"

namespace entente::query {

/// Takes the OPTIONS map of CREATE INDEX or CREATE CONSTRAINT (null: none) into the definition,
/// whose kind is set: indexProvider must be that of the kind, indexConfig holds what the kind can
/// be told. `notifications` hears of what is accepted without having an effect. Errors: type_error
/// or argument_error, saying which option is wrong.
Status apply_index_options(const Value& options, storage::IndexDefinition& definition,
                           std::vector<std::string>& notifications);

}  // namespace entente::query
