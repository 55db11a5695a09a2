#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

class LimitOperator final : public InputOperator {
 public:
  LimitOperator(const Limit& logical, Builder& builder, OperatorPtr input,
                CompiledExpressionPtr count)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        exhaust_input_(logical.exhaust_input),
        span_(logical.count->span),
        count_(std::move(count)) {}

 protected:
  Status restart(EvalContext& context) override {
    ENTENTE_ASSIGN(left_, evaluate_count(context, *count_, runtime_.symbol_count, "LIMIT", span_));
    ended_ = false;
    return {};
  }

  bool do_release() override { return true; }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (left_ > 0) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      if (more) {
        if (out.rows() > left_) out.select(all_rows(left_));
        left_ -= out.rows();
        return true;
      }
      ended_ = true;
    }
    left_ = 0;
    // What the input writes must be written in full, wanted rows or not.
    while (exhaust_input_ && !ended_) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      ended_ = !more;
    }
    out.clear();
    return false;
  }

 private:
  bool exhaust_input_;
  Span span_;
  CompiledExpressionPtr count_;
  std::uint64_t left_ = 0;
  bool ended_ = false;
};

}  // namespace

Result<OperatorPtr> make_limit(const Limit& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto count, builder.compile(*logical.count));
  return OperatorPtr(
      std::make_unique<LimitOperator>(logical, builder, std::move(input), std::move(count)));
}

}  // namespace entente::query
