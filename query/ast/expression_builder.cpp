// Flat operator lists to trees: precedence climbing, one level of operators per step. Within a
// level the work is iterative, and the number of levels is fixed, so that the stack used does not
// depend on the length of a chain.

#include <algorithm>
#include <bit>

#include "query/ast/ast_walk.hpp"
#include "query/ast/tree_builder.hpp"
#include "query/syntax/keywords.hpp"

namespace entente::query {
namespace {

Span join(Span left, Span right) { return {left.begin, right.end}; }

BinaryOperator binary_operator(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::operator_or: return BinaryOperator::logical_or;
    case SyntaxKind::operator_xor: return BinaryOperator::logical_xor;
    case SyntaxKind::operator_and: return BinaryOperator::logical_and;
    case SyntaxKind::operator_add: return BinaryOperator::add;
    case SyntaxKind::operator_subtract: return BinaryOperator::subtract;
    case SyntaxKind::operator_multiply: return BinaryOperator::multiply;
    case SyntaxKind::operator_divide: return BinaryOperator::divide;
    case SyntaxKind::operator_modulo: return BinaryOperator::modulo;
    case SyntaxKind::operator_power: return BinaryOperator::power;
    case SyntaxKind::operator_starts_with: return BinaryOperator::starts_with;
    case SyntaxKind::operator_ends_with: return BinaryOperator::ends_with;
    case SyntaxKind::operator_contains: return BinaryOperator::contains;
    case SyntaxKind::operator_regex: return BinaryOperator::regex_match;
    case SyntaxKind::operator_concatenate: return BinaryOperator::concatenate;
    default: assert(kind == SyntaxKind::operator_in); return BinaryOperator::in;
  }
}

ComparisonOperator comparison_operator(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::operator_equal: return ComparisonOperator::equal;
    case SyntaxKind::operator_not_equal: return ComparisonOperator::not_equal;
    case SyntaxKind::operator_less: return ComparisonOperator::less;
    case SyntaxKind::operator_less_equal: return ComparisonOperator::less_equal;
    case SyntaxKind::operator_greater: return ComparisonOperator::greater;
    default:
      assert(kind == SyntaxKind::operator_greater_equal);
      return ComparisonOperator::greater_equal;
  }
}

UnicodeForm normal_form_of(SyntaxRef node) {
  if (!node) return UnicodeForm::nfc;
  switch (*find_keyword(node.text())) {
    case Keyword::nfd: return UnicodeForm::nfd;
    case Keyword::nfkc: return UnicodeForm::nfkc;
    case Keyword::nfkd: return UnicodeForm::nfkd;
    default: return UnicodeForm::nfc;
  }
}

/// True if the condition is one comparison or predicate and `left` its left operand.
bool compares_directly(const Expression& condition, const Expression* left) {
  switch (condition.kind) {
    case ExpressionKind::comparison: {
      const auto& operands = as<ComparisonExpression>(condition).operands;
      return operands.size() == 2 && operands.front().get() == left;
    }
    case ExpressionKind::binary: return as<BinaryExpression>(condition).left.get() == left;
    default: {
      bool direct = false;
      for_each_child(condition, [&](const Expression& child) { direct |= &child == left; });
      return direct;
    }
  }
}

bool is_sign(SyntaxKind kind) {
  return kind == SyntaxKind::prefix_minus || kind == SyntaxKind::prefix_plus;
}

bool is_prefix(SyntaxKind kind) { return kind == SyntaxKind::prefix_not || is_sign(kind); }

bool is_postfix(SyntaxKind kind) {
  return kind == SyntaxKind::property_lookup || kind == SyntaxKind::subscript;
}

ExpressionPtr make_binary(ExpressionPtr left, BinaryOperator op, Span operator_span,
                          ExpressionPtr right) {
  auto binary = std::make_unique<BinaryExpression>();
  binary->op = op;
  binary->operator_span = operator_span;
  binary->span = join(left->span, right->span);
  binary->left = std::move(left);
  binary->right = std::move(right);
  return binary;
}

