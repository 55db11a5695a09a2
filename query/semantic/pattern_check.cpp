#include <algorithm>

#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {
namespace {

/// Number of relationship types a pattern names, 0 if it is not a plain disjunction of names.
std::size_t single_types(const RelationshipPattern& relationship) {
  if (!relationship.types) return 0;
  const auto kind = relationship.types->kind;
  return kind == LabelExpression::Kind::name || kind == LabelExpression::Kind::dynamic_all ? 1 : 2;
}

bool bare(const NodePattern& node) { return !node.labels && !node.properties && !node.predicate; }

}  // namespace

Status Analysis::bind_pattern(const GraphPattern& pattern, Scope& scope, PatternUse use) {
  if (use == PatternUse::match) ENTENTE_TRY(check_modes(pattern));
  PatternScope shared{use, scope, {}, pattern.mode == MatchMode::repeatable_elements};
  for (const auto& path : pattern.paths) {
    const Scope before = scope;
    ENTENTE_TRY(bind_path(path, scope, shared));
    if (use == PatternUse::create) ENTENTE_TRY(check_created_expressions(path, before, scope));
  }
  if (use != PatternUse::match) return {};
  for (const auto& path : pattern.paths) {
    ENTENTE_TRY(check_pattern_expressions(path, scope, use));
  }
  return {};
}

/// CREATE makes one element after the other: both ends, then the relationship between them. What an
/// element is made of can use those before it, and neither itself nor those behind it.
Status Analysis::check_created_expressions(const PathPattern& path, const Scope& before,
                                           const Scope& after) {
  Scope seen = before;
  const auto make = [&](const BindingVariable& variable) {
    if (const auto slot = after.find(variable.name); variable.named() && slot) {
      seen.bind(variable.name, *slot);
    }
  };
  const RelationshipPattern* pending = nullptr;
  for (const auto& element : path.elements) {
    if (const auto* relationship = std::get_if<RelationshipPattern>(&element.value)) {
      pending = relationship;
      continue;
    }
    const auto& node = std::get<NodePattern>(element.value);
    if (node.labels) ENTENTE_TRY(check_labels(*node.labels, seen, PatternUse::create));
    ENTENTE_TRY(check_properties(node.properties, seen, PatternUse::create));
    make(node.variable);
    if (pending == nullptr) continue;
    if (pending->types) ENTENTE_TRY(check_labels(*pending->types, seen, PatternUse::create));
    ENTENTE_TRY(check_properties(pending->properties, seen, PatternUse::create));
    make(pending->variable);
    pending = nullptr;
  }
  return {};
}

Status Analysis::bind_path(const PathPattern& path, Scope& scope, PatternScope& pattern) {
  if (path.search_count_parameter) {
    ENTENTE_TRY(check(*path.search_count_parameter, scope, ExpressionUse{}));
  }
  if (path.search != PathSearch::all) ENTENTE_TRY(check_shortest(path, scope));
  ENTENTE_TRY(check_has_node(path));
  const bool written = pattern.use == PatternUse::create || pattern.use == PatternUse::merge;
  if (path.elements.size() == 1 && written) {
    if (const auto* node = std::get_if<NodePattern>(&path.elements[0].value)) {
      ENTENTE_TRY(bind_node(*node, true, scope, pattern.use));
    }
  } else {
    ENTENTE_TRY(bind_elements(path.elements, scope, pattern));
  }
  if (!path.variable.named()) return {};
  if (scope.find(path.variable.name)) {
    return messages::already_bound(path.variable.name, path.variable.span);
  }
  return bind_variable(path.variable, StaticType::path, "a path", scope, pattern.use);
}

