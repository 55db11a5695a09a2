#include <algorithm>

#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {
namespace {

constexpr const char* bad_quantifier = "InvalidQuantifiedPattern";
constexpr const char* bad_mode = "InvalidPathMode";
constexpr const char* bad_selector = "InvalidPathSelector";

bool is_function(PathSearch search) {
  return search == PathSearch::shortest_path || search == PathSearch::all_shortest_paths;
}

bool is_selector(PathSearch search) { return search != PathSearch::all && !is_function(search); }

/// True if the builder added the node beside a quantified part: nothing was written.
bool unwritten(const NodePattern& node) { return node.span.begin == node.span.end; }

Status check_bounds(const PathLength& length) {
  if (length.upper != std::uint64_t{0}) return {};
  return messages::syntax(bad_quantifier, "a quantifier must allow at least one repetition",
                          length.span, "write {0,1}, or leave the part out");
}

/// Names are unknown inside a repetition for another reason than elsewhere.
Status explain_scope(Status status) {
  if (!status && status.error().detail == "UndefinedVariable" && status.error().hint.empty()) {
    status.error().hint =
        "inside a quantified part only its own variables and those of earlier clauses are known: "
        "bind the other one by a MATCH before";
  }
  return status;
}

}  // namespace

Status Analysis::check_modes(const GraphPattern& pattern) const {
  const bool repeatable = pattern.mode == MatchMode::repeatable_elements;
  const PathPattern& first = pattern.paths.front();
  for (const auto& path : pattern.paths) {
    if (path.mode != first.mode) {
      return messages::syntax(bad_mode, "paths of different path modes cannot stand in one MATCH",
                              path.span, "write a MATCH clause for each mode");
    }
    if (is_function(path.search) && pattern.mode_span.valid()) {
      return messages::syntax(bad_mode,
                              "shortestPath() and allShortestPaths() cannot have a match mode",
                              pattern.mode_span, "write SHORTEST 1 or ALL SHORTEST instead");
    }
    if (repeatable) ENTENTE_TRY(check_repeatable(path));
  }
  return repeatable ? Status{} : check_selectors(pattern);
}

/// Walks of any length repeat themselves for ever.
Status Analysis::check_repeatable(const PathPattern& path) const {
  if (path.mode != PathMode::none && path.mode != PathMode::walk) {
    return messages::syntax(bad_mode,
                            "REPEATABLE ELEMENTS allows no path mode but WALK, because the others "
                            "forbid elements to repeat",
                            path.span, "leave out one of the two");
  }
  for (const auto& element : path.elements) {
    const PathLength* length = nullptr;
    if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
      if (r->length) length = &*r->length;
    } else if (const auto* part = std::get_if<std::unique_ptr<QuantifiedPattern>>(&element.value)) {
      length = &(*part)->length;
    }
    if (length == nullptr || length->upper) continue;
    return messages::syntax(bad_mode,
                            "with REPEATABLE ELEMENTS there could be endlessly many paths of this "
                            "length",
                            length->span, "give an upper bound, such as {1,10}");
  }
  return {};
}

Status Analysis::check_selectors(const GraphPattern& pattern) const {
  if (pattern.paths.size() < 2) return {};
  for (const auto& path : pattern.paths) {
    if (!is_selector(path.search)) continue;
    return messages::syntax(
        bad_selector,
        "a path with a selector must be the only path of its MATCH, because which paths are chosen "
        "would decide which relationships are left for the others",
        path.span, "write a MATCH clause for each path");
  }
  return {};
}

Status Analysis::check_shortest(const PathPattern& path, const Scope& scope) const {
  if (!is_function(path.search)) return {};
  const auto* relationship = path.elements.size() == 3
                                 ? std::get_if<RelationshipPattern>(&path.elements[1].value)
                                 : nullptr;
  if (relationship == nullptr) {
    return messages::syntax("UnexpectedSyntax",
                            "shortestPath() needs exactly one relationship between two nodes",
                            path.span, "write shortestPath((a)-[*]-(b))");
  }
  if (relationship->quantified()) {
    return messages::syntax(
        "UnexpectedSyntax", "shortestPath() wants a variable-length relationship, not a quantifier",
        relationship->length->span, "write shortestPath((a)-[*]-(b)), or SHORTEST 1 (a)--+(b)");
  }
  const BindingVariable& variable = relationship->variable;
  if (variable.named() && scope.find(variable.name)) {
    return messages::already_bound(variable.name, variable.span);
  }
  const auto& length = relationship->length;
  if (length && length->lower && *length->lower > 1) {
    return messages::syntax("UnexpectedSyntax",
                            "shortestPath() allows a lower bound of 0 or 1 only", length->span,
                            "write SHORTEST 1 (a)-[:T]-{2,5}(b)");
  }
  return {};
}

