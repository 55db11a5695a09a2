#include "query/ast/tree_builder.hpp"

namespace entente::query {

Query TreeBuilder::build_query(SyntaxRef query, bool standalone) {
  Query result;
  result.span = query.span();
  for (const SyntaxRef child : query.children()) {
    if (child.is(SyntaxKind::union_part)) {
      result.union_all.push_back(child.has(SyntaxKind::union_all_flag));
      result.parts.push_back(build_single_query(child.child(SyntaxKind::single_query)));
    } else {
      result.parts.push_back(build_single_query(child));
    }
  }
  // A procedure call that is the whole statement has liberties that one inside a query has not.
  const bool alone = standalone && result.parts.size() == 1 && result.parts[0].clauses.size() == 1;
  for (SingleQuery& part : result.parts) {
    for (ClausePtr& clause : part.clauses) {
      if (clause->kind != ClauseKind::call_procedure) continue;
      auto& call = static_cast<CallProcedureClause&>(*clause);
      call.standalone = alone;
      if (alone) continue;
      if (call.yield_star) {
        fail_syntax(call.span, "YIELD * is only allowed if the call is the whole statement",
                    "name the columns: YIELD a, b");
      } else if (!call.explicit_arguments) {
        fail_syntax(call.name_span, "a call inside a query needs its arguments in parentheses",
                    "write CALL name(…)", "InvalidArgumentPassingMode");
      }
    }
  }
  return result;
}

SingleQuery TreeBuilder::build_single_query(SyntaxRef node) {
  SingleQuery result;
  result.span = node.span();
  for (const SyntaxRef clause : node.children()) {
    result.clauses.push_back(build_clause(clause));
    const std::size_t count = result.clauses.size();
    // RETURN takes its own ORDER BY, SKIP and LIMIT; one that is left over is in the wrong place.
    if (count > 1 && clause.is(SyntaxKind::order_by_clause) &&
        result.clauses[count - 2]->kind == ClauseKind::return_) {
      fail_syntax(clause.span(), "ORDER BY, SKIP and LIMIT stand once each and in this order",
                  "write RETURN … ORDER BY … SKIP … LIMIT …");
    }
  }
  return result;
}

ClausePtr TreeBuilder::build_clause(SyntaxRef clause) {
  ClausePtr result;
  switch (clause.kind()) {
    case SyntaxKind::match_clause: result = build_match(clause); break;
    case SyntaxKind::optional_clause: result = build_optional(clause); break;
    case SyntaxKind::unwind_clause: result = build_unwind(clause); break;
    case SyntaxKind::with_clause: result = build_with(clause); break;
    case SyntaxKind::return_clause: result = build_return(clause); break;
    case SyntaxKind::create_clause: result = build_create(clause); break;
    case SyntaxKind::set_clause: result = build_set(clause); break;
    case SyntaxKind::remove_clause: result = build_remove(clause); break;
    case SyntaxKind::merge_clause: result = build_merge(clause); break;
    case SyntaxKind::delete_clause: result = build_delete(clause); break;
    case SyntaxKind::call_clause: result = build_call(clause); break;
    case SyntaxKind::foreach_clause: result = build_foreach(clause); break;
    case SyntaxKind::filter_clause: result = build_filter(clause); break;
    case SyntaxKind::let_clause: result = build_let(clause); break;
    case SyntaxKind::order_by_clause: result = build_order_by_clause(clause); break;
    case SyntaxKind::finish_clause: result = std::make_unique<FinishClause>(); break;
    default: assert(clause.is(SyntaxKind::load_csv_clause)); result = build_load_csv(clause);
  }
  result->span = clause.span();
  return result;
}

ExpressionPtr TreeBuilder::build_where(SyntaxRef parent, SyntaxKind where_kind) {
  const SyntaxRef where = parent.child(where_kind);
  return where ? build_predicate(where.first()) : nullptr;
}

ClausePtr TreeBuilder::build_match(SyntaxRef clause) {
  auto match = std::make_unique<MatchClause>();
  match->pattern = build_matched_pattern(clause);
  match->where = build_where(clause, SyntaxKind::where_clause);
  return match;
}

ClausePtr TreeBuilder::build_optional(SyntaxRef clause) {
  ClausePtr inner = build_clause(clause.first());
  switch (inner->kind) {
    case ClauseKind::match: static_cast<MatchClause&>(*inner).optional = true; break;
    case ClauseKind::call_procedure:
      static_cast<CallProcedureClause&>(*inner).optional = true;
      break;
    default: static_cast<CallSubqueryClause&>(*inner).optional = true;
  }
  return inner;
}

ClausePtr TreeBuilder::build_unwind(SyntaxRef clause) {
  auto unwind = std::make_unique<UnwindClause>();
  unwind->list = build_expression(clause.child(SyntaxKind::expression));
  unwind->variable = binding_of(clause.child(SyntaxKind::new_variable));
  return unwind;
}

ProjectionItem TreeBuilder::build_projection_item(SyntaxRef item) {
  ProjectionItem result;
  const SyntaxRef expression = item.child(SyntaxKind::expression);
  result.expression = build_expression(expression);
  if (const SyntaxRef alias = item.child(SyntaxKind::alias)) {
    result.aliased = true;
    result.name = name_of(alias.first());
    result.name_span = alias.first().span();
    return result;
  }
  // A variable gives its name to the column, not its spelling.
  result.name = result.expression->kind == ExpressionKind::variable
                    ? as<VariableExpression>(*result.expression).name
                    : std::string(expression.text());
  result.name_span = expression.span();
  return result;
}

std::vector<SortItem> TreeBuilder::build_order_by(SyntaxRef order_by) {
  std::vector<SortItem> items;
  for (const SyntaxRef item : order_by.children()) {
    items.push_back({build_expression(item.child(SyntaxKind::expression)),
                     item.has(SyntaxKind::descending_flag)});
  }
  return items;
}

Projection TreeBuilder::build_projection(SyntaxRef body) {
  Projection projection;
  projection.span = body.span();
  projection.distinct = body.has(SyntaxKind::distinct_flag);
  projection.star = body.has(SyntaxKind::star_item);
  for (const SyntaxRef child : body.children()) {
    if (child.is(SyntaxKind::projection_item)) {
      projection.items.push_back(build_projection_item(child));
    } else if (child.is(SyntaxKind::order_by)) {
      projection.order_by = build_order_by(child);
    } else if (child.is(SyntaxKind::skip)) {
      projection.skip = build_expression(child.first());
    } else if (child.is(SyntaxKind::limit)) {
      projection.limit = build_expression(child.first());
    }
  }
  return projection;
}

ClausePtr TreeBuilder::build_with(SyntaxRef clause) {
  auto with = std::make_unique<WithClause>();
  with->projection = build_projection(clause.child(SyntaxKind::projection_body));
  with->where = build_where(clause, SyntaxKind::where_clause);
  return with;
}

ClausePtr TreeBuilder::build_return(SyntaxRef clause) {
  auto result = std::make_unique<ReturnClause>();
  result->projection = build_projection(clause.child(SyntaxKind::projection_body));
  return result;
}

ClausePtr TreeBuilder::build_create(SyntaxRef clause) {
  auto create = std::make_unique<CreateClause>();
  create->pattern = build_graph_pattern(clause.child(SyntaxKind::graph_pattern));
  for (const PathPattern& path : create->pattern.paths) check_written_path(path);
  return create;
}

SetItem TreeBuilder::build_set_item(SyntaxRef item) {
  SetItem result;
  result.span = item.span();
  const SyntaxRef target = item.child(SyntaxKind::target);
  result.target = build_target(target);
  const ExpressionKind kind = result.target->kind;
  if (const SyntaxRef labels = item.child(SyntaxKind::label_list)) {
    result.item_kind = SetItem::Kind::labels;
    result.labels = build_label_list(labels, result.label_spans);
    result.dynamic_labels = build_dynamic_labels(labels);
    if (kind != ExpressionKind::variable) {
      fail_syntax(target.span(), "only a variable can be given labels");
    }
    return result;
  }
  result.value = build_expression(item.child(SyntaxKind::expression));
  const bool adds = item.has(SyntaxKind::add_sign);
  if (kind == ExpressionKind::variable) {
    result.item_kind = adds ? SetItem::Kind::add : SetItem::Kind::replace;
  } else if (kind == ExpressionKind::property) {
    result.item_kind = SetItem::Kind::property;
  } else if (kind == ExpressionKind::subscript) {
    result.item_kind = SetItem::Kind::dynamic_property;
  } else {
    fail_syntax(target.span(), "expected a variable or a property to set");
  }
  if (adds && kind != ExpressionKind::variable) {
    fail_syntax(item.child(SyntaxKind::add_sign).span(),
                "+= adds properties to a node or relationship, not to a property");
  }
  return result;
}

std::vector<SetItem> TreeBuilder::build_set_items(SyntaxRef parent) {
  std::vector<SetItem> items;
  for (const SyntaxRef item : parent.children()) items.push_back(build_set_item(item));
  return items;
}

ClausePtr TreeBuilder::build_set(SyntaxRef clause) {
  auto set = std::make_unique<SetClause>();
  set->items = build_set_items(clause);
  return set;
}

RemoveItem TreeBuilder::build_remove_item(SyntaxRef item) {
  RemoveItem result;
  result.span = item.span();
  const SyntaxRef target = item.child(SyntaxKind::target);
  result.target = build_target(target);
  const ExpressionKind kind = result.target->kind;
  if (const SyntaxRef labels = item.child(SyntaxKind::label_list)) {
    result.labels = build_label_list(labels, result.label_spans);
    result.dynamic_labels = build_dynamic_labels(labels);
    if (kind != ExpressionKind::variable) {
      fail_syntax(target.span(), "labels can only be removed from a variable");
    }
  } else if (kind != ExpressionKind::property && kind != ExpressionKind::subscript) {
    fail_syntax(target.span(), "expected a property or labels to remove",
                "write REMOVE n.key or REMOVE n:Label; DELETE removes nodes and relationships");
  }
  return result;
}

ClausePtr TreeBuilder::build_remove(SyntaxRef clause) {
  auto remove = std::make_unique<RemoveClause>();
  for (const SyntaxRef item : clause.children()) remove->items.push_back(build_remove_item(item));
  return remove;
}

ClausePtr TreeBuilder::build_merge(SyntaxRef clause) {
  auto merge = std::make_unique<MergeClause>();
  for (const SyntaxRef child : clause.children()) {
    if (child.is(SyntaxKind::path_pattern)) {
      merge->pattern = build_path_pattern(child);
      check_written_path(merge->pattern);
      continue;
    }
    auto& actions = child.is(SyntaxKind::on_create) ? merge->on_create : merge->on_match;
    for (SetItem& item : build_set_items(child)) actions.push_back(std::move(item));
  }
  return merge;
}

ClausePtr TreeBuilder::build_delete(SyntaxRef clause) {
  auto result = std::make_unique<DeleteClause>();
  result->detach = clause.has(SyntaxKind::detach_flag);
  for (const SyntaxRef child : clause.children()) {
    if (child.is(SyntaxKind::expression)) result->expressions.push_back(build_expression(child));
  }
  return result;
}

ClausePtr TreeBuilder::build_filter(SyntaxRef clause) {
  auto filter = std::make_unique<FilterClause>();
  filter->predicate = build_predicate(clause.child(SyntaxKind::expression));
  return filter;
}

ClausePtr TreeBuilder::build_let(SyntaxRef clause) {
  auto let = std::make_unique<LetClause>();
  for (const SyntaxRef item : clause.children()) {
    let->items.push_back({binding_of(item.child(SyntaxKind::new_variable)),
                          build_expression(item.child(SyntaxKind::expression))});
  }
  return let;
}

ClausePtr TreeBuilder::build_order_by_clause(SyntaxRef clause) {
  auto result = std::make_unique<OrderByClause>();
  for (const SyntaxRef child : clause.children()) {
    if (child.is(SyntaxKind::order_by)) {
      result->order_by = build_order_by(child);
    } else {
      (child.is(SyntaxKind::skip) ? result->skip : result->limit) = build_expression(child.first());
    }
  }
  return result;
}

}  // namespace entente::query
