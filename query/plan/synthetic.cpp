#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

/// A comparison with operands that belong to somebody else: it lets go of them before it dies.
/// Expressions own their parts, and copying a part of the statement would lose its identity, by
/// which slots and subplans are found.
struct BorrowingComparison : ComparisonExpression {
  std::vector<bool> borrowed;

  BorrowingComparison() = default;
  ~BorrowingComparison() override {
    for (std::size_t i = 0; i < operands.size(); ++i) {
      if (borrowed[i]) static_cast<void>(operands[i].release());
    }
  }
  void own(ExpressionPtr operand) {
    operands.push_back(std::move(operand));
    borrowed.push_back(false);
  }
  void borrow(const Expression& operand) {
    // Nothing changes an expression after it was built, so the lost const does no harm.
    operands.emplace_back(const_cast<Expression*>(&operand));  // NOLINT(*-const-cast)
    borrowed.push_back(true);
  }
};

/// The same for the condition of a quantifier.
struct BorrowingQuantifier : QuantifierExpression {
  ~BorrowingQuantifier() override { static_cast<void>(predicate.release()); }
};

ExpressionPtr make_literal(Value value) {
  auto literal = std::make_unique<LiteralExpression>();
  literal->value = std::move(value);
  return literal;
}

ExpressionPtr call_on(std::string name, ExpressionPtr argument) {
  auto call = std::make_unique<FunctionCallExpression>();
  call->name = std::move(name);
  call->arguments.push_back(std::move(argument));
  return call;
}

}  // namespace

const Expression& keep(LogicalPlan& plan, ExpressionPtr expression) {
  plan.expressions.push_back(std::move(expression));
  return *plan.expressions.back();
}

ExpressionPtr make_variable(LogicalPlan& plan, Slot slot) {
  auto variable = std::make_unique<VariableExpression>();
  const std::string& name = plan.symbols[slot].name;
  // The name is only for EXPLAIN, which calls symbols without one by their number.
  variable->name = name.empty() ? "anon_" + std::to_string(slot) : name;
  plan.slots[variable.get()] = slot;
  return variable;
}

const Expression& make_label_test(LogicalPlan& plan, Slot slot, const LabelExpression& labels) {
  auto test = std::make_unique<LabelTestExpression>();
  test->operand = make_variable(plan, slot);
  test->labels = labels;
  test->span = labels.span;
  return keep(plan, std::move(test));
}

const Expression& make_property_equality(LogicalPlan& plan, Slot slot, const MapEntry& entry) {
  auto property = std::make_unique<PropertyExpression>();
  property->subject = make_variable(plan, slot);
  property->key = entry.key;
  property->key_span = entry.key_span;
  property->span = entry.key_span;
  auto comparison = std::make_unique<BorrowingComparison>();
  comparison->own(std::move(property));
  comparison->borrow(*entry.value);
  comparison->operators = {ComparisonOperator::equal};
  comparison->span = entry.key_span;
  return keep(plan, std::move(comparison));
}

namespace {

const Expression& make_symbol_comparison(LogicalPlan& plan, Slot a, ComparisonOperator op, Slot b) {
  auto comparison = std::make_unique<ComparisonExpression>();
  comparison->operands.push_back(make_variable(plan, a));
  comparison->operands.push_back(make_variable(plan, b));
  comparison->operators = {op};
  return keep(plan, std::move(comparison));
}

}  // namespace

const Expression& make_symbol_equality(LogicalPlan& plan, Slot a, Slot b) {
  return make_symbol_comparison(plan, a, ComparisonOperator::equal, b);
}

const Expression& make_symbol_inequality(LogicalPlan& plan, Slot a, Slot b) {
  return make_symbol_comparison(plan, a, ComparisonOperator::not_equal, b);
}

const Expression& make_is_not_null(LogicalPlan& plan, Slot slot) {
  auto test = std::make_unique<IsNullExpression>();
  test->operand = make_variable(plan, slot);
  test->negated = true;
  return keep(plan, std::move(test));
}

namespace {

const Expression& compare_with_number(LogicalPlan& plan, Slot slot, ComparisonOperator op,
                                      std::int64_t number) {
  auto comparison = std::make_unique<ComparisonExpression>();
  comparison->operands.push_back(make_variable(plan, slot));
  comparison->operands.push_back(make_literal(Value(number)));
  comparison->operators = {op};
  return keep(plan, std::move(comparison));
}

}  // namespace

const Expression& make_number_equality(LogicalPlan& plan, Slot slot, std::int64_t number) {
  return compare_with_number(plan, slot, ComparisonOperator::equal, number);
}

const Expression& make_greater(LogicalPlan& plan, Slot slot, std::int64_t number) {
  return compare_with_number(plan, slot, ComparisonOperator::greater, number);
}

ExpressionPtr make_call(LogicalPlan& plan, std::string name, Slot argument) {
  return call_on(std::move(name), make_variable(plan, argument));
}

const Expression& make_both_ends(LogicalPlan& plan, Slot relationship) {
  auto loop = std::make_unique<ComparisonExpression>();
  loop->operands.push_back(make_call(plan, "startNode", relationship));
  loop->operands.push_back(make_call(plan, "endNode", relationship));
  loop->operators = {ComparisonOperator::equal};
  auto single = std::make_unique<ListExpression>();
  single->items.push_back(make_call(plan, "startNode", relationship));
  auto both = std::make_unique<ListExpression>();
  both->items.push_back(make_call(plan, "startNode", relationship));
  both->items.push_back(make_call(plan, "endNode", relationship));
  auto choice = std::make_unique<CaseExpression>();
  choice->branches.push_back({std::move(loop), std::move(single)});
  choice->otherwise = std::move(both);
  return keep(plan, std::move(choice));
}

const Expression& make_call_on_head(LogicalPlan& plan, std::string name, Slot list) {
  return keep(plan, call_on(std::move(name), make_call(plan, "head", list)));
}

const Expression& make_comparison(LogicalPlan& plan, const Expression& left, ComparisonOperator op,
                                  const Expression& right) {
  auto comparison = std::make_unique<BorrowingComparison>();
  comparison->borrow(left);
  comparison->borrow(right);
  comparison->operators = {op};
  comparison->span = Span{left.span.begin, right.span.end};
  return keep(plan, std::move(comparison));
}

const Expression& make_all(LogicalPlan& plan, Slot local, Slot list, const Expression& predicate) {
  auto all = std::make_unique<BorrowingQuantifier>();
  all->quantifier = Quantifier::all;
  all->variable = plan.symbols[local].name;
  all->list = make_variable(plan, list);
  all->predicate.reset(const_cast<Expression*>(&predicate));  // NOLINT(*-const-cast)
  all->span = predicate.span;
  plan.slots[all.get()] = local;
  return keep(plan, std::move(all));
}

const Expression& make_path_nodes(LogicalPlan& plan, Slot path, bool without_last) {
  ExpressionPtr nodes = make_call(plan, "nodes", path);
  if (!without_last) return keep(plan, call_on("tail", std::move(nodes)));
  auto slice = std::make_unique<SliceExpression>();
  slice->subject = std::move(nodes);
  slice->to = make_literal(Value(-1));
  return keep(plan, std::move(slice));
}

}  // namespace entente::query
