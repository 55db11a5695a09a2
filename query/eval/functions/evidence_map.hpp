#pragma once

#include <span>

#include "query/eval/context.hpp"
#include "storage/graph/records.hpp"

namespace entente::query {

/// Claims as queries see them: a list of maps, in the order given. What is not known is null.
Result<Value> evidence_list(EvalContext& context, std::span<const storage::Claim> claims);

}  // namespace entente::query
