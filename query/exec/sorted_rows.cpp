#include "query/exec/sorted_rows.hpp"

#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/limits.hpp"
#include "query/plan/expression_symbols.hpp"

namespace entente::query {
namespace {

/// Lets a comparator cut a sort short, which cannot be left half-way. After the first failed check
/// rows compare by position only, which is cheap, and the result is thrown away. A comparison that
/// changes under way may not leave the range, so the sort in use must be one that never relies on
/// sentinels: heap-based std::partial_sort, or std::stable_sort.
class SortGuard {
 public:
  explicit SortGuard(EvalContext& context) : context_(context) {}
  bool stopped() {
    if (status_.has_value() && (++comparisons_ & 0xFFFFU) == 0) {
      status_ = context_.interruption.check();
    }
    return !status_.has_value();
  }
  [[nodiscard]] const Status& status() const { return status_; }

 private:
  EvalContext& context_;
  std::uint64_t comparisons_ = 0;
  Status status_;
};

}  // namespace

SortedRows::SortedRows(const std::vector<SortKey>& keys,
                       std::vector<CompiledExpressionPtr> expressions, std::vector<Slot> slots,
                       const Builder& builder)
    : keys_(keys),
      expressions_(std::move(expressions)),
      slots_(std::move(slots)),
      space_(builder.runtime().spill),
      runs_(space_, slots_) {
  space_.add_user();
  // Whether an expression fails must not depend on the rows that came before.
  bounded_ = !keys_.empty() && std::all_of(keys_.begin() + 1, keys_.end(), [&](const auto& key) {
    return key.expression == nullptr || never_fails(*key.expression, builder.plan());
  });
}

void SortedRows::clear(std::size_t symbol_count, std::uint64_t limit) {
  symbol_count_ = symbol_count;
  limit_ = limit;
  std::vector<RowOrder::Key> order_keys;
  std::vector<Slot> file_slots = slots_;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    order_keys.push_back({key_slot(i), keys_[i].descending});
    file_slots.push_back(key_slot(i));
  }
  order_keys_ = RowOrder(order_keys);
  runs_.clear(symbol_count_ + keys_.size(), order_keys_, std::move(file_slots));
  bound_.reset(ColumnType::empty);
  order_.clear();
  given_ = 0;
  start_rows();
}

/// No rows in memory.
void SortedRows::start_rows() {
  rows_ = Batch(symbol_count_ + keys_.size());
  rows_bytes_ = 0;
  lease_.release();
}

Status SortedRows::add(EvalContext& context, Batch& batch) {
  if (limit_ == 0) return {};
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    ENTENTE_TRY(evaluate_key(context, batch, i));
    if (i == 0 && bound_.type() != ColumnType::empty) drop_late_rows(batch);
    Column& keys = rows_.column(key_slot(i));
    keys.gather(key_, all_rows(batch.rows()));
  }
  append_rows(rows_, batch, slots_);
  rows_bytes_ += content_bytes(batch, slots_) + batch.rows() * keys_.size() * sizeof(Value);
  if (rows_.rows() / 2 >= limit_ && rows_.rows() - limit_ >= 2 * batch_rows) {
    ENTENTE_TRY(truncate(context));
  }
  const Status counted = lease_.resize(context.memory, rows_bytes_);
  if (counted.has_value() && !space_.pressed(context.memory, rows_bytes_)) return {};
  return space_.enabled() ? spill(context) : counted;
}

Status SortedRows::evaluate_key(EvalContext& context, const Batch& batch, std::size_t key) {
  if (expressions_[key] != nullptr) {
    ENTENTE_TRY(expressions_[key]->evaluate(context, batch, key_));
  } else {
    key_ = batch.column(keys_[key].source);
  }
  if (key_.type() != ColumnType::empty) return {};
  for (std::size_t row = 0; row < batch.rows(); ++row) key_.append_null();
  return {};
}

/// Rows whose first key comes after that of as many rows as are wanted need not be looked at.
void SortedRows::drop_late_rows(Batch& batch) {
  std::vector<std::uint32_t> rows;
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const int result = order_in_columns(key_, row, bound_, 0);
    if (keys_[0].descending ? result >= 0 : result <= 0) {
      rows.push_back(static_cast<std::uint32_t>(row));
    }
  }
  if (rows.size() == batch.rows()) return;
  batch.select(rows);
  Column kept(key_.type());
  kept.gather(key_, rows);
  key_ = std::move(kept);
}

Result<std::vector<std::uint32_t>> SortedRows::order_of(EvalContext& context) const {
  std::vector<std::uint32_t> order = all_rows(rows_.rows());
  const auto kept = static_cast<std::size_t>(std::min<std::uint64_t>(limit_, order.size()));
  SortGuard guard(context);
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    if (guard.stopped()) return a < b;
    const int result = order_keys_.compare(rows_, a, rows_, b);
    return result != 0 ? result < 0 : a < b;
  };
  // Positions break ties, so the heap's order is the stable one, too.
  if (kept < order.size()) {
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      less);
  } else {
    std::stable_sort(order.begin(), order.end(), less);
  }
  ENTENTE_TRY(guard.status());
  order.resize(kept);
  return order;
}

void SortedRows::remember_bound(std::uint32_t row) {
  if (!bounded_) return;
  const Column& first = rows_.column(key_slot(0));
  bound_.reset(first.type());
  bound_.append_from(first, row);
}

/// Keeps only the first rows, sorted.
Status SortedRows::truncate(EvalContext& context) {
  ENTENTE_ASSIGN(const auto order, order_of(context));
  rows_.select(order);
  remember_bound(static_cast<std::uint32_t>(order.size() - 1));
  rows_bytes_ = content_bytes(rows_, slots_) + order.size() * keys_.size() * sizeof(Value);
  return {};
}

Status SortedRows::spill(EvalContext& context) {
  ENTENTE_ASSIGN(const auto order, order_of(context));
  if (order.size() == limit_) remember_bound(order.back());
  ENTENTE_TRY(runs_.add(context, rows_, order));
  // The merge needs the memory of the rows.
  start_rows();
  return runs_.compact(context, limit_);
}

Status SortedRows::finish(EvalContext& context) {
  if (runs_.empty()) {
    ENTENTE_ASSIGN(order_, order_of(context));
    return {};
  }
  if (rows_.rows() > 0) ENTENTE_TRY(spill(context));
  return runs_.finish(context, limit_);
}

Result<bool> SortedRows::next(EvalContext& context, Batch& out) {
  if (order_.empty()) {
    const auto count =
        static_cast<std::size_t>(std::min<std::uint64_t>(batch_rows, limit_ - given_));
    if (count == 0) return false;
    ENTENTE_ASSIGN(const bool more, runs_.next(context, count, out));
    given_ += out.rows();
    return more;
  }
  const std::size_t count = std::min<std::size_t>(batch_rows, order_.size() - given_);
  if (count == 0) return false;
  out.gather(rows_, std::span(order_).subspan(given_, count), slots_);
  given_ += count;
  return true;
}

Result<std::vector<CompiledExpressionPtr>> compile_sort_keys(const std::vector<SortKey>& keys,
                                                             Builder& builder) {
  std::vector<CompiledExpressionPtr> expressions;
  for (const SortKey& key : keys) {
    ENTENTE_ASSIGN(expressions.emplace_back(), builder.compile_optional(key.expression));
  }
  return expressions;
}

}  // namespace entente::query
