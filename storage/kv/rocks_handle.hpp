#pragma once

#include <rocksdb/db.h>

#include <array>
#include <atomic>
#include <memory>
#include <optional>

#include "storage/kv/database_folder.hpp"
#include "storage/kv/file_lock.hpp"
#include "storage/kv/kv_store.hpp"

/// The open RocksDB instance shared by store, snapshots and iterators; included by
/// storage/kv/rocks_*.cpp only.
namespace entente::storage {

inline rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view view(const rocksdb::Slice& text) { return {text.data(), text.size()}; }

struct RocksHandle {
  explicit RocksHandle(DatabaseFolder f) : folder(std::move(f)) {}
  RocksHandle(const RocksHandle&) = delete;
  RocksHandle& operator=(const RocksHandle&) = delete;
  ~RocksHandle();

  [[nodiscard]] rocksdb::ColumnFamilyHandle* family(KeyFamily f) const {
    return families[key_family_index(f)];
  }

  DatabaseFolder folder;
  /// Outlives the database: nobody else may write before its last byte is on disk.
  std::optional<FileLock> lock;
  std::unique_ptr<rocksdb::DB> db;
  rocksdb::ColumnFamilyHandle* default_family = nullptr;
  std::array<rocksdb::ColumnFamilyHandle*, key_family_count> families{};
  bool read_only = false;
  /// Distinguishes files waiting to be ingested.
  std::atomic<std::uint64_t> next_file{0};
};

/// Makes the number of the state grow durably without changing anything.
Status advance_sequence(RocksHandle& handle);

/// A snapshot of the whole database.
Result<std::shared_ptr<const KvSnapshot>> make_rocks_snapshot(std::shared_ptr<RocksHandle> handle);

/// A sorted run as files of the ingest folder.
std::unique_ptr<SortedRun> make_rocks_run(std::shared_ptr<RocksHandle> handle, KeyFamily family);
/// Adds the files of the runs to the store, all or nothing.
Status ingest_rocks_runs(RocksHandle& handle, std::vector<std::unique_ptr<SortedRun>> runs,
                         KvIngestOptions options);

}  // namespace entente::storage