/// A balanced tree over operands [first, last) with operators[i] between i and i + 1. AND, OR and
/// XOR are associative in three-valued logic, and the operands keep their order, so that
/// evaluation from left to right meets the same values.
ExpressionPtr balance(std::vector<ExpressionPtr>& operands, BinaryOperator op,
                      const std::vector<Span>& operators, std::size_t first, std::size_t last) {
  if (last - first == 1) return std::move(operands[first]);
  const std::size_t middle = first + (last - first + 1) / 2;
  ExpressionPtr left = balance(operands, op, operators, first, middle);
  ExpressionPtr right = balance(operands, op, operators, middle, last);
  return make_binary(std::move(left), op, operators[middle - 1], std::move(right));
}

}  // namespace

/// Walks the children of an expression node.
struct TreeBuilder::OperatorReader {
  SyntaxChildren::Iterator at;
  SyntaxChildren::Iterator end;

  [[nodiscard]] bool done() const { return at == end; }
  [[nodiscard]] SyntaxRef peek() const { return *at; }
  SyntaxRef take() {
    const SyntaxRef taken = *at;
    ++at;
    return taken;
  }
};

namespace {

/// How deep the tree of a flat list can get: the longest run of operators that nest in each other,
/// and the height of the balanced tree of logical operators above them.
std::size_t depth_of(SyntaxChildren children) {
  std::size_t run = 0;
  std::size_t longest = 0;
  std::size_t logical = 0;
  for (const SyntaxRef child : children) {
    const auto precedence = infix_precedence(child.kind());
    if (precedence && *precedence <= Precedence::logical_and) {
      ++logical;
      run = 0;
    } else if (precedence == Precedence::comparison) {
      // A chain of comparisons is one node, but NOT or a logical operator ends its operands.
      run = 0;
    } else if (precedence || is_prefix(child.kind()) || is_postfix(child.kind())) {
      ++run;
    }
    longest = std::max(longest, run);
  }
  constexpr std::size_t logical_levels = 3;
  return 1 + longest + logical_levels * static_cast<std::size_t>(std::bit_width(logical));
}

}  // namespace

ExpressionPtr TreeBuilder::build_predicate(SyntaxRef expression) {
  const DepthGuard guard(*this, depth_of(expression.children()), expression.span());
  if (guard.exceeded()) return placeholder(expression.span());
  OperatorReader reader{expression.children().begin(), expression.children().end()};
  return build_level(reader, Precedence::logical_or);
}

ExpressionPtr TreeBuilder::build_expression(SyntaxRef expression) {
  return value_only(build_predicate(expression));
}

ExpressionPtr TreeBuilder::build_tail(SyntaxRef expression, std::size_t skipped) {
  const DepthGuard guard(*this, depth_of(expression.children()), expression.span());
  if (guard.exceeded()) return placeholder(expression.span());
  OperatorReader reader{expression.children().begin(), expression.children().end()};
  for (std::size_t i = 0; i < skipped; ++i) reader.take();
  return value_only(build_level(reader, Precedence::logical_or));
}

ExpressionPtr TreeBuilder::value_only(ExpressionPtr expression) {
  if (expression->kind == ExpressionKind::pattern_predicate) {
    fail_syntax(expression->span, "a pattern can only be used as a condition here",
                "write EXISTS { … }, COUNT { … } or a pattern comprehension [(a)-->(b) | b]");
  }
  return expression;
}

ExpressionPtr TreeBuilder::build_level(OperatorReader& reader, Precedence least) {
  return build_rest(reader, build_prefixed(reader, least), least);
}

ExpressionPtr TreeBuilder::build_rest(OperatorReader& reader, ExpressionPtr left,
                                      Precedence least) {
  while (!reader.done()) {
    const auto precedence = infix_precedence(reader.peek().kind());
    if (!precedence || *precedence < least) break;
    left = build_infix(reader, std::move(left), *precedence);
  }
  return left;
}

ExpressionPtr TreeBuilder::build_prefixed(OperatorReader& reader, Precedence least) {
  std::vector<SyntaxRef> prefixes;
  while (reader.peek().is(SyntaxKind::prefix_not)) prefixes.push_back(reader.take());
  if (prefixes.empty()) return build_operand(reader);
  if (least > Precedence::logical_not) {
    fail_syntax(prefixes.front().span(), "NOT binds less tightly than the operator before it",
                "put parentheses around NOT and its operand");
  }
  ExpressionPtr expression = build_level(reader, Precedence::comparison);
  for (auto prefix = prefixes.rbegin(); prefix != prefixes.rend(); ++prefix) {
    auto negation = std::make_unique<UnaryExpression>();
    negation->op = UnaryOperator::logical_not;
    negation->span = join(prefix->span(), expression->span);
    negation->operand = std::move(expression);
    expression = std::move(negation);
  }
  return expression;
}

