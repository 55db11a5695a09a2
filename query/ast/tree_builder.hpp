#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/result.hpp"
#include "query/ast/statement.hpp"
#include "query/syntax/operators.hpp"
#include "query/syntax/syntax_tree.hpp"

namespace entente::query {

/// Builds the syntax tree the other passes work on from the parser's flat tree. Implemented in one
/// file per family: clause_builder, pattern_builder, expression_builder, atom_builder,
/// schema_builder.
///
/// Errors: the first one is kept and returned by build(); building goes on with a null literal in
/// place of what could not be built, so that no step in between has to check.
class TreeBuilder {
 public:
  Result<Statement> build(const SyntaxTree& tree);

 private:
  // clause_builder.cpp
  Query build_query(SyntaxRef query, bool standalone);
  SingleQuery build_single_query(SyntaxRef node);
  ClausePtr build_clause(SyntaxRef clause);
  ClausePtr build_match(SyntaxRef clause);
  ClausePtr build_optional(SyntaxRef clause);
  ClausePtr build_unwind(SyntaxRef clause);
  ClausePtr build_with(SyntaxRef clause);
  ClausePtr build_return(SyntaxRef clause);
  ClausePtr build_create(SyntaxRef clause);
  ClausePtr build_set(SyntaxRef clause);
  ClausePtr build_remove(SyntaxRef clause);
  ClausePtr build_merge(SyntaxRef clause);
  ClausePtr build_delete(SyntaxRef clause);
  ClausePtr build_filter(SyntaxRef clause);
  ClausePtr build_let(SyntaxRef clause);
  ClausePtr build_order_by_clause(SyntaxRef clause);
  std::vector<SortItem> build_order_by(SyntaxRef order_by);
  Projection build_projection(SyntaxRef body);
  ProjectionItem build_projection_item(SyntaxRef item);
  std::vector<SetItem> build_set_items(SyntaxRef parent);
  SetItem build_set_item(SyntaxRef item);
  RemoveItem build_remove_item(SyntaxRef item);
  ExpressionPtr build_where(SyntaxRef parent, SyntaxKind where_kind);
  // call_builder.cpp
  ClausePtr build_call(SyntaxRef clause);
  ClausePtr build_procedure_call(SyntaxRef call);
  ClausePtr build_subquery_call(SyntaxRef call);
  InTransactions build_in_transactions(SyntaxRef node);
  void build_on_error(SyntaxRef node, InTransactions& result);
  ClausePtr build_foreach(SyntaxRef clause);
  ClausePtr build_load_csv(SyntaxRef clause);
  // schema_builder.cpp
  std::optional<SchemaCommand> build_schema(SyntaxRef statement);
  void add_schema_details(SyntaxRef node, SchemaCommand& command);
  void check_created_index(SyntaxRef node, bool each, SchemaCommand& command);
  void check_created_constraint(SyntaxRef node, SchemaCommand& command);
  void add_show_rest(SyntaxRef statement, SchemaCommand& command);
  void add_show_yield(SyntaxRef node, SchemaCommand& command);
  void add_schema_properties(SyntaxRef node, const std::string& variable, SchemaCommand& command);
  void add_schema_property(SyntaxRef node, const std::string& variable, SchemaCommand& command);
  // pattern_builder.cpp
  GraphPattern build_matched_pattern(SyntaxRef parent);
  GraphPattern build_graph_pattern(SyntaxRef pattern);
  PathPattern build_path_pattern(SyntaxRef pattern);
  void check_written_path(const PathPattern& path);
  void build_shortest_path(SyntaxRef node, PathPattern& path);
  void build_path_search(SyntaxRef node, PathPattern& path);
  void build_anonymous_path(SyntaxRef node, PathPattern& path);
  void build_single_group(SyntaxRef group, PathPattern& path);
  PathMode build_path_mode(SyntaxRef mode);
  std::vector<PathElement> build_path_elements(SyntaxRef parent, ExpressionPtr& predicate);
  void append_node(PathElement node, std::vector<PathElement>& elements);
  void quantify_relationship(SyntaxRef quantifier, std::vector<PathElement>& elements);
  void append_group(SyntaxRef group, std::vector<PathElement>& elements, ExpressionPtr& predicate);
  NodePattern build_node(SyntaxRef node);
  RelationshipPattern build_relationship(SyntaxRef node);
  PathLength build_path_length(SyntaxRef length);
  std::optional<PathLength> build_quantifier(SyntaxRef node);
  PathLength quantifier_length(SyntaxRef quantifier);
  std::uint64_t build_bound(SyntaxRef bound);
  ExpressionPtr build_properties(SyntaxRef parent);
  // label_builder.cpp
  LabelExpression build_labels(SyntaxRef node);
  std::vector<std::string> build_label_list(SyntaxRef node, std::vector<Span>& spans);
  std::vector<ExpressionPtr> build_dynamic_labels(SyntaxRef node);
  // expression_builder.cpp

