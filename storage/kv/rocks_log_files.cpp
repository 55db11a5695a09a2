#include <fcntl.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "storage/kv/rocks_support.hpp"

namespace entente::storage {

namespace {

/// Room made at a time: some ten thousand small commits. What is left of it after a crash is read
/// at the next opening.
constexpr std::size_t room_bytes = 4UL << 20U;

/// Zeros written at a time behind small commits.
constexpr std::size_t fill_bytes = 256UL << 10U;
/// Fewer syncs to as many bytes gain less by zeros than writing these costs.
constexpr std::uint32_t least_syncs = 8;

/// A log file that makes room in steps of its own, and writes zeros ahead of small commits: the
/// first write into reserved room changes what the file system knows of the file, a later one does
/// not. Everything beside the writes themselves is an attempt: where it fails, commits are slower.
class LogFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  LogFile(std::unique_ptr<rocksdb::FSWritableFile> file, const std::string& path)
      : FSWritableFileOwnerWrapper(std::move(file)),
        zeros_(::open(path.c_str(), O_WRONLY | O_CLOEXEC)) {}
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  ~LogFile() override { stop_filling(); }

  void SetPreallocationBlockSize(std::size_t size) override {
    FSWritableFileOwnerWrapper::SetPreallocationBlockSize(std::min(size, room_bytes));
  }
  void PrepareWrite(std::size_t offset, std::size_t length, const rocksdb::IOOptions& options,
                    rocksdb::IODebugContext* debug) override {
    FSWritableFileOwnerWrapper::PrepareWrite(offset, length, options, debug);
    if (offset + length > filled_) fill_behind(offset + length);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* debug) override {
    ++syncs_;
    return FSWritableFileOwnerWrapper::Sync(options, debug);
  }
  rocksdb::IOStatus Close(const rocksdb::IOOptions& options,
                          rocksdb::IODebugContext* debug) override {
    stop_filling();
    return FSWritableFileOwnerWrapper::Close(options, debug);
  }

 private:
  void fill_behind(std::size_t end) {
    static constexpr std::array<char, fill_bytes> zeros{};
    filled_ = (end / fill_bytes + 1) * fill_bytes;
    const bool small_commits = syncs_ >= least_syncs;
    syncs_ = 0;
    if (zeros_ < 0 || !small_commits) return;
    const std::size_t missing = filled_ - end;
    const ssize_t written = ::pwrite(zeros_, zeros.data(), missing, static_cast<off_t>(end));
    if (written != static_cast<ssize_t>(missing)) stop_filling();
  }
  void stop_filling() {
    if (zeros_ >= 0) ::close(zeros_);
    zeros_ = -1;
  }

  int zeros_;
  /// Up to where zeros stand, or would if commits were small.
  std::size_t filled_ = 0;
  std::uint32_t syncs_ = least_syncs;
};

/// The usual file system, but for the write-ahead log: it is given its length ahead. RocksDB's way
/// is to reserve blocks beyond the end of the file; then every commit makes the file longer, and
/// waiting for it means waiting for the file system's own log too, which costs half as much again.
/// Zeros at the end of a log are no records to RocksDB, and a log that is closed is cut off.
class LogFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;
  const char* Name() const override { return "LogFileSystem"; }

  rocksdb::FileOptions OptimizeForLogWrite(const rocksdb::FileOptions& options,
                                           const rocksdb::DBOptions& db_options) const override {
    rocksdb::FileOptions log = FileSystemWrapper::OptimizeForLogWrite(options, db_options);
    log.fallocate_with_keep_size = false;
    return log;
  }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override {
    const rocksdb::IOStatus made = FileSystemWrapper::NewWritableFile(name, options, result, debug);
    if (made.ok() && std::string_view(name).ends_with(".log")) {
      *result = std::make_unique<LogFile>(std::move(*result), name);
    }
    return made;
  }
};

}  // namespace

rocksdb::Env* synced_log_environment() {
  // Never destroyed, as RocksDB's own: databases may be closed while the process ends.
  static rocksdb::Env* const environment =
      rocksdb::NewCompositeEnv(std::make_shared<LogFileSystem>(rocksdb::FileSystem::Default()))
          .release();
  return environment;
}

}  // namespace entente::storage
