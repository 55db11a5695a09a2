#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "entente/export.hpp"

namespace entente {

/// When parts of a database are copied into memory to make queries fast. Answers are the same.
enum class ProjectionPolicy : std::uint8_t {
  /// As soon as queries have cost about as much as the copy; made in the background.
  automatic,
  /// Never.
  off,
  /// When first wanted; the query waits for it. For services that prefer one slow query to several
  /// slower ones, and for tests.
  eager,
};

/// How a database is opened. Every default is stated here and is safe.
struct OpenOptions {
  /// Folder of the database; empty or ":memory:" means an in-memory database that ends with its
  /// last handle.
  std::string path;
  /// Create the database if the folder is missing or empty.
  bool create_if_missing = true;
  /// Open without the right to write; any number of processes may do so beside one writer. Sees the
  /// state at the time of opening.
  bool read_only = false;
  /// Wait for the disk at every commit: a committed transaction survives a power cut. Without it
  /// the last commits may be lost at a power cut (never at a crash of the process), whole, in
  /// order.
  bool sync = true;
  /// Block cache of the store, in bytes.
  std::uint64_t cache_bytes = 256ULL << 20U;
  /// Write buffer of the store, in bytes, over all key families.
  std::uint64_t write_buffer_bytes = 64ULL << 20U;
  /// Memory for copies of relationships and properties that make queries fast, in bytes, over all
  /// of them. What was not used for longest goes when there is no room; what does not fit is read
  /// from the store. 0: none.
  std::uint64_t projection_bytes = 1024ULL << 20U;
  ProjectionPolicy projections = ProjectionPolicy::automatic;
  /// Folder whose files LOAD CSV may read; empty: none.
  std::string import_folder;
};

/// Severity of a log message, ascending.
enum class LogLevel : std::uint8_t { trace, debug, info, warn, error, off };

/// Receives every log message at or above the level; called from any thread, must not throw.
using LogSink = std::function<void(LogLevel level, std::string_view message)>;

/// Sets the process-wide log level (default: off) — quiet unless asked. Thread-safe.
ENTENTE_API void set_log_level(LogLevel level);
/// Sends log messages to `sink` instead of standard error; an empty function restores the default.
/// Thread-safe.
ENTENTE_API void set_log_sink(LogSink sink);

}  // namespace entente
