#include "query/exec/join_table.hpp"

#include <algorithm>

#include "query/exec/batch_util.hpp"

namespace entente::query {

void JoinTable::clear(std::size_t symbol_count) {
  table_.clear();
  rows_ = Batch(symbol_count);
  first_.clear();
  last_.clear();
  next_.clear();
  lease_.release();
}

std::vector<const Column*> JoinTable::key_columns(const Batch& batch, Side side) const {
  std::vector<const Column*> columns;
  for (const auto& key : keys_) columns.push_back(&batch.column(key.*side));
  return columns;
}

bool JoinTable::has_null(const Batch& batch, Side side, std::size_t row) const {
  return std::any_of(keys_.begin(), keys_.end(),
                     [&](const auto& key) { return batch.column(key.*side).is_null(row); });
}

Result<bool> JoinTable::add(EvalContext& context, const Batch& batch) {
  const Status keys =
      table_.assign(context, key_columns(batch, &HashJoin::Key::right), batch.rows(), groups_);
  if (!keys.has_value() && keys.error().error_class != ErrorClass::memory_limit) {
    return keys.error();
  }
  first_.resize(table_.size(), end_of_chain);
  last_.resize(table_.size(), end_of_chain);
  for (const std::uint32_t group : groups_) {
    const auto row = static_cast<std::uint32_t>(next_.size());
    (first_[group] == end_of_chain ? first_[group] : next_[last_[group]]) = row;
    last_[group] = row;
    next_.push_back(end_of_chain);
  }
  const Status rows = lease_.grow(context.memory, content_bytes(batch, kept_) + batch.rows() * 12);
  append_rows(rows_, batch, kept_);
  if (keys.has_value() && rows.has_value()) {
    return !space_.pressed(context.memory, table_.bytes() + lease_.bytes());
  }
  if (space_.enabled()) return false;
  return keys.has_value() ? rows.error() : keys.error();
}

Status JoinTable::find(EvalContext& context, const Batch& batch) {
  return table_.find(context, key_columns(batch, &HashJoin::Key::left), batch.rows(), groups_);
}

std::uint32_t JoinTable::first(const Batch& batch, std::size_t row) const {
  const std::uint32_t group = groups_[row];
  const bool none = group == GroupTable::no_group || has_null(batch, &HashJoin::Key::left, row);
  return none ? end_of_chain : first_[group];
}

}  // namespace entente::query
