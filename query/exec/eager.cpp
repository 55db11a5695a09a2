#include <algorithm>
#include <deque>
#include <optional>

#include "query/exec/batch_util.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/row_file.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

/// Reads all input before it gives the first row. What memory has no room for goes to a file.
class EagerOperator final : public InputOperator {
 public:
  EagerOperator(const Eager& logical, Builder& builder, OperatorPtr input)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        outputs_(builder.outputs(logical)) {
    runtime_.spill.add_user();
  }

 protected:
  Status restart(EvalContext& /*context*/) override {
    batches_.clear();
    file_.reset();
    read_ = false;
    lease_.release();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    if (!read_) ENTENTE_TRY(read(context));
    if (file_) return file_->read(context, out);
    if (batches_.empty()) return false;
    out = std::move(batches_.front());
    batches_.pop_front();
    return true;
  }

 private:
  Status read(EvalContext& context) {
    read_ = true;
    while (true) {
      Batch batch;
      ENTENTE_ASSIGN(const bool more, input().next(context, batch));
      if (!more) break;
      keep_columns(batch, outputs_);
      ENTENTE_TRY(file_ ? file_->append(context, batch) : keep(context, std::move(batch)));
    }
    return file_ ? file_->rewind(context) : Status{};
  }

  Status keep(EvalContext& context, Batch batch) {
    const Status counted = lease_.grow(context.memory, content_bytes(batch, outputs_));
    const bool small = batch.rows() < batch_rows / 2;
    if (small && !batches_.empty() && batches_.back().rows() + batch.rows() <= batch_rows) {
      append_rows(batches_.back(), batch, outputs_);
    } else {
      batches_.push_back(std::move(batch));
    }
    SpillSpace& space = runtime_.spill;
    if (counted.has_value() && !space.pressed(context.memory, lease_.bytes())) return {};
    if (!space.enabled()) return counted;
    file_.emplace(space, outputs_);
    for (const Batch& kept : batches_) ENTENTE_TRY(file_->append(context, kept));
    batches_.clear();
    lease_.release();
    return {};
  }

  std::vector<Slot> outputs_;
  std::deque<Batch> batches_;
  /// All rows, once they are too many.
  std::optional<RowFile> file_;
  bool read_ = false;
  MemoryLease lease_;
};

}  // namespace

Result<OperatorPtr> make_eager(const Eager& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<EagerOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
