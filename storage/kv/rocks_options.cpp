#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/listener.h>
#include <rocksdb/merge_operator.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>

#include "storage/base/log.hpp"
#include "storage/kv/rocks_support.hpp"

namespace entente::storage {

namespace {

/// Sends RocksDB's messages to our log, so that it writes no log files of its own: readers would
/// otherwise rename the writer's.
class RocksLogger final : public rocksdb::Logger {
 public:
  RocksLogger() : rocksdb::Logger(rocksdb::InfoLogLevel::WARN_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char* format, va_list arguments) override {
    write(LogLevel::debug, format, arguments);
  }
  void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
    if (level < GetInfoLogLevel()) return;
    write(level >= rocksdb::InfoLogLevel::ERROR_LEVEL ? LogLevel::error : LogLevel::warn, format,
          arguments);
  }

 private:
  static void write(LogLevel level, const char* format, va_list arguments) {
    if (!log_enabled(level)) return;
    char text[1024];
    const int length = std::vsnprintf(text, sizeof(text), format, arguments);
    if (length <= 0) return;
    log(level,
        "rocksdb: " + std::string(text, std::min<std::size_t>(static_cast<std::size_t>(length),
                                                              sizeof(text) - 1)));
  }
};

/// Turns off RocksDB's own recovery after a full disk: it waits in the background until hundreds of
/// megabytes are free and refuses Resume() meanwhile, where one write may need a few bytes only.
class ManualRecovery final : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason /*reason*/, rocksdb::Status /*error*/,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

bool has_point_reads(KeyFamily family) {
  return family != KeyFamily::index && family != KeyFamily::aliases;
}

/// Level 1 gives nearly all of what higher ones do on records of a few dozen bytes. What records
/// of one type have in common (property names, ends of texts) stands in the dictionary, so that
/// blocks can stay small.
void compress_well(rocksdb::ColumnFamilyOptions& cf) {
  cf.bottommost_compression = rocksdb::kZSTD;
  cf.bottommost_compression_opts.enabled = true;
  cf.bottommost_compression_opts.level = 1;
  cf.bottommost_compression_opts.max_dict_bytes = 16U << 10U;
  // The dictionary is taken from the first blocks, which are held back until there are so many.
  cf.bottommost_compression_opts.max_dict_buffer_bytes = 4U << 20U;
}

}  // namespace

bool has_known_keys(KeyFamily family) {
  return family == KeyFamily::nodes || family == KeyFamily::relationships;
}

rocksdb::DBOptions rocks_options(const OpenOptions& options) {
  rocksdb::DBOptions db;
  db.create_if_missing = false;
  db.create_missing_column_families = false;
  db.paranoid_checks = true;
  // Unsynced, a log with room ahead could come out of a power cut with zeros where earlier commits
  // were and later ones behind them.
  if (options.sync && !options.read_only) db.env = synced_log_environment();
  db.info_log = std::make_shared<RocksLogger>();
  db.listeners.push_back(std::make_shared<ManualRecovery>());
  // A torn record at the end of the log is the normal trace of a crash; everything before it holds.
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // Together with max_write_buffer_number = 2 this keeps clear of a reordering of updates in
  // parallel flushes that RocksDB corrected after 7.8.
  db.max_background_jobs = 4;
  db.db_write_buffer_size = options.write_buffer_bytes;
  // Bounds the log that has to be replayed at the next open.
  db.max_total_wal_size = std::max<std::uint64_t>(options.write_buffer_bytes * 2, 64ULL << 20U);
  db.bytes_per_sync = 1ULL << 20U;
  // No periodic dumps: they cost a thread and nobody reads them here.
  db.stats_dump_period_sec = 0;
  db.stats_persist_period_sec = 0;
  // Debian builds RocksDB without io_uring; nothing is gained by more opening threads either.
  db.max_file_opening_threads = 2;
  db.skip_stats_update_on_db_open = true;
  return db;
}

rocksdb::ColumnFamilyOptions rocks_family_options(KeyFamily family, const OpenOptions& options,
                                                  const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions cf;
  cf.write_buffer_size = std::max<std::uint64_t>(options.write_buffer_bytes / 4, 1ULL << 20U);
  cf.max_write_buffer_number = 2;
  cf.compression = rocksdb::kLZ4Compression;
  cf.level_compaction_dynamic_level_bytes = true;
  cf.target_file_size_base = 64ULL << 20U;
  cf.force_consistency_checks = true;
  const MergeKind merge = key_family_info(family).merge;
  if (merge != MergeKind::none) cf.merge_operator = make_rocks_merge_operator(merge);

  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.format_version = 5;
  table.checksum = rocksdb::kXXH3;
  table.cache_index_and_filter_blocks = false;
  switch (family) {
    case KeyFamily::labels: table.block_size = 64UL << 10U; break;
    case KeyFamily::relationships: table.block_size = 12UL << 10U; break;
    case KeyFamily::index:
    case KeyFamily::unique:
    case KeyFamily::adjacency: table.block_size = 16UL << 10U; break;
    default: table.block_size = 8UL << 10U; break;
  }
  if (has_known_keys(family) || family == KeyFamily::unique) {
    // Batches of writes read many records, nearly all of which are older than the write buffer.
    cf.memtable_whole_key_filtering = true;
    cf.memtable_prefix_bloom_size_ratio = 0.02;
  }
  if (has_point_reads(family)) {
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    table.whole_key_filtering = true;
  }
  cf.optimize_filters_for_hits = has_known_keys(family);
  // Relationship records are most of a graph's bytes, and are read less often than lists and
  // nodes; the levels above the last one, which are small and rewritten often, stay fast.
  if (family == KeyFamily::relationships) compress_well(cf);
  cf.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return cf;
}

}  // namespace entente::storage
