// What `[` begins: a list, a list comprehension or a pattern comprehension. The grammar reads the
// three with one rule, so that no text is parsed twice; here they are told apart.

#include "query/ast/tree_builder.hpp"

namespace entente::query {
namespace {

std::size_t child_count(SyntaxRef node) {
  std::size_t count = 0;
  for ([[maybe_unused]] const SyntaxRef child : node.children()) ++count;
  return count;
}

/// `variable IN …`
bool begins_comprehension(SyntaxRef first) {
  if (child_count(first) < 3) return false;
  auto part = first.children().begin();
  return (*part).is(SyntaxKind::variable_reference) && (*++part).is(SyntaxKind::operator_in);
}

/// `(a)-->(b)` or `path = (a)-->(b)`; gives the pattern.
SyntaxRef sole_pattern(SyntaxRef first) {
  const std::size_t count = child_count(first);
  if (count == 1 && first.first().is(SyntaxKind::pattern_predicate)) return first.first();
  if (count != 3) return {};
  auto part = first.children().begin();
  const bool named = (*part).is(SyntaxKind::variable_reference) &&
                     (*++part).is(SyntaxKind::operator_equal) &&
                     (*++part).is(SyntaxKind::pattern_predicate);
  return named ? *part : SyntaxRef();
}

}  // namespace

ExpressionPtr TreeBuilder::build_list(SyntaxRef atom) {
  const SyntaxRef first = atom.first();
  const SyntaxRef projection = atom.child(SyntaxKind::comprehension_projection);
  const SyntaxRef predicate = atom.child(SyntaxKind::comprehension_predicate);
  if (first && projection && sole_pattern(first)) return build_pattern_comprehension(atom, first);
  const bool several = atom.has(SyntaxKind::more_items);
  if (first && !several && begins_comprehension(first)) {
    return build_list_comprehension(atom, first);
  }
  if (predicate || projection) {
    const Span span = (predicate ? predicate : projection).span();
    fail_syntax(span, "only a comprehension has a WHERE or '|' part",
                "write [variable IN list WHERE condition | expression]");
  }
  auto list = std::make_unique<ListExpression>();
  list->span = atom.span();
  for (const SyntaxRef child : atom.children()) {
    if (child.is(SyntaxKind::expression)) list->items.push_back(build_expression(child));
    if (!child.is(SyntaxKind::more_items)) continue;
    for (const SyntaxRef item : child.children()) list->items.push_back(build_expression(item));
  }
  return list;
}

ExpressionPtr TreeBuilder::build_list_comprehension(SyntaxRef atom, SyntaxRef first) {
  auto comprehension = std::make_unique<ListComprehensionExpression>();
  const SyntaxRef variable = first.first();
  comprehension->variable = name_of(variable);
  comprehension->variable_span = variable.span();
  // All that follows `variable IN` in the flat list is the list expression, whatever its operators.
  comprehension->list = build_tail(first, 2);
  if (const SyntaxRef predicate = atom.child(SyntaxKind::comprehension_predicate)) {
    comprehension->predicate = build_predicate(predicate.first());
  }
  if (const SyntaxRef projection = atom.child(SyntaxKind::comprehension_projection)) {
    comprehension->projection = build_expression(projection.first());
  }
  comprehension->span = atom.span();
  return comprehension;
}

ExpressionPtr TreeBuilder::build_pattern_comprehension(SyntaxRef atom, SyntaxRef first) {
  auto comprehension = std::make_unique<PatternComprehensionExpression>();
  const SyntaxRef pattern = sole_pattern(first);
  comprehension->pattern = std::make_unique<PathPattern>(build_path_pattern(pattern.first()));
  if (first.first().is(SyntaxKind::variable_reference)) {
    comprehension->pattern->variable = binding_of(first.first());
    comprehension->pattern->span = first.span();
  }
  if (const SyntaxRef predicate = atom.child(SyntaxKind::comprehension_predicate)) {
    comprehension->predicate = build_predicate(predicate.first());
  }
  comprehension->projection =
      build_expression(atom.child(SyntaxKind::comprehension_projection).first());
  comprehension->span = atom.span();
  return comprehension;
}

}  // namespace entente::query
