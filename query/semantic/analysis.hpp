#pragma once

#include <string_view>
#include <vector>

#include "query/semantic/analyzer.hpp"
#include "query/semantic/scope.hpp"

namespace entente::query {

/// A type known at compile time, with the type of the elements if it is a list of one kind.
struct Type {
  StaticType base = StaticType::any;
  StaticType element = StaticType::any;

  Type() = default;
  Type(StaticType b) : base(b) {}  // NOLINT(*-explicit-*): a plain type is a type
  Type(StaticType b, StaticType e) : base(b), element(e) {}
  [[nodiscard]] bool open() const { return base == StaticType::any || base == StaticType::null; }
};

/// Where an expression stands; decides what it may contain.
struct ExpressionUse {
  /// What the surrounding is called in messages about aggregates; empty if they are allowed.
  std::string_view aggregates_forbidden_in;
  /// A pattern such as (a)-->(b) may stand here as a predicate.
  bool predicate = false;
  /// Inside the argument of an aggregate.
  bool inside_aggregate = false;

  [[nodiscard]] ExpressionUse as_predicate(bool p) const {
    ExpressionUse use = *this;
    use.predicate = p;
    return use;
  }
};

/// State of one analysis and its steps; each group of steps has a file of its own
/// (expression_check, pattern_check, projection_check, clause_check, procedure_check).
class Analysis {
 public:
  Analysis(std::string_view text, const ProcedureCatalog& procedures)
      : text_(text), procedures_(procedures) {}

  Result<SemanticInfo> run(const Statement& statement);

  // ---- expression_check.cpp --------------------------------------------------------------------
  /// Resolves names and checks types; gives the type as far as it is known.
  Result<Type> check(const Expression& expression, const Scope& scope, const ExpressionUse& use);
  /// A WHERE condition.
  Status check_predicate(const Expression& expression, const Scope& scope, std::string_view where);

 private:
  // ---- symbols (analyzer.cpp)
  // --------------------------------------------------------------------
  Slot new_symbol(std::string name, Type type, Span span);
  [[nodiscard]] Type type_of(Slot slot) const;
  [[nodiscard]] std::string_view text_of(Span span) const;
  Result<Slot> resolve(const void* occurrence, std::string_view name, Span span,
                       const Scope& scope);

  // ---- expression_check.cpp
  // ----------------------------------------------------------------------
  Result<Type> check_property(const PropertyExpression& e, const Scope& s, const ExpressionUse& u);
  Result<Type> check_list(const ListExpression& e, const Scope& s, const ExpressionUse& u);
  Result<Type> check_map_projection(const MapProjectionExpression& e, const Scope& s,
                                    const ExpressionUse& u);
  Result<Type> check_subscript(const SubscriptExpression& e, const Scope& s,
                               const ExpressionUse& u);
  Result<Type> check_unary(const UnaryExpression& e, const Scope& s, const ExpressionUse& u);
  Result<Type> check_binary(const BinaryExpression& e, const Scope& s, const ExpressionUse& u);
  Result<Type> check_case(const CaseExpression& e, const Scope& s, const ExpressionUse& u);
  Result<Type> check_concatenation(const BinaryExpression& e, Type left, Type right);
  Status check_children(const Expression& e, const Scope& s, const ExpressionUse& u);

  // ---- function_check.cpp
  // -------------------------------------------------------------------------
  Result<Type> check_function(const FunctionCallExpression& e, const Scope& s,
                              const ExpressionUse& u);

  // ---- local_scope_check.cpp
  // ----------------------------------------------------------------------
  Result<Type> check_list_comprehension(const ListComprehensionExpression& e, const Scope& s,
                                        const ExpressionUse& u);
  Result<Type> check_quantifier(const QuantifierExpression& e, const Scope& s,
                                const ExpressionUse& u);
  Result<Type> check_reduce(const ReduceExpression& e, const Scope& s, const ExpressionUse& u);
  Result<Type> check_pattern_comprehension(const PatternComprehensionExpression& e, const Scope& s);
  Result<Type> check_pattern_predicate(const PatternPredicateExpression& e, const Scope& s,
                                       const ExpressionUse& u);
  Result<Type> check_shortest_path(const ShortestPathExpression& e, const Scope& s);
  Result<Type> check_subquery(const SubqueryExpression& e, const Scope& s);
  Result<Slot> bind_iteration(const void* owner, const std::string& name, Span span,
                              const Expression& list, Scope& scope, const ExpressionUse& use);