ExpressionPtr TreeBuilder::build_infix(OperatorReader& reader, ExpressionPtr left,
                                       Precedence precedence) {
  if (precedence <= Precedence::logical_and) {
    return build_logical_chain(reader, std::move(left), precedence);
  }
  if (precedence == Precedence::comparison) return build_comparison_chain(reader, std::move(left));
  left = value_only(std::move(left));
  const SyntaxRef op = reader.take();
  if (op.is(SyntaxKind::is_test)) return build_is_test(op, std::move(left));
  ExpressionPtr right = value_only(build_level(reader, tighter(precedence)));
  return make_binary(std::move(left), binary_operator(op.kind()), op.span(), std::move(right));
}

ExpressionPtr TreeBuilder::build_logical_chain(OperatorReader& reader, ExpressionPtr left,
                                               Precedence precedence) {
  const BinaryOperator op = binary_operator(reader.peek().kind());
  std::vector<ExpressionPtr> operands;
  std::vector<Span> operators;
  operands.push_back(std::move(left));
  while (!reader.done() && infix_precedence(reader.peek().kind()) == precedence) {
    operators.push_back(reader.take().span());
    operands.push_back(build_level(reader, tighter(precedence)));
  }
  return balance(operands, op, operators, 0, operands.size());
}

ExpressionPtr TreeBuilder::build_comparison_chain(OperatorReader& reader, ExpressionPtr left) {
  auto comparison = std::make_unique<ComparisonExpression>();
  comparison->operands.push_back(value_only(std::move(left)));
  while (!reader.done() && infix_precedence(reader.peek().kind()) == Precedence::comparison) {
    comparison->operators.push_back(comparison_operator(reader.take().kind()));
    comparison->operands.push_back(
        value_only(build_level(reader, tighter(Precedence::comparison))));
  }
  comparison->span = join(comparison->operands.front()->span, comparison->operands.back()->span);
  return comparison;
}

ExpressionPtr TreeBuilder::build_is_test(SyntaxRef test, ExpressionPtr operand) {
  const bool negated = test.has(SyntaxKind::not_flag);
  const Span span = join(operand->span, test.span());
  if (const SyntaxRef type = test.child(SyntaxKind::type_test)) {
    auto result = std::make_unique<TypeTestExpression>();
    result->type_name = build_type_name(type.child(SyntaxKind::value_type));
    result->negated = negated;
    result->operand = std::move(operand);
    result->span = span;
    return result;
  }
  if (const SyntaxRef normalized = test.child(SyntaxKind::normalized_test)) {
    auto result = std::make_unique<NormalizedTestExpression>();
    result->form = normal_form_of(normalized.child(SyntaxKind::normal_form));
    result->negated = negated;
    result->operand = std::move(operand);
    result->span = span;
    return result;
  }
  if (const SyntaxRef labels = test.child(SyntaxKind::is_label_test)) {
    auto result = std::make_unique<LabelTestExpression>();
    result->labels = build_labels(labels);
    if (negated) {
      LabelExpression inner = std::move(result->labels);
      result->labels = LabelExpression{LabelExpression::Kind::not_, {}, inner.span, {}, {}};
      result->labels.children.push_back(std::move(inner));
    }
    result->operand = std::move(operand);
    result->span = span;
    return result;
  }
  auto result = std::make_unique<IsNullExpression>();
  result->negated = negated;
  result->operand = std::move(operand);
  result->span = span;
  return result;
}

