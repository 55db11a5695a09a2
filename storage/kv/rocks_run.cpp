#include <rocksdb/sst_file_writer.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>

#include "storage/kv/rocks_handle.hpp"
#include "storage/kv/rocks_support.hpp"

namespace entente::storage {

namespace {

/// Files about as large as those of an ordinary compaction, so that later ones stay small.
constexpr std::uint64_t max_file_bytes = 64ULL << 20U;

class RocksRun final : public SortedRun {
 public:
  RocksRun(std::shared_ptr<RocksHandle> handle, KeyFamily family)
      : handle_(std::move(handle)), family_(family) {}
  RocksRun(const RocksRun&) = delete;
  RocksRun& operator=(const RocksRun&) = delete;
  ~RocksRun() override {
    writer_.reset();
    // Ingested files were moved away; what is still here was never used.
    std::error_code ignored;
    for (const std::string& file : files_) std::filesystem::remove(file, ignored);
  }

  Status put(std::string_view key, std::string_view value) override {
    // Checked here, because the library may be built with assertions that end the process.
    if (size_ > 0 && key <= last_) {
      return Error::plain(ErrorClass::argument_error, "the keys of a sorted run must ascend");
    }
    if (!writer_) ENTENTE_TRY(open_file());
    const rocksdb::Status status = writer_->Put(slice(key), slice(value));
    if (!status.ok()) return rocks_error("cannot write a sorted file", status);
    last_ = key;
    ++size_;
    if (writer_->FileSize() >= max_file_bytes) ENTENTE_TRY(finish());
    return {};
  }
  [[nodiscard]] std::uint64_t size() const override { return size_; }

  /// Completes the last file.
  Status finish() {
    if (!writer_) return {};
    const rocksdb::Status status = writer_->Finish();
    writer_.reset();
    if (!status.ok()) return rocks_error("cannot finish a sorted file", status);
    return {};
  }
  [[nodiscard]] KeyFamily family() const { return family_; }
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }

 private:
  Status open_file() {
    rocksdb::ColumnFamilyHandle* family = handle_->family(family_);
    const rocksdb::Options options = handle_->db->GetOptions(family);
    // Bulk loads fill the last level.
    writer_ = std::make_unique<rocksdb::SstFileWriter>(
        rocksdb::EnvOptions(), options, family, /*invalidate_page_cache=*/true,
        rocksdb::Env::IOPriority::IO_TOTAL, /*skip_filters=*/has_known_keys(family_));
    files_.push_back(handle_->folder.ingest_path() + "/" + std::to_string(handle_->next_file++) +
                     ".sst");
    const rocksdb::Status status = writer_->Open(files_.back());
    if (!status.ok()) return rocks_error("cannot create a sorted file", status);
    return {};
  }

  std::shared_ptr<RocksHandle> handle_;
  KeyFamily family_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
  std::vector<std::string> files_;
  std::string last_;
  std::uint64_t size_ = 0;
};

}  // namespace

std::unique_ptr<SortedRun> make_rocks_run(std::shared_ptr<RocksHandle> handle, KeyFamily family) {
  return std::make_unique<RocksRun>(std::move(handle), family);
}

namespace {

/// Whether no snapshot has readers: the one that may exist is the caller's, who promised so.
bool nobody_reads(RocksHandle& handle, KvIngestOptions options) {
  std::uint64_t snapshots = 0;
  return options.exclusive &&
         handle.db->GetIntProperty(rocksdb::DB::Properties::kNumSnapshots, &snapshots) &&
         snapshots <= 1;
}

}  // namespace

Status ingest_rocks_runs(RocksHandle& handle, std::vector<std::unique_ptr<SortedRun>> runs,
                         KvIngestOptions options) {
  // Files that are hidden from older snapshots carry a sequence number, to get rid of which RocksDB
  // rewrites every one of them as soon as those snapshots are gone.
  const bool hidden = !nobody_reads(handle, options);
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  std::vector<rocksdb::ColumnFamilyHandle*> touched;
  for (const auto& run : runs) {
    auto& own = static_cast<RocksRun&>(*run);
    ENTENTE_TRY(own.finish());
    if (own.files().empty()) continue;
    rocksdb::ColumnFamilyHandle* family = handle.family(own.family());
    // The library takes each family once, with all its files.
    const auto known = std::find(touched.begin(), touched.end(), family);
    if (known != touched.end()) {
      auto& files = arguments[static_cast<std::size_t>(known - touched.begin())].external_files;
      files.insert(files.end(), own.files().begin(), own.files().end());
      continue;
    }
    rocksdb::IngestExternalFileArg argument;
    argument.column_family = family;
    argument.external_files = own.files();
    argument.options.move_files = true;
    argument.options.snapshot_consistency = hidden;
    argument.options.write_global_seqno = false;
    arguments.push_back(std::move(argument));
    touched.push_back(family);
  }
  if (arguments.empty()) return {};
  // With empty write buffers no file can overlap one: their order would be uncertain in this
  // version of RocksDB.
  rocksdb::Status status = handle.db->Flush(rocksdb::FlushOptions(), touched);
  if (!status.ok()) return rocks_error("cannot flush before ingesting", status);
  // What the store holds at one number must not change, and files that nobody is kept from seeing
  // take none.
  ENTENTE_TRY(advance_sequence(handle));
  status = handle.db->IngestExternalFiles(arguments);
  if (!status.ok()) return rocks_error("cannot ingest sorted files", status);
  return {};
}

}  // namespace entente::storage
