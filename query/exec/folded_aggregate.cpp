#include "query/exec/folded_aggregate.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "query/eval/comparison.hpp"
#include "query/eval/function_registry.hpp"
#include "query/eval/functions/number_total.hpp"
#include "query/plan/expression_symbols.hpp"

namespace entente::query {
namespace {

using storage::ColumnKind;

/// Calls `visit` with each id of the word's set bits.
template <class Visit>
void for_each_id(std::uint64_t word, std::uint64_t bits, Visit visit) {
  for (; bits != 0; bits &= bits - 1) {
    visit(word * 64 + static_cast<std::uint64_t>(std::countr_zero(bits)));
  }
}

/// count(*).
class FoldedRowCount final : public FoldedAggregate {
 public:
  Result<bool> begin(EvalContext& /*context*/) override {
    count_ = 0;
    return true;
  }
  void add(std::uint64_t /*word*/, std::uint64_t members) override {
    count_ += std::popcount(members);
  }
  void absorb(FoldedAggregate& later) override {
    count_ += static_cast<FoldedRowCount&>(later).count_;
  }
  Result<std::optional<Value>> finish() override { return std::optional(Value(count_)); }

 private:
  std::int64_t count_ = 0;
};

/// count(element.key).
class FoldedCount final : public FoldedAggregate {
 public:
  FoldedCount(storage::EntityKind kind, std::string key) : reader_(kind, std::move(key)) {}

  Result<bool> begin(EvalContext& context) override {
    count_ = 0;
    return reader_.begin(context);
  }
  void add(std::uint64_t word, std::uint64_t members) override {
    std::uint64_t has_value = reader_.valid(word);
    reader_.visit_exceptions(word, [&](std::uint64_t bit, const Value& value) {
      has_value = value.is_null() ? has_value & ~bit : has_value | bit;
    });
    count_ += std::popcount(has_value & members);
  }
  void absorb(FoldedAggregate& later) override {
    count_ += static_cast<FoldedCount&>(later).count_;
  }
  Result<std::optional<Value>> finish() override { return std::optional(Value(count_)); }

 private:
  ColumnReader reader_;
  std::int64_t count_ = 0;
};

/// Sums of floats in lanes that do not wait for one another, each with what rounding took from it
/// (Knuth's TwoSum, which needs no comparison); the lanes are added up in order at the end.
class FloatLanes {
 public:
  void add(std::size_t lane, double x) {
    const double sum = sums_[lane] + x;
    const double part = sum - sums_[lane];
    lost_[lane] += (sums_[lane] - (sum - part)) + (x - part);
    sums_[lane] = sum;
  }
  void add_all(const double* values) {
    for (std::size_t i = 0; i < 64; i += lanes) {
      for (std::size_t lane = 0; lane < lanes; ++lane) add(lane, values[i + lane]);
    }
  }
  void add_to(NumberTotal& total) const {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      total.add_floats(sums_[lane], std::isfinite(sums_[lane]) ? lost_[lane] : 0.0);
    }
  }

 private:
  static constexpr std::size_t lanes = 4;
  std::array<double, lanes> sums_{};
  std::array<double, lanes> lost_{};
};

/// sum(element.key) and avg(element.key) of numbers.
class FoldedTotal final : public FoldedAggregate {
 public:
  FoldedTotal(storage::EntityKind kind, std::string key, bool average)
      : reader_(kind, std::move(key)), average_(average) {}

  Result<bool> begin(EvalContext& context) override {
    total_ = {};
    lanes_ = {};
    count_ = 0;
    float_count_ = 0;
    odd_ = false;
    ENTENTE_ASSIGN(const bool in_memory, reader_.begin(context));
    const ColumnKind kind = reader_.kind();
    return in_memory && (kind == ColumnKind::none || kind == ColumnKind::integer ||
                         kind == ColumnKind::floating);
  }

  void add(std::uint64_t word, std::uint64_t members) override {
    std::uint64_t own = members & reader_.valid(word);
    reader_.visit_exceptions(word, [&](std::uint64_t bit, const Value& value) {
      own &= ~bit;
      if ((members & bit) == 0 || value.is_null()) return;
      if (!value.is_number()) {
        odd_ = true;
        return;
      }
      total_.add(value);
      ++count_;
    });
    if (own == 0) return;
    count_ += std::popcount(own);
    if (reader_.kind() == ColumnKind::integer) {
      add_integers(word, own);
    } else {
      add_floats(word, own);
    }
  }

  void absorb(FoldedAggregate& later) override {
    auto& other = static_cast<FoldedTotal&>(later);
    other.add_lanes();
    total_.merge(other.total_);
    count_ += other.count_;
    odd_ = odd_ || other.odd_;
  }

  Result<std::optional<Value>> finish() override {
    if (odd_) return std::optional<Value>();
    add_lanes();
    if (average_) {
      if (count_ == 0) return std::optional(Value());
      return std::optional(Value(total_.as_float() / static_cast<double>(count_)));
    }
    ENTENTE_ASSIGN(Value sum, total_.integer_or_float());
    return std::optional(std::move(sum));
  }

 private:
  void add_lanes() {
    if (float_count_ > 0) lanes_.add_to(total_);
    float_count_ = 0;
    lanes_ = {};
  }

