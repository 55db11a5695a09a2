#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Gives the rows the enclosing operator set, once per open().
class ArgumentOperator final : public Operator {
 public:
  ArgumentOperator(const Argument& logical, Runtime& runtime, const ArgumentSource& source)
      : Operator(logical, runtime), symbols_(logical.symbols), source_(source) {}

 protected:
  Status do_open(EvalContext& /*context*/) override {
    delivered_ = 0;
    return {};
  }

  bool do_release() override { return true; }

  Result<bool> do_next(EvalContext& /*context*/, Batch& out) override {
    if (delivered_ == source_.rows) return false;
    const std::size_t count = std::min(source_.rows - delivered_, batch_rows);
    rows_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      rows_[i] = static_cast<std::uint32_t>(source_.begin + delivered_ + i);
    }
    if (source_.batch != nullptr) out.gather(*source_.batch, rows_, symbols_);
    if (source_.row_number != no_slot) {
      Column& numbers = out.column(source_.row_number);
      numbers.reset(ColumnType::integer);
      numbers.integers().assign(rows_.begin(), rows_.end());
    }
    out.set_rows(count);
    delivered_ += count;
    return true;
  }

 private:
  const std::vector<Slot>& symbols_;
  const ArgumentSource& source_;
  std::size_t delivered_ = 0;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

Result<OperatorPtr> make_argument(const Argument& logical, Builder& builder) {
  return OperatorPtr(
      std::make_unique<ArgumentOperator>(logical, builder.runtime(), builder.argument()));
}

}  // namespace entente::query
