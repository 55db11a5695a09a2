#include "query/ast/printer.hpp"

namespace entente::query {
namespace {

/// Names and groups bind tightest (3), then `!` (2), `&` (1), `|` (0).
int level_of(LabelExpression::Kind kind) {
  switch (kind) {
    case LabelExpression::Kind::or_: return 0;
    case LabelExpression::Kind::and_: return 1;
    case LabelExpression::Kind::not_: return 2;
    default: return 3;
  }
}

}  // namespace

void Printer::labels(const LabelExpression& labels, int outer_level) {
  const int level = level_of(labels.kind);
  const bool group = level < outer_level;
  if (group) text("(");
  switch (labels.kind) {
    case LabelExpression::Kind::name: schema_name(labels.name); break;
    case LabelExpression::Kind::wildcard: text("%"); break;
    case LabelExpression::Kind::not_:
      text("!");
      this->labels(labels.children.front(), level);
      break;
    default:
      for (std::size_t i = 0; i < labels.children.size(); ++i) {
        if (i > 0) text(labels.kind == LabelExpression::Kind::or_ ? "|" : "&");
        this->labels(labels.children[i], level + 1);
      }
  }
  if (group) text(")");
}

void Printer::graph_pattern(const GraphPattern& pattern) {
  for (std::size_t i = 0; i < pattern.paths.size(); ++i) {
    if (i > 0) text(", ");
    path_pattern(pattern.paths[i]);
  }
}

void Printer::search_prefix(const PathPattern& path) {
  const std::string count = std::to_string(path.search_count);
  switch (path.search) {
    case PathSearch::all: return;
    case PathSearch::shortest_path: return text("shortestPath(");
    case PathSearch::all_shortest_paths: return text("allShortestPaths(");
    case PathSearch::any_shortest: return text("ANY SHORTEST ");
    case PathSearch::all_shortest: return text("ALL SHORTEST ");
    case PathSearch::shortest_k: return text("SHORTEST " + count + " ");
    case PathSearch::shortest_k_groups: return text("SHORTEST " + count + " GROUPS ");
    case PathSearch::any: return text(path.search_count == 1 ? "ANY " : "ANY " + count + " ");
  }
}

void Printer::path_pattern(const PathPattern& path) {
  if (path.variable.named()) {
    name(path.variable.name);
    text(" = ");
  }
  search_prefix(path);
  if (path.predicate) text("(");
  path_elements(path.elements);
  if (path.predicate) {
    where(path.predicate);
    text(")");
  }
  const bool function =
      path.search == PathSearch::shortest_path || path.search == PathSearch::all_shortest_paths;
  if (function) text(")");
}

void Printer::path_elements(const std::vector<PathElement>& elements) {
  for (const PathElement& element : elements) {
    if (const auto* n = std::get_if<NodePattern>(&element.value)) {
      node(*n);
    } else if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
      relationship(*r);
    } else {
      quantified(*std::get<std::unique_ptr<QuantifiedPattern>>(element.value));
    }
  }
}

void Printer::node(const NodePattern& node) {
  text("(");
  if (node.variable.named()) name(node.variable.name);
  if (node.labels) {
    text(":");
    labels(*node.labels);
  }
  if (node.properties) {
    if (node.variable.named() || node.labels) text(" ");
    expression(*node.properties);
  }
  where(node.predicate);
  text(")");
}

void Printer::path_length(const PathLength& length) {
  text("*");
  if (length.lower) text(std::to_string(*length.lower));
  if (length.lower && length.upper == length.lower) return;
  if (!length.lower && !length.upper) return;
  text("..");
  if (length.upper) text(std::to_string(*length.upper));
}

void Printer::relationship(const RelationshipPattern& relationship) {
  text(relationship.arrow == RelationshipPattern::Arrow::left ? "<-" : "-");
  const bool detailed = relationship.variable.named() || relationship.types ||
                        relationship.length || relationship.properties || relationship.predicate;
  if (detailed) {
    text("[");
    if (relationship.variable.named()) name(relationship.variable.name);
    if (relationship.types) {
      text(":");
      labels(*relationship.types);
    }
    if (relationship.length) path_length(*relationship.length);
    if (relationship.properties) {
      text(" ");
      expression(*relationship.properties);
    }
    where(relationship.predicate);
    text("]");
  }
  text(relationship.arrow == RelationshipPattern::Arrow::right ? "->" : "-");
}

void Printer::quantified(const QuantifiedPattern& part) {
  text("(");
  path_elements(part.elements);
  where(part.predicate);
  text("){");
  if (part.length.lower) text(std::to_string(*part.length.lower));
  text(",");
  if (part.length.upper) text(std::to_string(*part.length.upper));
  text("}");
}

}  // namespace entente::query
