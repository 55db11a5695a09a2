#include "query/ast/literals.hpp"
#include "query/eval/expression_compiler.hpp"

namespace entente::query {
namespace {

/// A symbol's column.
class ColumnValue final : public CompiledExpression {
 public:
  ColumnValue(Slot slot, Span span) : slot_(slot), span_(span) {}
  Result<Value> evaluate_row(EvalContext& /*context*/, const RowView& row) const override {
    const Column& column = row.batch.column(slot_);
    if (column.type() != ColumnType::empty) return column.get(row.row);
    // A subquery inside a comprehension sees the locals of the expression around it.
    if (const Value* local = row.locals.find(slot_)) return *local;
    return unbound();
  }
  Status evaluate(EvalContext& /*context*/, const Batch& batch, Column& out) const override {
    const Column& column = batch.column(slot_);
    if (column.type() == ColumnType::empty && batch.rows() > 0) return unbound();
    out = column;
    return {};
  }
  [[nodiscard]] Slot slot() const override { return slot_; }
  bool collect_slots(std::vector<Slot>& slots) const override {
    slots.push_back(slot_);
    return true;
  }

 private:
  [[nodiscard]] Error unbound() const {
    Error error = Error::plain(ErrorClass::internal,
                               "column " + std::to_string(slot_) + " is read but never filled");
    error.span = span_;
    return error;
  }
  Slot slot_;
  Span span_;
};

/// The variable of a comprehension, quantifier or reduce around this expression.
class LocalValue final : public CompiledExpression {
 public:
  explicit LocalValue(Slot slot) : slot_(slot) {}
  Result<Value> evaluate_row(EvalContext& /*context*/, const RowView& row) const override {
    const Value* local = row.locals.find(slot_);
    assert(local != nullptr);
    return *local;
  }
  // Locals are not columns, and only evaluate_row is called where they are in force.
  bool collect_slots(std::vector<Slot>& /*slots*/) const override { return true; }

 private:
  Slot slot_;
};

}  // namespace

CompiledExpressionPtr make_column(Slot slot, Span span) {
  return std::make_unique<ColumnValue>(slot, span);
}

Result<CompiledExpressionPtr> ExpressionCompiler::compile_name(const void* name,
                                                               std::string_view text, Span span) {
  ENTENTE_ASSIGN(const Slot slot, slot_of(name, text));
  if (is_local(slot)) return CompiledExpressionPtr(std::make_unique<LocalValue>(slot));
  return make_column(slot, span);
}

Result<CompiledExpressionPtr> compile_variable(ExpressionCompiler& compiler,
                                               const VariableExpression& e) {
  // Semantic analysis gives no slot to the words NaN, Inf and Infinity unless they are variables.
  if (const auto number = special_float(e.name); number && !compiler.slot_of(&e, e.name)) {
    return make_literal(Value(*number));
  }
  return compiler.compile_name(&e, e.name, e.span);
}

}  // namespace entente::query
