#include <array>

#include "query/ast/literals.hpp"
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
    case LabelExpression::Kind::dynamic_all:
    case LabelExpression::Kind::dynamic_any:
      text(labels.kind == LabelExpression::Kind::dynamic_any ? "$any(" : "$(");
      expression(*labels.names);
      text(")");
      break;
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
  if (pattern.mode == MatchMode::repeatable_elements) text("REPEATABLE ELEMENTS ");
  for (std::size_t i = 0; i < pattern.paths.size(); ++i) {
    if (i > 0) text(", ");
    path_pattern(pattern.paths[i]);
  }
}

void Printer::search_prefix(const PathPattern& path) {
  std::string count = std::to_string(path.search_count);
  if (path.search_count_parameter) {
    const auto& parameter = as<ParameterExpression>(*path.search_count_parameter);
    count = "$" + quote_schema_name(parameter.name);
  }
  switch (path.search) {
    case PathSearch::all: break;
    case PathSearch::shortest_path: return text("shortestPath(");
    case PathSearch::all_shortest_paths: return text("allShortestPaths(");
    case PathSearch::any_shortest: text("ANY SHORTEST "); break;
    case PathSearch::all_shortest: text("ALL SHORTEST "); break;
    case PathSearch::shortest_k:
    case PathSearch::shortest_k_groups: text("SHORTEST " + count + " "); break;
    case PathSearch::any: text(count == "1" ? "ANY " : "ANY " + count + " "); break;
  }
  static constexpr std::array<std::string_view, 5> modes = {"", "WALK ", "TRAIL ", "ACYCLIC ",
                                                            "SIMPLE "};
  text(modes[static_cast<std::size_t>(path.mode)]);
  if (path.search == PathSearch::shortest_k_groups) text("GROUPS ");
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
