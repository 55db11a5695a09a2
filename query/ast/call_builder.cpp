// CALL, FOREACH and LOAD CSV.

#include "query/ast/literals.hpp"
#include "query/ast/tree_builder.hpp"

namespace entente::query {

ClausePtr TreeBuilder::build_call(SyntaxRef clause) {
  const SyntaxRef call = clause.first();
  return call.is(SyntaxKind::subquery_call) ? build_subquery_call(call)
                                            : build_procedure_call(call);
}

ClausePtr TreeBuilder::build_procedure_call(SyntaxRef call) {
  auto result = std::make_unique<CallProcedureClause>();
  const SyntaxRef name = call.child(SyntaxKind::procedure_name);
  result->name = dotted_name_of(name);
  result->name_span = name.span();
  const SyntaxRef arguments = call.child(SyntaxKind::call_arguments);
  result->explicit_arguments = static_cast<bool>(arguments);
  if (arguments) {
    for (const SyntaxRef argument : arguments.children()) {
      result->arguments.push_back(build_expression(argument));
    }
  }
  const SyntaxRef yield = call.child(SyntaxKind::yield_part);
  if (!yield) return result;
  result->has_yield = true;
  result->yield_star = yield.has(SyntaxKind::yield_star);
  result->where = build_where(yield, SyntaxKind::where_clause);
  for (const SyntaxRef item : yield.children()) {
    if (!item.is(SyntaxKind::yield_item)) continue;
    const SyntaxRef column = item.child(SyntaxKind::yield_column);
    const SyntaxRef alias = item.child(SyntaxKind::alias);
    const SyntaxRef variable = alias ? alias.first() : column;
    result->yield.push_back({name_of(column), column.span(), name_of(variable), variable.span()});
  }
  return result;
}

ClausePtr TreeBuilder::build_subquery_call(SyntaxRef call) {
  auto result = std::make_unique<CallSubqueryClause>();
  if (const SyntaxRef imports = call.child(SyntaxKind::import_list)) {
    result->import_all = imports.has(SyntaxKind::import_star);
    result->has_import_list = !result->import_all;
    for (const SyntaxRef name : imports.children()) {
      if (name.is(SyntaxKind::imported_variable)) result->imports.push_back(binding_of(name));
    }
  }
  result->query = std::make_unique<Query>(build_query(call.child(SyntaxKind::query), false));
  if (const SyntaxRef transactions = call.child(SyntaxKind::in_transactions)) {
    result->transactions = build_in_transactions(transactions);
  }
  return result;
}

InTransactions TreeBuilder::build_in_transactions(SyntaxRef node) {
  InTransactions result;
  result.span = node.span();
  result.concurrent = node.has(SyntaxKind::concurrent_flag);
  bool error_seen = false;
  for (const SyntaxRef child : node.children()) {
    bool repeated = false;
    switch (child.kind()) {
      case SyntaxKind::concurrency: result.concurrency = build_expression(child.first()); break;
      case SyntaxKind::rows_per_transaction:
        repeated = result.rows != nullptr;
        result.rows = build_expression(child.first());
        break;
      case SyntaxKind::report_status:
        repeated = result.status.named();
        result.status = binding_of(child.first());
        break;
      case SyntaxKind::on_error:
        repeated = error_seen;
        error_seen = true;
        build_on_error(child, result);
        break;
      default: break;  // CONCURRENT
    }
    if (repeated) fail_syntax(child.span(), "each option of IN TRANSACTIONS stands once");
  }
  return result;
}

void TreeBuilder::build_on_error(SyntaxRef node, InTransactions& result) {
  const SyntaxRef retry = node.child(SyntaxKind::error_retry);
  result.retry = static_cast<bool>(retry);
  if (retry && retry.has(SyntaxKind::retry_time)) {
    result.retry_seconds = build_expression(retry.child(SyntaxKind::retry_time).first());
  }
  const SyntaxRef behaviour = retry ? retry : node;
  // ON ERROR RETRY without THEN goes on when its time is up.
  result.on_error = behaviour.has(SyntaxKind::error_fail)    ? TransactionFailure::fail
                    : behaviour.has(SyntaxKind::error_break) ? TransactionFailure::break_
                                                             : TransactionFailure::continue_;
}

ClausePtr TreeBuilder::build_foreach(SyntaxRef clause) {
  auto result = std::make_unique<ForeachClause>();
  for (const SyntaxRef child : clause.children()) {
    if (child.is(SyntaxKind::new_variable)) {
      result->variable = binding_of(child);
    } else if (child.is(SyntaxKind::expression)) {
      result->list = build_expression(child);
    } else {
      result->clauses.push_back(build_clause(child));
    }
  }
  return result;
}

ClausePtr TreeBuilder::build_load_csv(SyntaxRef clause) {
  auto result = std::make_unique<LoadCsvClause>();
  result->with_headers = clause.has(SyntaxKind::headers_flag);
  result->url = build_expression(clause.child(SyntaxKind::expression));
  result->variable = binding_of(clause.child(SyntaxKind::new_variable));
  if (const SyntaxRef terminator = clause.child(SyntaxKind::field_terminator)) {
    auto text = decode_string(terminator.first().text(), terminator.first().span());
    if (!text) {
      fail(std::move(text).error());
    } else if (text->size() != 1) {
      fail_syntax(terminator.first().span(), "the field terminator must be one ASCII character");
    } else {
      result->field_terminator = std::move(*text);
    }
  }
  return result;
}

}  // namespace entente::query
