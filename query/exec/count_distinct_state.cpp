#include "query/exec/aggregate_state.hpp"
#include "query/exec/distinct_rows.hpp"

namespace entente::query {
namespace {

/// count(DISTINCT x) without groups: how many values were seen, except null.
class CountDistinctState final : public AggregateState {
 public:
  CountDistinctState(CompiledExpressionPtr argument, Runtime& runtime)
      : argument_(std::move(argument)), values_({0}, {0}, runtime.spill) {}

  void clear() override {
    values_.clear();
    count_ = 0;
  }

  Status add(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> /*groups*/,
             std::size_t /*group_count*/) override {
    column_.clear();
    ENTENTE_TRY(argument_->evaluate(context, batch, column_.column(0)));
    column_.set_rows(batch.rows());
    ENTENTE_TRY(values_.add(context, column_, fresh_));
    count(column_, fresh_);
    return {};
  }

  /// The values count themselves, and go to files if they are too many.
  Status account(EvalContext& /*context*/) override { return {}; }
  [[nodiscard]] std::size_t bytes() const override { return 0; }

  Status save(EvalContext& /*context*/, std::size_t /*begin*/, std::size_t /*end*/,
              Column& /*out*/) override {
    return Error::plain(ErrorClass::internal, "a single group was to be moved to a file");
  }
  Status merge(EvalContext& /*context*/, const Column& /*saved*/,
               std::span<const std::uint32_t> /*groups*/, std::size_t /*group_count*/) override {
    return Error::plain(ErrorClass::internal, "a single group was to be read from a file");
  }

  Status finish(EvalContext& context, std::size_t /*group_count*/, Column& out) override {
    while (true) {
      ENTENTE_ASSIGN(const bool more, values_.next(context, column_));
      if (!more) break;
      fresh_.resize(column_.rows());
      for (std::uint32_t row = 0; row < fresh_.size(); ++row) fresh_[row] = row;
      count(column_, fresh_);
    }
    out.reset(ColumnType::integer);
    out.integers().push_back(count_);
    return {};
  }

 private:
  void count(const Batch& batch, std::span<const std::uint32_t> rows) {
    count_ += static_cast<std::int64_t>(rows.size());
    if (batch.column(0).all_valid()) return;
    for (const std::uint32_t row : rows) count_ -= batch.column(0).is_null(row) ? 1 : 0;
  }

  CompiledExpressionPtr argument_;
  DistinctRows values_;
  Batch column_{1};
  std::vector<std::uint32_t> fresh_;
  std::int64_t count_ = 0;
};

}  // namespace

AggregateStatePtr make_count_distinct_state(CompiledExpressionPtr argument, Runtime& runtime) {
  return std::make_unique<CountDistinctState>(std::move(argument), runtime);
}

}  // namespace entente::query
