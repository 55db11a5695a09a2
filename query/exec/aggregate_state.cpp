#include "query/exec/aggregate_state.hpp"

#include <algorithm>

#include "query/eval/function_registry.hpp"
#include "query/exec/located.hpp"

namespace entente::query {
namespace {

/// count(*), and count(x) without DISTINCT.
class CountState final : public AggregateState {
 public:
  explicit CountState(CompiledExpressionPtr argument) : argument_(std::move(argument)) {}

  void clear() override { counts_.clear(); }

  Status add(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> groups,
             std::size_t group_count) override {
    counts_.resize(std::max(counts_.size(), group_count));
    const bool one_group = group_count == 1;
    if (argument_ != nullptr) ENTENTE_TRY(argument_->evaluate(context, batch, column_));
    if (one_group && (argument_ == nullptr || column_.all_valid())) {
      counts_[0] += static_cast<std::int64_t>(batch.rows());
      return {};
    }
    for (std::size_t row = 0; row < groups.size(); ++row) {
      if (argument_ == nullptr || !column_.is_null(row)) ++counts_[groups[row]];
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
};

/// Any aggregate, through its accumulators.
class AccumulatorState final : public AggregateState {
 public:
  AccumulatorState(const FunctionInfo& function, const FunctionCallExpression& call,
                   std::vector<CompiledExpressionPtr> arguments)
      : function_(function),
        span_(call.span),
        star_(call.star),
        distinct_(call.distinct),
        arguments_(std::move(arguments)),
        columns_(arguments_.size()),
        seen_(2) {}

  void clear() override {
    accumulators_.clear();
    seen_.clear();
    seen_alone_.clear();
    lease_.release();
  }

  Status add(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> groups,
             std::size_t group_count) override {
    make_accumulators(group_count);
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      ENTENTE_TRY(arguments_[i]->evaluate(context, batch, columns_[i]));
    }
    if (distinct_) ENTENTE_TRY(find_new(context, groups, group_count));
    ValueList values(arguments_.size());
    std::size_t bytes = 0;
    for (std::size_t row = 0; row < groups.size(); ++row) {
      if (distinct_ && new_[row] == 0) continue;
      // Aggregates leave out nulls of what they aggregate, the first argument.
      if (!columns_.empty() && columns_[0].is_null(row)) continue;
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = columns_[i].get(row);
      Accumulator& accumulator = *accumulators_[groups[row]];
      if (keeps_values()) bytes += sizeof(Value) + values[0].heap_bytes();
      ENTENTE_TRY(located(accumulator.add(context, values), span_));
      if ((row & 255U) == 255U) {
        ENTENTE_TRY(lease_.grow(context.memory, bytes));
        bytes = 0;
      }
    }
    return lease_.grow(context.memory, bytes);
  }

  Status finish(EvalContext& context, std::size_t group_count, Column& out) override {
    make_accumulators(group_count);
    out.reset(ColumnType::empty);
    for (std::size_t group = 0; group < group_count; ++group) {
      ENTENTE_ASSIGN(const Value value, located(accumulators_[group]->finish(context), span_));
      out.append(value);
      if ((group & 1023U) == 1023U) ENTENTE_TRY(context.interruption.check());
    }
    return {};
  }

 private:
  void make_accumulators(std::size_t group_count) {
    while (accumulators_.size() < group_count) {
      accumulators_.push_back(make_accumulator(function_, star_));
    }
  }

  /// collect() and the percentiles hold what they were given.
  [[nodiscard]] bool keeps_values() const { return !arguments_.empty() && function_.keeps_values; }

  /// DISTINCT: a value counts at its first appearance in its group.
  Status find_new(EvalContext& context, std::span<const std::uint32_t> groups,
                  std::size_t group_count) {
    new_.assign(groups.size(), 0);
    if (columns_.empty()) return {};
    const bool alone = group_count == 1 && seen_.size() == 0;
    GroupTable& table = alone ? seen_alone_ : seen_;
    if (!alone && seen_alone_.size() > 0) ENTENTE_TRY(split_seen(context));
    Column group_column(ColumnType::integer);
    group_column.integers().assign(groups.begin(), groups.end());
    const Column* with_group[] = {&group_column, &columns_[0]};
    const std::span<const Column* const> keys =
        alone ? std::span<const Column* const>(with_group + 1, 1)
              : std::span<const Column* const>(with_group, 2);
    std::uint32_t known = table.size();
    ENTENTE_TRY(table.assign(context, keys, groups.size(), numbers_));
    for (std::size_t row = 0; row < numbers_.size(); ++row) {
      if (numbers_[row] != known) continue;
      new_[row] = 1;
      ++known;
    }
    return {};
  }

  /// A second group appeared: values seen so far belong to group 0.
  Status split_seen(EvalContext& context) {
    Column zeros(ColumnType::integer);
    zeros.integers().assign(seen_alone_.size(), 0);
    const Column* keys[] = {&zeros, &seen_alone_.key(0)};
    ENTENTE_TRY(seen_.assign(context, keys, seen_alone_.size(), numbers_));
    seen_alone_.clear();
    return {};
  }

  const FunctionInfo& function_;
  Span span_;
  bool star_;
  bool distinct_;
  std::vector<CompiledExpressionPtr> arguments_;
  std::vector<Column> columns_;
  std::vector<std::unique_ptr<Accumulator>> accumulators_;
  GroupTable seen_;
  GroupTable seen_alone_{1};
  std::vector<std::uint8_t> new_;
  std::vector<std::uint32_t> numbers_;
  MemoryLease lease_;
};

/// count(DISTINCT x) without groups: the table of the values is the answer.
class CountDistinctState final : public AggregateState {
 public:
  explicit CountDistinctState(CompiledExpressionPtr argument) : argument_(std::move(argument)) {}

