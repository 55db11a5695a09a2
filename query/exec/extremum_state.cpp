#include <algorithm>

#include "query/eval/comparison.hpp"
#include "query/exec/aggregate_state.hpp"
#include "query/exec/memory_lease.hpp"

namespace entente::query {
namespace {

/// min() and max() by the order of ORDER BY: the best value of each group.
class ExtremumState final : public AggregateState {
 public:
  ExtremumState(CompiledExpressionPtr argument, bool maximum)
      : argument_(std::move(argument)), maximum_(maximum) {}

  void clear() override {
    std::vector<Value>().swap(best_);
    heap_bytes_ = 0;
    lease_.release();
  }

  Status add(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> groups,
             std::size_t group_count) override {
    best_.resize(std::max(best_.size(), group_count));
    ENTENTE_TRY(argument_->evaluate(context, batch, column_));
    consider_all(column_, groups);
    return {};
  }

  Status account(EvalContext& context) override {
    return lease_.resize(context.memory, best_.capacity() * sizeof(Value) + heap_bytes_);
  }
  [[nodiscard]] std::size_t bytes() const override { return lease_.bytes(); }

  Status save(EvalContext& /*context*/, std::size_t begin, std::size_t end, Column& out) override {
    best_.resize(std::max(best_.size(), end));
    for (std::size_t group = begin; group < end; ++group) out.append(best_[group]);
    return {};
  }

  Status merge(EvalContext& /*context*/, const Column& saved, std::span<const std::uint32_t> groups,
               std::size_t group_count) override {
    best_.resize(std::max(best_.size(), group_count));
    consider_all(saved, groups);
    return {};
  }

  Status finish(EvalContext& /*context*/, std::size_t group_count, Column& out) override {
    best_.resize(group_count);
    out.reset(ColumnType::empty);
    for (const Value& value : best_) out.append(value);
    return {};
  }

 private:
  void consider_all(const Column& column, std::span<const std::uint32_t> groups) {
    if (column.type() == ColumnType::integer) {
      consider_integers(column, groups);
      return;
    }
    for (std::size_t row = 0; row < groups.size(); ++row) {
      if (!column.is_null(row)) consider(best_[groups[row]], column.get(row));
    }
  }

  void consider_integers(const Column& column, std::span<const std::uint32_t> groups) {
    for (std::size_t row = 0; row < groups.size(); ++row) {
      if (column.is_null(row)) continue;
      const std::int64_t number = column.integers()[row];
      Value& best = best_[groups[row]];
      if (!best.is_integer()) {
        consider(best, Value(number));
      } else if (maximum_ ? number > best.as_integer() : number < best.as_integer()) {
        best = Value(number);
      }
    }
  }

  void consider(Value& best, Value value) {
    if (!best.is_null()) {
      const int result = order(value, best);
      if (maximum_ ? result <= 0 : result >= 0) return;
    }
    const std::size_t before = best.heap_bytes();
    best = std::move(value);
    heap_bytes_ += best.heap_bytes();
    heap_bytes_ -= before;
  }

  CompiledExpressionPtr argument_;
  bool maximum_;
  Column column_;
  std::vector<Value> best_;
  std::size_t heap_bytes_ = 0;
  MemoryLease lease_;
};

}  // namespace

AggregateStatePtr make_extremum_state(CompiledExpressionPtr argument, bool maximum) {
  return std::make_unique<ExtremumState>(std::move(argument), maximum);
}

}  // namespace entente::query
