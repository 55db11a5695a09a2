#include "query/exec/sorted_runs.hpp"

#include <algorithm>

#include "query/limits.hpp"

namespace entente::query {

void SortedRuns::clear(std::size_t symbol_count, RowOrder order, std::vector<Slot> file_slots) {
  symbol_count_ = symbol_count;
  order_ = std::move(order);
  file_slots_ = std::move(file_slots);
  runs_.clear();
  heads_.clear();
  heap_.clear();
  lease_.release();
}

Status SortedRuns::add(EvalContext& context, const Batch& rows,
                       std::span<const std::uint32_t> order) {
  auto file = std::make_unique<RowFile>(space_, file_slots_);
  ENTENTE_TRY(file->append(context, rows, order));
  runs_.push_back({0, std::move(file)});
  return {};
}

Status SortedRuns::compact(EvalContext& context, std::uint64_t limit) {
  while (runs_.size() >= fan_in && runs_[runs_.size() - fan_in].level == runs_.back().level) {
    ENTENTE_TRY(merge_last(context, fan_in, limit));
  }
  return {};
}

Status SortedRuns::finish(EvalContext& context, std::uint64_t limit) {
  while (runs_.size() > fan_in) {
    ENTENTE_TRY(merge_last(context, std::min(fan_in, runs_.size() - fan_in + 1), limit));
  }
  return open_last(context, runs_.size());
}

/// Makes one run of the last ones.
Status SortedRuns::merge_last(EvalContext& context, std::size_t count, std::uint64_t limit) {
  const unsigned level = runs_[runs_.size() - count].level + 1;
  ENTENTE_TRY(open_last(context, count));
  auto file = std::make_unique<RowFile>(space_, file_slots_);
  Batch batch(symbol_count_);
  while (file->rows() < limit) {
    batch.clear();
    ENTENTE_ASSIGN(const bool more, take(context, batch_rows, file_slots_, batch));
    if (!more) break;
    ENTENTE_TRY(file->append(context, batch));
  }
  heads_.clear();
  heap_.clear();
  lease_.release();
  runs_.push_back({level, std::move(file)});
  return {};
}

/// A position further back came later.
auto SortedRuns::later() {
  return [this](std::size_t a, std::size_t b) {
    const Head& x = heads_[a];
    const Head& y = heads_[b];
    const int result = order_.compare(x.batch, x.row, y.batch, y.row);
    return result != 0 ? result > 0 : a > b;
  };
}

Status SortedRuns::open_last(EvalContext& context, std::size_t count) {
  ENTENTE_TRY(lease_.resize(context.memory, (count + 2) * space_.chunk_bytes()));
  heads_.clear();
  heap_.clear();
  heads_.resize(count);
  const std::size_t first = runs_.size() - count;
  for (std::size_t i = 0; i < count; ++i) {
    heads_[i].file = std::move(runs_[first + i].file);
    heads_[i].batch = Batch(symbol_count_);
    ENTENTE_TRY(heads_[i].file->rewind(context));
    ENTENTE_ASSIGN(const bool more, advance(context, heads_[i]));
    if (more) heap_.push_back(i);
  }
  runs_.resize(first);
  std::make_heap(heap_.begin(), heap_.end(), later());
  return {};
}

/// Makes sure that there is a current row; false at the end of the file.
Result<bool> SortedRuns::advance(EvalContext& context, Head& head) {
  if (head.row < head.batch.rows()) return true;
  head.batch.clear();
  head.row = 0;
  return head.file->read(context, head.batch);
}

Result<bool> SortedRuns::take(EvalContext& context, std::size_t count,
                              const std::vector<Slot>& slots, Batch& out) {
  std::size_t taken = 0;
  while (taken < count && !heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), later());
    Head& head = heads_[heap_.back()];
    for (const Slot slot : slots) {
      const Column& column = head.batch.column(slot);
      if (column.type() == ColumnType::empty) {
        out.column(slot).append_null();
      } else {
        out.column(slot).append_from(column, head.row);
      }
    }
    ++taken;
    ++head.row;
    ENTENTE_ASSIGN(const bool more, advance(context, head));
    if (more) {
      std::push_heap(heap_.begin(), heap_.end(), later());
    } else {
      heap_.pop_back();
    }
  }
  out.set_rows(taken);
  return taken > 0;
}

Result<bool> SortedRuns::next(EvalContext& context, std::size_t count, Batch& out) {
  return take(context, count, slots_, out);
}

}  // namespace entente::query