  void clear() override {
    values_.clear();
    null_seen_ = false;
  }

  Status add(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> /*groups*/,
             std::size_t /*group_count*/) override {
    ENTENTE_TRY(argument_->evaluate(context, batch, column_));
    const Column* keys[] = {&column_};
    if (!column_.all_valid()) {
      for (std::size_t row = 0; row < batch.rows() && !null_seen_; ++row) {
        null_seen_ = column_.is_null(row);
      }
    }
    return values_.assign(context, keys, batch.rows(), numbers_);
  }

  Status finish(EvalContext& /*context*/, std::size_t /*group_count*/, Column& out) override {
    out.reset(ColumnType::integer);
    out.integers().push_back(static_cast<std::int64_t>(values_.size()) - (null_seen_ ? 1 : 0));
    return {};
  }

 private:
  CompiledExpressionPtr argument_;
  Column column_;
  GroupTable values_{1};
  bool null_seen_ = false;
  std::vector<std::uint32_t> numbers_;
};

}  // namespace

Result<std::unique_ptr<AggregateState>> make_aggregate_state(const FunctionCallExpression& call,
                                                             bool grouped, Builder& builder) {
  const FunctionInfo* function = find_function(call.name);
  if (function == nullptr || !function->aggregate) {
    return Error::plain(ErrorClass::internal, call.name + " is not an aggregate");
  }
  std::vector<CompiledExpressionPtr> arguments;
  for (const ExpressionPtr& argument : call.arguments) {
    ENTENTE_ASSIGN(arguments.emplace_back(), builder.compile(*argument));
  }
  if (function->name == "count" && (call.star || !call.distinct)) {
    return std::unique_ptr<AggregateState>(
        std::make_unique<CountState>(call.star ? nullptr : std::move(arguments.front())));
  }
  if (function->name == "count" && !grouped) {
    return std::unique_ptr<AggregateState>(
        std::make_unique<CountDistinctState>(std::move(arguments.front())));
  }
  return std::unique_ptr<AggregateState>(
      std::make_unique<AccumulatorState>(*function, call, std::move(arguments)));
}

}  // namespace entente::query
