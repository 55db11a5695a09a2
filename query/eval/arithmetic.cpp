#include "query/eval/arithmetic.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "query/eval/eval_error.hpp"
#include "query/eval/temporal_arithmetic.hpp"

namespace entente::query {
namespace {

bool both_integers(const Value& a, const Value& b) { return a.is_integer() && b.is_integer(); }
bool both_numbers(const Value& a, const Value& b) { return a.is_number() && b.is_number(); }
bool any_null(const Value& a, const Value& b) { return a.is_null() || b.is_null(); }

bool is_instant(const Value& value) {
  return value.kind() >= ValueKind::date && value.kind() <= ValueKind::date_time;
}

Error mismatch(std::string_view operation, const Value& a, const Value& b) {
  return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                        "cannot " + std::string(operation) + " " +
                            std::string(to_string(a.kind())) + " and " +
                            std::string(to_string(b.kind())));
}

Error division_by_zero() {
  return Error::runtime(ErrorClass::arithmetic_error, "DivisionByZero",
                        "an integer cannot be divided by zero", {},
                        "floats can: write 1.0 / x to get Infinity or NaN");
}

Value concatenate(const Value& a, const Value& b) {
  ValueList items;
  const std::size_t size_a = a.is_list() ? a.as_list().size() : 1;
  const std::size_t size_b = b.is_list() ? b.as_list().size() : 1;
  items.reserve(size_a + size_b);
  for (const Value* side : {&a, &b}) {
    if (side->is_list()) {
      items.insert(items.end(), side->as_list().begin(), side->as_list().end());
    } else {
      items.push_back(*side);
    }
  }
  return Value(std::move(items));
}

}  // namespace

bool is_scalar(const Value& value) {
  switch (value.kind()) {
    case ValueKind::null:
    case ValueKind::list:
    case ValueKind::map:
    case ValueKind::node:
    case ValueKind::relationship:
    case ValueKind::path: return false;
    default: return true;
  }
}

std::string scalar_text(const Value& value) {
  assert(is_scalar(value));
  return value.is_string() ? std::string(value.as_string()) : value.to_text();
}

Result<Value> add(const Value& a, const Value& b) {
  if (any_null(a, b)) return Value();
  if (both_integers(a, b)) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a.as_integer(), b.as_integer(), &sum)) return overflow_error();
    return Value(sum);
  }
  if (both_numbers(a, b)) return Value(a.as_number() + b.as_number());
  if (a.is_list() || b.is_list()) return concatenate(a, b);
  if ((a.is_string() && is_scalar(b)) || (b.is_string() && is_scalar(a))) {
    return Value(scalar_text(a) + scalar_text(b));
  }
  if (a.is(ValueKind::duration) && b.is(ValueKind::duration)) {
    return add_durations(a.as_duration(), b.as_duration());
  }
  if (is_instant(a) && b.is(ValueKind::duration)) return add_duration(a, b.as_duration());
  if (is_instant(b) && a.is(ValueKind::duration)) return add_duration(b, a.as_duration());
  return mismatch("add", a, b);
}

Result<Value> subtract(const Value& a, const Value& b) {
  if (any_null(a, b)) return Value();
  if (both_integers(a, b)) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a.as_integer(), b.as_integer(), &difference)) {
      return overflow_error();
    }
    return Value(difference);
  }
  if (both_numbers(a, b)) return Value(a.as_number() - b.as_number());
  if (b.is(ValueKind::duration) && (a.is(ValueKind::duration) || is_instant(a))) {
    ENTENTE_ASSIGN(const Value negated, negate_duration(b.as_duration()));
    return add(a, negated);
  }
  return mismatch("subtract", a, b);
}

Result<Value> multiply(const Value& a, const Value& b) {
  if (any_null(a, b)) return Value();
  if (both_integers(a, b)) {
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a.as_integer(), b.as_integer(), &product)) return overflow_error();
    return Value(product);
  }
  if (both_numbers(a, b)) return Value(a.as_number() * b.as_number());
  if (a.is(ValueKind::duration) && b.is_number()) return scale_duration(a.as_duration(), b);
  if (b.is(ValueKind::duration) && a.is_number()) return scale_duration(b.as_duration(), a);
  return mismatch("multiply", a, b);
}

Result<Value> divide(const Value& a, const Value& b) {
  if (any_null(a, b)) return Value();
  if (both_integers(a, b)) {
    if (b.as_integer() == 0) return division_by_zero();
    if (b.as_integer() == -1) return negate(a);
    return Value(a.as_integer() / b.as_integer());
  }
  if (both_numbers(a, b)) return Value(a.as_number() / b.as_number());
  if (a.is(ValueKind::duration) && b.is_number()) return divide_duration(a.as_duration(), b);
  return mismatch("divide", a, b);
}

Result<Value> modulo(const Value& a, const Value& b) {
  if (any_null(a, b)) return Value();
  if (both_integers(a, b)) {
    if (b.as_integer() == 0) return division_by_zero();
    // The smallest integer % -1 overflows in the processor although the answer is 0.
    if (b.as_integer() == -1) return Value(0);
    return Value(a.as_integer() % b.as_integer());
  }
  if (both_numbers(a, b)) return Value(std::fmod(a.as_number(), b.as_number()));
  return mismatch("take the remainder of", a, b);
}

Result<Value> power(const Value& a, const Value& b) {
  if (any_null(a, b)) return Value();
  if (both_numbers(a, b)) return Value(std::pow(a.as_number(), b.as_number()));
  return mismatch("raise to a power", a, b);
}

Result<Value> negate(const Value& a) {
  switch (a.kind()) {
    case ValueKind::null: return Value();
    case ValueKind::integer:
      if (a.as_integer() == std::numeric_limits<std::int64_t>::min()) return overflow_error();
      return Value(-a.as_integer());
    case ValueKind::floating: return Value(-a.as_float());
    case ValueKind::duration: return negate_duration(a.as_duration());
    default: return operand_error("cannot negate", a);
  }
}

}  // namespace entente::query
