#pragma once

#include "entente/result.hpp"
#include "entente/value.hpp"

/// Arithmetic with durations (CIP2015-08-06). Results out of range are ArithmeticError /
/// IntegerOverflow.
namespace entente::query {

/// Makes a duration from groups whose nanoseconds may be any number; carries them into seconds.
Result<Value> make_duration(__int128 months, __int128 days, __int128 seconds, __int128 nanos);
/// `instant` is a date, time or datetime of any kind; months are added first (clamped to the end of
/// the month), then days, then seconds. Dates ignore the part under one day.
Result<Value> add_duration(const Value& instant, const Duration& duration);
Result<Value> add_durations(const Duration& a, const Duration& b);
Result<Value> negate_duration(const Duration& a);
/// `factor` is an integer or float; fractions fall through to the smaller groups.
Result<Value> scale_duration(const Duration& a, const Value& factor);
Result<Value> divide_duration(const Duration& a, const Value& divisor);

}  // namespace entente::query
