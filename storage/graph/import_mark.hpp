#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "storage/graph/graph_store.hpp"

/// The mark of an import by transactions that is under way: set before its first commit and taken
/// away after its last, so that one found at any other time tells of an import that ended early.
namespace entente::storage {

/// Sets the mark, durably; `text` says for people what is imported.
Status set_import_mark(GraphStore& store, std::string_view text);
Status clear_import_mark(GraphStore& store);
/// The mark's text; nullopt if there is none.
Result<std::optional<std::string>> import_mark(GraphStore& store);

}  // namespace entente::storage