  // ---- pattern_check.cpp
  // ---------------------------------------------------------------------------
  /// How a pattern is used: what may be new in it, and what may be bound.
  enum class PatternUse : std::uint8_t { match, create, merge, predicate };
  Status bind_pattern(const GraphPattern& pattern, Scope& scope, PatternUse use);
  /// What binding one pattern shares: names known before it, and relationships it names itself.
  struct PatternScope {
    PatternUse use = PatternUse::match;
    Scope before;
    std::vector<std::string> relationships;
    /// Relationships may repeat, so their names may too.
    bool repeatable = false;
  };
  Status bind_path(const PathPattern& path, Scope& scope, PatternScope& pattern);
  Status bind_elements(const std::vector<PathElement>& elements, Scope& scope,
                       PatternScope& pattern);
  Status bind_node(const NodePattern& node, bool alone, Scope& scope, PatternUse use);
  Status bind_relationship(const RelationshipPattern& relationship, Scope& scope,
                           PatternScope& pattern);
  Status bind_variable(const BindingVariable& variable, Type type, std::string_view needed,
                       Scope& scope, PatternUse use);
  Status check_written_relationship(const RelationshipPattern& relationship, PatternUse use);
  /// Properties and inline predicates; after all names of the pattern are bound.
  Status check_pattern_expressions(const PathPattern& path, const Scope& scope, PatternUse use);
  Status check_element_expressions(const std::vector<PathElement>& elements, const Scope& scope,
                                   PatternUse use);
  /// Labels and types that expressions give, in patterns of this use (`predicate`: in expressions).
  Status check_labels(const LabelExpression& labels, const Scope& scope, PatternUse use);
  Status check_label_names(const Expression& names, const Scope& scope);
  Status check_created_expressions(const PathPattern& path, const Scope& before,
                                   const Scope& after);
  Status check_properties(const ExpressionPtr& properties, const Scope& scope, PatternUse use);

  // ---- path_check.cpp
  // ------------------------------------------------------------------------------
  /// Rules on quantifiers and selectors (Cypher manual, "Patterns", "Syntax and semantics").
  Status check_modes(const GraphPattern& pattern) const;
  Status check_selectors(const GraphPattern& pattern) const;
  Status check_repeatable(const PathPattern& path) const;
  Status check_shortest(const PathPattern& path, const Scope& scope) const;
  Status check_has_node(const PathPattern& path) const;
  Status check_quantified(const QuantifiedPattern& quantified) const;
  /// Inside, every name stands for one repetition; outside, for the list over all repetitions.
  Status bind_quantified(const QuantifiedPattern& quantified, Scope& scope,
                         const PatternScope& pattern);
  /// The same for the WHERE and properties of -[r:T WHERE r.x > 1]->{1,3}.
  Status check_quantified_relationship(const RelationshipPattern& relationship,
                                       const Scope& before);

  // ---- projection_check.cpp
  // -------------------------------------------------------------------------
  /// WITH and RETURN: gives the scope after it. `name` is used in messages.
  Result<Scope> check_projection(const Projection& projection, const Scope& before, bool with);
  Result<Scope> project_items(const Projection& projection, const Scope& before, bool with);
  Status check_grouping(const Projection& projection, const Expression& expression,
                        std::vector<std::string>& locals);
  /// What ORDER BY and WHERE of a projection see: the new names and, unless rows were grouped, the
  /// old ones that no new name hides.
  [[nodiscard]] Scope visible_after(const Projection& projection, const Scope& before,
                                    const Scope& after) const;
  Status check_order_by(const Projection& projection, const Scope& before, const Scope& after,
                        bool aggregating);
  Status check_sort_expression(const Projection& projection, const Expression& expression,
                               const Scope& visible, bool with_aggregate);
  Status check_row_count(const ExpressionPtr& expression, std::string_view word);
  [[nodiscard]] bool contains_aggregate(const Expression& expression) const;
  void collect_aggregates(const Expression& expression,
                          std::vector<const FunctionCallExpression*>& out) const;

