#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>

#include "storage/kv/kv_store.hpp"

namespace entente::testing {

/// Counts down operations and says when one must fail. Shared by a store and its snapshots.
class FaultPlan {
 public:
  /// The `n`-th operation from now fails (1: the next one); 0: none does.
  void fail_at(std::int64_t n) { left_ = n; }
  /// True if the failure has happened.
  [[nodiscard]] bool happened() const { return happened_; }
  [[nodiscard]] std::int64_t operations() const { return operations_; }
  Status next(ErrorClass error_class) {
    ++operations_;
    if (left_ > 0 && --left_ == 0) {
      happened_ = true;
      return Error::plain(error_class, "injected fault");
    }
    return {};
  }

 private:
  std::atomic<std::int64_t> left_{0};
  std::atomic<std::int64_t> operations_{0};
  std::atomic<bool> happened_{false};
};

/// An iterator that can break at any step.
class FaultIterator final : public storage::KvIterator {
 public:
  FaultIterator(std::unique_ptr<storage::KvIterator> base, std::shared_ptr<FaultPlan> plan)
      : base_(std::move(base)), plan_(std::move(plan)) {
    status_ = plan_->next(ErrorClass::io_error);
  }
  [[nodiscard]] bool valid() const override { return status_.has_value() && base_->valid(); }
  void next() override {
    status_ = plan_->next(ErrorClass::io_error);
    if (status_) base_->next();
  }
  void seek(std::string_view key) override {
    status_ = plan_->next(ErrorClass::io_error);
    if (status_) base_->seek(key);
  }
  [[nodiscard]] std::string_view key() const override { return base_->key(); }
  [[nodiscard]] std::string_view value() const override { return base_->value(); }
  [[nodiscard]] Status status() const override { return status_ ? base_->status() : status_; }

 private:
  std::unique_ptr<storage::KvIterator> base_;
  std::shared_ptr<FaultPlan> plan_;
  Status status_;
};

class FaultSnapshot final : public storage::KvSnapshot {
 public:
  FaultSnapshot(std::shared_ptr<const storage::KvSnapshot> base, std::shared_ptr<FaultPlan> plan)
      : base_(std::move(base)), plan_(std::move(plan)) {}
  Result<bool> get(storage::KeyFamily family, std::string_view key,
                   std::string& value) const override {
    ENTENTE_TRY(plan_->next(ErrorClass::io_error));
    return base_->get(family, key, value);
  }
  Status multi_get(storage::KeyFamily family, std::span<const std::string_view> keys,
                   std::vector<std::optional<std::string>>& values) const override {
    ENTENTE_TRY(plan_->next(ErrorClass::io_error));
    return base_->multi_get(family, keys, values);
  }
  [[nodiscard]] std::unique_ptr<storage::KvIterator> scan(storage::KeyFamily family,
                                                          storage::KeyRange range,
                                                          storage::ScanOrder order) const override {
    return std::make_unique<FaultIterator>(base_->scan(family, range, order), plan_);
  }
  Status scan_many(storage::KeyFamily family, std::span<const storage::KeyRange> ranges,
                   const storage::ScanVisitor& visit) const override {
    ENTENTE_TRY(plan_->next(ErrorClass::io_error));
    return base_->scan_many(family, ranges, visit);
  }

 private:
  std::shared_ptr<const storage::KvSnapshot> base_;
  std::shared_ptr<FaultPlan> plan_;
};

/// A store that passes everything on to another, until the plan makes an operation fail. A failing
/// write has no effect.
class FaultStore final : public storage::KvStore {
 public:
  FaultStore(std::shared_ptr<storage::KvStore> base, std::shared_ptr<FaultPlan> plan)
      : base_(std::move(base)), plan_(std::move(plan)) {}
  Result<std::shared_ptr<const storage::KvSnapshot>> snapshot() override {
    ENTENTE_ASSIGN(auto base, base_->snapshot());
    return std::shared_ptr<const storage::KvSnapshot>(
        std::make_shared<FaultSnapshot>(std::move(base), plan_));
  }
  Status write(const storage::WriteBatch& batch, storage::KvWriteOptions options) override {
    ENTENTE_TRY(plan_->next(ErrorClass::disk_full));
    return base_->write(batch, options);
  }
  Result<std::unique_ptr<storage::SortedRun>> begin_run(storage::KeyFamily family) override {
    return base_->begin_run(family);
  }
  Status ingest(std::vector<std::unique_ptr<storage::SortedRun>> runs,
                storage::KvIngestOptions options) override {
    ENTENTE_TRY(plan_->next(ErrorClass::disk_full));
    return base_->ingest(std::move(runs), options);
  }
  Status flush() override { return base_->flush(); }
  Result<std::uint64_t> approximate_bytes(storage::KeyFamily family) override {
    return base_->approximate_bytes(family);
  }
  [[nodiscard]] storage::KvCapabilities capabilities() const override {
    return base_->capabilities();
  }

 private:
  std::shared_ptr<storage::KvStore> base_;
  std::shared_ptr<FaultPlan> plan_;
};

}  // namespace entente::testing
