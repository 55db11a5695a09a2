#include "query/eval/expression_compiler.hpp"
#include "query/eval/local_iteration.hpp"

namespace entente::query {
namespace {

/// [variable IN list WHERE predicate | projection]
class ListComprehension final : public IteratingExpression {
 public:
  ListComprehension(CompiledExpressionPtr list, Slot variable, CompiledExpressionPtr predicate,
                    CompiledExpressionPtr projection, Span span)
      : IteratingExpression(std::move(list), variable, span),
        predicate_(std::move(predicate)),
        projection_(std::move(projection)) {}

 protected:
  Result<Value> iterate(EvalContext& context, const RowView& row,
                        const ValueList& items) const override {
    LocalIteration iteration(row.locals, variable());
    ValueList results;
    if (!predicate_) results.reserve(items.size());
    // Items may be lists themselves: the budget is asked whenever the result grew by this much.
    constexpr std::size_t check_interval_bytes = 256U << 10U;
    std::size_t bytes = 0;
    std::size_t checked_bytes = check_interval_bytes;
    for (const Value& item : items) {
      ENTENTE_TRY(iteration.next(context, item));
      if (predicate_) {
        ENTENTE_ASSIGN(const Value value, predicate_->evaluate_row(context, row));
        ENTENTE_ASSIGN(const auto truth, predicate_truth(value, span()));
        if (truth != true) continue;
      }
      if (!projection_) {
        results.push_back(item);
        continue;
      }
      ENTENTE_ASSIGN(Value value, projection_->evaluate_row(context, row));
      results.push_back(std::move(value));
      bytes += sizeof(Value) + results.back().heap_bytes();
      if (bytes >= checked_bytes) {
        ENTENTE_TRY(context.memory.check(bytes));
        checked_bytes = bytes + check_interval_bytes;
      }
    }
    return Value(std::move(results));
  }

  [[nodiscard]] std::vector<const CompiledExpression*> inner() const override {
    return {predicate_.get(), projection_.get()};
  }

 private:
  CompiledExpressionPtr predicate_;
  CompiledExpressionPtr projection_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_list_comprehension(ExpressionCompiler& compiler,
                                                         const ListComprehensionExpression& e) {
  ENTENTE_ASSIGN(const Slot variable, compiler.slot_of(&e, e.variable));
  ENTENTE_ASSIGN(auto list, compiler.compile(*e.list));
  compiler.push_local(variable);
  auto predicate = compiler.compile_optional(e.predicate);
  auto projection = compiler.compile_optional(e.projection);
  compiler.pop_local();
  if (!predicate) return std::move(predicate).error();
  if (!projection) return std::move(projection).error();
  return CompiledExpressionPtr(std::make_unique<ListComprehension>(
      std::move(list), variable, std::move(*predicate), std::move(*projection), e.span));
}

}  // namespace entente::query
