#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/ast/statement.hpp"

namespace entente::query {

/// Writes a tree as nested lists; see ast_dump.hpp. Unlike the printer it shows every field and
/// hides no structure, so that it can judge the printer.
class Dumper {
 public:
  void statement(const Statement& statement);
  void expression(const Expression& e);
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  // clause_dumper.cpp
  void query(const Query& query);
  void clause(const Clause& clause);
  void merge(const MergeClause& clause);
  void procedure_call(const CallProcedureClause& clause);
  void subquery_call(const CallSubqueryClause& clause);
  void schema_command(const SchemaCommand& command);
  void projection(const Projection& projection);
  void order_skip_limit(const std::vector<SortItem>& order_by, const ExpressionPtr& skip,
                        const ExpressionPtr& limit);
  void in_transactions(const InTransactions& transactions);
  void given_labels(const std::vector<std::string>& names,
                    const std::vector<ExpressionPtr>& dynamic);
  void set_items(const std::vector<SetItem>& items);
  void graph_pattern(const GraphPattern& pattern);
  void path(const PathPattern& path);
  void elements(const std::vector<PathElement>& elements);
  void node(const NodePattern& node);
  void relationship(const RelationshipPattern& relationship);
  void length(const PathLength& length);
  void labels(const LabelExpression& labels);
  // expression_dumper.cpp
  void operator_expression(const Expression& e);
  void list_expression(const Expression& e);
  void nested_query(const SubqueryExpression& e);
  void map_projection(const MapProjectionExpression& e);
  void function_call(const FunctionCallExpression& e);
  void case_expression(const CaseExpression& e);

  /// `(head`, then whatever follows, then close().
  void open(std::string_view head);
  void close() { out_ += ')'; }
  /// Nothing if the text is empty.
  void word(std::string_view text);
  void name(std::string_view text);
  void child(const ExpressionPtr& e);
  /// `(head e)` if e is set.
  void part(std::string_view head, const ExpressionPtr& e);
  void parts(std::string_view head, const std::vector<ExpressionPtr>& list);
  /// Nothing if the list is empty.
  void parts_if_any(std::string_view head, const std::vector<ExpressionPtr>& list);
  void new_line();

  std::string out_;
  int indent_ = 0;
};

}  // namespace entente::query
