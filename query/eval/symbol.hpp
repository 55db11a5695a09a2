#pragma once

#include <cstdint>
#include <string>

#include "entente/error.hpp"

namespace entente::query {

/// Number of a symbol: everything a query binds (variables, anonymous pattern elements, projected
/// columns, aggregates, locals of comprehensions). Each symbol is its own column of a batch, so a
/// symbol's number is also its slot.
using Slot = std::uint32_t;
inline constexpr Slot no_slot = 0xFFFFFFFFU;

/// What is known at compile time about the values of a symbol or expression.
enum class StaticType : std::uint8_t {
  any,
  boolean,
  integer,
  floating,
  number,
  string,
  list,
  relationship_list,  // variable-length relationship
  map,
  node,
  relationship,
  path,
  temporal,
  duration,
  point,
  null,
};

struct Symbol {
  /// Name in the query text; empty for anonymous elements and intermediate results.
  std::string name;
  StaticType type = StaticType::any;
  Span span;
};

}  // namespace entente::query
