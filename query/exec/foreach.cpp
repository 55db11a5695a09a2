#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/write_budget.hpp"

namespace entente::query {
namespace {

/// Runs its right side for every item of a list, for each left row; left rows pass unchanged.
class ForeachOperator final : public Operator {
 public:
  ForeachOperator(const Foreach& logical, Builder& builder, CompiledExpressionPtr list)
      : Operator(logical, builder.runtime()),
        variable_(logical.variable),
        span_(logical.list->span),
        list_(std::move(list)) {}

  Status build(Builder& builder) {
    const LogicalOperator& foreach = logical();
    ENTENTE_ASSIGN(children_.emplace_back(), builder.build(*foreach.children[0]));
    ENTENTE_ASSIGN(children_.emplace_back(),
                   builder.build_with_argument(*foreach.children[1], source_));
    return {};
  }

 protected:
  Status do_open(EvalContext& context) override { return child(0).open(context); }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, child(0).next(context, out));
    if (!more) return false;
    for (std::size_t row = 0; row < out.rows(); ++row) {
      ENTENTE_ASSIGN(const Value list, evaluate_at(context, *list_, out, row));
      if (list.is_null()) continue;
      if (!list.is_list()) {
        return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                              "FOREACH needs a list but got " + std::string(to_string(list.kind())),
                              span_);
      }
      for (const Value& item : list.as_list()) ENTENTE_TRY(run(context, out, row, item));
    }
    return true;
  }

 private:
  Status run(EvalContext& context, const Batch& batch, std::size_t row, const Value& item) {
    prepare(argument_);
    for (Slot slot = 0; slot < batch.symbol_count(); ++slot) {
      if (batch.column(slot).type() != ColumnType::empty && slot != variable_) {
        argument_.column(slot).append_from(batch.column(slot), row);
      }
    }
    argument_.column(variable_).append(item);
    argument_.set_rows(1);
    source_.batch = &argument_;
    ENTENTE_TRY(child(1).open(context));
    while (true) {
      ENTENTE_ASSIGN(const bool more, child(1).next(context, effects_));
      if (!more) return {};
    }
  }

  Slot variable_;
  Span span_;
  CompiledExpressionPtr list_;
  ArgumentSource source_;
  Batch argument_;
  Batch effects_;
};

}  // namespace

Result<OperatorPtr> make_foreach(const Foreach& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto list, builder.compile(*logical.list));
  auto foreach = std::make_unique<ForeachOperator>(logical, builder, std::move(list));
  ENTENTE_TRY(foreach->build(builder));
  return OperatorPtr(std::move(foreach));
}

}  // namespace entente::query
