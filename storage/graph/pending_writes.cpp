#include "storage/graph/pending_writes.hpp"

#include <cassert>
#include <utility>

#include "storage/format/merge.hpp"

namespace entente::storage {

namespace {
// What a map entry costs beside its bytes: tree node, two string headers, allocator rounding.
constexpr std::size_t entry_overhead_bytes = 128;
}  // namespace

void PendingWrites::replace(KeyFamily family, std::string_view key, State state, std::string value,
                            bool created) {
  ++version_;
  FamilyChanges& changes = family_changes(family);
  auto it = changes.find(key);
  if (it == changes.end()) {
    bytes_ += key.size() + value.size() + entry_overhead_bytes;
    if (keeps_undo_log_) {
      undo_log_.push_back({Undo::Kind::restore, family, std::string(key), std::nullopt, 0, {}, 0});
    }
    changes.emplace(std::string(key), Change{state, created, std::move(value)});
    return;
  }
  Change& change = it->second;
  bytes_ = bytes_ + value.size() - change.value.size();
  if (keeps_undo_log_) {
    undo_log_.push_back({Undo::Kind::restore, family, std::string(key), change, 0, {}, 0});
  }
  change.state = state;
  change.value = std::move(value);
  change.created = change.created || created;
}

void PendingWrites::put(KeyFamily family, std::string_view key, std::string value, bool created) {
  replace(family, key, State::put, std::move(value), created);
}

void PendingWrites::erase(KeyFamily family, std::string_view key) {
  replace(family, key, State::erased, {}, false);
}

Status PendingWrites::merge(KeyFamily family, std::string_view key, std::string_view operand) {
  FamilyChanges& changes = family_changes(family);
  auto it = changes.find(key);
  if (it == changes.end()) {
    replace(family, key, State::merged, std::string(operand), false);
    return {};
  }
  Change& change = it->second;
  if (change.state != State::merged) {
    std::optional<std::string_view> base;
    if (change.state == State::put) base = change.value;
    ENTENTE_ASSIGN(std::string merged,
                   merge_full(key_family_info(family).merge, base, {&operand, 1}));
    replace(family, key, State::put, std::move(merged), false);
    return {};
  }
  // Concatenation is the partial merge of every family that is merged through here; counters,
  // where it is not, go through add().
  assert(key_family_info(family).merge != MergeKind::counter);
  ++version_;
  if (keeps_undo_log_) {
    undo_log_.push_back(
        {Undo::Kind::shorten, family, std::string(key), std::nullopt, change.value.size(), {}, 0});
  }
  change.value.append(operand);
  bytes_ += operand.size();
  return {};
}

void PendingWrites::add(const StatisticKey& counter, std::int64_t delta) {
  counters_[counter] += delta;
  if (keeps_undo_log_) {
    undo_log_.push_back(
        {Undo::Kind::counter, KeyFamily::statistics, {}, std::nullopt, 0, counter, delta});
  }
}

const PendingWrites::Change* PendingWrites::find(KeyFamily family, std::string_view key) const {
  const FamilyChanges& all = changes(family);
  if (all.empty()) return nullptr;
  const auto it = all.find(key);
  return it == all.end() ? nullptr : &it->second;
}

std::int64_t PendingWrites::counter_delta(const StatisticKey& counter) const {
  const auto it = counters_.find(counter);
  return it == counters_.end() ? 0 : it->second;
}

bool PendingWrites::empty() const {
  for (const FamilyChanges& changes : families_) {
    if (!changes.empty()) return false;
  }
  return true;
}

std::size_t PendingWrites::mark() {
  keeps_undo_log_ = true;
  return undo_log_.size();
}

void PendingWrites::undo(Undo& step) {
  if (step.kind == Undo::Kind::counter) {
    counters_[step.counter] -= step.delta;
    return;
  }
  FamilyChanges& changes = family_changes(step.family);
  const auto it = changes.find(step.key);
  assert(it != changes.end());
  if (step.kind == Undo::Kind::shorten) {
    bytes_ -= it->second.value.size() - step.length;
    it->second.value.resize(step.length);
  } else if (step.before) {
    bytes_ = bytes_ + step.before->value.size() - it->second.value.size();
    it->second = std::move(*step.before);
  } else {
    bytes_ -= it->first.size() + it->second.value.size() + entry_overhead_bytes;
    changes.erase(it);
  }
}

void PendingWrites::rollback_to(std::size_t mark) {
  assert(mark <= undo_log_.size());
  ++version_;
  while (undo_log_.size() > mark) {
    undo(undo_log_.back());
    undo_log_.pop_back();
  }
}

void PendingWrites::write_to(WriteBatch& batch) const {
  for (const KeyFamilyInfo& info : key_families) {
    for (const auto& [key, change] : changes(info.family)) {
      switch (change.state) {
        case State::put: batch.put(info.family, key, change.value); break;
        case State::merged: batch.merge(info.family, key, change.value); break;
        case State::erased:
          // What was created and erased in here never was on disk.
          if (!change.created) batch.erase(info.family, key);
          break;
      }
    }
  }
}

CounterDeltas PendingWrites::changed_counters() const {
  CounterDeltas changed;
  for (const auto& [counter, delta] : counters_) {
    if (delta != 0) changed.emplace_hint(changed.end(), counter, delta);
  }
  return changed;
}

}  // namespace entente::storage
