#pragma once

#include <memory>

#include "storage/graph/pending_writes.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// Reads a snapshot as if the pending writes had been applied to it. Works over every store, since
/// it needs nothing but the snapshot's reads. Thread rule: that of the pending writes.
class TransactionView final : public KvReader {
 public:
  /// `pending` must outlive the view and every iterator it made.
  TransactionView(std::shared_ptr<const KvSnapshot> snapshot, const PendingWrites& pending)
      : snapshot_(std::move(snapshot)), pending_(&pending) {}

  Result<bool> get(KeyFamily family, std::string_view key, std::string& value) const override;
  Status multi_get(KeyFamily family, std::span<const std::string_view> keys,
                   std::vector<std::optional<std::string>>& values) const override;
  /// The iterator may be used while the transaction goes on writing; what is written behind its
  /// position may or may not show.
  [[nodiscard]] std::unique_ptr<KvIterator> scan(KeyFamily family, KeyRange range,
                                                 ScanOrder order) const override;
  Status scan_many(KeyFamily family, std::span<const KeyRange> ranges,
                   const ScanVisitor& visit) const override;

  [[nodiscard]] const std::shared_ptr<const KvSnapshot>& snapshot() const { return snapshot_; }
  /// Drops the snapshot, so that the store may forget what only it needed.
  void release() { snapshot_.reset(); }

 private:
  std::shared_ptr<const KvSnapshot> snapshot_;
  const PendingWrites* pending_;
};

}  // namespace entente::storage
