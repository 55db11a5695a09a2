#include "query/plan/plan_context.hpp"

#include "query/plan/cardinality.hpp"
#include "query/plan/expression_symbols.hpp"

namespace entente::query {

Slot PlanContext::fresh(StaticType type, std::string name) {
  plan.symbols.push_back(Symbol{std::move(name), type, {}});
  return static_cast<Slot>(plan.symbols.size() - 1);
}

Slot PlanContext::slot_of(const void* object) const {
  const auto it = plan.slots.find(object);
  assert(it != plan.slots.end());
  return it->second;
}

Slot PlanContext::slot_of(const BindingVariable& variable, StaticType type) {
  const auto it = plan.slots.find(&variable);
  if (it != plan.slots.end()) return it->second;
  assert(!variable.named());
  return plan.slots[&variable] = fresh(type);
}

bool PlanContext::is_reference(const BindingVariable& variable) const {
  const auto it = info.introduces.find(&variable);
  return it != info.introduces.end() && !it->second;
}

LogicalOperatorPtr PlanContext::add(LogicalOperatorPtr op, LogicalOperatorPtr input) {
  op->children.push_back(std::move(input));
  estimate(*op, plan, statistics);
  return op;
}

LogicalOperatorPtr PlanContext::add(LogicalOperatorPtr op, LogicalOperatorPtr left,
                                    LogicalOperatorPtr right) {
  op->children.push_back(std::move(left));
  op->children.push_back(std::move(right));
  estimate(*op, plan, statistics);
  return op;
}

Result<LogicalOperatorPtr> PlanContext::add_filter(const Expression& predicate,
                                                   LogicalOperatorPtr input) {
  ENTENTE_TRY(prepare(*this, predicate));
  auto filter = make_operator<Filter>();
  split_conjunction(predicate, filter->predicates);
  return add(std::move(filter), std::move(input));
}

LogicalOperatorPtr PlanContext::argument() { return make_operator<Argument>(); }

}  // namespace entente::query
