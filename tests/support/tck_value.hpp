#pragma once

#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::test {

/// Reads a value as the TCK writes expected results: literals, lists, maps, nodes (:A {k: 1}),
/// relationships [:T {k: 1}] and paths <(:A)-[:T]->(:B)>. Elements get made-up identities.
Result<Value> parse_tck_value(std::string_view text);

/// One text for values that the TCK holds to be the same: nodes and relationships by labels or
/// type and properties, paths also by direction, temporal values and durations as their text.
/// With `sort_lists` the order inside lists does not matter.
std::string canonical_text(const Value& value, bool sort_lists = false);

}  // namespace entente::test
