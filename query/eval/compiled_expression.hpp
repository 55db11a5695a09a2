#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entente/result.hpp"
#include "query/ast/expression.hpp"
#include "query/eval/column.hpp"
#include "query/eval/context.hpp"

namespace entente::query {

/// Values of local variables (comprehensions, quantifiers, reduce) while one row is evaluated.
class LocalScope {
 public:
  void push(Slot slot, Value value) { entries_.emplace_back(slot, std::move(value)); }
  void pop() { entries_.pop_back(); }
  /// Innermost value of the slot, nullptr if it is not a local.
  [[nodiscard]] const Value* find(Slot slot) const {
    for (auto it = entries_.rbegin(); it != entries_.rend(); ++it) {
      if (it->first == slot) return &it->second;
    }
    return nullptr;
  }
  [[nodiscard]] const std::vector<std::pair<Slot, Value>>& entries() const { return entries_; }
  void set_top(Value value) { entries_.back().second = std::move(value); }

 private:
  std::vector<std::pair<Slot, Value>> entries_;
};

/// One row of a batch plus the locals in force.
struct RowView {
  const Batch& batch;
  std::size_t row;
  LocalScope& locals;
};

/// An expression ready to run: names are resolved to slots, functions to code, property keys to
/// dictionary numbers at first use. Both ways of evaluation give the same answers.
/// Immutable while running; one thread at a time.
class CompiledExpression {
 public:
  virtual ~CompiledExpression() = default;
  /// The value for one row.
  virtual Result<Value> evaluate_row(EvalContext& context, const RowView& row) const = 0;
  /// The values for all rows of the batch; `out` is reset to the result's representation.
  /// The default calls evaluate_row for every row.
  virtual Status evaluate(EvalContext& context, const Batch& batch, Column& out) const;
  /// Set if the value is the same for every row and known before running (literals).
  [[nodiscard]] virtual const Value* constant() const { return nullptr; }
  /// Set if the expression is just a column.
  [[nodiscard]] virtual Slot slot() const { return no_slot; }
  /// True if the value is the same for every row of one run (literals, parameters and what is
  /// computed from them alone).
  [[nodiscard]] virtual bool invariant() const { return constant() != nullptr; }
  /// Appends the columns the expression reads; false if it may read any (subqueries).
  virtual bool collect_slots(std::vector<Slot>& slots) const = 0;
};
using CompiledExpressionPtr = std::unique_ptr<const CompiledExpression>;

/// Runs the plan behind a subquery expression (EXISTS/COUNT/COLLECT {}, pattern predicate, pattern
/// comprehension, shortestPath as expression) for one row. Implemented by exec.
class SubqueryRunner {
 public:
  virtual ~SubqueryRunner() = default;
  virtual Result<Value> run(EvalContext& context, const RowView& row) const = 0;
};

/// What the compiler needs to know of the query around an expression.
struct CompileContext {
  /// Slot of a variable occurrence or of a local's declaration, by the AST object that names it
  /// (VariableExpression*, ListComprehensionExpression*, QuantifierExpression*, ReduceExpression*
  /// for the iteration variable; for a reduce accumulator the address of its `accumulator` member).
  const std::unordered_map<const void*, Slot>* slots = nullptr;
  /// Expressions that were computed before (aggregates, grouping keys, sort keys): read the column.
  const std::unordered_map<const Expression*, Slot>* computed = nullptr;
  /// Makes the runner of a subquery expression.
  std::function<Result<std::unique_ptr<SubqueryRunner>>(const Expression&)> make_subquery;
  /// Static types of symbols, for typed kernels.
  const std::vector<Symbol>* symbols = nullptr;
  /// What the run was given: a parameter that is missing is an error even where no row asks for it.
  /// nullptr: not known yet.
  const Parameters* parameters = nullptr;
  /// Where to note the names of the parameters that were compiled; nullptr: nowhere.
  std::vector<std::string>* parameter_names = nullptr;
};

/// Compiles an expression that passed semantic analysis.
Result<CompiledExpressionPtr> compile_expression(const Expression& expression,
                                                 const CompileContext& context);

/// True, false or unknown for WHERE: null is unknown; other kinds are a TypeError /
/// InvalidArgumentType. Keeps the rows for which the predicate is true, ascending.
Status select_true(const Column& predicate, std::vector<std::uint32_t>& rows);

}  // namespace entente::query
