#include <array>

#include "query/ast/ast_printer.hpp"
#include "query/ast/literals.hpp"
#include "query/ast/printer.hpp"

namespace entente::query {

void Printer::statement(const Statement& statement) {
  if (!statement.language_version.empty() || !statement.options.empty()) {
    text("CYPHER ");
    if (!statement.language_version.empty()) text(statement.language_version + " ");
    for (const StatementOption& option : statement.options) {
      text(option.name + "=" + quote_string(option.value) + " ");
    }
  }
  if (statement.mode == ExplainMode::explain) text("EXPLAIN ");
  if (statement.mode == ExplainMode::profile) text("PROFILE ");
  if (const auto* command = std::get_if<SchemaCommand>(&statement.body)) {
    schema_command(*command);
  } else {
    query(std::get<Query>(statement.body));
  }
}

void Printer::query(const Query& query) {
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    if (i > 0) text(query.union_all[i - 1] ? " UNION ALL " : " UNION ");
    single_query(query.parts[i]);
  }
}

void Printer::single_query(const SingleQuery& part) {
  for (std::size_t i = 0; i < part.clauses.size(); ++i) {
    if (i > 0) text(" ");
    clause(*part.clauses[i]);
  }
}

void Printer::clause(const Clause& clause) {
  switch (clause.kind) {
    case ClauseKind::match: return match(as<MatchClause>(clause));
    case ClauseKind::unwind:
      text("UNWIND ");
      expression(*as<UnwindClause>(clause).list);
      text(" AS ");
      return name(as<UnwindClause>(clause).variable.name);
    case ClauseKind::with:
      text("WITH ");
      projection(as<WithClause>(clause).projection);
      return where(as<WithClause>(clause).where);
    case ClauseKind::return_:
      text("RETURN ");
      return projection(as<ReturnClause>(clause).projection);
    case ClauseKind::create:
      text("CREATE ");
      return graph_pattern(as<CreateClause>(clause).pattern);
    case ClauseKind::merge: return merge(as<MergeClause>(clause));
    case ClauseKind::set: text("SET "); return set_items(as<SetClause>(clause).items);
    case ClauseKind::remove:
      text("REMOVE ");
      for (const RemoveItem& item : as<RemoveClause>(clause).items) {
        if (&item != &as<RemoveClause>(clause).items.front()) text(", ");
        remove_item(item);
      }
      return;
    case ClauseKind::delete_:
      text(as<DeleteClause>(clause).detach ? "DETACH DELETE " : "DELETE ");
      return expressions(as<DeleteClause>(clause).expressions);
    case ClauseKind::call_procedure: return procedure_call(as<CallProcedureClause>(clause));
    case ClauseKind::call_subquery: return subquery_call(as<CallSubqueryClause>(clause));
    case ClauseKind::foreach: return foreach (as<ForeachClause>(clause));
    case ClauseKind::load_csv: return load_csv(as<LoadCsvClause>(clause));
    case ClauseKind::filter:
      text("FILTER ");
      return expression(*as<FilterClause>(clause).predicate);
    case ClauseKind::let: return let(as<LetClause>(clause));
    case ClauseKind::order_by: {
      const auto& order = as<OrderByClause>(clause);
      return order_skip_limit(order.order_by, order.skip, order.limit, "");
    }
    case ClauseKind::finish: return text("FINISH");
  }
}

void Printer::where(const ExpressionPtr& predicate) {
  if (!predicate) return;
  text(" WHERE ");
  expression(*predicate);
}

void Printer::match(const MatchClause& clause) {
  text(clause.optional ? "OPTIONAL MATCH " : "MATCH ");
  graph_pattern(clause.pattern);
  where(clause.where);
}

void Printer::projection_items(const Projection& projection) {
  if (projection.star) text("*");
  bool first = !projection.star;
  for (const ProjectionItem& item : projection.items) {
    if (!first) text(", ");
    first = false;
    expression(*item.expression);
    if (!item.aliased) continue;
    text(" AS ");
    name(item.name);
  }
}

void Printer::projection(const Projection& projection) {
  if (projection.distinct) text("DISTINCT ");
  projection_items(projection);
  order_skip_limit(projection.order_by, projection.skip, projection.limit, " ");
}

void Printer::order_skip_limit(const std::vector<SortItem>& order_by, const ExpressionPtr& skip,
                               const ExpressionPtr& limit, std::string_view separator) {
  for (std::size_t i = 0; i < order_by.size(); ++i) {
    text(i == 0 ? separator : ", ");
    if (i == 0) text("ORDER BY ");
    expression(*order_by[i].expression);
    if (order_by[i].descending) text(" DESC");
  }
  if (!order_by.empty()) separator = " ";
  if (skip) {
    text(separator);
    text("SKIP ");
    expression(*skip);
    separator = " ";
  }
  if (limit) {
    text(separator);
    text("LIMIT ");
    expression(*limit);
  }
}

void Printer::let(const LetClause& clause) {
  text("LET ");
  for (const LetItem& item : clause.items) {
    if (&item != &clause.items.front()) text(", ");
    name(item.variable.name);
    text(" = ");
    expression(*item.value);
  }
}

