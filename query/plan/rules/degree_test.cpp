#include <algorithm>
#include <optional>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/operator_symbols.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

/// The expansion a subquery consists of, if its rows are exactly the relationships of one node that
/// comes from outside; nullptr otherwise.
const Expand* only_expansion(const LogicalOperator& root) {
  const LogicalOperator* op = &root;
  while (op->kind == OperatorKind::project) {
    const auto& items = as<Project>(*op).items;
    if (std::any_of(items.begin(), items.end(),
                    [](const auto& item) { return item.expression != nullptr; })) {
      return nullptr;
    }
    op = op->children.front().get();
  }
  if (op->kind != OperatorKind::expand) return nullptr;
  const auto& expand = as<Expand>(*op);
  if (expand.relationship_bound || !expand.spec.distinct_from.empty()) return nullptr;
  return expand.children.front()->kind == OperatorKind::argument ? &expand : nullptr;
}

/// Binds the number of relationships the expansion would follow.
LogicalOperatorPtr degree_of(LogicalPlan& plan, const ExpandSpec& spec, LogicalOperatorPtr input) {
  auto degree = std::make_unique<CountDegree>();
  degree->from = spec.from;
  degree->direction = spec.direction;
  degree->types = spec.types;
  plan.symbols.push_back(Symbol{"", StaticType::integer, {}});
  degree->target = static_cast<Slot>(plan.symbols.size() - 1);
  degree->children.push_back(std::move(input));
  return degree;
}

void test_degree(LogicalPlan& plan, LogicalOperatorPtr& op) {
  auto& semi = as<SemiApply>(*op);
  const Expand* expand = only_expansion(*semi.children[1]);
  if (expand == nullptr) return;
  auto filter = std::make_unique<Filter>();
  LogicalOperatorPtr degree = degree_of(plan, expand->spec, std::move(semi.children[0]));
  const Slot target = as<CountDegree>(*degree).target;
  filter->predicates = {semi.negated ? &make_number_equality(plan, target, 0)
                                     : &make_greater(plan, target, 0)};
  filter->children.push_back(std::move(degree));
  op = std::move(filter);
}

/// Operators whose expressions see the input row and nothing else.
bool may_read_column(const LogicalOperator& op) {
  return op.kind == OperatorKind::filter || op.kind == OperatorKind::project ||
         op.kind == OperatorKind::sort || op.kind == OperatorKind::top_n;
}

/// The counting subqueries in the operator's expressions that a degree answers.
std::vector<const Expression*> counts_by_degree(const LogicalOperator& op,
                                                const LogicalPlan& plan) {
  std::vector<const Expression*> result;
  for_each_expression(op, [&](const Expression& expression) {
    walk(expression, [&](const Expression& part) {
      const auto subplan = plan.subplans.find(&part);
      if (subplan == plan.subplans.end()) return;
      if (subplan->second.result != Subplan::Result::count) return;
      const Expand* expand = only_expansion(*subplan->second.root);
      if (expand == nullptr) return;
      // A variable of a comprehension around it is no column; and what may be no node must only be
      // looked at where the text does.
      const Slot from = expand->spec.from;
      const bool column = symbols_of(expression, plan).contains(from);
      if (column && plan.symbols[from].type == StaticType::node) result.push_back(&part);
    });
  });
  return result;
}

void count_degree_below(LogicalPlan& plan, LogicalOperator& op) {
  for (const Expression* count : counts_by_degree(op, plan)) {
    const auto subplan = plan.subplans.find(count);
    if (subplan == plan.subplans.end()) continue;
    const ExpandSpec& spec = only_expansion(*subplan->second.root)->spec;
    LogicalOperatorPtr degree = degree_of(plan, spec, std::move(op.children.front()));
    plan.computed[count] = as<CountDegree>(*degree).target;
    op.children.front() = std::move(degree);
    plan.subplans.erase(subplan);
  }
}

}  // namespace

/// Whether a node has relationships of some types, and how many, is said by its degree: no
/// relationship is read for EXISTS { (a)-[:T]->() }, (a)-[:T]->() or COUNT { (a)-[:T]->() }.
void degree_test(RuleContext& context, LogicalOperatorPtr& root) {
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind == OperatorKind::semi_apply) test_degree(context.plan, op);
    if (may_read_column(*op)) count_degree_below(context.plan, *op);
  });
}

}  // namespace entente::query
