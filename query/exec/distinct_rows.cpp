#include "query/exec/distinct_rows.hpp"

namespace entente::query {

DistinctRows::DistinctRows(std::vector<Slot> keys, std::vector<Slot> slots, SpillSpace& space)
    : keys_(std::move(keys)), slots_(std::move(slots)), space_(space), table_(keys_.size()) {
  space_.add_user();
}

void DistinctRows::clear() {
  table_.clear();
  level_ = 0;
  rest_.reset();
  waiting_.clear();
  current_.reset();
}

Status DistinctRows::add(EvalContext& context, const Batch& batch,
                         std::vector<std::uint32_t>& fresh) {
  fresh.clear();
  columns_.clear();
  for (const Slot slot : keys_) columns_.push_back(&batch.column(slot));
  if (rest_ != nullptr) return put_off(context, batch);
  std::uint32_t known = table_.size();
  const Status counted = table_.assign(context, columns_, batch.rows(), groups_);
  if (!counted.has_value() &&
      (!space_.enabled() || counted.error().error_class != ErrorClass::memory_limit)) {
    return counted;
  }
  for (std::size_t row = 0; row < groups_.size(); ++row) {
    if (groups_[row] != known) continue;
    fresh.push_back(static_cast<std::uint32_t>(row));
    ++known;
  }
  if (!counted.has_value() || space_.pressed(context.memory, table_.bytes())) {
    rest_ = std::make_unique<RowPartitions>(space_, slots_, level_);
  }
  return {};
}

Status DistinctRows::put_off(EvalContext& context, const Batch& batch) {
  ENTENTE_TRY(table_.find(context, columns_, batch.rows(), groups_));
  rows_.clear();
  for (std::size_t row = 0; row < groups_.size(); ++row) {
    if (groups_[row] == GroupTable::no_group) rows_.push_back(static_cast<std::uint32_t>(row));
  }
  return rest_->append(context, batch, rows_, hash_rows(columns_, rows_));
}

/// All rows of one input were seen: those that were put off have no key in common with the rest.
void DistinctRows::end_pass() {
  if (rest_ != nullptr) {
    for (auto& file : rest_->take()) {
      if (file != nullptr) waiting_.push_back({std::move(file), level_ + 1});
    }
    rest_.reset();
  }
  table_.clear();
}

Result<bool> DistinctRows::next(EvalContext& context, Batch& out) {
  while (true) {
    if (current_ == nullptr) {
      end_pass();
      if (waiting_.empty()) return false;
      current_ = std::move(waiting_.back().file);
      level_ = waiting_.back().level;
      waiting_.pop_back();
      ENTENTE_TRY(current_->rewind(context));
    }
    out.clear();
    ENTENTE_ASSIGN(const bool more, current_->read(context, out));
    if (!more) {
      current_.reset();
      continue;
    }
    std::vector<std::uint32_t> fresh;
    ENTENTE_TRY(add(context, out, fresh));
    if (fresh.empty()) continue;
    if (fresh.size() < out.rows()) out.select(fresh);
    return true;
  }
}

}  // namespace entente::query
