#include <algorithm>
#include <cmath>

#include "query/eval/comparison.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/functions/accumulators.hpp"

namespace entente::query {
namespace {

class Percentile final : public Accumulator {
 public:
  explicit Percentile(bool continuous) : continuous_(continuous) {}

  /// arguments: the value and the percentile, of which the first row's counts.
  Status add(EvalContext& /*context*/, std::span<const Value> arguments) override {
    if (!arguments[0].is_number()) return argument_error(name(), "numbers", arguments[0]);
    if (numbers_.empty()) {
      if (!arguments[1].is_number()) {
        return argument_error(name(), "a number as percentile", arguments[1]);
      }
      percentile_ = arguments[1].as_number();
      if (!(percentile_ >= 0.0 && percentile_ <= 1.0)) {
        return range_error("the percentile must lie between 0.0 and 1.0");
      }
    }
    numbers_.push_back(arguments[0]);
    return {};
  }

  Result<Value> finish(EvalContext& /*context*/) override {
    if (numbers_.empty()) return Value();
    std::sort(numbers_.begin(), numbers_.end(),
              [](const Value& a, const Value& b) { return order(a, b) < 0; });
    const auto count = static_cast<double>(numbers_.size());
    if (continuous_) {
      const double position = percentile_ * (count - 1);
      const auto below = static_cast<std::size_t>(std::floor(position));
      const auto above = static_cast<std::size_t>(std::ceil(position));
      const double low = numbers_[below].as_number();
      if (below == above) return Value(low);
      const double high = numbers_[above].as_number();
      return Value(low + (high - low) * (position - static_cast<double>(below)));
    }
    // The smallest value that at least this share of the values does not exceed.
    const double rank = std::ceil(percentile_ * count);
    return numbers_[rank < 1 ? 0 : static_cast<std::size_t>(rank) - 1];
  }

  Value save() override {
    numbers_.emplace_back(percentile_);
    return Value(std::move(numbers_));
  }
  /// The last number is the percentile.
  Status merge(EvalContext& /*context*/, const Value& saved) override {
    const ValueList& numbers = saved.as_list();
    if (numbers_.empty()) percentile_ = numbers.back().as_number();
    numbers_.insert(numbers_.end(), numbers.begin(), numbers.end() - 1);
    return {};
  }
  [[nodiscard]] std::size_t bytes() const override {
    return sizeof(*this) + numbers_.capacity() * sizeof(Value);
  }

 private:
  [[nodiscard]] std::string_view name() const {
    return continuous_ ? "percentileCont" : "percentileDisc";
  }
  bool continuous_;
  double percentile_ = 0;
  ValueList numbers_;
};

}  // namespace

std::unique_ptr<Accumulator> make_percentile(bool continuous) {
  return std::make_unique<Percentile>(continuous);
}

}  // namespace entente::query
