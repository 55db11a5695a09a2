#include "query/eval/expression_compiler.hpp"
#include "query/eval/local_iteration.hpp"

namespace entente::query {
namespace {

/// How many items of a list satisfied a predicate so far.
struct Tally {
  std::size_t satisfied = 0;
  std::size_t failed = 0;
  std::size_t unknown = 0;
};

/// The answer if the items seen decide it, whatever the rest is.
std::optional<bool> early_answer(Quantifier quantifier, const Tally& tally) {
  switch (quantifier) {
    case Quantifier::all:
      if (tally.failed > 0) return false;
      break;
    case Quantifier::any:
      if (tally.satisfied > 0) return true;
      break;
    case Quantifier::none:
      if (tally.satisfied > 0) return false;
      break;
    case Quantifier::single:
      if (tally.satisfied > 1) return false;
      break;
  }
  return std::nullopt;
}

Value final_answer(Quantifier quantifier, const Tally& tally) {
  if (tally.unknown > 0) return {};
  switch (quantifier) {
    case Quantifier::all:
    case Quantifier::none: return Value(true);
    case Quantifier::any: return Value(false);
    case Quantifier::single: return Value(tally.satisfied == 1);
  }
  return {};
}

/// all/any/none/single(variable IN list WHERE predicate)
class QuantifierValue final : public IteratingExpression {
 public:
  QuantifierValue(Quantifier quantifier, CompiledExpressionPtr list, Slot variable,
                  CompiledExpressionPtr predicate, Span span)
      : IteratingExpression(std::move(list), variable, span),
        quantifier_(quantifier),
        predicate_(std::move(predicate)) {}

 protected:
  Result<Value> iterate(EvalContext& context, const RowView& row,
                        const ValueList& items) const override {
    LocalIteration iteration(row.locals, variable());
    Tally tally;
    for (const Value& item : items) {
      ENTENTE_TRY(iteration.next(context, item));
      // Without WHERE the items themselves are the predicate's values.
      Value value = item;
      if (predicate_) {
        ENTENTE_ASSIGN(value, predicate_->evaluate_row(context, row));
      }
      ENTENTE_ASSIGN(const auto truth, predicate_truth(value, span()));
      if (!truth) {
        ++tally.unknown;
      } else if (*truth) {
        ++tally.satisfied;
      } else {
        ++tally.failed;
      }
      if (const auto answer = early_answer(quantifier_, tally)) return Value(*answer);
    }
    return final_answer(quantifier_, tally);
  }

  [[nodiscard]] std::vector<const CompiledExpression*> inner() const override {
    return {predicate_.get()};
  }

 private:
  Quantifier quantifier_;
  CompiledExpressionPtr predicate_;
};

}  // namespace

Result<CompiledExpressionPtr> compile_quantifier(ExpressionCompiler& compiler,
                                                 const QuantifierExpression& e) {
  ENTENTE_ASSIGN(const Slot variable, compiler.slot_of(&e, e.variable));
  ENTENTE_ASSIGN(auto list, compiler.compile(*e.list));
  compiler.push_local(variable);
  auto predicate = compiler.compile_optional(e.predicate);
  compiler.pop_local();
  if (!predicate) return std::move(predicate).error();
  return CompiledExpressionPtr(std::make_unique<QuantifierValue>(
      e.quantifier, std::move(list), variable, std::move(*predicate), e.span));
}

}  // namespace entente::query
