#pragma once

#include "entente/result.hpp"
#include "entente/value.hpp"

namespace entente::query {

/// The point that a map of coordinates describes, as the function point() takes it: x and y or
/// longitude and latitude, z or height, crs or srid. Null if a coordinate is null. The value must
/// be a map. Errors: TypeError for coordinates that are no numbers, ArgumentError for reference
/// systems that do not exist or do not fit the coordinates.
Result<Value> point_from_map(const Value& map);

}  // namespace entente::query
