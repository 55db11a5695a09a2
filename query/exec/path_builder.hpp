#pragma once

#include <span>

#include "entente/result.hpp"
#include "query/eval/column.hpp"

namespace entente::query {

/// The path through bound symbols: a node, then relationships (or lists of them) and nodes in turn.
/// Null if any element is null.
Result<Value> build_path(const Batch& batch, std::size_t row, std::span<const Slot> elements);

}  // namespace entente::query
