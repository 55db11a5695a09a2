#include <rocksdb/snapshot.h>

#include <cassert>

#include "storage/kv/rocks_handle.hpp"
#include "storage/kv/rocks_support.hpp"

namespace entente::storage {

namespace {

Error read_error(KeyFamily family, const rocksdb::Status& status) {
  return rocks_error("cannot read family " + std::string(to_string(family)), status);
}

/// Keeps the instance and its snapshot; the last owner releases both.
class HeldSnapshot {
 public:
  explicit HeldSnapshot(std::shared_ptr<RocksHandle> h)
      : handle_(std::move(h)),
        snapshot_(handle_->read_only ? nullptr : handle_->db->GetSnapshot()) {
    options_.snapshot = snapshot_;
  }
  HeldSnapshot(const HeldSnapshot&) = delete;
  HeldSnapshot& operator=(const HeldSnapshot&) = delete;
  ~HeldSnapshot() {
    if (snapshot_ != nullptr) handle_->db->ReleaseSnapshot(snapshot_);
  }
  [[nodiscard]] const RocksHandle& handle() const { return *handle_; }
  [[nodiscard]] std::uint64_t sequence() const {
    return snapshot_ != nullptr ? snapshot_->GetSequenceNumber()
                                : handle_->db->GetLatestSequenceNumber();
  }
  /// A database opened read-only does not change, so it needs no snapshot.
  [[nodiscard]] bool usable() const { return handle_->read_only || snapshot_ != nullptr; }
  [[nodiscard]] const rocksdb::ReadOptions& read_options() const { return options_; }

 private:
  std::shared_ptr<RocksHandle> handle_;
  const rocksdb::Snapshot* snapshot_;
  /// Made once: making them costs as much as a good part of a read.
  rocksdb::ReadOptions options_;
};

class RocksIterator final : public KvIterator {
 public:
  RocksIterator(std::shared_ptr<const HeldSnapshot> held, KeyFamily family, KeyRange range,
                ScanOrder order)
      : held_(std::move(held)),
        family_(family),
        begin_(range.begin),
        end_(range.end),
        begin_slice_(begin_),
        end_slice_(end_),
        ascending_(order == ScanOrder::ascending) {
    rocksdb::ReadOptions options = held_->read_options();
    if (!begin_.empty()) options.iterate_lower_bound = &begin_slice_;
    if (!end_.empty()) options.iterate_upper_bound = &end_slice_;
    it_.reset(held_->handle().db->NewIterator(options, held_->handle().family(family)));
    if (ascending_) {
      it_->SeekToFirst();
    } else {
      it_->SeekToLast();
    }
  }
  [[nodiscard]] bool valid() const override { return it_->Valid(); }
  void next() override {
    assert(it_->Valid());
    if (ascending_) {
      it_->Next();
    } else {
      it_->Prev();
    }
  }
  void seek(std::string_view key) override {
    if (ascending_) {
      it_->Seek(slice(key < begin_ ? std::string_view(begin_) : key));
    } else if (!end_.empty() && key >= end_) {
      it_->SeekToLast();
    } else {
      it_->SeekForPrev(slice(key));
    }
  }
  [[nodiscard]] std::string_view key() const override { return view(it_->key()); }
  [[nodiscard]] std::string_view value() const override { return view(it_->value()); }
  [[nodiscard]] Status status() const override {
    const rocksdb::Status status = it_->status();
    if (status.ok()) return {};
    return read_error(family_, status);
  }

 private:
  std::shared_ptr<const HeldSnapshot> held_;
  KeyFamily family_;
  std::string begin_;
  std::string end_;
  rocksdb::Slice begin_slice_;
  rocksdb::Slice end_slice_;
  bool ascending_;
  std::unique_ptr<rocksdb::Iterator> it_;
};

class RocksSnapshot final : public KvSnapshot {
 public:
  [[nodiscard]] std::uint64_t sequence() const override { return held_->sequence(); }
  explicit RocksSnapshot(std::shared_ptr<const HeldSnapshot> held) : held_(std::move(held)) {}

  Result<bool> get(KeyFamily family, std::string_view key, std::string& value) const override {
    const RocksHandle& handle = held_->handle();
    rocksdb::PinnableSlice found;
    const rocksdb::Status status =
        handle.db->Get(held_->read_options(), handle.family(family), slice(key), &found);
    if (status.IsNotFound()) return false;
    if (!status.ok()) return read_error(family, status);
    value.assign(found.data(), found.size());
    return true;
  }

  Status multi_get(KeyFamily family, std::span<const std::string_view> keys,
                   std::vector<std::optional<std::string>>& values) const override {
    const RocksHandle& handle = held_->handle();
    const std::size_t count = keys.size();
    values.resize(count);
    if (count <= few_keys) return get_each(family, keys, values);
    std::vector<rocksdb::Slice> slices(count);
    for (std::size_t i = 0; i < count; ++i) slices[i] = slice(keys[i]);
    std::vector<rocksdb::PinnableSlice> found(count);
    std::vector<rocksdb::Status> statuses(count);
    handle.db->MultiGet(held_->read_options(), handle.family(family), count, slices.data(),
                        found.data(), statuses.data());
    for (std::size_t i = 0; i < count; ++i) {
      if (statuses[i].ok()) {
        values[i].emplace(found[i].data(), found[i].size());
      } else if (statuses[i].IsNotFound()) {
        values[i].reset();
      } else {
        return read_error(family, statuses[i]);
      }
    }
    return {};
  }

  [[nodiscard]] std::unique_ptr<KvIterator> scan(KeyFamily family, KeyRange range,
                                                 ScanOrder order) const override {
    return std::make_unique<RocksIterator>(held_, family, range, order);
  }

  Status scan_many(KeyFamily family, std::span<const KeyRange> ranges,
                   const ScanVisitor& visit) const override {
    const RocksHandle& handle = held_->handle();
    // Making an iterator costs as much as a seek, so one serves all ranges; its ends are compared
    // here, because a bound cannot be moved safely under a living iterator.
    const std::unique_ptr<rocksdb::Iterator> it(
        handle.db->NewIterator(held_->read_options(), handle.family(family)));
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      const std::string_view end = ranges[i].end;
      for (it->Seek(slice(ranges[i].begin)); it->Valid(); it->Next()) {
        const std::string_view key = view(it->key());
        if (!end.empty() && key >= end) break;
        if (!visit(i, key, view(it->value()))) break;
      }
      if (!it->status().ok()) return read_error(family, it->status());
    }
    return {};
  }

 private:
  /// Up to so many keys single reads cost less than one of many keys.
  static constexpr std::size_t few_keys = 2;

  Status get_each(KeyFamily family, std::span<const std::string_view> keys,
                  std::vector<std::optional<std::string>>& values) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (!values[i]) values[i].emplace();
      ENTENTE_ASSIGN(const bool found, get(family, keys[i], *values[i]));
      if (!found) values[i].reset();
    }
    return {};
  }

  std::shared_ptr<const HeldSnapshot> held_;
};

}  // namespace

Result<std::shared_ptr<const KvSnapshot>> make_rocks_snapshot(std::shared_ptr<RocksHandle> handle) {
  auto held = std::make_shared<const HeldSnapshot>(std::move(handle));
  if (!held->usable()) return Error::plain(ErrorClass::internal, "the store gives no snapshots");
  return std::shared_ptr<const KvSnapshot>(std::make_shared<RocksSnapshot>(std::move(held)));
}

}  // namespace entente::storage
