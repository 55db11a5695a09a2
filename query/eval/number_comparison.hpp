#pragma once

#include <cmath>
#include <compare>
#include <cstdint>

namespace entente::query {

/// Compares an integer with a float by their mathematical values: no rounding of large integers to
/// the nearest double. Unordered for NaN.
inline std::partial_ordering compare_numbers(std::int64_t a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  // 2^63 is a double, and no int64 reaches it; -2^63 is the smallest int64.
  if (b >= 9223372036854775808.0) return std::partial_ordering::less;
  if (b < -9223372036854775808.0) return std::partial_ordering::greater;
  const double truncated = std::trunc(b);
  const auto whole = static_cast<std::int64_t>(truncated);
  if (a != whole) return a <=> whole;
  return 0.0 <=> (b - truncated);
}
inline std::partial_ordering compare_numbers(double a, std::int64_t b) {
  return 0 <=> compare_numbers(b, a);
}
inline std::partial_ordering compare_numbers(double a, double b) { return a <=> b; }
inline std::partial_ordering compare_numbers(std::int64_t a, std::int64_t b) { return a <=> b; }

}  // namespace entente::query