  /// An expression where a truth value is wanted, so that a pattern may stand.
  ExpressionPtr build_predicate(SyntaxRef expression);
  /// An expression where any value is wanted; a bare pattern is refused.
  ExpressionPtr build_expression(SyntaxRef expression);
  /// The expression that the flat list makes without its first `skipped` parts.
  ExpressionPtr build_tail(SyntaxRef expression, std::size_t skipped);
  struct OperatorReader;
  ExpressionPtr build_level(OperatorReader& reader, Precedence least);
  ExpressionPtr build_rest(OperatorReader& reader, ExpressionPtr left, Precedence least);
  ExpressionPtr build_prefixed(OperatorReader& reader, Precedence least);
  ExpressionPtr build_infix(OperatorReader& reader, ExpressionPtr left, Precedence precedence);
  ExpressionPtr build_logical_chain(OperatorReader& reader, ExpressionPtr left,
                                    Precedence precedence);
  ExpressionPtr build_comparison_chain(OperatorReader& reader, ExpressionPtr left);
  ExpressionPtr build_is_test(SyntaxRef test, ExpressionPtr operand);
  std::string build_type_name(SyntaxRef type);
  ExpressionPtr build_operand(OperatorReader& reader);
  ExpressionPtr build_postfix(SyntaxRef postfix, ExpressionPtr subject);
  ExpressionPtr build_label_test(SyntaxRef test, ExpressionPtr operand);
  ExpressionPtr build_target(SyntaxRef target);
  ExpressionPtr value_only(ExpressionPtr expression);
  ExpressionPtr build_case_tests(const std::vector<SyntaxRef>& tests);
  ExpressionPtr build_case_test(SyntaxRef test);
  // atom_builder.cpp
  ExpressionPtr build_atom(SyntaxRef atom);
  ExpressionPtr build_number(SyntaxRef atom, bool negative);
  ExpressionPtr build_map(SyntaxRef atom);
  MapEntry build_map_entry(SyntaxRef entry);
  ExpressionPtr build_map_projection(SyntaxRef atom);
  ExpressionPtr build_case(SyntaxRef atom);
  CaseBranch build_case_branch(SyntaxRef node, const CaseExpression& owner);
  ExpressionPtr build_quantifier_expression(SyntaxRef atom);
  ExpressionPtr build_reduce(SyntaxRef atom);
  ExpressionPtr build_trim(SyntaxRef atom);
  ExpressionPtr build_subquery(SyntaxRef atom);
  ExpressionPtr build_function_call(SyntaxRef atom);
  // list_builder.cpp
  ExpressionPtr build_list(SyntaxRef atom);
  ExpressionPtr build_list_comprehension(SyntaxRef atom, SyntaxRef first);
  ExpressionPtr build_pattern_comprehension(SyntaxRef atom, SyntaxRef first);

  // tree_builder.cpp
  void add_options(SyntaxRef cypher_options, Statement& statement);
  std::string name_of(SyntaxRef name);
  std::string dotted_name_of(SyntaxRef name);
  BindingVariable binding_of(SyntaxRef name);
  /// Keeps the error if it is the first.
  void fail(Error error);
  void fail_syntax(Span span, std::string message, std::string hint = {},
                   std::string_view detail = "UnexpectedSyntax");
  ExpressionPtr placeholder(Span span);

  /// Counts `levels` of tree depth while it lives; fails once the limit is passed.
  class DepthGuard {
   public:
    DepthGuard(TreeBuilder& builder, std::size_t levels, Span span);
    ~DepthGuard() { builder_.depth_ -= levels_; }
    DepthGuard(const DepthGuard&) = delete;
    DepthGuard& operator=(const DepthGuard&) = delete;
    [[nodiscard]] bool exceeded() const { return exceeded_; }

   private:
    TreeBuilder& builder_;
    std::size_t levels_;
    bool exceeded_;
  };

  std::string_view text_;
  std::size_t depth_ = 0;
  std::optional<Error> error_;
};

}  // namespace entente::query
