#include <algorithm>

#include "query/eval/function_registry.hpp"
#include "query/eval/functions/number_total.hpp"
#include "query/exec/aggregate_state.hpp"
#include "query/exec/located.hpp"
#include "query/exec/memory_lease.hpp"

namespace entente::query {
namespace {

/// sum() and avg() of numbers, without an object for each group or a value for each row. The first
/// value of another kind (a duration, or a mistake) hands everything over to the accumulators.
class NumberState final : public AggregateState {
 public:
  /// `general`: the same aggregate through its accumulators, with an argument of its own.
  NumberState(CompiledExpressionPtr argument, bool average, Span span, AggregateStatePtr general)
      : argument_(std::move(argument)),
        average_(average),
        span_(span),
        general_(std::move(general)) {}

  void clear() override {
    std::vector<Total>().swap(totals_);
    in_general_ = false;
    general_->clear();
    lease_.release();
  }

  Status add(EvalContext& context, const Batch& batch, std::span<const std::uint32_t> groups,
             std::size_t group_count) override {
    if (in_general_) return general_->add(context, batch, groups, group_count);
    totals_.resize(std::max(totals_.size(), group_count));
    ENTENTE_TRY(argument_->evaluate(context, batch, column_));
    switch (column_.type()) {
      case ColumnType::integer: add_all(column_.integers(), groups); return {};
      case ColumnType::floating: add_all(column_.floats(), groups); return {};
      case ColumnType::value:
        if (!all_numbers(column_.values())) break;
        for (std::size_t row = 0; row < groups.size(); ++row) {
          const Value& value = column_.values()[row];
          if (!value.is_null()) totals_[groups[row]].add(value);
        }
        return {};
      default: break;
    }
    ENTENTE_TRY(become_general(context));
    return general_->add(context, batch, groups, group_count);
  }

  Status account(EvalContext& context) override {
    if (in_general_) return general_->account(context);
    return lease_.resize(context.memory, totals_.capacity() * sizeof(Total));
  }
  [[nodiscard]] std::size_t bytes() const override { return lease_.bytes() + general_->bytes(); }

  Status save(EvalContext& context, std::size_t begin, std::size_t end, Column& out) override {
    if (in_general_) return general_->save(context, begin, end, out);
    totals_.resize(std::max(totals_.size(), end));
    for (std::size_t group = begin; group < end; ++group) out.append(totals_[group].save());
    return {};
  }

  Status merge(EvalContext& context, const Column& saved, std::span<const std::uint32_t> groups,
               std::size_t group_count) override {
    const bool numbers = !in_general_ && std::none_of(saved.values().begin(), saved.values().end(),
                                                      [](const Value& state) {
                                                        return state.as_list()[1].as_boolean();
                                                      });
    if (!numbers) {
      if (!in_general_) ENTENTE_TRY(become_general(context));
      return general_->merge(context, saved, groups, group_count);
    }
    totals_.resize(std::max(totals_.size(), group_count));
    for (std::size_t row = 0; row < groups.size(); ++row) {
      const ValueList& state = saved.values()[row].as_list();
      Total& total = totals_[groups[row]];
      total.count += state[0].as_integer();
      total.numbers.merge(state[3].as_list());
    }
    return {};
  }

  Status finish(EvalContext& context, std::size_t group_count, Column& out) override {
    if (in_general_) return general_->finish(context, group_count, out);
    totals_.resize(group_count);
    out.reset(ColumnType::empty);
    for (const Total& total : totals_) {
      if (!average_) {
        ENTENTE_ASSIGN(const Value sum, located(total.numbers.integer_or_float(), span_));
        out.append(sum);
      } else if (total.count == 0) {
        out.append_null();
      } else {
        out.append(Value(total.numbers.as_float() / static_cast<double>(total.count)));
      }
    }
    return {};
  }

 private:
  struct Total {
    NumberTotal numbers;
    std::int64_t count = 0;

    void add(const auto& number) {
      numbers.add(number);
      ++count;
    }
    /// As the accumulators of sum() and avg() save themselves.
    [[nodiscard]] Value save() const {
      return Value(ValueList{count, false, Value(), numbers.save()});
    }
  };

  static bool all_numbers(const std::vector<Value>& values) {
    return std::all_of(values.begin(), values.end(),
                       [](const Value& value) { return value.is_null() || value.is_number(); });
  }

  template <class T>
  void add_all(const std::vector<T>& numbers, std::span<const std::uint32_t> groups) {
    if (!column_.all_valid()) {
      for (std::size_t row = 0; row < groups.size(); ++row) {
        if (!column_.is_null(row)) totals_[groups[row]].add(numbers[row]);
      }
    } else if (totals_.size() == 1) {
      Total& total = totals_.front();
      for (const T number : numbers) total.add(number);
    } else {
      for (std::size_t row = 0; row < groups.size(); ++row) {
        totals_[groups[row]].add(numbers[row]);
      }
    }
  }

  Status become_general(EvalContext& context) {
    in_general_ = true;
    Column saved(ColumnType::value);
    std::vector<std::uint32_t> groups(totals_.size());
    for (std::uint32_t group = 0; group < groups.size(); ++group) {
      groups[group] = group;
      saved.append(totals_[group].save());
    }
    ENTENTE_TRY(general_->merge(context, saved, groups, groups.size()));
    std::vector<Total>().swap(totals_);
    lease_.release();
    return {};
  }

  CompiledExpressionPtr argument_;
  bool average_;
  Span span_;
  AggregateStatePtr general_;
  bool in_general_ = false;
  Column column_;
  std::vector<Total> totals_;
  MemoryLease lease_;
};

}  // namespace

AggregateStatePtr make_number_state(CompiledExpressionPtr argument, bool average, Span span,
                                    AggregateStatePtr general) {
  return std::make_unique<NumberState>(std::move(argument), average, span, std::move(general));
}

}  // namespace entente::query
