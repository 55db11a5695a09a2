#include <fmt/format.h>

#include "query/ast/literals.hpp"
#include "query/ast/tree_builder.hpp"
#include "query/syntax/keywords.hpp"

namespace entente::query {
namespace {

ExpressionPtr literal(Value value, Span span) {
  auto result = std::make_unique<LiteralExpression>();
  result->value = std::move(value);
  result->span = span;
  return result;
}

}  // namespace

ExpressionPtr TreeBuilder::build_atom(SyntaxRef atom) {
  switch (atom.kind()) {
    case SyntaxKind::variable_reference: {
      auto variable = std::make_unique<VariableExpression>();
      variable->name = name_of(atom);
      variable->span = atom.span();
      return variable;
    }
    case SyntaxKind::number_literal: return build_number(atom, false);
    case SyntaxKind::string_literal: {
      auto text = decode_string(atom.text(), atom.span());
      if (text) return literal(Value(std::move(*text)), atom.span());
      fail(std::move(text).error());
      return placeholder(atom.span());
    }
    case SyntaxKind::true_literal: return literal(Value(true), atom.span());
    case SyntaxKind::false_literal: return literal(Value(false), atom.span());
    case SyntaxKind::null_literal: return literal(Value(), atom.span());
    case SyntaxKind::parameter: {
      auto parameter = std::make_unique<ParameterExpression>();
      parameter->name = decode_name(atom.text().substr(1));
      parameter->span = atom.span();
      return parameter;
    }
    case SyntaxKind::parenthesized_expression: {
      ExpressionPtr inner = build_predicate(atom.first());
      inner->span = atom.span();
      return inner;
    }
    case SyntaxKind::pattern_predicate: {
      auto predicate = std::make_unique<PatternPredicateExpression>();
      predicate->pattern = std::make_unique<PathPattern>(build_path_pattern(atom.first()));
      predicate->span = atom.span();
      return predicate;
    }
    case SyntaxKind::shortest_path_expression: {
      auto shortest = std::make_unique<ShortestPathExpression>();
      shortest->pattern = std::make_unique<PathPattern>();
      shortest->pattern->span = atom.span();
      build_shortest_path(atom, *shortest->pattern);
      shortest->span = atom.span();
      return shortest;
    }
    case SyntaxKind::list_expression: return build_list(atom);
    case SyntaxKind::map_literal: return build_map(atom);
    case SyntaxKind::map_projection: return build_map_projection(atom);
    case SyntaxKind::case_expression: return build_case(atom);
    case SyntaxKind::quantifier_expression: return build_quantifier_expression(atom);
    case SyntaxKind::reduce_expression:
    case SyntaxKind::all_reduce_expression: return build_reduce(atom);
    case SyntaxKind::trim_call: return build_trim(atom);
    case SyntaxKind::subquery_expression: return build_subquery(atom);
    default: assert(atom.is(SyntaxKind::function_call)); return build_function_call(atom);
  }
}

ExpressionPtr TreeBuilder::build_number(SyntaxRef atom, bool negative) {
  auto value = decode_number(atom.text(), atom.span(), negative);
  if (value) return literal(std::move(*value), atom.span());
  fail(std::move(value).error());
  return placeholder(atom.span());
}

MapEntry TreeBuilder::build_map_entry(SyntaxRef entry) {
  const SyntaxRef key = entry.child(SyntaxKind::property_key_name);
  return {name_of(key), key.span(), build_expression(entry.child(SyntaxKind::expression))};
}

ExpressionPtr TreeBuilder::build_map(SyntaxRef atom) {
  auto map = std::make_unique<MapExpression>();
  for (const SyntaxRef entry : atom.children()) map->entries.push_back(build_map_entry(entry));
  map->span = atom.span();
  return map;
}

ExpressionPtr TreeBuilder::build_map_projection(SyntaxRef atom) {
  auto projection = std::make_unique<MapProjectionExpression>();
  for (const SyntaxRef child : atom.children()) {
    MapProjectionItem item;
    switch (child.kind()) {
      case SyntaxKind::variable_reference: projection->subject = build_atom(child); continue;
      case SyntaxKind::projected_all:
        item.item_kind = MapProjectionItem::Kind::all_properties;
        item.key_span = child.span();
        break;
      case SyntaxKind::projected_property:
        item.item_kind = MapProjectionItem::Kind::property;
        item.key = name_of(child.first());
        item.key_span = child.first().span();
        break;
      case SyntaxKind::projected_variable:
        item.item_kind = MapProjectionItem::Kind::variable;
        item.key = name_of(child);
        item.key_span = child.span();
        break;
      default: {
        MapEntry entry = build_map_entry(child);
        item.item_kind = MapProjectionItem::Kind::entry;
        item.key = std::move(entry.key);
        item.key_span = entry.key_span;
        item.value = std::move(entry.value);
      }
    }
    projection->items.push_back(std::move(item));
  }
  projection->span = atom.span();
  return projection;
}

namespace {

/// True if a branch lists several tests or one that leaves out its left operand.
bool is_extended_case(SyntaxRef atom) {
  for (const SyntaxRef branch : atom.children()) {
    if (!branch.is(SyntaxKind::case_branch)) continue;
    std::size_t parts = 0;
    for ([[maybe_unused]] const SyntaxRef part : branch.children()) ++parts;
    if (parts > 2 || branch.has(SyntaxKind::case_condition)) return true;
  }
  return false;
}

}  // namespace

CaseBranch TreeBuilder::build_case_branch(SyntaxRef node, const CaseExpression& owner) {
  std::vector<SyntaxRef> parts;
  for (const SyntaxRef part : node.children()) parts.push_back(part);
  CaseBranch branch;
  branch.then = build_expression(parts.back());
  parts.pop_back();
  if (owner.extended) {
    branch.when = build_case_tests(parts);
  } else {
    branch.when = owner.subject ? build_expression(parts[0]) : build_predicate(parts[0]);
  }
  return branch;
}

ExpressionPtr TreeBuilder::build_case(SyntaxRef atom) {
  auto result = std::make_unique<CaseExpression>();
  result->extended = is_extended_case(atom);
  if (const SyntaxRef subject = atom.child(SyntaxKind::case_subject)) {
    result->subject = build_expression(subject);
  } else if (result->extended) {
    fail_syntax(atom.span(), "CASE without a subject takes one condition for each WHEN",
                "write CASE subject WHEN 1, > 5 THEN …, or join conditions by OR");
  }
  for (const SyntaxRef child : atom.children()) {
    if (child.is(SyntaxKind::case_else)) {
      result->otherwise = build_expression(child.first());
    } else if (child.is(SyntaxKind::case_branch)) {
      result->branches.push_back(build_case_branch(child, *result));
    }
  }
  result->span = atom.span();
  return result;
}

ExpressionPtr TreeBuilder::build_quantifier_expression(SyntaxRef atom) {
  auto result = std::make_unique<QuantifierExpression>();
  switch (*find_keyword(atom.child(SyntaxKind::quantifier_word).text())) {
    case Keyword::all: result->quantifier = Quantifier::all; break;
    case Keyword::any: result->quantifier = Quantifier::any; break;
    case Keyword::none: result->quantifier = Quantifier::none; break;
    default: result->quantifier = Quantifier::single;
  }
  const SyntaxRef variable = atom.child(SyntaxKind::new_variable);
  result->variable = name_of(variable);
  result->variable_span = variable.span();
  for (const SyntaxRef child : atom.children()) {
    if (!child.is(SyntaxKind::expression)) continue;
    if (!result->list) {
      result->list = build_expression(child);
    } else {
      result->predicate = build_predicate(child);
    }
  }
  if (!result->predicate) {
    fail_syntax(atom.span(), "expected WHERE and a condition for the elements",
                fmt::format("write {}({} IN list WHERE …)",
                            atom.child(SyntaxKind::quantifier_word).text(), result->variable));
    result->predicate = placeholder(atom.span());
  }
  result->span = atom.span();
  return result;
}

ExpressionPtr TreeBuilder::build_reduce(SyntaxRef atom) {
  auto result = std::make_unique<ReduceExpression>();
  // reduce ( accumulator = initial , variable IN list | expression [, predicate] )
  auto part = atom.children().begin();
  const auto next = [&part] {
    const SyntaxRef current = *part;
    ++part;
    return current;
  };
  const SyntaxRef accumulator = next();
  const SyntaxRef initial = next();
  const SyntaxRef variable = next();
  const SyntaxRef list = next();
  const SyntaxRef expression = next();
  result->accumulator = name_of(accumulator);
  result->accumulator_span = accumulator.span();
  result->initial = build_expression(initial);
  result->variable = name_of(variable);
  result->variable_span = variable.span();
  result->list = build_expression(list);
  result->expression = build_expression(expression);
  if (atom.is(SyntaxKind::all_reduce_expression)) result->predicate = build_predicate(next());
  result->span = atom.span();
  return result;
}

/// trim(LEADING 'x' FROM text) is ltrim(text, 'x'), and so on.
ExpressionPtr TreeBuilder::build_trim(SyntaxRef atom) {
  auto call = std::make_unique<FunctionCallExpression>();
  call->name = "trim";
  const std::uint32_t begin = atom.span().begin;
  call->name_span = {begin, begin + static_cast<std::uint32_t>(call->name.size())};
  call->span = atom.span();
  if (const SyntaxRef from = atom.child(SyntaxKind::trim_from)) {
    const SyntaxRef side = atom.child(SyntaxKind::trim_side);
    const auto word = side ? find_keyword(side.text()) : Keyword::both;
    call->name = word == Keyword::leading ? "ltrim" : word == Keyword::trailing ? "rtrim" : "btrim";
    call->arguments.push_back(build_expression(from.child(SyntaxKind::expression)));
  }
  for (const SyntaxRef child : atom.children()) {
    if (child.is(SyntaxKind::expression)) call->arguments.push_back(build_expression(child));
  }
  return call;
}

ExpressionPtr TreeBuilder::build_subquery(SyntaxRef atom) {
  auto result = std::make_unique<SubqueryExpression>();
  const auto word = find_keyword(atom.child(SyntaxKind::subquery_word).text());
  result->subquery_kind = word == Keyword::exists  ? SubqueryKind::exists
                          : word == Keyword::count ? SubqueryKind::count
                                                   : SubqueryKind::collect;
  result->span = atom.span();
  if (const SyntaxRef query = atom.child(SyntaxKind::query)) {
    result->query = std::make_unique<Query>(build_query(query, false));
    return result;
  }
  const SyntaxRef body = atom.child(SyntaxKind::pattern_query);
  if (result->subquery_kind == SubqueryKind::collect) {
    fail_syntax(body.span(), "COLLECT needs a query with RETURN",
                "write COLLECT { MATCH … RETURN … }");
  }
  auto match = std::make_unique<MatchClause>();
  match->span = body.span();
  match->pattern = build_matched_pattern(body);
  match->where = build_where(body, SyntaxKind::where_clause);
  SingleQuery part;
  part.span = body.span();
  part.clauses.push_back(std::move(match));
  result->query = std::make_unique<Query>();
  result->query->span = body.span();
  result->query->parts.push_back(std::move(part));
  return result;
}

namespace {

/// In normalize(text, NFKC) the form is a word, not a variable.
void name_normal_form(FunctionCallExpression& call) {
  constexpr std::string_view name = "normalize";
  const bool fits = std::equal(call.name.begin(), call.name.end(), name.begin(), name.end(),
                               [](char a, char b) { return a == b || (a | 0x20) == b; });
  if (!fits || call.arguments.size() != 2) return;
  ExpressionPtr& form = call.arguments[1];
  if (form->kind != ExpressionKind::variable) return;
  const auto& word = as<VariableExpression>(*form);
  const auto keyword = find_keyword(word.name);
  if (keyword != Keyword::nfc && keyword != Keyword::nfd && keyword != Keyword::nfkc &&
      keyword != Keyword::nfkd) {
    return;
  }
  auto text = std::make_unique<LiteralExpression>();
  text->value = Value(spelling_of(*keyword));
  text->span = form->span;
  form = std::move(text);
}

}  // namespace

ExpressionPtr TreeBuilder::build_function_call(SyntaxRef atom) {
  auto call = std::make_unique<FunctionCallExpression>();
  const SyntaxRef name = atom.child(SyntaxKind::function_name);
  call->name = dotted_name_of(name);
  call->name_span = name.span();
  call->distinct = atom.has(SyntaxKind::distinct_flag);
  call->star = atom.has(SyntaxKind::star_argument);
  call->span = atom.span();
  const auto keyword = find_keyword(call->name);
  if (call->star && keyword != Keyword::count) {
    fail_syntax(atom.child(SyntaxKind::star_argument).span(), "only count() takes *");
  }
  for (const SyntaxRef child : atom.children()) {
    if (!child.is(SyntaxKind::expression)) continue;
    // exists() is the one function whose argument may be a pattern.
    call->arguments.push_back(keyword == Keyword::exists ? build_predicate(child)
                                                         : build_expression(child));
  }
  name_normal_form(*call);
  return call;
}

}  // namespace entente::query
