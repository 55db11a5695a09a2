#include "query/exec/group_table.hpp"

#include <algorithm>

#include "query/eval/comparison.hpp"
#include "query/exec/hash_mix.hpp"

namespace entente::query {
namespace {

constexpr std::size_t small_slots = 64;

bool is_word_type(ColumnType type) {
  return type == ColumnType::integer || type == ColumnType::boolean || type == ColumnType::date ||
         type == ColumnType::node;
}

std::uint64_t word_at(const Column& column, std::size_t row) {
  switch (column.type()) {
    case ColumnType::integer: return static_cast<std::uint64_t>(column.integers()[row]);
    case ColumnType::boolean: return column.booleans()[row];
    case ColumnType::date: return static_cast<std::uint64_t>(column.dates()[row]);
    case ColumnType::node: return column.nodes()[row].value;
    default: return 0;
  }
}

/// A column that is not bound at all stands for nulls.
Value value_at(const Column& column, std::size_t row) {
  return column.type() == ColumnType::empty ? Value() : column.get(row);
}

}  // namespace

Status GroupTable::assign(EvalContext& context, std::span<const Column* const> keys,
                          std::size_t rows, std::vector<std::uint32_t>& groups) {
  return run(context, keys, rows, true, groups);
}

Status GroupTable::find(EvalContext& context, std::span<const Column* const> keys, std::size_t rows,
                        std::vector<std::uint32_t>& groups) {
  return run(context, keys, rows, false, groups);
}

Status GroupTable::run(EvalContext& context, std::span<const Column* const> keys, std::size_t rows,
                       bool add, std::vector<std::uint32_t>& groups) {
  groups.resize(rows);
  if (slots_.empty()) slots_.assign(small_slots, no_group);
  if (word_mode_ && !fits_words(keys)) generalize();
  if (word_mode_ && keys.size() == 1 && keys.front()->all_valid()) {
    run_single(keys, rows, add, groups);
    return add ? account(context) : Status{};
  }
  for (std::size_t row = 0; row < rows; ++row) {
    groups[row] = word_mode_ ? lookup_words(keys, row, add) : lookup_values(keys, row, add);
  }
  return add ? account(context) : Status{};
}

/// One key column without nulls: the loop of lookup_words() without its loops.
void GroupTable::run_single(std::span<const Column* const> keys, std::size_t rows, bool add,
                            std::vector<std::uint32_t>& groups) {
  const Column& key = *keys.front();
  const auto run_over = [&](const auto& values, auto word_of) {
    for (std::size_t row = 0; row < rows; ++row) {
      const std::uint64_t word = word_of(values[row]);
      const std::uint64_t hash = mix_hash(word);
      const std::size_t mask = slots_.size() - 1;
      std::size_t position = hash & mask;
      std::uint32_t group = slots_[position];
      while (group != no_group && (words_[2 * group] != word || words_[2 * group + 1] != 0)) {
        position = (position + 1) & mask;
        group = slots_[position];
      }
      if (group == no_group && add) {
        words_.push_back(word);
        words_.push_back(0);
        group = add_group(keys, row, hash, position);
      }
      groups[row] = group;
    }
  };
  const auto as_word = [](auto value) { return static_cast<std::uint64_t>(value); };
  switch (key.type()) {
    case ColumnType::integer: run_over(key.integers(), as_word); break;
    case ColumnType::date: run_over(key.dates(), as_word); break;
    case ColumnType::boolean: run_over(key.booleans(), as_word); break;
    default: run_over(key.nodes(), [](NodeId node) { return node.value; }); break;
  }
}

bool GroupTable::fits_words(std::span<const Column* const> keys) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const ColumnType type = keys[i]->type();
    if (!is_word_type(type)) return false;
    if (size_ > 0 && keys_[i].type() != type) return false;
  }
  return true;
}

