#include <cmath>
#include <optional>

#include "query/eval/eval_error.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "query/eval/point_value.hpp"
#include "query/eval/unicode.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

constexpr std::int32_t cartesian = 7203;
constexpr std::int32_t cartesian_3d = 9157;
constexpr std::int32_t wgs_84 = 4326;
constexpr std::int32_t wgs_84_3d = 4979;
/// Mean earth radius in metres, as the haversine formula needs a sphere.
constexpr double earth_radius_m = 6'378'140.0;

Error bad_point(std::string message) {
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue", std::move(message));
}

bool is_geographic(std::int32_t srid) { return srid == wgs_84 || srid == wgs_84_3d; }

/// The first of two names that a map has; nullptr if it has neither.
const Value* find_either(const Value& map, std::string_view a, std::string_view b) {
  const Value* found = map.find(a);
  return found != nullptr ? found : map.find(b);
}

std::optional<std::int32_t> srid_of_name(std::string_view name) {
  const std::string lower = to_lower(name);
  if (lower == "cartesian") return cartesian;
  if (lower == "cartesian-3d") return cartesian_3d;
  if (lower == "wgs-84" || lower == "wgs-84-2d") return wgs_84;
  if (lower == "wgs-84-3d") return wgs_84_3d;
  return std::nullopt;
}

/// The reference system a map names, if it names one.
Result<std::optional<std::int32_t>> named_srid(const Value& map) {
  std::optional<std::int32_t> srid;
  if (const Value* crs = map.find("crs"); crs != nullptr && crs->is_string()) {
    srid = srid_of_name(crs->as_string());
    if (!srid) {
      return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                            "'" + std::string(crs->as_string()) + "' is no reference system", {},
                            "there are cartesian, cartesian-3D, WGS-84 and WGS-84-3D");
    }
  }
  if (const Value* number = map.find("srid"); number != nullptr && number->is_integer()) {
    const std::int64_t n = number->as_integer();
    if (n != cartesian && n != cartesian_3d && n != wgs_84 && n != wgs_84_3d) {
      return bad_point(std::to_string(n) + " is no reference system of points");
    }
    if (srid && *srid != n) return bad_point("crs and srid name different reference systems");
    srid = static_cast<std::int32_t>(n);
  }
  return srid;
}

}  // namespace

Result<Value> point_from_map(const Value& map) {
  const bool by_angle = map.find("longitude") != nullptr || map.find("latitude") != nullptr;
  const Value* x = find_either(map, "x", "longitude");
  const Value* y = find_either(map, "y", "latitude");
  const Value* z = find_either(map, "z", "height");
  for (const Value* part : {x, y, z}) {
    if (part != nullptr && part->is_null()) return Value();
    if (part != nullptr && !part->is_number()) return argument_error("point", "numbers", *part);
  }
  if (x == nullptr || y == nullptr) {
    return bad_point("a point needs x and y, or longitude and latitude");
  }
  ENTENTE_ASSIGN(const auto named, named_srid(map));
  const bool geographic = named ? is_geographic(*named) : by_angle;
  Point result;
  result.srid =
      geographic ? (z != nullptr ? wgs_84_3d : wgs_84) : (z != nullptr ? cartesian_3d : cartesian);
  if ((named && *named != result.srid) || (by_angle && !geographic)) {
    return bad_point("the coordinates do not fit the reference system of the point");
  }
  result.x = x->as_number();
  result.y = y->as_number();
  if (z != nullptr) result.z = z->as_number();
  if (geographic) {
    if (!(std::fabs(result.y) <= 90)) return range_error("a latitude lies within ±90 degrees");
    if (!std::isfinite(result.x)) return range_error("a longitude must be finite");
    // Longitudes go round the earth.
    if (result.x > 180) result.x -= 360 * std::ceil((result.x - 180) / 360);
    if (result.x < -180) result.x += 360 * std::ceil((-180 - result.x) / 360);
  }
  return Value(result);
}

namespace {

Result<Value> point(EvalContext& /*context*/, Arguments arguments) {
  const Value& map = arguments[0];
  if (map.is_null()) return Value();
  if (!map.is_map()) return argument_error("point", "a MAP", map);
  return point_from_map(map);
}

double great_circle_m(const Point& a, const Point& b) {
  constexpr double radians = 3.141592653589793 / 180.0;
  const double from = a.y * radians;
  const double to = b.y * radians;
  const double latitude = std::sin((to - from) / 2);
  const double longitude = std::sin((b.x * radians - a.x * radians) / 2);
  const double h = latitude * latitude + std::cos(from) * std::cos(to) * longitude * longitude;
  return 2 * std::asin(std::sqrt(std::min(1.0, h)));
}

Result<Value> distance(EvalContext& /*context*/, Arguments arguments) {
  if (arguments[0].is_null() || arguments[1].is_null()) return Value();
  for (const Value& argument : arguments) {
    if (!argument.is(ValueKind::point)) return argument_error("distance", "a POINT", argument);
  }
  const Point& a = arguments[0].as_point();
  const Point& b = arguments[1].as_point();
  if (a.srid != b.srid) return Value();
  if (!is_geographic(a.srid)) return Value(std::hypot(a.x - b.x, a.y - b.y, a.z - b.z));
  const double surface = great_circle_m(a, b) * (earth_radius_m + (a.z + b.z) / 2);
  return Value(std::hypot(surface, a.z - b.z));
}

Result<Value> within_bbox(EvalContext& /*context*/, Arguments arguments) {
  for (const Value& argument : arguments) {
    if (argument.is_null()) return Value();
    if (!argument.is(ValueKind::point)) {
      return argument_error("point.withinBBox", "a POINT", argument);
    }
  }
  const Point& p = arguments[0].as_point();
  const Point& low = arguments[1].as_point();
  const Point& high = arguments[2].as_point();
  if (p.srid != low.srid || p.srid != high.srid) return Value();
  const auto between = [](double x, double from, double to) { return x >= from && x <= to; };
  // A box whose west is east of its east crosses the date line.
  const bool wraps = is_geographic(p.srid) && low.x > high.x;
  const bool in_x = wraps ? p.x >= low.x || p.x <= high.x : between(p.x, low.x, high.x);
  return Value(in_x && between(p.y, low.y, high.y) && between(p.z, low.z, high.z));
}

}  // namespace

const std::vector<FunctionInfo>& point_functions() {
  using T = StaticType;
  static const std::vector<FunctionInfo> functions = {
      {.name = "point",
       .signature = "point(input :: MAP) :: POINT",
       .description = "A point from x, y, z or longitude, latitude, height.",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{T::map}},
       .result = T::point,
       .call = point},
      {.name = "distance",
       .signature = "distance(a :: POINT, b :: POINT) :: FLOAT",
       .description = "The distance of two points, in metres on the globe.",
       .arguments_min = 2,
       .arguments_max = 2,
       .argument_types = {{T::point}},
       .result = T::floating,
       .call = distance},
      {.name = "point.distance",
       .signature = "point.distance(a :: POINT, b :: POINT) :: FLOAT",
       .description = "The distance of two points, in metres on the globe.",
       .arguments_min = 2,
       .arguments_max = 2,
       .argument_types = {{T::point}},
       .result = T::floating,
       .call = distance},
      {.name = "point.withinBBox",
       .signature = "point.withinBBox(p :: POINT, lower :: POINT, upper :: POINT) :: BOOLEAN",
       .description = "True if the point lies in the box.",
       .arguments_min = 3,
       .arguments_max = 3,
       .argument_types = {{T::point}},
       .result = T::boolean,
       .call = within_bbox},
  };
  return functions;
}

}  // namespace entente::query
