#include "query/exec/sorted_rows.hpp"

#include <algorithm>

#include "query/eval/comparison.hpp"
#include "query/exec/batch_util.hpp"

namespace entente::query {
namespace {

template <class T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

int compare_rows(const Column& column, std::uint32_t a, std::uint32_t b) {
  if (column.all_valid()) {
    switch (column.type()) {
      case ColumnType::integer: return three_way(column.integers()[a], column.integers()[b]);
      case ColumnType::node: return three_way(column.nodes()[a], column.nodes()[b]);
      case ColumnType::boolean: return three_way(column.booleans()[a], column.booleans()[b]);
      default: break;
    }
  }
  if (column.type() == ColumnType::value) return order(column.values()[a], column.values()[b]);
  return order(column.get(a), column.get(b));
}

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
                       std::vector<CompiledExpressionPtr> expressions, std::vector<Slot> slots)
    : keys_(keys),
      expressions_(std::move(expressions)),
      slots_(std::move(slots)),
      key_columns_(keys.size()) {}

void SortedRows::clear(std::size_t symbol_count) {
  rows_ = Batch(symbol_count);
  for (Column& column : key_columns_) column.reset(ColumnType::empty);
  lease_.release();
}

Status SortedRows::add(EvalContext& context, const Batch& batch) {
  const std::vector<std::uint32_t> rows = all_rows(batch.rows());
  std::size_t bytes = content_bytes(batch, slots_);
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const Column* column = nullptr;
    if (expressions_[i] != nullptr) {
      ENTENTE_TRY(expressions_[i]->evaluate(context, batch, scratch_));
      column = &scratch_;
    } else {
      column = &batch.column(keys_[i].source);
    }
    if (column->type() == ColumnType::empty) {
      for (std::size_t row = 0; row < batch.rows(); ++row) key_columns_[i].append_null();
    } else {
      key_columns_[i].gather(*column, rows);
    }
    bytes += batch.rows() * sizeof(Value);
  }
  append_rows(rows_, batch, slots_);
  return lease_.grow(context.memory, bytes);
}

int SortedRows::compare(std::uint32_t a, std::uint32_t b) const {
  for (std::size_t i = 0; i < key_columns_.size(); ++i) {
    const int result = compare_rows(key_columns_[i], a, b);
    if (result != 0) return keys_[i].descending ? -result : result;
  }
  return three_way(a, b);
}

Result<std::vector<std::uint32_t>> SortedRows::order_of(EvalContext& context,
                                                        std::size_t limit) const {
  std::vector<std::uint32_t> order = all_rows(rows_.rows());
  const std::size_t kept = std::min(limit, order.size());
  SortGuard guard(context);
  const auto less = [&](std::uint32_t a, std::uint32_t b) {
    return guard.stopped() ? a < b : compare(a, b) < 0;
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

Status SortedRows::truncate(EvalContext& context, std::size_t limit) {
  ENTENTE_ASSIGN(const auto order, order_of(context, limit));
  rows_.select(order);
  for (Column& column : key_columns_) {
    Column selected(column.type());
    selected.gather(column, order);
    column = std::move(selected);
  }
  return lease_.resize(context.memory,
                       content_bytes(rows_, slots_) + order.size() * keys_.size() * sizeof(Value));
}

void SortedRows::give(const std::vector<std::uint32_t>& order, std::size_t begin, std::size_t count,
                      Batch& out) const {
  out.gather(rows_, std::span(order).subspan(begin, count), slots_);
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
