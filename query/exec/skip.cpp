#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

class SkipOperator final : public InputOperator {
 public:
  SkipOperator(const Skip& logical, Builder& builder, OperatorPtr input,
               CompiledExpressionPtr count)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        span_(logical.count->span),
        count_(std::move(count)) {}

 protected:
  Status restart(EvalContext& context) override {
    ENTENTE_ASSIGN(left_, evaluate_count(context, *count_, runtime_.symbol_count, "SKIP", span_));
    return {};
  }

  bool do_release() override { return true; }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (true) {
      ENTENTE_ASSIGN(const bool more, input().next(context, out));
      if (!more) return false;
      const std::uint64_t dropped = std::min<std::uint64_t>(left_, out.rows());
      left_ -= dropped;
      if (dropped == out.rows()) continue;
      if (dropped > 0) {
        std::vector<std::uint32_t> rows = all_rows(out.rows());
        rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(dropped));
        out.select(rows);
      }
      return true;
    }
  }

 private:
  Span span_;
  CompiledExpressionPtr count_;
  std::uint64_t left_ = 0;
};

}  // namespace

Result<OperatorPtr> make_skip(const Skip& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto count, builder.compile(*logical.count));
  return OperatorPtr(
      std::make_unique<SkipOperator>(logical, builder, std::move(input), std::move(count)));
}

}  // namespace entente::query
