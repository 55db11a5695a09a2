#include <algorithm>

#include "query/eval/function_registry.hpp"
#include "query/exec/aggregate_state.hpp"
#include "query/exec/group_table.hpp"
#include "query/exec/located.hpp"
#include "query/exec/memory_lease.hpp"

namespace entente::query {
namespace {

/// Any aggregate, through its accumulators. With DISTINCT the values seen are kept beside them.
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
    std::vector<std::unique_ptr<Accumulator>>().swap(accumulators_);
    accumulator_bytes_ = 0;
    others_.clear();
    seen_.clear();
    seen_alone_.clear();
    seen_counted_ = {};
    saved_.clear();
    values_bytes_ = 0;
    lease_.release();
  }

  Status add(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> groups,
             std::size_t group_count) override {
    make_accumulators(group_count);
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
      ENTENTE_TRY(arguments_[i]->evaluate(context, batch, columns_[i]));
    }
    if (distinct_) ENTENTE_TRY(find_new(context, columns_[0], groups, group_count));
    ValueList values(arguments_.size());
    for (std::size_t row = 0; row < groups.size(); ++row) {
      if (distinct_ && new_[row] == 0) continue;
      // Aggregates leave out nulls of what they aggregate, the first argument.
      if (!columns_.empty() && columns_[0].is_null(row)) continue;
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = columns_[i].get(row);
      if (distinct_ && values.size() > 1 && others_[groups[row]].empty()) {
        others_[groups[row]].assign(values.begin() + 1, values.end());
      }
      ENTENTE_TRY(add_values(context, groups[row], values));
    }
    return {};
  }

  Status account(EvalContext& context) override {
    ENTENTE_TRY(seen_counted_);
    return lease_.resize(context.memory,
                         values_bytes_ + accumulators_.capacity() * 8 + accumulator_bytes_);
  }
  [[nodiscard]] std::size_t bytes() const override {
    return lease_.bytes() + seen_.bytes() + seen_alone_.bytes();
  }

  Status save(EvalContext& context, std::size_t begin, std::size_t end, Column& out) override {
    make_accumulators(std::max(end, accumulators_.size()));
    if (distinct_ && saved_.empty()) ENTENTE_TRY(gather_seen(context));
    for (std::size_t group = begin; group < end; ++group) {
      if (distinct_) {
        out.append(Value(ValueList{Value(std::move(saved_[group])), Value(others_[group])}));
      } else {
        out.append(accumulators_[group]->save());
      }
    }
    return {};
  }

  Status merge(EvalContext& context, const Column& saved, std::span<const std::uint32_t> groups,
               std::size_t group_count) override {
    make_accumulators(group_count);
    for (std::size_t row = 0; row < groups.size(); ++row) {
      const Value state = saved.get(row);
      if (distinct_) {
        ENTENTE_TRY(merge_distinct(context, groups[row], group_count, state.as_list()));
        continue;
      }
      if (keeps_values()) values_bytes_ += state.heap_bytes();
      ENTENTE_TRY(located(accumulators_[groups[row]]->merge(context, state), span_));
    }
    return {};
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
      accumulator_bytes_ += accumulators_.back()->bytes();
    }
    if (distinct_) others_.resize(accumulators_.size());
  }

  /// collect() and the percentiles hold what they were given.
  [[nodiscard]] bool keeps_values() const { return !arguments_.empty() && function_.keeps_values; }

  Status add_values(EvalContext& context, std::uint32_t group, const ValueList& values) {
    if (keeps_values()) values_bytes_ += sizeof(Value) + values[0].heap_bytes();
    return located(accumulators_[group]->add(context, values), span_);
  }

  /// DISTINCT: a value counts at its first appearance in its group.
  Status find_new(EvalContext& context, const Column& values, std::span<const std::uint32_t> groups,
                  std::size_t group_count) {
    new_.assign(groups.size(), 0);
    const bool alone = group_count == 1 && seen_.size() == 0;
    GroupTable& table = alone ? seen_alone_ : seen_;
    if (!alone && seen_alone_.size() > 0) ENTENTE_TRY(split_seen(context));
    Column group_column(ColumnType::integer);
    group_column.integers().assign(groups.begin(), groups.end());
    const Column* with_group[] = {&group_column, &values};
    const std::span<const Column* const> keys =
        alone ? std::span<const Column* const>(with_group + 1, 1)
              : std::span<const Column* const>(with_group, 2);
    std::uint32_t known = table.size();
    ENTENTE_TRY(see(table.assign(context, keys, groups.size(), numbers_)));
    for (std::size_t row = 0; row < numbers_.size(); ++row) {
      if (numbers_[row] != known) continue;
      new_[row] = 1;
      ++known;
    }
    return {};
  }

  /// Too many values are for account() to tell.
  Status see(Status assigned) {
    if (assigned.has_value() || assigned.error().error_class != ErrorClass::memory_limit) {
      return assigned;
    }
    seen_counted_ = std::move(assigned);
    return {};
  }

  /// A second group appeared: values seen so far belong to group 0.
  Status split_seen(EvalContext& context) {
    Column zeros(ColumnType::integer);
    zeros.integers().assign(seen_alone_.size(), 0);
    const Column* keys[] = {&zeros, &seen_alone_.key(0)};
    ENTENTE_TRY(see(seen_.assign(context, keys, seen_alone_.size(), numbers_)));
    seen_alone_.clear();
    return {};
  }

  /// The values seen, by group, in the order in which they were.
  Status gather_seen(EvalContext& context) {
    if (seen_alone_.size() > 0) ENTENTE_TRY(split_seen(context));
    saved_.resize(accumulators_.size());
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      Value value = seen_.key(1).get(i);
      if (value.is_null()) continue;
      const auto group = static_cast<std::size_t>(seen_.key(0).get(i).as_integer());
      saved_[group].push_back(std::move(value));
    }
    return {};
  }

  Status merge_distinct(EvalContext& context, std::uint32_t group, std::size_t group_count,
                        const ValueList& state) {
    const ValueList& seen = state[0].as_list();
    if (seen.empty()) return {};
    if (others_[group].empty()) others_[group] = state[1].as_list();
    Column column;
    column.assign(seen);
    const std::vector<std::uint32_t> groups(seen.size(), group);
    ENTENTE_TRY(find_new(context, column, groups, group_count));
    ValueList values(1);
    values.insert(values.end(), others_[group].begin(), others_[group].end());
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (new_[i] == 0) continue;
      values[0] = seen[i];
      ENTENTE_TRY(add_values(context, group, values));
    }
    return {};
  }

  const FunctionInfo& function_;
  Span span_;
  bool star_;
  bool distinct_;
  std::vector<CompiledExpressionPtr> arguments_;
  std::vector<Column> columns_;
  std::vector<std::unique_ptr<Accumulator>> accumulators_;
  std::size_t accumulator_bytes_ = 0;
  /// DISTINCT: the arguments after the first by group, which its first row decides.
  std::vector<ValueList> others_;
  GroupTable seen_;
  GroupTable seen_alone_{1};
  Status seen_counted_;
  std::vector<std::uint8_t> new_;
  std::vector<std::uint32_t> numbers_;
  /// While saving: the values seen by group.
  std::vector<ValueList> saved_;
  std::size_t values_bytes_ = 0;
  MemoryLease lease_;
};

}  // namespace

AggregateStatePtr make_accumulator_state(const FunctionInfo& function,
                                         const FunctionCallExpression& call,
                                         std::vector<CompiledExpressionPtr> arguments) {
  return std::make_unique<AccumulatorState>(function, call, std::move(arguments));
}

}  // namespace entente::query