/// Hashes all keys anew as values.
void GroupTable::generalize() {
  word_mode_ = false;
  words_.clear();
  words_.shrink_to_fit();
  for (std::uint32_t group = 0; group < size_; ++group) {
    std::uint64_t hash = 0;
    for (const Column& column : keys_) hash = mix_hash(hash ^ equivalence_hash(column.get(group)));
    hashes_[group] = hash;
  }
  for (Column& column : keys_) column.generalize();
  std::fill(slots_.begin(), slots_.end(), no_group);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t group = 0; group < size_; ++group) {
    std::size_t position = hashes_[group] & mask;
    while (slots_[position] != no_group) position = (position + 1) & mask;
    slots_[position] = group;
  }
}

std::uint32_t GroupTable::lookup_words(std::span<const Column* const> keys, std::size_t row,
                                       bool add) {
  const std::size_t width = keys.size() + 1;
  probe_words_.assign(width, 0);
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i]->is_null(row)) {
      probe_words_[keys.size()] |= 1ULL << (i % 64);
    } else {
      probe_words_[i] = word_at(*keys[i], row);
    }
    hash = mix_hash(hash ^ probe_words_[i]);
  }
  hash ^= mix_hash(probe_words_[keys.size()]);
  const std::size_t mask = slots_.size() - 1;
  std::size_t position = hash & mask;
  for (; slots_[position] != no_group; position = (position + 1) & mask) {
    const std::uint32_t group = slots_[position];
    if (std::equal(probe_words_.begin(), probe_words_.end(),
                   words_.begin() + static_cast<std::ptrdiff_t>(group * width))) {
      return group;
    }
  }
  if (!add) return no_group;
  words_.insert(words_.end(), probe_words_.begin(), probe_words_.end());
  return add_group(keys, row, hash, position);
}

std::uint32_t GroupTable::lookup_values(std::span<const Column* const> keys, std::size_t row,
                                        bool add) {
  probe_values_.clear();
  std::uint64_t hash = 0;
  for (const Column* column : keys) {
    probe_values_.push_back(value_at(*column, row));
    hash = mix_hash(hash ^ equivalence_hash(probe_values_.back()));
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t position = hash & mask;
  for (; slots_[position] != no_group; position = (position + 1) & mask) {
    const std::uint32_t group = slots_[position];
    if (hashes_[group] != hash) continue;
    bool same = true;
    for (std::size_t i = 0; i < keys.size() && same; ++i) {
      same = equivalent(keys_[i].get(group), probe_values_[i]);
    }
    if (same) return group;
  }
  if (!add) return no_group;
  for (const Value& value : probe_values_) heap_bytes_ += value.heap_bytes();
  return add_group(keys, row, hash, position);
}

std::uint32_t GroupTable::add_group(std::span<const Column* const> keys, std::size_t row,
                                    std::size_t hash, std::size_t position) {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (word_mode_) {
      keys_[i].append_from(*keys[i], row);
    } else {
      keys_[i].append(probe_values_[i]);
    }
  }
  const std::uint32_t group = size_++;
  hashes_.push_back(hash);
  slots_[position] = group;
  if (static_cast<std::size_t>(size_) * 10 > slots_.size() * 7) grow();
  return group;
}

void GroupTable::grow() {
  slots_.assign(slots_.size() * 2, no_group);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t group = 0; group < size_; ++group) {
    std::size_t position = hashes_[group] & mask;
    while (slots_[position] != no_group) position = (position + 1) & mask;
    slots_[position] = group;
  }
}

Status GroupTable::account(EvalContext& context) {
  return lease_.resize(
      context.memory,
      slots_.capacity() * sizeof(std::uint32_t) + (hashes_.capacity() + words_.capacity()) * 8 +
          static_cast<std::size_t>(size_) * keys_.size() * sizeof(Value) + heap_bytes_);
}

void GroupTable::clear() {
  if (slots_.size() > small_slots) {
    // What large tables took is given back, not kept for the next keys.
    *this = GroupTable(keys_.size());
    return;
  }
  for (Column& column : keys_) column.reset(ColumnType::empty);
  words_.clear();
  hashes_.clear();
  slots_.clear();
  size_ = 0;
  heap_bytes_ = 0;
  word_mode_ = true;
  lease_.release();
}

}  // namespace entente::query