Status Analysis::check_has_node(const PathPattern& path) const {
  for (const auto& element : path.elements) {
    if (const auto* node = std::get_if<NodePattern>(&element.value)) {
      if (!unwritten(*node)) return {};
    } else if (const auto* part = std::get_if<std::unique_ptr<QuantifiedPattern>>(&element.value)) {
      if ((*part)->length.lower.value_or(0) > 0) return {};
    } else {
      return {};
    }
  }
  return messages::syntax(bad_quantifier, "the path may be empty: it need not match even one node",
                          path.span, "put a node beside the quantified part: (n) ((a)-->(b))*");
}

Status Analysis::check_quantified(const QuantifiedPattern& quantified) const {
  ENTENTE_TRY(check_bounds(quantified.length));
  bool relationships = false;
  for (const auto& element : quantified.elements) {
    const auto* r = std::get_if<RelationshipPattern>(&element.value);
    relationships = relationships || r != nullptr;
    const bool part = std::holds_alternative<std::unique_ptr<QuantifiedPattern>>(element.value);
    if (part || (r != nullptr && r->quantified())) {
      return messages::syntax(bad_quantifier, "quantified parts of a path cannot be nested",
                              quantified.span, "EXISTS { … } inside may hold another one");
    }
    if (r != nullptr && r->length) {
      return messages::syntax(
          bad_quantifier,
          "a variable-length relationship cannot be a part of a quantified path pattern",
          r->length->span, "quantify the whole part only");
    }
  }
  if (relationships) return {};
  return messages::syntax(bad_quantifier, "a quantified part needs at least one relationship",
                          quantified.span, "write ((a)-->(b)){1,3}");
}

Status Analysis::bind_quantified(const QuantifiedPattern& quantified, Scope& scope,
                                 const PatternScope& pattern) {
  ENTENTE_TRY(check_quantified(quantified));
  Scope inner = pattern.before;
  for (const auto& element : quantified.elements) {
    const auto* node = std::get_if<NodePattern>(&element.value);
    const BindingVariable& variable =
        node != nullptr ? node->variable : std::get<RelationshipPattern>(element.value).variable;
    if (!variable.named() || !scope.find(variable.name)) continue;
    return messages::syntax("VariableAlreadyBound",
                            "variable `" + variable.name +
                                "` is bound outside, but inside a quantified part it would stand "
                                "for another element in each repetition",
                            variable.span, "choose another name inside the parentheses");
  }
  PatternScope inside{PatternUse::match, pattern.before, {}, pattern.repeatable};
  ENTENTE_TRY(bind_elements(quantified.elements, inner, inside));
  ENTENTE_TRY(
      explain_scope(check_element_expressions(quantified.elements, inner, PatternUse::match)));
  if (quantified.predicate) {
    ENTENTE_TRY(explain_scope(
        check_predicate(*quantified.predicate, inner, "the WHERE of a quantified pattern")));
  }
  for (const auto& [name, slot] : inner.names()) {
    if (pattern.before.find(name)) continue;
    const StaticType element = info_.symbols[slot].type;
    const Slot group = new_symbol(name, Type(StaticType::list, element), info_.symbols[slot].span);
    info_.group_symbols[&quantified].push_back({slot, group});
    scope.bind(name, group);
  }
  return {};
}

Status Analysis::check_quantified_relationship(const RelationshipPattern& relationship,
                                               const Scope& before) {
  ENTENTE_TRY(check_bounds(*relationship.length));
  ENTENTE_TRY(explain_scope(check_properties(relationship.properties, before, PatternUse::match)));
  if (!relationship.predicate) return {};
  Scope inner = before;
  if (relationship.variable.named()) {
    const BindingVariable& variable = relationship.variable;
    const Slot one = new_symbol(variable.name, StaticType::relationship, variable.span);
    info_.group_symbols[&relationship].push_back({one, no_slot});
    inner.bind(variable.name, one);
  }
  return explain_scope(check_predicate(*relationship.predicate, inner, "WHERE"));
}

}  // namespace entente::query
