#include "query/eval/functions/accumulators.hpp"

namespace entente::query {
namespace {

class Count final : public Accumulator {
 public:
  Status add(EvalContext& /*context*/, std::span<const Value> /*arguments*/) override {
    ++count_;
    return {};
  }
  Result<Value> finish(EvalContext& /*context*/) override { return Value(count_); }
  Value save() override { return Value(count_); }
  Status merge(EvalContext& /*context*/, const Value& saved) override {
    count_ += saved.as_integer();
    return {};
  }
  [[nodiscard]] std::size_t bytes() const override { return sizeof(*this); }

 private:
  std::int64_t count_ = 0;
};

}  // namespace

std::unique_ptr<Accumulator> make_count() { return std::make_unique<Count>(); }

}  // namespace entente::query
