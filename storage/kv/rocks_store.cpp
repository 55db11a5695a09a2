#include "storage/kv/rocks_store.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <mutex>
#include <string>

#include "storage/base/log.hpp"
#include "storage/kv/rocks_handle.hpp"
#include "storage/kv/rocks_support.hpp"

namespace entente::storage {

Status advance_sequence(RocksHandle& handle) {
  rocksdb::WriteOptions write_options;
  write_options.sync = true;
  const rocksdb::Status status = handle.db->Delete(write_options, handle.default_family, "-");
  if (!status.ok()) return rocks_error("cannot write to the database", status);
  return {};
}

RocksHandle::~RocksHandle() {
  if (!db) return;
  for (rocksdb::ColumnFamilyHandle* handle : families) {
    if (handle != nullptr) db->DestroyColumnFamilyHandle(handle);
  }
  if (default_family != nullptr) db->DestroyColumnFamilyHandle(default_family);
  const rocksdb::Status closed = db->Close();
  if (!closed.ok()) log(LogLevel::warn, rocks_error("closing the store", closed).message);
}

namespace {

class RocksStore final : public KvStore {
 public:
  explicit RocksStore(std::shared_ptr<RocksHandle> handle) : handle_(std::move(handle)) {}

  Result<std::shared_ptr<const KvSnapshot>> snapshot() override {
    return make_rocks_snapshot(handle_);
  }

  Status write(const WriteBatch& batch, KvWriteOptions options) override {
    ENTENTE_TRY(check_writable());
    rocksdb::WriteBatch translated(batch.bytes() + batch.size() * 16);
    for (std::size_t i = 0; i < batch.size(); ++i) ENTENTE_TRY(translate(batch[i], translated));
    rocksdb::WriteOptions write_options;
    write_options.sync = options.sync;
    const std::lock_guard lock(recovery_mutex_);
    if (failed_) ENTENTE_TRY(recover());
    // A power cut may keep any part of what was not synced; so that it can keep this batch only
    // with all before it, those come first.
    if (options.sync && unsynced_) ENTENTE_TRY(flush());
    const rocksdb::Status status = handle_->db->Write(write_options, &translated);
    unsynced_ = !options.sync;
    if (status.ok()) return {};
    failed_ = true;
    return rocks_error("cannot write to the database", status);
  }

  Result<std::unique_ptr<SortedRun>> begin_run(KeyFamily family) override {
    ENTENTE_TRY(check_writable());
    return make_rocks_run(handle_, family);
  }

  Status ingest(std::vector<std::unique_ptr<SortedRun>> runs, KvIngestOptions options) override {
    ENTENTE_TRY(check_writable());
    return ingest_rocks_runs(*handle_, std::move(runs), options);
  }

  Status flush() override {
    if (handle_->read_only) return {};
    const rocksdb::Status status = handle_->db->FlushWAL(/*sync=*/true);
    if (!status.ok()) return rocks_error("cannot sync the log", status);
    return {};
  }

  Result<std::uint64_t> approximate_bytes(KeyFamily family) override {
    std::uint64_t files = 0;
    std::uint64_t buffers = 0;
    rocksdb::ColumnFamilyHandle* handle = handle_->family(family);
    handle_->db->GetIntProperty(handle, rocksdb::DB::Properties::kTotalSstFilesSize, &files);
    handle_->db->GetIntProperty(handle, rocksdb::DB::Properties::kCurSizeAllMemTables, &buffers);
    return files + buffers;
  }

  [[nodiscard]] std::string cache_folder() const override { return handle_->folder.path(); }
  [[nodiscard]] KvCapabilities capabilities() const override {
    return {.durable = true, .local = true, .fast_ingest = true};
  }

  Status verify_checksums() override {
    const rocksdb::Status status = handle_->db->VerifyChecksum(rocksdb::ReadOptions());
    if (!status.ok()) return rocks_error("the database's files are damaged", status);
    return {};
  }

 private:
  Status check_writable() const {
    if (!handle_->read_only) return {};
    return Error::plain(ErrorClass::read_only, "the database was opened read-only");
  }

  Status translate(const WriteBatch::Entry& change, rocksdb::WriteBatch& out) {
    rocksdb::ColumnFamilyHandle* family = handle_->family(change.family);
    rocksdb::Status status;
    switch (change.kind) {
      case WriteKind::put: status = out.Put(family, slice(change.key), slice(change.value)); break;
      case WriteKind::erase: status = out.Delete(family, slice(change.key)); break;
      case WriteKind::merge:
        status = out.Merge(family, slice(change.key), slice(change.value));
        break;
      case WriteKind::erase_range: return translate_erase_range(change, out);
    }
    if (!status.ok()) return rocks_error("cannot prepare a write", status);
    return {};
  }

