#include <array>

#include "query/ast/ast_dump.hpp"
#include "query/ast/dumper.hpp"
#include "query/ast/literals.hpp"

namespace entente::query {
namespace {

constexpr std::array<std::string_view, 8> search_names = {
    "all",          "shortest-path", "all-shortest-paths", "any-shortest",
    "all-shortest", "shortest-k",    "shortest-k-groups",  "any"};
constexpr std::array<std::string_view, 5> set_names = {"set-property", "set-element", "replace",
                                                       "add", "set-labels"};
constexpr std::array<std::string_view, 3> arrow_names = {"->", "<-", "--"};
constexpr std::array<std::string_view, 3> action_names = {"create", "drop", "show"};
constexpr std::array<std::string_view, 4> object_names = {"index", "constraint", "functions",
                                                          "procedures"};
constexpr std::array<std::string_view, 4> constraint_names = {"unique", "key", "exists", "type"};
constexpr std::array<std::string_view, 5> index_names = {"range", "text", "point", "full-text",
                                                         "lookup"};
constexpr std::array<std::string_view, 3> entity_names = {"", "node", "relationship"};
constexpr std::array<std::string_view, 3> origin_names = {"", "built-in", "user-defined"};
constexpr std::array<std::string_view, 5> mode_names = {"", "walk", "trail", "acyclic", "simple"};
constexpr std::array<std::string_view, 3> failure_names = {"fail", "continue", "break"};

}  // namespace

void Dumper::new_line() {
  out_ += '\n';
  out_.append(static_cast<std::size_t>(indent_) * 2, ' ');
}

void Dumper::statement(const Statement& statement) {
  if (!statement.language_version.empty() || !statement.options.empty()) {
    open("cypher");
    word(statement.language_version);
    for (const StatementOption& option : statement.options) {
      word(option.name);
      word(quote_string(option.value));
    }
    close();
  }
  if (statement.mode == ExplainMode::explain) word("explain");
  if (statement.mode == ExplainMode::profile) word("profile");
  if (const auto* command = std::get_if<SchemaCommand>(&statement.body)) {
    schema_command(*command);
  } else {
    query(std::get<Query>(statement.body));
  }
  out_ += '\n';
}

void Dumper::query(const Query& query) {
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    if (i > 0) {
      new_line();
      out_ += query.union_all[i - 1] ? "union-all" : "union";
    }
    for (const ClausePtr& part : query.parts[i].clauses) {
      if (!out_.empty()) new_line();
      clause(*part);
    }
  }
}

void Dumper::clause(const Clause& clause) {
  switch (clause.kind) {
    case ClauseKind::match:
      open(as<MatchClause>(clause).optional ? "optional-match" : "match");
      graph_pattern(as<MatchClause>(clause).pattern);
      part("where", as<MatchClause>(clause).where);
      break;
    case ClauseKind::unwind:
      open("unwind");
      expression(*as<UnwindClause>(clause).list);
      name(as<UnwindClause>(clause).variable.name);
      break;
    case ClauseKind::with:
      open("with");
      projection(as<WithClause>(clause).projection);
      part("where", as<WithClause>(clause).where);
      break;
    case ClauseKind::return_:
      open("return");
      projection(as<ReturnClause>(clause).projection);
      break;
    case ClauseKind::create:
      open("create");
      graph_pattern(as<CreateClause>(clause).pattern);
      break;
    case ClauseKind::merge: return merge(as<MergeClause>(clause));
    case ClauseKind::set:
      open("set");
      set_items(as<SetClause>(clause).items);
      break;
    case ClauseKind::remove:
      open("remove");
      for (const RemoveItem& item : as<RemoveClause>(clause).items) {
        expression(*item.target);
        given_labels(item.labels, item.dynamic_labels);
      }
      break;
    case ClauseKind::delete_:
      return parts(as<DeleteClause>(clause).detach ? "detach-delete" : "delete",
                   as<DeleteClause>(clause).expressions);
    case ClauseKind::call_procedure: return procedure_call(as<CallProcedureClause>(clause));
    case ClauseKind::call_subquery: return subquery_call(as<CallSubqueryClause>(clause));
    case ClauseKind::foreach:
      open("foreach");
      name(as<ForeachClause>(clause).variable.name);
      expression(*as<ForeachClause>(clause).list);
      ++indent_;
      for (const ClausePtr& inner : as<ForeachClause>(clause).clauses) {
        new_line();
        this->clause(*inner);
      }
      --indent_;
      break;
    case ClauseKind::load_csv: {
      const auto& load = as<LoadCsvClause>(clause);
      open(load.with_headers ? "load-csv-with-headers" : "load-csv");
      expression(*load.url);
      name(load.variable.name);
      word(quote_string(load.field_terminator));
      break;
    }
    case ClauseKind::filter: return part("filter", as<FilterClause>(clause).predicate);
    case ClauseKind::let:
      open("let");
      for (const LetItem& item : as<LetClause>(clause).items) {
        name(item.variable.name);
        expression(*item.value);
      }
      break;
    case ClauseKind::order_by: {
      const auto& order = as<OrderByClause>(clause);
      open("order");
      order_skip_limit(order.order_by, order.skip, order.limit);
      break;
    }
    case ClauseKind::finish: open("finish");
  }
  close();
}

