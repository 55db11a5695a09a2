#pragma once

#include <string_view>

#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::query {

/// A component of a temporal value or duration by its name ("year", "weekYear", "epochMillis", …);
/// null if the kind has no such component.
Result<Value> temporal_component(const Value& value, std::string_view name);

}  // namespace entente::query
