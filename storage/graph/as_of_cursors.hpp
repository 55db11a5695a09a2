#pragma once

#include <functional>
#include <memory>

#include "storage/graph/as_of_filter.hpp"
#include "storage/graph/transaction.hpp"

/// Cursors that leave out what is not there as of another time. They keep the order of the cursors
/// they read from; `filter` must outlive them.
namespace entente::storage {

/// Says whether a node that is there, wholly or partly, belongs into the result.
using NodeTest = std::function<Result<bool>(NodeId node, AsOfFilter::Shown shown)>;

/// The nodes of `base` that are there and pass `test`, which may be empty.
std::unique_ptr<NodeCursor> make_as_of_nodes(std::unique_ptr<NodeCursor> base, AsOfFilter& filter,
                                             NodeTest test = {});
std::unique_ptr<RelationshipCursor> make_as_of_relationships(
    std::unique_ptr<RelationshipCursor> base, AsOfFilter& filter);
std::unique_ptr<Expansion> make_as_of_expansion(std::unique_ptr<Expansion> base,
                                                AsOfFilter& filter);

}  // namespace entente::storage
