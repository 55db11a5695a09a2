#include <algorithm>
#include <iterator>

#include "query/ast/literals.hpp"
#include "query/ast/tree_builder.hpp"
#include "query/syntax/keywords.hpp"

namespace entente::query {
namespace {

constexpr std::string_view invalid_relationship = "InvalidRelationshipPattern";

bool is_node(const PathElement& element) {
  return std::holds_alternative<NodePattern>(element.value);
}

PathElement anonymous_node(std::uint32_t at) {
  NodePattern node;
  node.span = {at, at};
  return {std::move(node)};
}

Span span_of(const PathElement& element) {
  if (const auto* node = std::get_if<NodePattern>(&element.value)) return node->span;
  if (const auto* relationship = std::get_if<RelationshipPattern>(&element.value)) {
    return relationship->span;
  }
  return std::get<std::unique_ptr<QuantifiedPattern>>(element.value)->span;
}

bool is_quantifier(SyntaxKind kind) {
  return kind == SyntaxKind::quantifier_plus || kind == SyntaxKind::quantifier_star ||
         kind == SyntaxKind::quantifier_range;
}

bool only_given_labels(const LabelExpression& labels) {
  return labels.kind == LabelExpression::Kind::name ||
         labels.kind == LabelExpression::Kind::dynamic_all ||
         (labels.kind == LabelExpression::Kind::and_ &&
          std::all_of(labels.children.begin(), labels.children.end(), only_given_labels));
}

/// True for `()`: a node that asks for nothing and has no name.
bool is_bare(const PathElement& element) {
  const auto* node = std::get_if<NodePattern>(&element.value);
  return node != nullptr && !node->variable.named() && !node->labels && !node->properties &&
         !node->predicate;
}

ExpressionPtr conjunction(ExpressionPtr left, ExpressionPtr right) {
  if (!left || !right) return left ? std::move(left) : std::move(right);
  auto both = std::make_unique<BinaryExpression>();
  both->op = BinaryOperator::logical_and;
  both->span = {left->span.begin, right->span.end};
  both->left = std::move(left);
  both->right = std::move(right);
  return both;
}

}  // namespace

/// CREATE and MERGE state what shall be; everything that only describes a search is refused.
void TreeBuilder::check_written_path(const PathPattern& path) {
  constexpr const char* no_where = "WHERE has no meaning in a pattern that is written";
  if (path.search != PathSearch::all || path.mode != PathMode::none) {
    fail_syntax(path.span, "a path can be searched for by MATCH only, not written");
  }
  if (path.predicate) fail_syntax(path.predicate->span, no_where);
  for (const PathElement& element : path.elements) {
    if (const auto* node = std::get_if<NodePattern>(&element.value)) {
      if (node->predicate) fail_syntax(node->predicate->span, no_where);
      if (node->labels && !only_given_labels(*node->labels)) {
        fail_syntax(node->labels->span, "labels that are written must be named one by one",
                    "write (n:A:B)");
      }
    } else if (const auto* relationship = std::get_if<RelationshipPattern>(&element.value)) {
      if (relationship->predicate) fail_syntax(relationship->predicate->span, no_where);
    }
  }
}

/// The pattern of MATCH or of a subquery, with its match mode.
GraphPattern TreeBuilder::build_matched_pattern(SyntaxRef parent) {
  GraphPattern result = build_graph_pattern(parent.child(SyntaxKind::graph_pattern));
  const SyntaxRef repeatable = parent.child(SyntaxKind::repeatable_elements);
  const SyntaxRef written =
      repeatable ? repeatable : parent.child(SyntaxKind::different_relationships);
  if (repeatable) result.mode = MatchMode::repeatable_elements;
  if (written) result.mode_span = written.span();
  return result;
}

GraphPattern TreeBuilder::build_graph_pattern(SyntaxRef pattern) {
  GraphPattern result;
  for (const SyntaxRef path : pattern.children()) result.paths.push_back(build_path_pattern(path));
  return result;
}

/// Takes a path_pattern, a relationships_pattern, or a rule with the same children.
PathPattern TreeBuilder::build_path_pattern(SyntaxRef pattern) {
  PathPattern path;
  path.span = pattern.span();
  if (pattern.is(SyntaxKind::relationships_pattern)) {
    path.elements = build_path_elements(pattern, path.predicate);
    return path;
  }
  for (const SyntaxRef child : pattern.children()) {
    switch (child.kind()) {
      case SyntaxKind::path_variable: path.variable = binding_of(child.first()); break;
      case SyntaxKind::shortest_path_pattern: build_shortest_path(child, path); break;
      case SyntaxKind::anonymous_path: build_anonymous_path(child, path); break;
      default: build_path_search(child, path);
    }
  }
  return path;
}

void TreeBuilder::build_shortest_path(SyntaxRef node, PathPattern& path) {
  const bool all = node.has(SyntaxKind::all_shortest_paths_word);
  path.search = all ? PathSearch::all_shortest_paths : PathSearch::shortest_path;
  path.elements = build_path_elements(node.child(SyntaxKind::anonymous_path), path.predicate);
}

void TreeBuilder::build_path_search(SyntaxRef node, PathPattern& path) {
  const SyntaxRef count = node.child(SyntaxKind::search_count);
  if (count && count.has(SyntaxKind::parameter)) {
    path.search_count_parameter = build_atom(count.first());
  } else if (count) {
    path.search_count = build_bound(count);
    if (path.search_count == 0) fail_syntax(count.span(), "at least 1 path must be asked for");
  }
  path.mode = build_path_mode(node.child(SyntaxKind::path_mode));
  const bool shortest = node.has(SyntaxKind::shortest_flag);
  if (node.is(SyntaxKind::search_mode)) {
    path.search = PathSearch::all;
  } else if (node.is(SyntaxKind::search_all)) {
    path.search = shortest ? PathSearch::all_shortest : PathSearch::all;
  } else if (node.is(SyntaxKind::search_any)) {
    path.search = shortest ? PathSearch::any_shortest : PathSearch::any;
  } else if (node.has(SyntaxKind::groups_flag)) {
    path.search = PathSearch::shortest_k_groups;
  } else if (!count) {
    fail_syntax(node.span(), "SHORTEST needs to know how many paths",
                "write SHORTEST 1, ANY SHORTEST, ALL SHORTEST or SHORTEST 2 GROUPS");
  } else {
    const bool one = !path.search_count_parameter && path.search_count == 1;
    path.search = one ? PathSearch::any_shortest : PathSearch::shortest_k;
  }
}

PathMode TreeBuilder::build_path_mode(SyntaxRef mode) {
  if (!mode) return PathMode::none;
  switch (*find_keyword(mode.text())) {
    case Keyword::walk: return PathMode::walk;
    case Keyword::trail: return PathMode::trail;
    case Keyword::acyclic: return PathMode::acyclic;
    default: return PathMode::simple;
  }
}

void TreeBuilder::build_anonymous_path(SyntaxRef node, PathPattern& path) {
  const SyntaxRef first = node.first();
  std::size_t parts = 0;
  for ([[maybe_unused]] const SyntaxRef child : node.children()) ++parts;
  if (parts == 1 && first.is(SyntaxKind::parenthesized_path) && !build_quantifier(first)) {
    build_single_group(first, path);
  } else {
    path.elements = build_path_elements(node, path.predicate);
  }
}

/// A whole path in parentheses: they only carry a WHERE, or nothing.
void TreeBuilder::build_single_group(SyntaxRef group, PathPattern& path) {
  if (const SyntaxRef variable = group.child(SyntaxKind::path_variable)) {
    if (path.variable.named()) {
      fail_syntax(variable.first().span(), "the path has a name already");
    }
    path.variable = binding_of(variable.first());
  }
  build_anonymous_path(group.child(SyntaxKind::anonymous_path), path);
  path.predicate =
      conjunction(std::move(path.predicate), build_where(group, SyntaxKind::inline_where));
}

/// Nodes and relationships alternate in the result, and a quantified part stands between two
/// nodes: anonymous ones are added where the text has none. A part in parentheses without a
/// quantifier is written out; what its WHERE says is added to `predicate`.
std::vector<PathElement> TreeBuilder::build_path_elements(SyntaxRef parent,
                                                          ExpressionPtr& predicate) {
  std::vector<PathElement> elements;
  for (const SyntaxRef child : parent.children()) {
    if (child.is(SyntaxKind::node_pattern)) {
      append_node({build_node(child)}, elements);
    } else if (child.is(SyntaxKind::relationship_pattern)) {
      elements.push_back({build_relationship(child)});
    } else if (child.is(SyntaxKind::parenthesized_path)) {
      append_group(child, elements, predicate);
    } else if (is_quantifier(child.kind())) {
      quantify_relationship(child, elements);
    }
  }
  return elements;
}

void TreeBuilder::append_node(PathElement node, std::vector<PathElement>& elements) {
  if (elements.empty() || !is_node(elements.back())) {
    elements.push_back(std::move(node));
    return;
  }
  // Two nodes side by side are one node; they can be joined if one of them says nothing.
  if (is_bare(elements.back())) {
    elements.back() = std::move(node);
  } else if (!is_bare(node)) {
    fail_syntax(span_of(node), "two nodes stand side by side",
                "join them by a relationship: (a)-->(b), or separate two patterns by a comma");
  }
}

void TreeBuilder::quantify_relationship(SyntaxRef quantifier, std::vector<PathElement>& elements) {
  auto* relationship = std::get_if<RelationshipPattern>(&elements.back().value);
  if (relationship == nullptr) return;
  if (relationship->length) {
    fail_syntax(quantifier.span(), "the relationship has a length already", {},
                invalid_relationship);
  }
  const PathLength length = quantifier_length(quantifier);
  if (!relationship->predicate) {
    relationship->length = length;
    relationship->span.end = quantifier.span().end;
    return;
  }
  // The WHERE is about one relationship, though its variable is a list outside.
  auto part = std::make_unique<QuantifiedPattern>();
  part->span = {relationship->span.begin, quantifier.span().end};
  part->length = length;
  part->elements.push_back(anonymous_node(part->span.begin));
  part->elements.push_back({std::move(*relationship)});
  part->elements.push_back(anonymous_node(part->span.end));
  elements.back() = {std::move(part)};
}

void TreeBuilder::append_group(SyntaxRef group, std::vector<PathElement>& elements,
                               ExpressionPtr& predicate) {
  if (const SyntaxRef variable = group.child(SyntaxKind::path_variable)) {
    fail_syntax(variable.first().span(), "a part of a path cannot be named");
  }
  const SyntaxRef path = group.child(SyntaxKind::anonymous_path);
  const auto length = build_quantifier(group);
  if (!length) {
    std::vector<PathElement> inner = build_path_elements(path, predicate);
    append_node(std::move(inner.front()), elements);
    std::move(inner.begin() + 1, inner.end(), std::back_inserter(elements));
    predicate = conjunction(std::move(predicate), build_where(group, SyntaxKind::inline_where));
    return;
  }
  auto part = std::make_unique<QuantifiedPattern>();
  part->span = group.span();
  part->length = *length;
  part->elements = build_path_elements(path, part->predicate);
  part->predicate =
      conjunction(std::move(part->predicate), build_where(group, SyntaxKind::inline_where));
  if (elements.empty() || !is_node(elements.back())) {
    elements.push_back(anonymous_node(part->span.begin));
  }
  const std::uint32_t end = part->span.end;
  elements.push_back({std::move(part)});
  elements.push_back(anonymous_node(end));
}

NodePattern TreeBuilder::build_node(SyntaxRef node) {
  NodePattern result;
  result.span = node.span();
  result.variable = binding_of(node.child(SyntaxKind::bound_variable));
  if (const SyntaxRef labels = node.child(SyntaxKind::label_expression)) {
    result.labels = build_labels(labels);
  }
  result.properties = build_properties(node);
  result.predicate = build_where(node, SyntaxKind::inline_where);
  return result;
}

RelationshipPattern TreeBuilder::build_relationship(SyntaxRef node) {
  RelationshipPattern result;
  result.span = node.span();
  const bool left = node.has(SyntaxKind::left_arrow_head);
  const bool right = node.has(SyntaxKind::right_arrow_head);
  result.arrow = left == right ? RelationshipPattern::Arrow::undirected
                 : left        ? RelationshipPattern::Arrow::left
                               : RelationshipPattern::Arrow::right;
  result.variable = binding_of(node.child(SyntaxKind::bound_variable));
  if (const SyntaxRef types = node.child(SyntaxKind::relationship_type_expression)) {
    result.types = build_labels(types);
  }
  if (const SyntaxRef length = node.child(SyntaxKind::path_length)) {
    result.length = build_path_length(length);
  }
  if (const SyntaxRef length = node.child(SyntaxKind::length_without_star)) {
    fail_syntax(length.span(), "a path length begins with '*'", "write *1..3",
                invalid_relationship);
  }
  result.properties = build_properties(node);
  result.predicate = build_where(node, SyntaxKind::inline_where);
  return result;
}

PathLength TreeBuilder::build_path_length(SyntaxRef length) {
  PathLength result;
  result.span = length.span();
  bool behind_dots = false;
  for (const SyntaxRef child : length.children()) {
    if (child.is(SyntaxKind::double_dot)) {
      behind_dots = true;
    } else if (child.is(SyntaxKind::negative_bound)) {
      fail_syntax(child.span(), "a path length cannot be negative", {}, invalid_relationship);
    } else {
      (behind_dots ? result.upper : result.lower) = build_bound(child);
    }
  }
  if (!behind_dots) result.upper = result.lower;
  return result;
}

std::optional<PathLength> TreeBuilder::build_quantifier(SyntaxRef node) {
  for (const SyntaxRef child : node.children()) {
    if (is_quantifier(child.kind())) return quantifier_length(child);
  }
  return std::nullopt;
}

PathLength TreeBuilder::quantifier_length(SyntaxRef quantifier) {
  PathLength length;
  length.span = quantifier.span();
  length.lower = quantifier.is(SyntaxKind::quantifier_plus) ? 1 : 0;
  if (!quantifier.is(SyntaxKind::quantifier_range)) return length;
  bool behind_comma = false;
  for (const SyntaxRef part : quantifier.children()) {
    if (part.is(SyntaxKind::quantifier_comma)) {
      behind_comma = true;
    } else {
      (behind_comma ? length.upper : length.lower) = build_bound(part);
    }
  }
  if (!behind_comma) length.upper = length.lower;
  if (!quantifier.has_children()) {
    fail_syntax(quantifier.span(), "a quantifier needs a bound", "write {1,3}, {2}, + or *");
  } else if (length.upper && *length.upper < *length.lower) {
    fail_syntax(quantifier.span(), "the upper bound is smaller than the lower bound");
  }
  return length;
}

std::uint64_t TreeBuilder::build_bound(SyntaxRef bound) {
  const auto value = decode_number(bound.text(), bound.span(), false);
  if (!value) {
    fail(value.error());
    return 0;
  }
  if (value->is_integer()) return static_cast<std::uint64_t>(value->as_integer());
  fail_syntax(bound.span(), "expected a whole number", {}, invalid_relationship);
  return 0;
}

ExpressionPtr TreeBuilder::build_properties(SyntaxRef parent) {
  const SyntaxRef map = parent.child(SyntaxKind::map_literal);
  if (map) return build_atom(map);
  const SyntaxRef parameter = parent.child(SyntaxKind::parameter);
  return parameter ? build_atom(parameter) : nullptr;
}

}  // namespace entente::query
