#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/result.hpp"
#include "query/ast/statement.hpp"
#include "query/eval/procedure.hpp"
#include "query/eval/symbol.hpp"
#include "query/semantic/scope.hpp"

namespace entente::query {

/// What semantic analysis found out about a statement; the AST itself is not changed.
struct SemanticInfo {
  /// All symbols; the planner appends its own (anonymous elements, intermediate results).
  std::vector<Symbol> symbols;
  /// The slot of everything that names a symbol, by the AST object:
  /// - VariableExpression*: the symbol read;
  /// - BindingVariable*: the symbol bound (or, for a repeated pattern variable, referred to);
  /// - ProjectionItem*: the symbol of the projected column (for `WITH a` it is a new symbol too);
  /// - ListComprehensionExpression*, QuantifierExpression*, ReduceExpression*: the iteration
  ///   variable; &ReduceExpression::accumulator (std::string*): the accumulator;
  /// - YieldItem*: the yielded variable; MapProjectionItem* of kind variable: the symbol read.
  std::unordered_map<const void*, Slot> slots;
  /// For `*` in a projection: the (old symbol, new symbol) pairs it stands for, sorted by name.
  struct StarItem {
    std::string name;
    Slot source;
    Slot target;
  };
  std::unordered_map<const Projection*, std::vector<StarItem>> stars;
  /// True if a BindingVariable introduces its symbol, false if it refers to an earlier one.
  std::unordered_map<const BindingVariable*, bool> introduces;
  /// Projections that aggregate, and the aggregate calls inside each, outermost only.
  std::unordered_map<const Projection*, std::vector<const FunctionCallExpression*>> aggregates;
  /// Expressions inside an aggregating projection or its ORDER BY that equal a projected item (or
  /// variable) and are read from there instead of being computed again: expression -> slot.
  std::unordered_map<const Expression*, Slot> computed;
  /// CALL name without arguments list or YIELD: symbols for all outputs, in order.
  std::unordered_map<const CallProcedureClause*, std::vector<Slot>> procedure_outputs;
  /// By QuantifiedPattern* or RelationshipPattern*: (symbol inside one repetition, list symbol
  /// outside) of the named variables.
  std::unordered_map<const void*, std::vector<std::pair<Slot, Slot>>> group_symbols;
  /// Result columns, in order (RETURN, UNION, standalone CALL); empty without a result.
  std::vector<std::string> columns;
  /// For each single query of the outermost Query: its symbols in the order of `columns`.
  std::unordered_map<const SingleQuery*, std::vector<Slot>> result_slots;
  /// Projections inside of a subquery: outer symbols that stay visible behind them although they
  /// are not projected.
  std::unordered_map<const Projection*, std::vector<Slot>> kept;
  std::unordered_map<const LoadCsvClause*, CsvPosition> csv_positions;
  /// SHOW: symbols of all its columns, and those of the result in the order of `columns`.
  std::vector<Slot> show_columns;
  std::vector<Slot> show_result;
  bool updating = false;
  /// CALL { … } IN TRANSACTIONS
  bool in_transactions = false;
};

/// Checks everything the TCK calls a compile-time error, and resolves names. `text` is the query
/// text (column names, messages). Never refuses a valid query. Errors: phase compile_time with the
/// TCK's class and detail, a span, and a "did you mean" hint where a name is close.
Result<SemanticInfo> analyze(const Statement& statement, std::string_view text,
                             const ProcedureCatalog& procedures);

}  // namespace entente::query
