#include "storage/graph/transaction_view.hpp"

#include <cassert>

#include "storage/format/merge.hpp"

namespace entente::storage {

namespace {

using Change = PendingWrites::Change;
using State = PendingWrites::State;

/// The value of a key with pending operands on top of what the snapshot has.
Result<std::string> merged_value(KeyFamily family, std::optional<std::string_view> base,
                                 const Change& change) {
  const std::string_view operands = change.value;
  return merge_full(key_family_info(family).merge, base, {&operands, 1});
}

/// Walks the snapshot's pairs and the pending changes side by side. Pending changes may be added
/// or removed at any time: by the version number the iterator sees it and finds its place anew.
class MergedIterator final : public KvIterator {
 public:
  MergedIterator(std::unique_ptr<KvIterator> base, const PendingWrites& pending, KeyFamily family,
                 KeyRange range, ScanOrder order)
      : base_(std::move(base)),
        pending_(&pending),
        family_(family),
        begin_(range.begin),
        end_(range.end),
        ascending_(order == ScanOrder::ascending) {
    place_pending_first();
    settle();
  }

  [[nodiscard]] bool valid() const override { return valid_ && status_.has_value(); }
  void next() override {
    assert(valid());
    if (version_ != pending_->version()) {
      const std::string here = key_;
      place(here);
      // If the pair itself was erased meanwhile, the iterator stands on the next one already.
      if (!valid() || key_ != here) return;
    }
    advance();
    settle();
  }
  void seek(std::string_view key) override { place(key); }
  [[nodiscard]] std::string_view key() const override { return key_; }
  [[nodiscard]] std::string_view value() const override { return value_; }
  [[nodiscard]] Status status() const override {
    if (!status_.has_value()) return status_;
    return base_->status();
  }

 private:
  using Position = PendingWrites::FamilyChanges::const_iterator;

  [[nodiscard]] const PendingWrites::FamilyChanges& changes() const {
    return pending_->changes(family_);
  }
  [[nodiscard]] bool has_pending() const { return has_pending_; }

  void set_pending(Position at) {
    at_ = at;
    has_pending_ =
        at_ != changes().end() && at_->first >= begin_ && (end_.empty() || at_->first < end_);
  }
  /// Descending: the last change with a key below (or at, if `inclusive`) `key`.
  void set_pending_before(Position upper) {
    if (upper == changes().begin()) {
      has_pending_ = false;
      return;
    }
    set_pending(std::prev(upper));
  }
  void place_pending_first() {
    version_ = pending_->version();
    if (ascending_) {
      set_pending(changes().lower_bound(begin_));
    } else {
      set_pending_before(end_.empty() ? changes().end() : changes().lower_bound(end_));
    }
  }
  void place(std::string_view key) {
    // Copied, because it may point into what is about to move.
    const std::string target(key);
    base_->seek(target);
    if (ascending_) {
      version_ = pending_->version();
      set_pending(changes().lower_bound(target < begin_ ? begin_ : target));
    } else if (!end_.empty() && target >= end_) {
      place_pending_first();
    } else {
      version_ = pending_->version();
      set_pending_before(changes().upper_bound(target));
    }
    settle();
  }
  void step_pending() {
    if (ascending_) {
      set_pending(std::next(at_));
    } else {
      set_pending_before(at_);
    }
  }
  void advance() {
    if (on_base_) base_->next();
    if (on_pending_) step_pending();
  }

  /// Finds the next pair that exists, from the two positions on, and takes its key and value.
  void settle() {
    while (true) {
      on_base_ = base_->valid();
      on_pending_ = has_pending();
      valid_ = on_base_ || on_pending_;
      if (!valid_) return;
      if (on_base_ && on_pending_) {
        const int order = base_->key().compare(at_->first);
        if (order != 0) {
          const bool base_first = (order < 0) == ascending_;
          on_base_ = base_first;
          on_pending_ = !base_first;
        }
      }
      if (take()) return;
      advance();
    }
  }

  /// False if the pending change says that the pair is gone.
  bool take() {
    if (!on_pending_) {
      key_.assign(base_->key());
      value_.assign(base_->value());
      return true;
    }
    const Change& change = at_->second;
    if (change.state == State::erased) return false;
    key_ = at_->first;
    if (change.state == State::put) {
      value_ = change.value;
      return true;
    }
    std::optional<std::string_view> base;
    if (on_base_) base = base_->value();
    auto merged = merged_value(family_, base, change);
    if (!merged) {
      status_ = std::move(merged).error();
      return true;
    }
    value_ = std::move(merged).value();
    return true;
  }

  std::unique_ptr<KvIterator> base_;
  const PendingWrites* pending_;
  KeyFamily family_;
  std::string begin_;
  std::string end_;
  bool ascending_;
  std::uint64_t version_ = 0;
  Position at_;
  bool has_pending_ = false;
  bool on_base_ = false;
  bool on_pending_ = false;
  bool valid_ = false;
  std::string key_;
  std::string value_;
  Status status_;
};

}  // namespace

Result<bool> TransactionView::get(KeyFamily family, std::string_view key,
                                  std::string& value) const {
  const Change* change = pending_->find(family, key);
  if (change == nullptr) return snapshot_->get(family, key, value);
  switch (change->state) {
    case State::put: value = change->value; return true;
    case State::erased: return false;
    case State::merged: break;
  }
  std::optional<std::string_view> base;
  ENTENTE_ASSIGN(const bool found, snapshot_->get(family, key, value));
  if (found) base = value;
  ENTENTE_ASSIGN(value, merged_value(family, base, *change));
  return true;
}

Status TransactionView::multi_get(KeyFamily family, std::span<const std::string_view> keys,
                                  std::vector<std::optional<std::string>>& values) const {
  ENTENTE_TRY(snapshot_->multi_get(family, keys, values));
  if (pending_->changes(family).empty()) return {};
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const Change* change = pending_->find(family, keys[i]);
    if (change == nullptr) continue;
    if (change->state == State::erased) {
      values[i].reset();
    } else if (change->state == State::put) {
      values[i] = change->value;
    } else {
      std::optional<std::string_view> base;
      if (values[i]) base = *values[i];
      ENTENTE_ASSIGN(values[i], merged_value(family, base, *change));
    }
  }
  return {};
}

std::unique_ptr<KvIterator> TransactionView::scan(KeyFamily family, KeyRange range,
                                                  ScanOrder order) const {
  auto base = snapshot_->scan(family, range, order);
  // A view without any writes will see none while the iterator lives only if it is read-only;
  // pending writes may come later, but need not show.
  if (pending_->changes(family).empty()) return base;
  return std::make_unique<MergedIterator>(std::move(base), *pending_, family, range, order);
}

Status TransactionView::scan_many(KeyFamily family, std::span<const KeyRange> ranges,
                                  const ScanVisitor& visit) const {
  if (pending_->changes(family).empty()) return snapshot_->scan_many(family, ranges, visit);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const auto it = scan(family, ranges[i], ScanOrder::ascending);
    for (; it->valid(); it->next()) {
      if (!visit(i, it->key(), it->value())) break;
    }
    ENTENTE_TRY(it->status());
  }
  return {};
}

}  // namespace entente::storage