void Dumper::merge(const MergeClause& clause) {
  open("merge");
  path(clause.pattern);
  open("on-create");
  set_items(clause.on_create);
  close();
  open("on-match");
  set_items(clause.on_match);
  close();
  close();
}

void Dumper::procedure_call(const CallProcedureClause& clause) {
  open(clause.standalone ? "call-standalone" : "call");
  if (clause.optional) word("optional");
  word(clause.name);
  clause.explicit_arguments ? parts("arguments", clause.arguments) : word("implicit");
  if (clause.has_yield) {
    open("yield");
    if (clause.yield_star) word("*");
    for (const YieldItem& item : clause.yield) {
      name(item.column);
      name(item.variable);
    }
    close();
  }
  part("where", clause.where);
  close();
}

void Dumper::subquery_call(const CallSubqueryClause& clause) {
  open("call-subquery");
  if (clause.optional) word("optional");
  if (clause.import_all) word("*");
  if (clause.has_import_list) {
    open("import");
    for (const BindingVariable& variable : clause.imports) name(variable.name);
    close();
  }
  ++indent_;
  query(*clause.query);
  --indent_;
  if (clause.transactions) in_transactions(*clause.transactions);
  close();
}

void Dumper::in_transactions(const InTransactions& transactions) {
  open("in-transactions");
  if (transactions.concurrent) word("concurrent");
  part("concurrency", transactions.concurrency);
  part("rows", transactions.rows);
  if (transactions.retry) {
    open("retry");
    child(transactions.retry_seconds);
    close();
  }
  word(failure_names[static_cast<std::size_t>(transactions.on_error)]);
  if (transactions.status.named()) name(transactions.status.name);
  close();
}

void Dumper::given_labels(const std::vector<std::string>& names,
                          const std::vector<ExpressionPtr>& dynamic) {
  for (const std::string& label : names) word(":" + quote_schema_name(label));
  parts_if_any("dynamic", dynamic);
}

void Dumper::schema_command(const SchemaCommand& command) {
  open(action_names[static_cast<std::size_t>(command.action)]);
  word(object_names[static_cast<std::size_t>(command.object)]);
  if (command.index_type) word(index_names[static_cast<std::size_t>(*command.index_type)]);
  if (command.constraint) word(constraint_names[static_cast<std::size_t>(*command.constraint)]);
  word(entity_names[static_cast<std::size_t>(command.entity)]);
  word(origin_names[static_cast<std::size_t>(command.functions)]);
  if (command.name_is_parameter) word("parameter");
  if (!command.name.empty()) name(command.name);
  if (command.if_exists_clause) word("if-exists-clause");
  if (command.on_relationship) word("on-relationship");
  for (const std::string& label : command.labels) word(":" + quote_schema_name(label));
  for (const std::string& key : command.properties) name(key);
  if (!command.type_name.empty()) word(command.type_name);
  part("options", command.options);
  part("where", command.where);
  if (command.yield) {
    open("yield");
    projection(command.yield->projection);
    part("where", command.yield->where);
    close();
  }
  if (command.result) {
    open("return");
    projection(command.result->projection);
    close();
  }
  close();
}