void Printer::set_item(const SetItem& item) {
  expression(*item.target);
  if (item.item_kind == SetItem::Kind::labels) {
    return given_labels(item.labels, item.dynamic_labels);
  }
  text(item.item_kind == SetItem::Kind::add ? " += " : " = ");
  expression(*item.value);
}

void Printer::set_items(const std::vector<SetItem>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text(", ");
    set_item(items[i]);
  }
}

void Printer::remove_item(const RemoveItem& item) {
  expression(*item.target);
  given_labels(item.labels, item.dynamic_labels);
}

void Printer::given_labels(const std::vector<std::string>& names,
                           const std::vector<ExpressionPtr>& dynamic) {
  for (const std::string& label : names) {
    text(":");
    schema_name(label);
  }
  for (const ExpressionPtr& label : dynamic) {
    text(":$(");
    expression(*label);
    text(")");
  }
}

void Printer::merge(const MergeClause& clause) {
  text("MERGE ");
  path_pattern(clause.pattern);
  if (!clause.on_create.empty()) {
    text(" ON CREATE SET ");
    set_items(clause.on_create);
  }
  if (!clause.on_match.empty()) {
    text(" ON MATCH SET ");
    set_items(clause.on_match);
  }
}

void Printer::procedure_call(const CallProcedureClause& clause) {
  text(clause.optional ? "OPTIONAL CALL " : "CALL ");
  dotted_name(clause.name);
  if (clause.explicit_arguments) {
    text("(");
    expressions(clause.arguments);
    text(")");
  }
  if (!clause.has_yield) return;
  text(" YIELD ");
  if (clause.yield_star) text("*");
  for (std::size_t i = 0; i < clause.yield.size(); ++i) {
    const YieldItem& item = clause.yield[i];
    if (i > 0) text(", ");
    // Without an alias the column is a variable as well, so it is quoted like one.
    name(item.column);
    if (item.variable == item.column) continue;
    text(" AS ");
    name(item.variable);
  }
  where(clause.where);
}

void Printer::subquery_call(const CallSubqueryClause& clause) {
  text(clause.optional ? "OPTIONAL CALL " : "CALL ");
  if (clause.import_all) text("(*) ");
  if (clause.has_import_list) {
    text("(");
    for (std::size_t i = 0; i < clause.imports.size(); ++i) {
      if (i > 0) text(", ");
      name(clause.imports[i].name);
    }
    text(") ");
  }
  text("{ ");
  query(*clause.query);
  text(" }");
  if (clause.transactions) in_transactions(*clause.transactions);
}

void Printer::in_transactions(const InTransactions& transactions) {
  text(" IN ");
  if (transactions.concurrency) {
    expression(*transactions.concurrency);
    text(" ");
  }
  text(transactions.concurrent ? "CONCURRENT TRANSACTIONS" : "TRANSACTIONS");
  if (transactions.rows) {
    text(" OF ");
    expression(*transactions.rows);
    text(" ROWS");
  }
  static constexpr std::array<std::string_view, 3> behaviours = {"FAIL", "CONTINUE", "BREAK"};
  const std::string_view behaviour = behaviours[static_cast<std::size_t>(transactions.on_error)];
  if (transactions.retry) {
    text(" ON ERROR RETRY ");
    if (transactions.retry_seconds) {
      text("FOR ");
      expression(*transactions.retry_seconds);
      text(" SECONDS ");
    }
    text("THEN ");
    text(behaviour);
  } else if (transactions.on_error != TransactionFailure::fail) {
    text(" ON ERROR ");
    text(behaviour);
  }
  if (!transactions.status.named()) return;
  text(" REPORT STATUS AS ");
  name(transactions.status.name);
}

void Printer::foreach (const ForeachClause& clause) {
  text("FOREACH (");
  name(clause.variable.name);
  text(" IN ");
  expression(*clause.list);
  text(" |");
  for (const ClausePtr& inner : clause.clauses) {
    text(" ");
    this->clause(*inner);
  }
  text(")");
}

void Printer::load_csv(const LoadCsvClause& clause) {
  text(clause.with_headers ? "LOAD CSV WITH HEADERS FROM " : "LOAD CSV FROM ");
  expression(*clause.url);
  text(" AS ");
  name(clause.variable.name);
  if (clause.field_terminator == ",") return;
  text(" FIELDTERMINATOR ");
  text(quote_string(clause.field_terminator));
}

std::string print_statement(const Statement& statement) {
  Printer printer;
  printer.statement(statement);
  return printer.take();
}
std::string print_query(const Query& query) {
  Printer printer;
  printer.query(query);
  return printer.take();
}
std::string print_clause(const Clause& clause) {
  Printer printer;
  printer.clause(clause);
  return printer.take();
}
std::string print_expression(const Expression& expression) {
  Printer printer;
  printer.expression(expression);
  return printer.take();
}
std::string print_path_pattern(const PathPattern& pattern) {
  Printer printer;
  printer.path_pattern(pattern);
  return printer.take();
}
std::string print_label_expression(const LabelExpression& labels) {
  Printer printer;
  printer.labels(labels);
  return printer.take();
}

}  // namespace entente::query
