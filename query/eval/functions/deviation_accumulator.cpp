#include <cmath>

#include "query/eval/eval_error.hpp"
#include "query/eval/functions/accumulators.hpp"

namespace entente::query {
namespace {

/// Running mean and sum of squared differences (Welford's method), which does not lose digits when
/// the mean is large.
class Deviation final : public Accumulator {
 public:
  explicit Deviation(bool population) : population_(population) {}

  Status add(EvalContext& /*context*/, std::span<const Value> arguments) override {
    if (!arguments[0].is_number()) {
      return argument_error(population_ ? "stDevP" : "stDev", "numbers", arguments[0]);
    }
    const double x = arguments[0].as_number();
    ++count_;
    const double delta = x - mean_;
    mean_ += delta / count_;
    squares_ += delta * (x - mean_);
    return {};
  }

  Result<Value> finish(EvalContext& /*context*/) override {
    const double divisor = population_ ? count_ : count_ - 1;
    return Value(divisor > 0 ? std::sqrt(squares_ / divisor) : 0.0);
  }

  Value save() override { return Value(ValueList{count_, mean_, squares_}); }
  /// The means differ by what they differ from the common one (Chan, Golub and LeVeque 1983).
  Status merge(EvalContext& /*context*/, const Value& saved) override {
    const double count = saved.as_list()[0].as_float();
    if (count == 0) return {};
    const double delta = saved.as_list()[1].as_float() - mean_;
    const double total = count_ + count;
    mean_ += delta * count / total;
    squares_ += saved.as_list()[2].as_float() + delta * delta * count_ * count / total;
    count_ = total;
    return {};
  }
  [[nodiscard]] std::size_t bytes() const override { return sizeof(*this); }

 private:
  bool population_;
  double count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace

std::unique_ptr<Accumulator> make_deviation(bool population) {
  return std::make_unique<Deviation>(population);
}

}  // namespace entente::query
