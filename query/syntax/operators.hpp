#pragma once

#include <cstdint>
#include <optional>

#include "query/syntax/syntax_tree.hpp"

namespace entente::query {

/// How tightly operators bind, CIP2021-08-10 (12 would be atoms, 11 property and label access).
enum class Precedence : std::uint8_t {
  logical_or = 1,
  logical_xor = 2,
  logical_and = 3,
  logical_not = 4,
  comparison = 5,
  predicate = 6,  // STARTS WITH, ENDS WITH, CONTAINS, =~, IN, IS …
  additive = 7,
  multiplicative = 8,
  power = 9,
  sign = 10,
};

/// The precedence of an infix operator or postfix IS test; nothing for other kinds. All are left
/// associative; comparisons chain instead.
std::optional<Precedence> infix_precedence(SyntaxKind kind);
/// The next tighter level.
constexpr Precedence tighter(Precedence precedence) {
  return static_cast<Precedence>(static_cast<std::uint8_t>(precedence) + 1);
}

}  // namespace entente::query