ExpressionPtr TreeBuilder::build_operand(OperatorReader& reader) {
  std::vector<SyntaxRef> signs;
  while (is_sign(reader.peek().kind())) signs.push_back(reader.take());
  const SyntaxRef atom = reader.take();
  const bool plain = reader.done() || (!is_postfix(reader.peek().kind()) &&
                                       !reader.peek().is(SyntaxKind::label_test));
  ExpressionPtr expression;
  // The sign belongs to a number, because the smallest integer has no positive counterpart.
  if (plain && atom.is(SyntaxKind::number_literal) && !signs.empty() &&
      signs.back().is(SyntaxKind::prefix_minus)) {
    expression = build_number(atom, true);
    expression->span = join(signs.back().span(), atom.span());
    signs.pop_back();
  } else {
    expression = build_atom(atom);
  }
  while (!reader.done() && is_postfix(reader.peek().kind())) {
    expression = build_postfix(reader.take(), value_only(std::move(expression)));
  }
  if (!reader.done() && reader.peek().is(SyntaxKind::label_test)) {
    expression = build_label_test(reader.take(), value_only(std::move(expression)));
  }
  for (auto sign = signs.rbegin(); sign != signs.rend(); ++sign) {
    auto unary = std::make_unique<UnaryExpression>();
    unary->op = sign->is(SyntaxKind::prefix_minus) ? UnaryOperator::minus : UnaryOperator::plus;
    unary->span = join(sign->span(), expression->span);
    unary->operand = value_only(std::move(expression));
    expression = std::move(unary);
  }
  return expression;
}

ExpressionPtr TreeBuilder::build_postfix(SyntaxRef postfix, ExpressionPtr subject) {
  const Span span = join(subject->span, postfix.span());
  if (postfix.is(SyntaxKind::property_lookup)) {
    const SyntaxRef key = postfix.first();
    auto property = std::make_unique<PropertyExpression>();
    property->key = name_of(key);
    property->key_span = key.span();
    property->subject = std::move(subject);
    property->span = span;
    return property;
  }
  if (!postfix.has(SyntaxKind::slice_sign)) {
    auto element = std::make_unique<SubscriptExpression>();
    element->index = build_expression(postfix.first());
    element->subject = std::move(subject);
    element->span = span;
    return element;
  }
  auto slice = std::make_unique<SliceExpression>();
  bool behind_sign = false;
  for (const SyntaxRef child : postfix.children()) {
    if (child.is(SyntaxKind::slice_sign)) {
      behind_sign = true;
    } else {
      (behind_sign ? slice->to : slice->from) = build_expression(child);
    }
  }
  slice->subject = std::move(subject);
  slice->span = span;
  return slice;
}

ExpressionPtr TreeBuilder::build_label_test(SyntaxRef test, ExpressionPtr operand) {
  auto result = std::make_unique<LabelTestExpression>();
  result->labels = build_labels(test.first());
  result->span = join(operand->span, test.span());
  result->operand = std::move(operand);
  return result;
}

ExpressionPtr TreeBuilder::build_target(SyntaxRef target) {
  const DepthGuard guard(*this, depth_of(target.children()), target.span());
  if (guard.exceeded()) return placeholder(target.span());
  OperatorReader reader{target.children().begin(), target.children().end()};
  return value_only(build_operand(reader));
}

/// The tests of one WHEN of an extended CASE: conditions on the subject, joined by OR.
ExpressionPtr TreeBuilder::build_case_tests(const std::vector<SyntaxRef>& tests) {
  std::vector<ExpressionPtr> conditions;
  for (const SyntaxRef test : tests) conditions.push_back(build_case_test(test));
  const std::vector<Span> commas(conditions.size() - 1, Span{});
  const DepthGuard guard(*this, std::bit_width(conditions.size()), conditions.front()->span);
  if (guard.exceeded()) return std::move(conditions.front());
  return balance(conditions, BinaryOperator::logical_or, commas, 0, conditions.size());
}

ExpressionPtr TreeBuilder::build_case_test(SyntaxRef test) {
  auto subject = std::make_unique<VariableExpression>();
  subject->span = {test.span().begin, test.span().begin};
  if (!test.is(SyntaxKind::case_condition)) {
    auto equality = std::make_unique<ComparisonExpression>();
    equality->operands.push_back(std::move(subject));
    equality->operands.push_back(build_expression(test));
    equality->operators.push_back(ComparisonOperator::equal);
    equality->span = test.span();
    return equality;
  }
  const DepthGuard guard(*this, depth_of(test.children()), test.span());
  if (guard.exceeded()) return placeholder(test.span());
  OperatorReader reader{test.children().begin(), test.children().end()};
  const Expression* left_out = subject.get();
  ExpressionPtr condition = build_rest(reader, std::move(subject), Precedence::comparison);
  if (!reader.done() || !compares_directly(*condition, left_out)) {
    fail_syntax(test.span(), "a test of WHEN is one comparison with the subject",
                "separate several tests by commas, or write CASE WHEN condition THEN …");
  }
  return condition;
}

}  // namespace entente::query
