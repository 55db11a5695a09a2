#pragma once

#include <cstddef>
#include <cstdint>

namespace entente::query {

/// Limits of the language and the executor, each with its reason. Tests hit every one.

/// Longest query text in bytes: parsing 1 MiB takes up to 150 ms and nobody writes more by hand.
inline constexpr std::size_t query_bytes_max = 1U << 20U;
/// Deepest nesting of expressions and patterns: one level costs under 8 KiB of stack in a debug
/// build of the recursive-descent parser, so 200 fits the 8 MiB default stack many times over.
inline constexpr std::size_t nesting_depth_max = 200;
/// Deepest syntax tree. Operators that associate to the left make a tree as deep as their chain is
/// long (`1 + 2 + 3 + …`), and every later pass recurses over it: 1,000 levels take well under a
/// MiB of stack. Chains of AND, OR and XOR are built balanced, so they may be as long as they like.
inline constexpr std::size_t expression_depth_max = 1000;
/// Longest list that range() or a comprehension may build in one value.
inline constexpr std::size_t list_length_max = 50'000'000;
/// Deepest nesting of lists and maps that reduce() may build; values are compared, printed and
/// freed recursively, and nothing else can nest them without bound.
inline constexpr std::size_t value_depth_max = 1000;
/// Largest upper bound used for `*` without one; longer paths cannot exist without repeating a
/// relationship in any graph that fits one machine.
inline constexpr std::uint64_t path_length_max = 1'000'000;
/// Rows in one batch between operators.
inline constexpr std::size_t batch_rows = 1024;
/// Default memory budget of one query, in bytes.
inline constexpr std::size_t memory_bytes_default = 1ULL << 30U;

}  // namespace entente::query
