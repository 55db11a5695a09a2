#pragma once

#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/morsels.hpp"
#include "query/exec/operator.hpp"
#include "query/exec/sorted_rows.hpp"

namespace entente::query {

/// Base of what puts its input in order: reads it to the end, then gives rows.
class OrderingOperator : public InputOperator {
 public:
  OrderingOperator(const LogicalOperator& logical, const std::vector<SortKey>& keys,
                   Builder& builder, OperatorPtr input,
                   std::vector<CompiledExpressionPtr> expressions)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        rows_(keys, std::move(expressions), builder.outputs(logical), builder),
        keys_(keys),
        morsels_(Morsels::make(logical, builder)) {}

  [[nodiscard]] unsigned threads_used() const override {
    return morsels_ != nullptr ? morsels_->threads_used() : 1;
  }

 protected:
  /// How many rows are wanted, asked at every start.
  virtual Result<std::uint64_t> limit(EvalContext& context) = 0;

 private:
  Status restart(EvalContext& context) final {
    ENTENTE_ASSIGN(limit_, limit(context));
    rows_.clear(runtime_.symbol_count, limit_);
    sorted_ = false;
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) final {
    if (!sorted_) ENTENTE_TRY(read(context));
    return rows_.next(context, out);
  }

  /// The first rows of a part of a divided input.
  class PartRows final : public PartConsumer {
   public:
    /// `slots`: columns of the rows it keeps. `found`: those of the parts, by their number.
    PartRows(SortedRows rows, std::vector<Slot> slots, std::size_t symbol_count,
             std::uint64_t limit, std::vector<std::vector<Batch>>& found)
        : rows_(std::move(rows)),
          slots_(std::move(slots)),
          symbol_count_(symbol_count),
          limit_(limit),
          found_(found) {}

    Status run(EvalContext& context, Operator& input, std::size_t part) override {
      rows_.clear(symbol_count_, limit_);
      while (true) {
        ENTENTE_ASSIGN(const bool more, input.next(context, batch_));
        if (!more) break;
        ENTENTE_TRY(rows_.add(context, batch_));
      }
      ENTENTE_TRY(rows_.finish(context));
      while (true) {
        Batch found(symbol_count_);
        ENTENTE_ASSIGN(const bool more, rows_.next(context, found));
        if (!more) return {};
        ENTENTE_TRY(lease_.grow(context.memory, content_bytes(found, slots_)));
        found_[part].push_back(std::move(found));
      }
    }

   private:
    SortedRows rows_;
    std::vector<Slot> slots_;
    std::size_t symbol_count_;
    std::uint64_t limit_;
    std::vector<std::vector<Batch>>& found_;
    Batch batch_;
    MemoryLease lease_;
  };

  /// How many parts the input may have: each finds anew which rows come too late to be looked at,
  /// and looks at some thousands until then. 0 if it is not worth it.
  [[nodiscard]] std::size_t parts_worth() const {
    if (runtime_.parallel.rows_min == 0) return Morsels::parts_max;
    constexpr double rows_per_part = 32'768;
    constexpr double parts_min = 4;
    const double parts = logical().children.front()->estimated_rows / rows_per_part;
    if (parts < parts_min) return 0;
    return static_cast<std::size_t>(std::min(parts, static_cast<double>(Morsels::parts_max)));
  }

  /// Where only a few rows are wanted, threads look for the first ones of parts of the input; false
  /// if it was not worth it or memory has no room for that.
  Result<bool> read_divided(EvalContext& context) {
    constexpr std::uint64_t few_rows = 4096;
    if (morsels_ == nullptr || limit_ > few_rows) return false;
    const std::size_t parts_max = parts_worth();
    if (parts_max == 0) return false;
    ENTENTE_ASSIGN(const std::size_t parts, morsels_->divide(context, input(), parts_max));
    if (parts == 0) return false;
    // With the columns that keys are computed from, which rows_ does once more.
    const std::vector<Slot>& slots = logical().children.front()->outputs;
    std::vector<std::vector<Batch>> found(parts);
    Status ran = morsels_->run(
        context, input(), [&](Builder& builder) -> Result<std::unique_ptr<PartConsumer>> {
          ENTENTE_ASSIGN(auto expressions, compile_sort_keys(keys_, builder));
          SortedRows rows(keys_, std::move(expressions), slots, builder);
          return std::unique_ptr<PartConsumer>(std::make_unique<PartRows>(
              std::move(rows), slots, runtime_.symbol_count, limit_, found));
        });
    // What the threads held is theirs no more.
    MemoryLease lease;
    for (const auto& part : found) {
      for (const Batch& batch : part) {
        if (ran.has_value()) ran = lease.grow(context.memory, content_bytes(batch, slots));
      }
    }
    if (!ran.has_value() && ran.error().error_class == ErrorClass::memory_limit) return false;
    ENTENTE_TRY(ran);
    // Equal rows stay in the order of the parts, which is that of an undivided input.
    for (auto& part : found) {
      for (Batch& batch : part) ENTENTE_TRY(rows_.add(context, batch));
      part.clear();
    }
    return true;
  }

  Status read(EvalContext& context) {
    sorted_ = true;
    bool divided = false;
    if (limit_ > 0) {
      ENTENTE_ASSIGN(divided, read_divided(context));
    }
    while (limit_ > 0 && !divided) {
      ENTENTE_ASSIGN(const bool more, input().next(context, batch_));
      if (!more) break;
      ENTENTE_TRY(rows_.add(context, batch_));
    }
    return rows_.finish(context);
  }

  SortedRows rows_;
  const std::vector<SortKey>& keys_;
  /// Divides the input; null where that cannot be done.
  std::unique_ptr<Morsels> morsels_;
  std::uint64_t limit_ = 0;
  Batch batch_;
  bool sorted_ = false;
};

}  // namespace entente::query