  /// RocksDB's ranges have an end; "to the end of the family" is up to and with its last key.
  Status translate_erase_range(const WriteBatch::Entry& change, rocksdb::WriteBatch& out) {
    rocksdb::ColumnFamilyHandle* family = handle_->family(change.family);
    std::string end(change.value);
    if (end.empty()) {
      ENTENTE_ASSIGN(const auto reader, snapshot());
      const auto it = reader->scan(change.family, {change.key, {}}, ScanOrder::descending);
      ENTENTE_TRY(it->status());
      if (!it->valid()) return {};
      end.assign(it->key()).push_back('\0');
    }
    if (end <= change.key) return {};
    const rocksdb::Status status = out.DeleteRange(family, slice(change.key), slice(end));
    if (!status.ok()) return rocks_error("cannot prepare a write", status);
    return {};
  }

  /// After a failed write (most often a full disk) RocksDB refuses all further ones until told
  /// that the cause may be gone.
  Status recover() {
    const rocksdb::Status status = handle_->db->Resume();
    if (!status.ok()) return rocks_error("the database cannot be written to", status);
    failed_ = false;
    return {};
  }

  std::shared_ptr<RocksHandle> handle_;
  std::mutex recovery_mutex_;
  bool failed_ = false;
  /// Whether something was written since the last sync of a write.
  bool unsynced_ = false;
};

std::vector<rocksdb::ColumnFamilyDescriptor> descriptors(const OpenOptions& options) {
  const auto cache = rocksdb::NewLRUCache(options.cache_bytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> all;
  all.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
  for (const KeyFamilyInfo& info : key_families) {
    all.emplace_back(std::string(info.name), rocks_family_options(info.family, options, cache));
  }
  return all;
}

/// A finished database must have exactly our families; anything else we would damage.
Status check_families(const DatabaseFolder& folder, const rocksdb::DBOptions& options) {
  std::vector<std::string> names;
  const rocksdb::Status status =
      rocksdb::DB::ListColumnFamilies(options, folder.data_path(), &names);
  if (!status.ok()) return rocks_error("cannot open the database " + folder.path(), status);
  for (const std::string& name : names) {
    if (name == rocksdb::kDefaultColumnFamilyName || find_key_family(name)) continue;
    return Error::plain(
        ErrorClass::format_version,
        "the database " + folder.path() + " holds the unknown key family '" + name + "'",
        "open it with a newer version of Entente");
  }
  for (const KeyFamilyInfo& info : key_families) {
    if (std::find(names.begin(), names.end(), info.name) != names.end()) continue;
    return Error::plain(
        ErrorClass::corruption,
        "the database " + folder.path() + " lacks the key family '" + std::string(info.name) + "'",
        "restore it from a backup");
  }
  return {};
}

Status open_database(RocksHandle& handle, const OpenOptions& options) {
  rocksdb::DBOptions db_options = rocks_options(options);
  if (handle.folder.is_new()) {
    db_options.create_if_missing = true;
    db_options.create_missing_column_families = true;
  } else {
    ENTENTE_TRY(check_families(handle.folder, db_options));
  }
  const auto families = descriptors(options);
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status;
  // Beside a writer, files may vanish between reading their list and opening them.
  const int attempts = options.read_only ? 5 : 1;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    status = options.read_only ? rocksdb::DB::OpenForReadOnly(db_options, handle.folder.data_path(),
                                                              families, &handles, &db)
                               : rocksdb::DB::Open(db_options, handle.folder.data_path(), families,
                                                   &handles, &db);
    if (status.ok()) break;
  }
  if (!status.ok()) {
    return rocks_error("cannot open the database " + handle.folder.path(), status);
  }
  handle.db.reset(db);
  handle.default_family = handles.front();
  std::copy(handles.begin() + 1, handles.end(), handle.families.begin());
  return {};
}

/// Completes a new database. The first snapshot gets a sequence number above 0, at which this
/// version of RocksDB can lose a key.
Status finish_new(RocksHandle& handle) {
  ENTENTE_TRY(advance_sequence(handle));
  return handle.folder.mark_finished();
}

}  // namespace

Result<std::shared_ptr<KvStore>> open_rocks_store(const OpenOptions& options) {
  ENTENTE_ASSIGN(DatabaseFolder folder, DatabaseFolder::inspect(options));
  auto handle = std::make_shared<RocksHandle>(std::move(folder));
  handle->read_only = options.read_only;
  if (!options.read_only) {
    ENTENTE_TRY(handle->folder.create());
    ENTENTE_ASSIGN(handle->lock, FileLock::acquire(handle->folder.lock_path()));
    // What was seen without the lock may be stale: another process may just have made it.
    ENTENTE_ASSIGN(handle->folder, DatabaseFolder::inspect(options));
    ENTENTE_TRY(handle->folder.prepare_ingest());
  }
  ENTENTE_TRY(open_database(*handle, options));
  if (handle->folder.is_new()) ENTENTE_TRY(finish_new(*handle));
  return std::shared_ptr<KvStore>(std::make_shared<RocksStore>(std::move(handle)));
}

}  // namespace entente::storage