  void add_integers(std::uint64_t word, std::uint64_t members) {
    const std::int64_t* values = reader_.column().integers().data();
    // The halves of 64 numbers cannot overflow.
    std::int64_t high = 0;
    std::uint64_t low = 0;
    const auto take = [&](std::int64_t value) {
      high += value >> 32U;
      low += static_cast<std::uint32_t>(value);
    };
    if (members == ~std::uint64_t{0}) {
      for (std::size_t i = 0; i < 64; ++i) take(values[word * 64 + i]);
    } else {
      for_each_id(word, members, [&](std::uint64_t id) { take(values[id]); });
    }
    total_.add_integers(static_cast<__int128>(high) * (std::int64_t{1} << 32U) + low);
  }

  void add_floats(std::uint64_t word, std::uint64_t members) {
    const double* values = reader_.column().floats().data();
    float_count_ += std::popcount(members);
    if (members == ~std::uint64_t{0}) {
      lanes_.add_all(values + word * 64);
    } else {
      for_each_id(word, members, [&](std::uint64_t id) { lanes_.add(id % 4, values[id]); });
    }
  }

  ColumnReader reader_;
  bool average_;
  NumberTotal total_;
  FloatLanes lanes_;
  std::int64_t count_ = 0;
  std::int64_t float_count_ = 0;
  bool odd_ = false;
};

/// min(element.key) and max(element.key), by the order of ORDER BY.
class FoldedExtremum final : public FoldedAggregate {
 public:
  FoldedExtremum(storage::EntityKind kind, std::string key, bool maximum)
      : reader_(kind, std::move(key)), maximum_(maximum) {}

  Result<bool> begin(EvalContext& context) override {
    best_ = {};
    found_ = false;
    return reader_.begin(context);
  }

  void add(std::uint64_t word, std::uint64_t members) override {
    std::uint64_t own = members & reader_.valid(word);
    reader_.visit_exceptions(word, [&](std::uint64_t bit, const Value& value) {
      own &= ~bit;
      if ((members & bit) != 0 && !value.is_null()) consider(value);
    });
    if (own == 0) return;
    const storage::PropertyColumn& column = reader_.column();
    switch (reader_.kind()) {
      case ColumnKind::integer: add_typed(column.integers().data(), word, own); break;
      case ColumnKind::date: add_typed(column.days().data(), word, own); break;
      default: for_each_id(word, own, [&](std::uint64_t id) { consider(column.value(id)); });
    }
  }

  void absorb(FoldedAggregate& later) override {
    auto& other = static_cast<FoldedExtremum&>(later);
    other.consider_typed();
    if (!other.best_.is_null()) consider(other.best_);
  }

  Result<std::optional<Value>> finish() override {
    consider_typed();
    return std::optional(best_);
  }

 private:
  void consider_typed() {
    if (!found_) return;
    consider(reader_.kind() == ColumnKind::date ? Value(Date{typed_best_}) : Value(typed_best_));
    found_ = false;
  }
  void consider(const Value& value) {
    if (best_.is_null() || (maximum_ ? order(value, best_) > 0 : order(value, best_) < 0)) {
      best_ = value;
    }
  }

  /// Numbers whose order is that of their values.
  template <class T>
  void add_typed(const T* values, std::uint64_t word, std::uint64_t members) {
    for_each_id(word, members, [&](std::uint64_t id) {
      const std::int64_t value = values[id];
      if (!found_ || (maximum_ ? value > typed_best_ : value < typed_best_)) typed_best_ = value;
      found_ = true;
    });
  }

  ColumnReader reader_;
  bool maximum_;
  Value best_;
  bool found_ = false;
  std::int64_t typed_best_ = 0;
};

}  // namespace

FoldedAggregatePtr make_folded_aggregate(const FunctionCallExpression& call, Slot element,
                                         const std::vector<Slot>& never_null,
                                         storage::EntityKind kind, const LogicalPlan& plan) {
  const FunctionInfo* function = find_function(call.name);
  if (function == nullptr || call.distinct) return nullptr;
  if (call.star) return std::make_unique<FoldedRowCount>();
  if (call.arguments.size() != 1) return nullptr;
  const Expression& argument = *call.arguments.front();
  const Slot column = symbol_if_column(argument, plan);
  if (column != no_slot) {
    const bool counts_rows =
        function->name == "count" &&
        std::find(never_null.begin(), never_null.end(), column) != never_null.end();
    return counts_rows ? std::make_unique<FoldedRowCount>() : nullptr;
  }
  if (argument.kind != ExpressionKind::property) return nullptr;
  const auto& property = as<PropertyExpression>(argument);
  const Slot subject = symbol_if_column(*property.subject, plan);
  if (subject == no_slot || subject != element) return nullptr;
  if (function->name == "count") return std::make_unique<FoldedCount>(kind, property.key);
  if (function->name == "sum" || function->name == "avg") {
    return std::make_unique<FoldedTotal>(kind, property.key, function->name == "avg");
  }
  if (function->name == "min" || function->name == "max") {
    return std::make_unique<FoldedExtremum>(kind, property.key, function->name == "max");
  }
  return nullptr;
}

}  // namespace entente::query
