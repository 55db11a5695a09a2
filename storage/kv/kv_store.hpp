#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "storage/format/key_family.hpp"
#include "storage/kv/write_batch.hpp"

namespace entente::storage {

/// Keys in [begin, end), bytewise order; an empty `end` means "to the end of the family". The views
/// need to live only during the call they are given to.
struct KeyRange {
  std::string_view begin;
  std::string_view end;
};

/// Direction of a scan.
enum class ScanOrder : std::uint8_t { ascending, descending };

/// A position in the pairs of one range, in key order (merge operands are applied already). Starts
/// at the first pair in scan order. Not thread-safe; keeps what it reads alive by itself.
class KvIterator {
 public:
  virtual ~KvIterator() = default;
  /// False after the last pair or after an error: look at status() then.
  [[nodiscard]] virtual bool valid() const = 0;
  virtual void next() = 0;
  /// Ascending: to the first pair with a key >= `key`; descending: to the last with a key <= `key`.
  /// Never leaves the range.
  virtual void seek(std::string_view key) = 0;
  /// Views into the store, good until the next call of next() or seek().
  [[nodiscard]] virtual std::string_view key() const = 0;
  [[nodiscard]] virtual std::string_view value() const = 0;
  [[nodiscard]] virtual Status status() const = 0;
};

/// One pair found by scan_many: `range` is the position in the list of ranges. Return false to go
/// on with the next range.
using ScanVisitor =
    std::function<bool(std::size_t range, std::string_view key, std::string_view value)>;

/// Everything that can be read: implemented by snapshots and by a transaction's view over one.
class KvReader {
 public:
  virtual ~KvReader() = default;
  /// The value of `key`, copied into `value`; false if there is none (`value` is then undefined).
  virtual Result<bool> get(KeyFamily family, std::string_view key, std::string& value) const = 0;
  /// get() for many keys: values.size() == keys.size() afterwards, nullopt where there is none.
  /// Faster than single gets, most of all with ascending keys.
  virtual Status multi_get(KeyFamily family, std::span<const std::string_view> keys,
                           std::vector<std::optional<std::string>>& values) const = 0;
  /// An iterator over the range, placed on its first pair in `order`.
  [[nodiscard]] virtual std::unique_ptr<KvIterator> scan(KeyFamily family, KeyRange range,
                                                         ScanOrder order) const = 0;
  /// Visits the pairs of many ranges, range after range, each ascending: one call (one round trip
  /// in a remote store) for a whole frontier. Ascending ranges are fastest.
  virtual Status scan_many(KeyFamily family, std::span<const KeyRange> ranges,
                           const ScanVisitor& visit) const = 0;
};

/// An immutable, consistent view of a store. Thread-safe. Keeps the store alive.
class KvSnapshot : public KvReader {
 public:
  /// A number that grows with every write to the store and stays when it is closed: what one store
  /// holds at one number is always the same, unless a power cut took writes that were not synced.
  /// 0 if the store cannot say.
  [[nodiscard]] virtual std::uint64_t sequence() const { return 0; }
};

/// Pairs of one family in strictly ascending key order, to be ingested as a whole.
class SortedRun {
 public:
  virtual ~SortedRun() = default;
  /// Adds a pair behind all earlier ones. argument_error if the key does not ascend.
  virtual Status put(std::string_view key, std::string_view value) = 0;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
};

/// What a store can do beyond the minimum; callers choose their strategy by it.
struct KvCapabilities {
  /// Survives the process.
  bool durable = false;
  /// Data are on this machine, so many small reads are fine; otherwise batch.
  bool local = true;
  /// Sorted runs cost much less than the same pairs in write batches.
  bool fast_ingest = false;
};

struct KvWriteOptions {
  /// Return only when the batch has reached the disk.
  bool sync = false;
};

struct KvIngestOptions {
  /// The caller says that nobody reads from the snapshot it took last, nor takes one meanwhile. If
  /// no other one is held, old snapshots may see the pairs, which saves rewriting them later.
  bool exclusive = false;
};

/// An ordered key-value store with key families, the one thing the graph is built on. Thread-safe.
/// Merge operands are combined by the pure functions of storage/format/merge.hpp in every
/// implementation. A batch is atomic and, once written, never overtaken in durability by a later
/// one: after a crash the state is that after some prefix of the writes.
class KvStore {
 public:
  virtual ~KvStore() = default;
  virtual Result<std::shared_ptr<const KvSnapshot>> snapshot() = 0;
  /// Errors: read_only, disk_full, io_error, corruption. After an error nothing of the batch is
  /// visible.
  virtual Status write(const WriteBatch& batch, KvWriteOptions options) = 0;
  virtual Result<std::unique_ptr<SortedRun>> begin_run(KeyFamily family) = 0;
  /// Adds all runs at once, atomically. Runs of one family must not overlap; a pair replaces an
  /// older one with the same key. Callers keep other writers away meanwhile.
  virtual Status ingest(std::vector<std::unique_ptr<SortedRun>> runs, KvIngestOptions options) = 0;
  /// Makes everything written so far durable.
  virtual Status flush() = 0;
  /// Bytes the family occupies, roughly; for statistics shown to users.
  virtual Result<std::uint64_t> approximate_bytes(KeyFamily family) = 0;
  [[nodiscard]] virtual KvCapabilities capabilities() const = 0;
  /// A folder on this machine for files that can be made again, beside the data; empty if there is
  /// none.
  [[nodiscard]] virtual std::string cache_folder() const { return {}; }
  /// Reads everything the store keeps on disk and compares its checksums; ErrorClass::corruption
  /// names the first file that differs. Stores that keep nothing on disk have nothing to check.
  virtual Status verify_checksums() { return {}; }
};

/// The smallest key above all keys that begin with `prefix`; empty (no upper bound) if there is
/// none, that is if `prefix` is empty or all 0xFF.
std::string prefix_end(std::string_view prefix);

}  // namespace entente::storage
