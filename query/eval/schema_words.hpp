#pragma once

#include <string>
#include <string_view>

#include "storage/catalog/schema.hpp"

namespace entente::storage {
class Transaction;
}

namespace entente::query {

/// The words of the language for indexes and constraints, as SHOW and procedures give them.

/// "RANGE", "TEXT", "POINT" or "FULLTEXT"; constraints have range indexes.
std::string_view index_type(storage::IndexKind kind);
/// "NODE_PROPERTY_UNIQUENESS", "RELATIONSHIP_KEY", …
std::string constraint_type(const storage::IndexDefinition& definition);
/// The name users give in OPTIONS {indexProvider: …}: "range-1.0", ….
std::string_view index_provider(storage::IndexKind kind);
/// The command that creates the index or constraint.
std::string create_statement(const storage::IndexDefinition& definition,
                             const storage::Transaction& transaction);
/// `name`, with backticks inside doubled.
std::string quoted_name(std::string_view name);

}  // namespace entente::query