Status Analysis::bind_elements(const std::vector<PathElement>& elements, Scope& scope,
                               PatternScope& pattern) {
  for (const auto& element : elements) {
    if (const auto* node = std::get_if<NodePattern>(&element.value)) {
      ENTENTE_TRY(bind_node(*node, false, scope, pattern.use));
    } else if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
      ENTENTE_TRY(bind_relationship(*r, scope, pattern));
    } else {
      const auto& quantified = *std::get<std::unique_ptr<QuantifiedPattern>>(element.value);
      if (pattern.use == PatternUse::create || pattern.use == PatternUse::merge) {
        return messages::syntax("CreatingVarLength", "a quantified pattern cannot be created",
                                quantified.span);
      }
      ENTENTE_TRY(bind_quantified(quantified, scope, pattern));
    }
  }
  return {};
}

Status Analysis::bind_variable(const BindingVariable& variable, Type type, std::string_view needed,
                               Scope& scope, PatternUse use) {
  if (!variable.named()) return {};
  const auto existing = scope.find(variable.name);
  if (!existing) {
    if (use == PatternUse::predicate) {
      return messages::undefined_variable(variable.name, variable.span, scope.candidates());
    }
    const Slot slot = new_symbol(variable.name, type, variable.span);
    info_.slots[&variable] = slot;
    info_.introduces[&variable] = true;
    scope.bind(variable.name, slot);
    return {};
  }
  const StaticType is = info_.symbols[*existing].type;
  const bool list_given = type.base == StaticType::relationship_list && is == StaticType::list;
  if (is != type.base && is != StaticType::any && is != StaticType::null && !list_given) {
    return messages::type_conflict(variable.name, is, needed, variable.span);
  }
  info_.slots[&variable] = *existing;
  info_.introduces[&variable] = false;
  return {};
}

Status Analysis::bind_node(const NodePattern& node, bool alone, Scope& scope, PatternUse use) {
  const bool writes = use == PatternUse::create || use == PatternUse::merge;
  if (writes && node.variable.named() && scope.find(node.variable.name) && (alone || !bare(node))) {
    return messages::already_bound(node.variable.name, node.variable.span);
  }
  return bind_variable(node.variable, StaticType::node, "a node", scope, use);
}

Status Analysis::check_written_relationship(const RelationshipPattern& relationship,
                                            PatternUse use) {
  const std::string_view clause = use == PatternUse::create ? "CREATE" : "MERGE";
  if (relationship.length) {
    return messages::syntax("CreatingVarLength",
                            std::string(clause) + " needs relationships of a fixed length",
                            relationship.span);
  }
  if (single_types(relationship) != 1) {
    return messages::syntax("NoSingleRelationshipType",
                            std::string(clause) + " needs exactly one relationship type",
                            relationship.span, "write it as -[:TYPE]->");
  }
  if (use == PatternUse::create && relationship.arrow == RelationshipPattern::Arrow::undirected) {
    return messages::syntax("RequiresDirectedRelationship", "CREATE needs a direction",
                            relationship.span, "write --> or <--");
  }
  return {};
}

Status Analysis::bind_relationship(const RelationshipPattern& relationship, Scope& scope,
                                   PatternScope& pattern) {
  const BindingVariable& variable = relationship.variable;
  if (pattern.use == PatternUse::create || pattern.use == PatternUse::merge) {
    if (variable.named() && scope.find(variable.name)) {
      return messages::already_bound(variable.name, variable.span);
    }
    ENTENTE_TRY(check_written_relationship(relationship, pattern.use));
  }
  if (variable.named()) {
    // A relationship may be matched once per MATCH, so its name may stand there once.
    const bool repeated = std::find(pattern.relationships.begin(), pattern.relationships.end(),
                                    variable.name) != pattern.relationships.end();
    if (repeated && !pattern.repeatable) {
      return messages::syntax("RelationshipUniquenessViolation",
                              "relationship `" + variable.name +
                                  "` stands twice in one pattern, but a MATCH uses each "
                                  "relationship once",
                              variable.span);
    }
    pattern.relationships.push_back(variable.name);
  }
  if (relationship.quantified()) {
    ENTENTE_TRY(check_quantified_relationship(relationship, pattern.before));
  }
  if (relationship.length) {
    return bind_variable(variable, Type(StaticType::relationship_list, StaticType::relationship),
                         "a list of relationships", scope, pattern.use);
  }
  return bind_variable(variable, StaticType::relationship, "a relationship", scope, pattern.use);
}