void Dumper::projection(const Projection& projection) {
  if (projection.distinct) word("distinct");
  if (projection.star) word("*");
  for (const ProjectionItem& item : projection.items) {
    if (!item.aliased) {
      expression(*item.expression);
      continue;
    }
    open("as");
    name(item.name);
    expression(*item.expression);
    close();
  }
  order_skip_limit(projection.order_by, projection.skip, projection.limit);
}

void Dumper::order_skip_limit(const std::vector<SortItem>& order_by, const ExpressionPtr& skip,
                              const ExpressionPtr& limit) {
  for (const SortItem& item : order_by) {
    part(item.descending ? "descending" : "ascending", item.expression);
  }
  part("skip", skip);
  part("limit", limit);
}

void Dumper::set_items(const std::vector<SetItem>& items) {
  for (const SetItem& item : items) {
    open(set_names[static_cast<std::size_t>(item.item_kind)]);
    expression(*item.target);
    given_labels(item.labels, item.dynamic_labels);
    if (item.value) expression(*item.value);
    close();
  }
}

void Dumper::graph_pattern(const GraphPattern& pattern) {
  if (pattern.mode == MatchMode::repeatable_elements) word("repeatable-elements");
  for (const PathPattern& part : pattern.paths) path(part);
}

void Dumper::path(const PathPattern& path) {
  open("path");
  if (path.variable.named()) name(path.variable.name);
  if (path.search != PathSearch::all) {
    word(search_names[static_cast<std::size_t>(path.search)]);
    if (path.search_count != 1) word(std::to_string(path.search_count));
    if (path.search_count_parameter) expression(*path.search_count_parameter);
  }
  word(mode_names[static_cast<std::size_t>(path.mode)]);
  elements(path.elements);
  part("where", path.predicate);
  close();
}

void Dumper::elements(const std::vector<PathElement>& elements) {
  for (const PathElement& element : elements) {
    if (const auto* n = std::get_if<NodePattern>(&element.value)) {
      node(*n);
    } else if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
      relationship(*r);
    } else {
      const auto& group = *std::get<std::unique_ptr<QuantifiedPattern>>(element.value);
      open("repeat");
      length(group.length);
      this->elements(group.elements);
      part("where", group.predicate);
      close();
    }
  }
}

void Dumper::node(const NodePattern& node) {
  open("node");
  if (node.variable.named()) name(node.variable.name);
  if (node.labels) labels(*node.labels);
  if (node.properties) expression(*node.properties);
  part("where", node.predicate);
  close();
}

void Dumper::relationship(const RelationshipPattern& relationship) {
  open(arrow_names[static_cast<std::size_t>(relationship.arrow)]);
  if (relationship.variable.named()) name(relationship.variable.name);
  if (relationship.types) labels(*relationship.types);
  if (relationship.length) length(*relationship.length);
  if (relationship.properties) expression(*relationship.properties);
  part("where", relationship.predicate);
  close();
}

void Dumper::length(const PathLength& length) {
  word("*" + (length.lower ? std::to_string(*length.lower) : "") + ".." +
       (length.upper ? std::to_string(*length.upper) : ""));
}

void Dumper::labels(const LabelExpression& labels) {
  switch (labels.kind) {
    case LabelExpression::Kind::name: return word(":" + quote_schema_name(labels.name));
    case LabelExpression::Kind::wildcard: return word(":%");
    case LabelExpression::Kind::dynamic_all:
    case LabelExpression::Kind::dynamic_any:
      open(labels.kind == LabelExpression::Kind::dynamic_any ? ":$any" : ":$all");
      expression(*labels.names);
      return close();
    case LabelExpression::Kind::not_: open("!"); break;
    case LabelExpression::Kind::and_: open("&"); break;
    case LabelExpression::Kind::or_: open("|");
  }
  for (const LabelExpression& child : labels.children) this->labels(child);
  close();
}

std::string dump_statement(const Statement& statement) {
  Dumper dumper;
  dumper.statement(statement);
  return dumper.take();
}

}  // namespace entente::query
