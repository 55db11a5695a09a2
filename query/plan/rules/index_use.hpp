#pragma once

#include "query/plan/selectivity.hpp"

namespace entente::query {

/// True if an index of this kind holds every element that could equal the value: those that hold
/// values of one kind only are good for values known to be of it.
bool can_answer_equality(storage::IndexKind kind, const Expression& value);

/// How prefix, infix and suffix are looked for.
storage::StringMatch string_match(PropertyPredicate::Kind kind);

}  // namespace entente::query
