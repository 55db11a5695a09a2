#pragma once

#include "query/exec/builder.hpp"
#include "query/exec/operator.hpp"

namespace entente::query {

/// True if the seek finds at most one node per row, by a single value: make_unique_seek() is for
/// it.
[[nodiscard]] bool seeks_one_node(const IndexSeek& logical);

/// The operator for such a seek. `value` gives the value to look for, `input` the rows.
OperatorPtr make_unique_seek(const IndexSeek& logical, Builder& builder, OperatorPtr input,
                             CompiledExpressionPtr value);

}  // namespace entente::query
