#include "query/eval/comparison.hpp"
#include "query/eval/functions/accumulators.hpp"

namespace entente::query {
namespace {

class Extremum final : public Accumulator {
 public:
  explicit Extremum(bool maximum) : maximum_(maximum) {}
  Status add(EvalContext& /*context*/, std::span<const Value> arguments) override {
    const Value& value = arguments[0];
    if (best_.is_null() || (maximum_ ? order(value, best_) > 0 : order(value, best_) < 0)) {
      best_ = value;
    }
    return {};
  }
  Result<Value> finish(EvalContext& /*context*/) override { return best_; }
  Value save() override { return best_; }
  Status merge(EvalContext& context, const Value& saved) override {
    return saved.is_null() ? Status{} : add(context, std::span(&saved, 1));
  }
  [[nodiscard]] std::size_t bytes() const override { return sizeof(*this) + best_.heap_bytes(); }

 private:
  bool maximum_;
  Value best_;
};

}  // namespace

std::unique_ptr<Accumulator> make_extremum(bool maximum) {
  return std::make_unique<Extremum>(maximum);
}

}  // namespace entente::query
