#include <algorithm>

#include "query/exec/aggregate_state.hpp"
#include "query/exec/memory_lease.hpp"

namespace entente::query {
namespace {

/// count(*), and count(x) without DISTINCT.
class CountState final : public AggregateState {
 public:
  explicit CountState(CompiledExpressionPtr argument) : argument_(std::move(argument)) {}

  void clear() override {
    std::vector<std::int64_t>().swap(counts_);
    lease_.release();
  }

  Status add(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> groups,
             std::size_t group_count) override {
    counts_.resize(std::max(counts_.size(), group_count));
    const bool one_group = group_count == 1;
    if (argument_ != nullptr) ENTENTE_TRY(argument_->evaluate(context, batch, column_));
    if (one_group && (argument_ == nullptr || column_.all_valid())) {
      counts_[0] += static_cast<std::int64_t>(batch.rows());
      return {};
    }
    if (argument_ == nullptr || column_.all_valid()) {
      for (const std::uint32_t group : groups) ++counts_[group];
      return {};
    }
    for (std::size_t row = 0; row < groups.size(); ++row) {
      if (!column_.is_null(row)) ++counts_[groups[row]];
    }
    return {};
  }

  Status account(EvalContext& context) override {
    return lease_.resize(context.memory, counts_.capacity() * sizeof(std::int64_t));
  }
  [[nodiscard]] std::size_t bytes() const override { return lease_.bytes(); }

  Status save(EvalContext& /*context*/, std::size_t begin, std::size_t end, Column& out) override {
    counts_.resize(std::max(counts_.size(), end));
    for (std::size_t group = begin; group < end; ++group) out.append(Value(counts_[group]));
    return {};
  }

  Status merge(EvalContext& /*context*/, const Column& saved, std::span<const std::uint32_t> groups,
               std::size_t group_count) override {
    counts_.resize(std::max(counts_.size(), group_count));
    for (std::size_t row = 0; row < groups.size(); ++row) {
      counts_[groups[row]] += saved.integers()[row];
    }
    return {};
  }

  Status finish(EvalContext& /*context*/, std::size_t group_count, Column& out) override {
    counts_.resize(group_count);
    out.reset(ColumnType::integer);
    out.integers() = counts_;
    return {};
  }

 private:
  CompiledExpressionPtr argument_;
  Column column_;
  std::vector<std::int64_t> counts_;
  MemoryLease lease_;
};

}  // namespace

AggregateStatePtr make_count_state(CompiledExpressionPtr argument) {
  return std::make_unique<CountState>(std::move(argument));
}

}  // namespace entente::query
