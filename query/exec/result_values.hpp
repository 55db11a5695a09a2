#pragma once

#include "entente/result.hpp"
#include "query/eval/context.hpp"

namespace entente::query {

/// The value as users see it: every node and relationship in it, however deep, with its labels,
/// type and properties. Elements that this transaction deleted keep their identity (and type) and
/// are otherwise empty.
Result<Value> resolve(EvalContext& context, const Value& value);

/// True if there is a node or relationship in the value, however deep.
bool has_elements(const Value& value);

}  // namespace entente::query