Status Analysis::check_pattern_expressions(const PathPattern& path, const Scope& scope,
                                           PatternUse use) {
  ENTENTE_TRY(check_element_expressions(path.elements, scope, use));
  if (!path.predicate) return {};
  // In p = SHORTEST 2 ((a)--+(b) WHERE …) the path is chosen after the condition was judged, so p
  // is not known there; in SHORTEST 2 (p = (a)--+(b) WHERE …) it is.
  const bool outside = path.search != PathSearch::all && path.variable.named() &&
                       path.variable.span.begin == path.span.begin;
  if (!outside) return check_predicate(*path.predicate, scope, "WHERE");
  Scope inside = scope;
  inside.remove(path.variable.name);
  Status status = check_predicate(*path.predicate, inside, "WHERE");
  if (!status && status.error().detail == "UndefinedVariable") {
    status.error().hint =
        "inside these parentheses a path is known if it is named there: SHORTEST "
        "1 (p = (a)-->+(b) WHERE length(p) > 2)";
  }
  return status;
}

Status Analysis::check_element_expressions(const std::vector<PathElement>& elements,
                                           const Scope& scope, PatternUse use) {
  for (const auto& element : elements) {
    if (const auto* node = std::get_if<NodePattern>(&element.value)) {
      if (node->labels) ENTENTE_TRY(check_labels(*node->labels, scope, use));
      ENTENTE_TRY(check_properties(node->properties, scope, use));
      if (node->predicate) ENTENTE_TRY(check_predicate(*node->predicate, scope, "WHERE"));
    } else if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
      if (r->types) ENTENTE_TRY(check_labels(*r->types, scope, use));
      if (r->quantified()) continue;  // judged where it was bound
      ENTENTE_TRY(check_properties(r->properties, scope, use));
      if (r->predicate) ENTENTE_TRY(check_predicate(*r->predicate, scope, "WHERE"));
    }
  }
  return {};
}

Status Analysis::check_labels(const LabelExpression& labels, const Scope& scope, PatternUse use) {
  const bool written = use == PatternUse::create || use == PatternUse::merge;
  if (written && labels.kind == LabelExpression::Kind::dynamic_any) {
    return messages::syntax("UnexpectedSyntax", "$any(…) can only be asked for, not created",
                            labels.span, "write $(…)");
  }
  if (labels.names) ENTENTE_TRY(check_label_names(*labels.names, scope));
  for (const auto& child : labels.children) ENTENTE_TRY(check_labels(child, scope, use));
  return {};
}

Status Analysis::check_label_names(const Expression& names, const Scope& scope) {
  ExpressionUse use;
  use.aggregates_forbidden_in = "a label or type";
  ENTENTE_ASSIGN(const Type type, check(names, scope, use));
  if (!accepts({StaticType::string, StaticType::list}, type.base)) {
    return messages::invalid_argument("a label or type", "a string or a list of strings", type.base,
                                      names.span);
  }
  return {};
}

Status Analysis::check_properties(const ExpressionPtr& properties, const Scope& scope,
                                  PatternUse use) {
  if (!properties) return {};
  if (properties->kind == ExpressionKind::parameter && use != PatternUse::create) {
    return messages::syntax("InvalidParameterUse",
                            "a parameter cannot stand for all properties of a matched pattern",
                            properties->span, "write them out: {key: $parameter.key}");
  }
  ExpressionUse expression_use;
  expression_use.aggregates_forbidden_in = "a pattern";
  ENTENTE_TRY(check(*properties, scope, expression_use));
  return {};
}

}  // namespace entente::query
