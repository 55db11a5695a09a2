#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/ast/statement.hpp"
#include "query/syntax/operators.hpp"

namespace entente::query {

/// Writes a syntax tree as query text; see ast_printer.hpp for what is promised. Implemented in
/// one file per family: clause_printer, pattern_printer, expression_printer.
class Printer {
 public:
  void statement(const Statement& statement);
  void query(const Query& query);
  void clause(const Clause& clause);
  void path_pattern(const PathPattern& path);
  void labels(const LabelExpression& labels, int outer_level = 0);
  void expression(const Expression& e);
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  // clause_printer.cpp
  void schema_command(const SchemaCommand& command);
  void show(const SchemaCommand& command);
  void schema_object(const SchemaCommand& command);
  void schema_requirement(const SchemaCommand& command);
  void schema_entity(const SchemaCommand& command);
  void schema_properties(const SchemaCommand& command);
  void single_query(const SingleQuery& part);
  void match(const MatchClause& clause);
  void projection(const Projection& projection);
  void projection_items(const Projection& projection);
  void order_skip_limit(const std::vector<SortItem>& order_by, const ExpressionPtr& skip,
                        const ExpressionPtr& limit, std::string_view separator);
  void let(const LetClause& clause);
  void in_transactions(const InTransactions& transactions);
  void given_labels(const std::vector<std::string>& names,
                    const std::vector<ExpressionPtr>& dynamic);
  void set_items(const std::vector<SetItem>& items);
  void set_item(const SetItem& item);
  void remove_item(const RemoveItem& item);
  void merge(const MergeClause& clause);
  void procedure_call(const CallProcedureClause& clause);
  void subquery_call(const CallSubqueryClause& clause);
  void foreach (const ForeachClause& clause);
  void load_csv(const LoadCsvClause& clause);
  void where(const ExpressionPtr& predicate);
  // pattern_printer.cpp
  void graph_pattern(const GraphPattern& pattern);
  void search_prefix(const PathPattern& path);
  void path_elements(const std::vector<PathElement>& elements);
  void node(const NodePattern& node);
  void relationship(const RelationshipPattern& relationship);
  void quantified(const QuantifiedPattern& part);
  void path_length(const PathLength& length);
  // expression_printer.cpp

  /// `e` in parentheses unless it binds at least as tightly as `least`.
  void operand(const Expression& e, Precedence least);
  /// `e` in parentheses unless property and list access can follow it directly.
  void subject(const Expression& e);
  void expressions(const std::vector<ExpressionPtr>& list);
  void parenthesized(const Expression& e);
  void atom(const Expression& e);
  void literal(const LiteralExpression& e);
  void unary(const UnaryExpression& e);
  void binary(const BinaryExpression& e);
  void logical(const BinaryExpression& e, Precedence own);
  void comparison(const ComparisonExpression& e);
  void label_test(const LabelTestExpression& e);
  void map_entries(const std::vector<MapEntry>& entries);
  void map_projection(const MapProjectionExpression& e);
  void case_expression(const CaseExpression& e);
  void case_tests(const Expression& when, bool extended);
  void function_call(const FunctionCallExpression& e);
  void slice(const SliceExpression& e);
  void list_comprehension(const ListComprehensionExpression& e);
  void pattern_comprehension(const PatternComprehensionExpression& e);
  void quantifier(const QuantifierExpression& e);
  void reduce(const ReduceExpression& e);
  void subquery(const SubqueryExpression& e);

  void name(std::string_view text);
  void schema_name(std::string_view text);
  void dotted_name(std::string_view text);
  void text(std::string_view text) { out_ += text; }

  std::string out_;
};

}  // namespace entente::query
