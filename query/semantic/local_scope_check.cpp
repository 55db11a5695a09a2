#include "query/ast/statement.hpp"
#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"

namespace entente::query {

Result<Slot> Analysis::bind_iteration(const void* owner, const std::string& name, Span span,
                                      const Expression& list, Scope& scope,
                                      const ExpressionUse& use) {
  ENTENTE_ASSIGN(const Type type, check(list, scope, use));
  if (!accepts({StaticType::list}, type.base)) {
    return messages::invalid_argument("IN", "a list", type.base, list.span);
  }
  StaticType element = type.base == StaticType::list ? type.element : StaticType::any;
  if (type.base == StaticType::relationship_list) element = StaticType::relationship;
  const Slot slot = new_symbol(name, element, span);
  info_.slots[owner] = slot;
  scope.bind(name, slot);
  return slot;
}

Result<Type> Analysis::check_list_comprehension(const ListComprehensionExpression& e,
                                                const Scope& s, const ExpressionUse& u) {
  Scope inner = s;
  ENTENTE_ASSIGN(const Slot slot,
                 bind_iteration(&e, e.variable, e.variable_span, *e.list, inner, u));
  ExpressionUse use = u;
  if (!u.inside_aggregate) use.aggregates_forbidden_in = "a list comprehension";
  if (e.predicate) ENTENTE_TRY(check(*e.predicate, inner, use.as_predicate(true)));
  if (!e.projection) return Type(StaticType::list, info_.symbols[slot].type);
  ENTENTE_ASSIGN(const Type element, check(*e.projection, inner, use));
  return Type(StaticType::list, element.base);
}

Result<Type> Analysis::check_quantifier(const QuantifierExpression& e, const Scope& s,
                                        const ExpressionUse& u) {
  Scope inner = s;
  ENTENTE_TRY(bind_iteration(&e, e.variable, e.variable_span, *e.list, inner, u));
  ExpressionUse use = u;
  if (!u.inside_aggregate) use.aggregates_forbidden_in = "a quantifier";
  if (e.predicate) {
    ENTENTE_ASSIGN(const Type type, check(*e.predicate, inner, use.as_predicate(true)));
    if (!accepts({StaticType::boolean}, type.base)) {
      return messages::invalid_argument("a quantifier", "a boolean condition", type.base,
                                        e.predicate->span);
    }
  }
  return Type(StaticType::boolean);
}

Result<Type> Analysis::check_reduce(const ReduceExpression& e, const Scope& s,
                                    const ExpressionUse& u) {
  ENTENTE_TRY(check(*e.initial, s, u));
  Scope inner = s;
  ENTENTE_TRY(bind_iteration(&e, e.variable, e.variable_span, *e.list, inner, u));
  const Slot accumulator = new_symbol(e.accumulator, StaticType::any, e.accumulator_span);
  info_.slots[&e.accumulator] = accumulator;
  inner.bind(e.accumulator, accumulator);
  ExpressionUse use = u;
  if (!u.inside_aggregate) use.aggregates_forbidden_in = "reduce()";
  ENTENTE_TRY(check(*e.expression, inner, use));
  if (!e.predicate) return Type(StaticType::any);
  // The condition is about the accumulator alone.
  Scope after_step = s;
  after_step.bind(e.accumulator, accumulator);
  ENTENTE_ASSIGN(const Type type, check(*e.predicate, after_step, use.as_predicate(true)));
  if (!accepts({StaticType::boolean}, type.base)) {
    return messages::invalid_argument("allReduce()", "a boolean condition", type.base,
                                      e.predicate->span);
  }
  return Type(StaticType::boolean);
}

Result<Type> Analysis::check_pattern_comprehension(const PatternComprehensionExpression& e,
                                                   const Scope& s) {
  Scope inner = s;
  PatternScope pattern{PatternUse::match, inner, {}, false};
  ENTENTE_TRY(bind_path(*e.pattern, inner, pattern));
  ENTENTE_TRY(check_pattern_expressions(*e.pattern, inner, PatternUse::match));
  if (e.predicate) {
    ENTENTE_TRY(check_predicate(*e.predicate, inner, "the WHERE of a pattern comprehension"));
  }
  ExpressionUse use;
  use.aggregates_forbidden_in = "a pattern comprehension";
  ENTENTE_ASSIGN(const Type element, check(*e.projection, inner, use));
  return Type(StaticType::list, element.base);
}

Result<Type> Analysis::check_pattern_predicate(const PatternPredicateExpression& e, const Scope& s,
                                               const ExpressionUse& u) {
  if (!u.predicate) {
    return messages::syntax("UnexpectedSyntax",
                            "a pattern can only stand here as a condition of WHERE", e.span,
                            "write EXISTS { … }, COUNT { … } or a pattern comprehension [… | …]");
  }
  Scope inner = s;
  PatternScope pattern{PatternUse::predicate, inner, {}, false};
  ENTENTE_TRY(bind_path(*e.pattern, inner, pattern));
  ENTENTE_TRY(check_pattern_expressions(*e.pattern, inner, PatternUse::predicate));
  return Type(StaticType::boolean);
}

Result<Type> Analysis::check_shortest_path(const ShortestPathExpression& e, const Scope& s) {
  Scope inner = s;
  PatternScope pattern{PatternUse::match, inner, {}, false};
  ENTENTE_TRY(bind_path(*e.pattern, inner, pattern));
  ENTENTE_TRY(check_pattern_expressions(*e.pattern, inner, PatternUse::match));
  const bool all = e.pattern->search == PathSearch::all_shortest_paths;
  return all ? Type(StaticType::list, StaticType::path) : Type(StaticType::path);
}

Result<Type> Analysis::check_subquery(const SubqueryExpression& e, const Scope& s) {
  QueryScope inner;
  inner.visible = inner.kept = s;
  inner.subquery = true;
  inner.updates_allowed = false;
  ENTENTE_TRY(check_query(*e.query, inner));
  switch (e.subquery_kind) {
    case SubqueryKind::exists: return Type(StaticType::boolean);
    case SubqueryKind::count: return Type(StaticType::integer);
    case SubqueryKind::collect: break;
  }
  for (const auto& part : e.query->parts) {
    if (info_.result_slots[&part].size() != 1) {
      return messages::syntax("InvalidClauseComposition",
                              "COLLECT { } needs a RETURN with exactly one column", e.span);
    }
  }
  return Type(StaticType::list);
}

}  // namespace entente::query
