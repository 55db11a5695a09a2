#include <algorithm>
#include <optional>

#include "query/ast/mirrored_comparison.hpp"
#include "query/plan/expression_symbols.hpp"
#include "query/plan/rules/rule.hpp"

namespace entente::query {
namespace {

/// What a condition asks of a subquery: that it has rows, or that it has none.
struct ExistenceTest {
  const Expression* subquery = nullptr;
  bool negated = false;
};

std::optional<std::int64_t> integer_literal(const Expression& expression) {
  if (expression.kind != ExpressionKind::literal) return std::nullopt;
  const Value& value = as<LiteralExpression>(expression).value;
  if (!value.is_integer()) return std::nullopt;
  return value.as_integer();
}

/// Whether `count op number` says no more than that there is a row (true) or none (false).
std::optional<bool> says_existence(ComparisonOperator op, std::int64_t number) {
  switch (op) {
    case ComparisonOperator::greater:
    case ComparisonOperator::not_equal:
      if (number == 0) return true;
      break;
    case ComparisonOperator::greater_equal:
      if (number == 1) return true;
      break;
    case ComparisonOperator::equal:
    case ComparisonOperator::less_equal:
      if (number == 0) return false;
      break;
    case ComparisonOperator::less:
      if (number == 1) return false;
      break;
  }
  return std::nullopt;
}

/// COUNT { … } > 0 and its kind.
std::optional<ExistenceTest> test_of_count(const ComparisonExpression& comparison,
                                           const LogicalPlan& plan) {
  if (comparison.operators.size() != 1) return std::nullopt;
  for (const std::size_t side : {0U, 1U}) {
    const Expression& count = *comparison.operands[side];
    const auto number = integer_literal(*comparison.operands[1 - side]);
    const auto subplan = plan.subplans.find(&count);
    if (!number || subplan == plan.subplans.end()) continue;
    if (subplan->second.result != Subplan::Result::count) continue;
    const auto op = side == 0 ? comparison.operators[0] : mirrored(comparison.operators[0]);
    if (const auto exists = says_existence(op, *number)) return ExistenceTest{&count, !*exists};
  }
  return std::nullopt;
}

std::optional<ExistenceTest> existence_test(const Expression& predicate, const LogicalPlan& plan) {
  const auto subplan = plan.subplans.find(&predicate);
  if (subplan != plan.subplans.end()) {
    if (subplan->second.result != Subplan::Result::exists) return std::nullopt;
    return ExistenceTest{&predicate, false};
  }
  if (predicate.kind == ExpressionKind::comparison) {
    return test_of_count(as<ComparisonExpression>(predicate), plan);
  }
  if (predicate.kind != ExpressionKind::unary) return std::nullopt;
  const auto& unary = as<UnaryExpression>(predicate);
  if (unary.op != UnaryOperator::logical_not) return std::nullopt;
  auto test = existence_test(*unary.operand, plan);
  if (test) test->negated = !test->negated;
  return test;
}

}  // namespace

/// Conditions that ask whether a subquery has a row become semi-joins: whole batches of rows are
/// tested at once, each row only until its first match, and further rules see what is inside.
void semi_apply(RuleContext& context, LogicalOperatorPtr& root) {
  LogicalPlan& plan = context.plan;
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind != OperatorKind::filter) return;
    std::vector<ExistenceTest> tests;
    std::erase_if(as<Filter>(*op).predicates, [&](const Expression* predicate) {
      const auto test = existence_test(*predicate, plan);
      if (test) tests.push_back(*test);
      return test.has_value();
    });
    if (!tests.empty() && as<Filter>(*op).predicates.empty()) remove_operator(op);
    for (const auto& test : tests) {
      const auto subplan = plan.subplans.find(test.subquery);
      auto semi = std::make_unique<SemiApply>();
      semi->negated = test.negated;
      semi->children.push_back(std::move(op));
      semi->children.push_back(std::move(subplan->second.root));
      plan.subplans.erase(subplan);
      op = std::move(semi);
    }
  });
}

}  // namespace entente::query