  // ---- clause_check.cpp
  // --------------------------------------------------------------------------------
  /// What a query sees of the query around it.
  struct QueryScope {
    /// The names every part starts with.
    Scope visible;
    /// Those of them that stay visible behind every WITH.
    Scope kept;
    /// CALL { WITH a … }: what a leading WITH may take in. Null if it is not of this kind.
    const Scope* importable = nullptr;
    bool subquery = false;
    bool updates_allowed = true;
  };
  /// Checks a query and its parts.
  Status check_query(const Query& query, const QueryScope& outer);
  Status check_parts(const Query& query, const QueryScope& outer);
  /// `result` gets the result columns.
  Status check_single_query(const SingleQuery& query, const QueryScope& outer, bool in_union,
                            std::vector<std::pair<std::string, Slot>>& result);
  Status check_composition(const SingleQuery& query, bool subquery, bool updates_allowed) const;
  Status check_clause(const Clause& clause, Scope& scope,
                      std::vector<std::pair<std::string, Slot>>& result);
  Status check_match(const MatchClause& clause, Scope& scope);
  Status check_unwind(const UnwindClause& clause, Scope& scope);
  Status check_merge(const MergeClause& clause, Scope& scope);
  Status check_set_items(const std::vector<SetItem>& items, const Scope& scope);
  Status check_remove(const RemoveClause& clause, const Scope& scope);
  Status check_delete(const DeleteClause& clause, const Scope& scope);
  Status check_let(const LetClause& clause, Scope& scope);
  Status check_order_by_clause(const OrderByClause& clause, const Scope& scope);
  Status check_foreach(const ForeachClause& clause, Scope& scope);
  Status check_load_csv(const LoadCsvClause& clause, Scope& scope);
  Status check_with(const WithClause& clause, Scope& scope);
  Status check_return(const ReturnClause& clause, Scope& scope,
                      std::vector<std::pair<std::string, Slot>>& result);

  // ---- subquery_check.cpp
  // ------------------------------------------------------------------------------
  Status check_call_subquery(const CallSubqueryClause& clause, Scope& scope);
  /// Where IN TRANSACTIONS may stand.
  static Status check_inner_transactions(const SingleQuery& query, bool subquery, bool in_union);
  Status check_transaction_options(const InTransactions& options, Scope& scope);
  /// The scope a part of CALL { … } starts with: what its leading WITH takes from outside.
  Result<Scope> check_importing_with(const SingleQuery& query, const Scope& outer);
  /// Binds again what no WITH can drop.
  void keep_outer_names(const Projection& projection, Scope& scope);
  Status check_not_shadowing(const ProjectionItem& item) const;

  // ---- procedure_check.cpp
  // -----------------------------------------------------------------------------
  Status check_call_procedure(const CallProcedureClause& clause, Scope& scope,
                              std::vector<std::pair<std::string, Slot>>& result);
  Status check_arguments(const CallProcedureClause& clause, const Procedure& procedure,
                         const Scope& scope);
  Status check_yield(const CallProcedureClause& clause, const Procedure& procedure, Scope& scope);

  // ---- schema_check.cpp
  Status check_schema_command(const SchemaCommand& command);
  Status check_show(const SchemaCommand& command);

  std::string_view text_;
  const ProcedureCatalog& procedures_;
  SemanticInfo info_;
  /// Names of enclosing queries that stay visible in the query at hand.
  Scope kept_;
  /// Element types of list symbols, beside info_.symbols.
  std::vector<StaticType> element_types_;
};

/// True for the clauses that change the graph, CALL aside.
bool is_updating(const Clause& clause);

/// True if a value of type `is` may be used where one of `needed` is wanted; unknown types may.
bool accepts(const std::vector<StaticType>& needed, StaticType is);

}  // namespace entente::query
