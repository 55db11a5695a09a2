#include "storage/kv/memory_store.hpp"

#include <array>
#include <cassert>
#include <mutex>
#include <utility>

#include "storage/format/merge.hpp"
#include "storage/kv/persistent_map.hpp"

namespace entente::storage {

namespace {

using Families = std::array<PersistentMap, key_family_count>;

constexpr std::size_t index_of(KeyFamily family) { return key_family_index(family); }

class MemoryIterator final : public KvIterator {
 public:
  MemoryIterator(std::shared_ptr<const Families> families, KeyFamily family, KeyRange range,
                 ScanOrder order)
      : families_(std::move(families)),
        cursor_((*families_)[index_of(family)]),
        begin_(range.begin),
        end_(range.end),
        order_(order) {
    if (order_ == ScanOrder::ascending) {
      cursor_.seek(begin_);
    } else {
      seek_last();
    }
    check_bounds();
  }

  [[nodiscard]] bool valid() const override { return valid_; }
  void next() override {
    assert(valid_);
    if (order_ == ScanOrder::ascending) {
      cursor_.next();
    } else {
      cursor_.previous();
    }
    check_bounds();
  }
  void seek(std::string_view key) override {
    if (order_ == ScanOrder::ascending) {
      cursor_.seek(key < begin_ ? std::string_view(begin_) : key);
    } else if (!end_.empty() && key >= end_) {
      seek_last();
    } else {
      cursor_.seek_for_previous(key);
    }
    check_bounds();
  }
  [[nodiscard]] std::string_view key() const override { return cursor_.entry().key; }
  [[nodiscard]] std::string_view value() const override { return cursor_.entry().value; }
  [[nodiscard]] Status status() const override { return {}; }

 private:
  void seek_last() {
    if (end_.empty()) {
      cursor_.seek_last();
      return;
    }
    cursor_.seek_for_previous(end_);
    if (cursor_.valid() && cursor_.entry().key == end_) cursor_.previous();
  }
  void check_bounds() {
    valid_ = cursor_.valid();
    if (!valid_) return;
    const std::string& at = cursor_.entry().key;
    valid_ = order_ == ScanOrder::ascending ? end_.empty() || at < end_ : at >= begin_;
  }

  std::shared_ptr<const Families> families_;
  PersistentMap::Cursor cursor_;
  std::string begin_;
  std::string end_;
  ScanOrder order_;
  bool valid_ = false;
};

class MemorySnapshot final : public KvSnapshot {
 public:
  explicit MemorySnapshot(std::shared_ptr<const Families> families)
      : families_(std::move(families)) {}

  Result<bool> get(KeyFamily family, std::string_view key, std::string& value) const override {
    const std::string* found = (*families_)[index_of(family)].find(key);
    if (found == nullptr) return false;
    value = *found;
    return true;
  }

  Status multi_get(KeyFamily family, std::span<const std::string_view> keys,
                   std::vector<std::optional<std::string>>& values) const override {
    values.resize(keys.size());
    const PersistentMap& map = (*families_)[index_of(family)];
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const std::string* found = map.find(keys[i]);
      if (found == nullptr) {
        values[i].reset();
      } else {
        values[i] = *found;
      }
    }
    return {};
  }

  [[nodiscard]] std::unique_ptr<KvIterator> scan(KeyFamily family, KeyRange range,
                                                 ScanOrder order) const override {
    return std::make_unique<MemoryIterator>(families_, family, range, order);
  }

  Status scan_many(KeyFamily family, std::span<const KeyRange> ranges,
                   const ScanVisitor& visit) const override {
    PersistentMap::Cursor cursor((*families_)[index_of(family)]);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      const KeyRange& range = ranges[i];
      for (cursor.seek(range.begin); cursor.valid(); cursor.next()) {
        const PersistentMap::Entry& entry = cursor.entry();
        if (!range.end.empty() && entry.key >= range.end) break;
        if (!visit(i, entry.key, entry.value)) break;
      }
    }
    return {};
  }

