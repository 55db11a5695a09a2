#pragma once

#include "entente/result.hpp"
#include "entente/value.hpp"

/// Arithmetic of Cypher values. Null with anything is null; integers overflow into
/// ArithmeticError / IntegerOverflow and divide by zero into ArithmeticError / DivisionByZero,
/// floats follow IEEE 754; operands that do not go together are TypeError / InvalidArgumentType.
namespace entente::query {

/// Numbers, text with text or scalars, lists with lists or elements, temporal with duration.
Result<Value> add(const Value& a, const Value& b);
Result<Value> subtract(const Value& a, const Value& b);
Result<Value> multiply(const Value& a, const Value& b);
Result<Value> divide(const Value& a, const Value& b);
Result<Value> modulo(const Value& a, const Value& b);
/// Always a float.
Result<Value> power(const Value& a, const Value& b);
Result<Value> negate(const Value& a);

/// The text of a scalar as toString() and string concatenation give it. The kind must be boolean,
/// number, string, temporal, duration or point.
std::string scalar_text(const Value& value);
/// True if scalar_text() may be called.
bool is_scalar(const Value& value);

}  // namespace entente::query
