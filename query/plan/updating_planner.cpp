#include "query/plan/creation.hpp"

namespace entente::query {
namespace {

Status add_dynamic_labels(PlanContext& context, const std::vector<ExpressionPtr>& names,
                          std::vector<const Expression*>& out) {
  for (const auto& name : names) {
    ENTENTE_TRY(prepare(context, *name));
    out.push_back(name.get());
  }
  return {};
}

Status add_set_operations(PlanContext& context, const std::vector<SetItem>& items,
                          std::vector<SetOperation>& operations) {
  for (const auto& item : items) {
    ENTENTE_TRY(prepare(context, *item.target));
    ENTENTE_TRY(prepare(context, item.value));
    SetOperation operation;
    operation.value = item.value.get();
    operation.subject = item.target.get();
    switch (item.item_kind) {
      case SetItem::Kind::property: {
        const auto& property = as<PropertyExpression>(*item.target);
        operation.kind = SetOperation::Kind::property;
        operation.subject = property.subject.get();
        operation.key = property.key;
        break;
      }
      case SetItem::Kind::dynamic_property: {
        const auto& subscript = as<SubscriptExpression>(*item.target);
        operation.kind = SetOperation::Kind::dynamic_property;
        operation.subject = subscript.subject.get();
        operation.dynamic_key = subscript.index.get();
        break;
      }
      case SetItem::Kind::replace: operation.kind = SetOperation::Kind::replace; break;
      case SetItem::Kind::add: operation.kind = SetOperation::Kind::add; break;
      case SetItem::Kind::labels:
        operation.kind = SetOperation::Kind::labels;
        operation.labels = item.labels;
        ENTENTE_TRY(add_dynamic_labels(context, item.dynamic_labels, operation.dynamic_labels));
        break;
    }
    operations.push_back(std::move(operation));
  }
  return {};
}

RemoveOperation remove_operation(const RemoveItem& item) {
  RemoveOperation operation;
  operation.labels = item.labels;
  operation.subject = item.target.get();
  if (item.target->kind == ExpressionKind::property) {
    const auto& property = as<PropertyExpression>(*item.target);
    operation.subject = property.subject.get();
    operation.key = property.key;
  } else if (item.target->kind == ExpressionKind::subscript) {
    const auto& subscript = as<SubscriptExpression>(*item.target);
    operation.subject = subscript.subject.get();
    operation.dynamic_key = subscript.index.get();
  }
  return operation;
}

}  // namespace

Result<LogicalOperatorPtr> plan_set(PlanContext& context, const SetClause& clause,
                                    LogicalOperatorPtr input) {
  auto set = make_operator<Set>();
  ENTENTE_TRY(add_set_operations(context, clause.items, set->operations));
  return context.add(std::move(set), std::move(input));
}

Result<LogicalOperatorPtr> plan_remove(PlanContext& context, const RemoveClause& clause,
                                       LogicalOperatorPtr input) {
  auto remove = make_operator<Remove>();
  for (const auto& item : clause.items) {
    ENTENTE_TRY(prepare(context, *item.target));
    RemoveOperation operation = remove_operation(item);
    ENTENTE_TRY(add_dynamic_labels(context, item.dynamic_labels, operation.dynamic_labels));
    remove->operations.push_back(std::move(operation));
  }
  return context.add(std::move(remove), std::move(input));
}

Result<LogicalOperatorPtr> plan_delete(PlanContext& context, const DeleteClause& clause,
                                       LogicalOperatorPtr input) {
  auto op = make_operator<Delete>();
  op->detach = clause.detach;
  for (const auto& expression : clause.expressions) {
    ENTENTE_TRY(prepare(context, *expression));
    op->expressions.push_back(expression.get());
  }
  return context.add(std::move(op), std::move(input));
}

Result<LogicalOperatorPtr> plan_foreach(PlanContext& context, const ForeachClause& clause,
                                        LogicalOperatorPtr input) {
  ENTENTE_TRY(prepare(context, *clause.list));
  LogicalOperatorPtr right = PlanContext::argument();
  std::vector<Slot> no_result;
  for (const auto& updating : clause.clauses) {
    ENTENTE_ASSIGN(right, plan_clause(context, *updating, std::move(right), no_result));
  }
  auto foreach = make_operator<Foreach>();
  foreach
    ->variable = context.slot_of(clause.variable, StaticType::any);
  foreach
    ->list = clause.list.get();
  return context.add(std::move(foreach), std::move(input), std::move(right));
}

Status plan_merge_actions(PlanContext& context, const MergeClause& clause, Merge& merge) {
  ENTENTE_TRY(add_set_operations(context, clause.on_create, merge.on_create));
  return add_set_operations(context, clause.on_match, merge.on_match);
}

}  // namespace entente::query
