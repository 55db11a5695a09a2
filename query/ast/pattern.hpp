#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "query/ast/expression.hpp"

namespace entente::query {

/// A name introduced by a pattern; empty text means anonymous.
struct BindingVariable {
  std::string name;
  Span span;
  [[nodiscard]] bool named() const { return !name.empty(); }
};

/// (variable:Labels {properties} WHERE predicate)
struct NodePattern {
  BindingVariable variable;
  std::optional<LabelExpression> labels;
  ExpressionPtr properties;  // MapExpression or ParameterExpression, or nullptr
  ExpressionPtr predicate;   // inline WHERE, or nullptr
  Span span;
};

/// *, *2, *1..3, *..3, *1.. ; also {1,3}, + and * as quantifier of a single relationship pattern.
struct PathLength {
  std::optional<std::uint64_t> lower;
  std::optional<std::uint64_t> upper;
  Span span;
};

/// -[variable:TYPE*1..3 {properties}]->
struct RelationshipPattern {
  enum class Arrow : std::uint8_t { right, left, undirected };  // -->, <--, -- (and <-->)
  BindingVariable variable;
  std::optional<LabelExpression> types;  // disjunction of names in openCypher 9
  std::optional<PathLength> length;      // variable-length if set
  ExpressionPtr properties;
  ExpressionPtr predicate;
  Arrow arrow = Arrow::right;
  Span span;

  /// True for -[r:T]->{1,3}, false for -[r:T*1..3]->. A quantified relationship is a quantified
  /// path pattern of its own: inside, its variable stands for one relationship.
  [[nodiscard]] bool quantified() const { return length && length->span.end == span.end; }
};

struct PathElement;

/// ((a)-[:T]->(b) WHERE p){1,5}: a quantified path pattern (GQL).
struct QuantifiedPattern {
  std::vector<PathElement> elements;
  ExpressionPtr predicate;
  PathLength length;
  Span span;
};

/// One factor of a path: node, relationship or quantified part. Nodes and relationships alternate;
/// a quantified part stands between two nodes (the builder adds anonymous ones where needed).
struct PathElement {
  std::variant<NodePattern, RelationshipPattern, std::unique_ptr<QuantifiedPattern>> value;
};

enum class PathSearch : std::uint8_t {
  all,                 // no prefix
  shortest_path,       // shortestPath(…)
  all_shortest_paths,  // allShortestPaths(…)
  any_shortest,        // ANY SHORTEST / SHORTEST 1
  all_shortest,        // ALL SHORTEST
  shortest_k,          // SHORTEST k
  shortest_k_groups,   // SHORTEST k GROUPS
  any,                 // ANY [k]
};

/// What may repeat within one path (GQL). Without a word it is what the match mode says.
enum class PathMode : std::uint8_t {
  none,     // no word
  walk,     // nodes and relationships may repeat
  trail,    // relationships may not repeat
  acyclic,  // nodes may not repeat
  simple,   // nodes may not repeat, but for the first and the last
};

/// variable = prefix (a)-[…]-(b)…
struct PathPattern {
  BindingVariable variable;
  PathSearch search = PathSearch::all;
  std::uint64_t search_count = 1;
  ExpressionPtr search_count_parameter;  // instead of search_count, or nullptr
  PathMode mode = PathMode::none;
  std::vector<PathElement> elements;
  ExpressionPtr predicate;  // WHERE inside a parenthesised path, or nullptr
  Span span;
};

/// Whether a relationship may be matched more than once by the paths of one pattern.
enum class MatchMode : std::uint8_t { different_relationships, repeatable_elements };

/// Comma-separated path patterns of one MATCH, CREATE or EXISTS.
struct GraphPattern {
  MatchMode mode = MatchMode::different_relationships;
  Span mode_span;  // not valid if no mode is written
  std::vector<PathPattern> paths;
};

}  // namespace entente::query
