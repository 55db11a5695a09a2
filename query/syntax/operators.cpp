#include "query/syntax/operators.hpp"

namespace entente::query {

std::optional<Precedence> infix_precedence(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::operator_or: return Precedence::logical_or;
    case SyntaxKind::operator_xor: return Precedence::logical_xor;
    case SyntaxKind::operator_and: return Precedence::logical_and;
    case SyntaxKind::operator_equal:
    case SyntaxKind::operator_not_equal:
    case SyntaxKind::operator_less:
    case SyntaxKind::operator_less_equal:
    case SyntaxKind::operator_greater:
    case SyntaxKind::operator_greater_equal: return Precedence::comparison;
    case SyntaxKind::operator_starts_with:
    case SyntaxKind::operator_ends_with:
    case SyntaxKind::operator_contains:
    case SyntaxKind::operator_regex:
    case SyntaxKind::operator_in:
    case SyntaxKind::is_test: return Precedence::predicate;
    case SyntaxKind::operator_add:
    case SyntaxKind::operator_concatenate:
    case SyntaxKind::operator_subtract: return Precedence::additive;
    case SyntaxKind::operator_multiply:
    case SyntaxKind::operator_divide:
    case SyntaxKind::operator_modulo: return Precedence::multiplicative;
    case SyntaxKind::operator_power: return Precedence::power;
    default: return std::nullopt;
  }
}

}  // namespace entente::query