 private:
  std::shared_ptr<const Families> families_;
};

class MemoryRun final : public SortedRun {
 public:
  explicit MemoryRun(KeyFamily family) : family_(family) {}

  Status put(std::string_view key, std::string_view value) override {
    if (size_ > 0 && key <= last_) {
      return Error::plain(ErrorClass::argument_error, "the keys of a sorted run must ascend");
    }
    last_ = key;
    ++size_;
    batch_.put(family_, key, value);
    return {};
  }
  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] const WriteBatch& batch() const { return batch_; }

 private:
  KeyFamily family_;
  WriteBatch batch_;
  std::string last_;
  std::uint64_t size_ = 0;
};

class MemoryStore final : public KvStore {
 public:
  Result<std::shared_ptr<const KvSnapshot>> snapshot() override {
    const std::lock_guard lock(mutex_);
    return std::shared_ptr<const KvSnapshot>(std::make_shared<MemorySnapshot>(current_));
  }

  Status write(const WriteBatch& batch, KvWriteOptions /*options*/) override {
    const std::lock_guard lock(mutex_);
    // The new version is built aside, so that a failing operand leaves nothing behind.
    auto next = std::make_shared<Families>(*current_);
    for (std::size_t i = 0; i < batch.size(); ++i) ENTENTE_TRY(apply(*next, batch[i]));
    current_ = std::move(next);
    return {};
  }

  Result<std::unique_ptr<SortedRun>> begin_run(KeyFamily family) override {
    return std::unique_ptr<SortedRun>(std::make_unique<MemoryRun>(family));
  }

  Status ingest(std::vector<std::unique_ptr<SortedRun>> runs,
                KvIngestOptions /*options*/) override {
    WriteBatch all;
    for (const auto& run : runs) all.append(static_cast<const MemoryRun&>(*run).batch());
    return write(all, {});
  }

  Status flush() override { return {}; }

  Result<std::uint64_t> approximate_bytes(KeyFamily family) override {
    const std::lock_guard lock(mutex_);
    return (*current_)[index_of(family)].bytes();
  }

  [[nodiscard]] KvCapabilities capabilities() const override {
    return {.durable = false, .local = true, .fast_ingest = false};
  }

 private:
  static Status apply(Families& families, const WriteBatch::Entry& change) {
    PersistentMap& map = families[index_of(change.family)];
    switch (change.kind) {
      case WriteKind::put: map.put(change.key, std::string(change.value)); return {};
      case WriteKind::erase: map.erase(change.key); return {};
      case WriteKind::merge: return merge(map, change);
      case WriteKind::erase_range: erase_range(map, change.key, change.value); return {};
    }
    return {};
  }

  static Status merge(PersistentMap& map, const WriteBatch::Entry& change) {
    const std::string* found = map.find(change.key);
    std::optional<std::string_view> base;
    if (found != nullptr) base = *found;
    const std::string_view operand = change.value;
    ENTENTE_ASSIGN(std::string merged,
                   merge_full(key_family_info(change.family).merge, base, {&operand, 1}));
    map.put(change.key, std::move(merged));
    return {};
  }

  static void erase_range(PersistentMap& map, std::string_view begin, std::string_view end) {
    std::vector<std::string> keys;
    PersistentMap::Cursor cursor(map);
    for (cursor.seek(begin); cursor.valid(); cursor.next()) {
      if (!end.empty() && cursor.entry().key >= end) break;
      keys.push_back(cursor.entry().key);
    }
    for (const std::string& key : keys) map.erase(key);
  }

  std::mutex mutex_;
  std::shared_ptr<const Families> current_ = std::make_shared<const Families>();
};

}  // namespace

std::shared_ptr<KvStore> make_memory_store() { return std::make_shared<MemoryStore>(); }

}  // namespace entente::storage
