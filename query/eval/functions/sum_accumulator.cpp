#include "query/eval/arithmetic.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/functions/accumulators.hpp"
#include "query/eval/functions/number_total.hpp"

namespace entente::query {
namespace {

/// A total of numbers or of durations; mixing the two is an error.
class Total {
 public:
  Status add(std::string_view function, const Value& value) {
    if (value.is_number()) {
      if (durations_) return argument_error(function, "durations only", value);
      numbers_.add(value);
    } else if (value.is(ValueKind::duration)) {
      if (count_ > 0 && !durations_) return argument_error(function, "numbers only", value);
      durations_ = true;
      if (count_ == 0) {
        sum_ = value;
      } else {
        ENTENTE_ASSIGN(sum_, query::add(sum_, value));
      }
    } else {
      return argument_error(function, "numbers or durations", value);
    }
    ++count_;
    return {};
  }
  [[nodiscard]] Result<Value> sum() const {
    return durations_ ? Result<Value>(sum_) : numbers_.integer_or_float();
  }
  [[nodiscard]] Value save() const {
    return Value(ValueList{count_, durations_, sum_, numbers_.save()});
  }
  Status merge(std::string_view function, const Value& saved) {
    const ValueList& parts = saved.as_list();
    const std::int64_t count = parts[0].as_integer();
    if (count == 0) return {};
    if (parts[1].as_boolean()) {
      ENTENTE_TRY(add(function, parts[2]));
    } else {
      // Any number shows that durations cannot be added to it.
      if (durations_) return argument_error(function, "durations only", Value(0));
      numbers_.merge(parts[3].as_list());
      ++count_;
    }
    count_ += count - 1;
    return {};
  }
  [[nodiscard]] Result<Value> average() const {
    if (count_ == 0) return Value();
    if (durations_) return divide(sum_, Value(count_));
    return Value(numbers_.as_float() / static_cast<double>(count_));
  }

 private:
  NumberTotal numbers_;
  Value sum_;
  bool durations_ = false;
  std::int64_t count_ = 0;
};

class Sum final : public Accumulator {
 public:
  Status add(EvalContext& /*context*/, std::span<const Value> arguments) override {
    return total_.add("sum", arguments[0]);
  }
  Result<Value> finish(EvalContext& /*context*/) override { return total_.sum(); }
  Value save() override { return total_.save(); }
  Status merge(EvalContext& /*context*/, const Value& saved) override {
    return total_.merge("sum", saved);
  }
  [[nodiscard]] std::size_t bytes() const override { return sizeof(*this); }

 private:
  Total total_;
};

class Average final : public Accumulator {
 public:
  Status add(EvalContext& /*context*/, std::span<const Value> arguments) override {
    return total_.add("avg", arguments[0]);
  }
  Result<Value> finish(EvalContext& /*context*/) override { return total_.average(); }
  Value save() override { return total_.save(); }
  Status merge(EvalContext& /*context*/, const Value& saved) override {
    return total_.merge("avg", saved);
  }
  [[nodiscard]] std::size_t bytes() const override { return sizeof(*this); }

 private:
  Total total_;
};

}  // namespace

std::unique_ptr<Accumulator> make_sum() { return std::make_unique<Sum>(); }
std::unique_ptr<Accumulator> make_average() { return std::make_unique<Average>(); }

}  // namespace entente::query
