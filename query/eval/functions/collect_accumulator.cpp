#include "query/eval/functions/accumulators.hpp"

namespace entente::query {
namespace {

class Collect final : public Accumulator {
 public:
  Status add(EvalContext& /*context*/, std::span<const Value> arguments) override {
    heap_bytes_ += arguments[0].heap_bytes();
    items_.push_back(arguments[0]);
    return {};
  }
  Result<Value> finish(EvalContext& /*context*/) override { return Value(std::move(items_)); }
  Value save() override { return Value(std::move(items_)); }
  Status merge(EvalContext& context, const Value& saved) override {
    for (const Value& item : saved.as_list()) ENTENTE_TRY(add(context, std::span(&item, 1)));
    return {};
  }
  [[nodiscard]] std::size_t bytes() const override {
    return sizeof(*this) + items_.capacity() * sizeof(Value) + heap_bytes_;
  }

 private:
  ValueList items_;
  std::size_t heap_bytes_ = 0;
};

}  // namespace

std::unique_ptr<Accumulator> make_collect() { return std::make_unique<Collect>(); }

}  // namespace entente::query
