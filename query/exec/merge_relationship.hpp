#pragma once

#include "query/exec/element_writer.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {

/// True for the MERGE of one relationship of a fixed type and direction, without properties,
/// between nodes that are bound.
bool merges_one_relationship(const Merge& logical);

/// The operator for such a one, where ON CREATE and ON MATCH look at nothing but their row.
Result<OperatorPtr> make_merge_relationship(const Merge& logical, Builder& builder,
                                            PatternCreator creator, PropertyWriter on_create,
                                            PropertyWriter on_match);

}  // namespace entente::query
