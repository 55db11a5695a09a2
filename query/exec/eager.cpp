#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Reads all input before it gives the first row.
class EagerOperator final : public InputOperator {
 public:
  EagerOperator(const Eager& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        outputs_(builder.outputs(logical)) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    batches_.clear();
    given_ = 0;
    read_ = false;
    lease_.release();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (!read_) ENTENTE_TRY(read(context));
    if (given_ == batches_.size()) return false;
    std::swap(out, batches_[given_++]);
    return true;
  }

 private:
  Status read(EvalContext& context) {
    read_ = true;
    while (true) {
      Batch batch;
      ENTENTE_ASSIGN(const bool more, input().next(context, batch));
      if (!more) return {};
      keep_columns(batch, outputs_);
      ENTENTE_TRY(lease_.grow(context.memory, content_bytes(batch, outputs_)));
      const bool small = batch.rows() < batch_rows / 2;
      if (small && !batches_.empty() && batches_.back().rows() + batch.rows() <= batch_rows) {
        append_rows(batches_.back(), batch, outputs_);
      } else {
        batches_.push_back(std::move(batch));
      }
    }
  }

  std::vector<Slot> outputs_;
  std::vector<Batch> batches_;
  std::size_t given_ = 0;
  bool read_ = false;
  MemoryLease lease_;
};

}  // namespace

Result<OperatorPtr> make_eager(const Eager& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<EagerOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
