#pragma once

#include <chrono>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "entente/result.hpp"

namespace entente::ingest {

/// What changed in watched folders.
struct FolderChanges {
  /// Paths of files that were written, came or left; they say nothing about what is there now.
  std::set<std::string> files;
  /// So much happened that some of it was lost: everything has to be looked at.
  bool overflow = false;

  [[nodiscard]] bool empty() const { return files.empty() && !overflow; }
};

/// Watches folders, and the folders in them, by the system's inotify. For one thread.
class FolderWatcher {
 public:
  /// Errors: io_error with the system's reason.
  static Result<FolderWatcher> create();
  FolderWatcher(FolderWatcher&& other) noexcept;
  FolderWatcher(const FolderWatcher&) = delete;
  FolderWatcher& operator=(const FolderWatcher&) = delete;
  FolderWatcher& operator=(FolderWatcher&&) = delete;
  ~FolderWatcher();

  /// Watches a folder with all in it, or the folder of a file. Errors: not_found, io_error (also
  /// when the system's number of watches is used up).
  Status add(const std::string& path);

  /// Waits for changes, and then until none has come for `quiet_ms`, but no longer than
  /// `longest_ms`, since writers may never pause. Empty only if `stop` was requested. Errors:
  /// io_error.
  Result<FolderChanges> wait(const std::stop_token& stop, std::chrono::milliseconds quiet_ms,
                             std::chrono::milliseconds longest_ms);

 private:
  explicit FolderWatcher(int descriptor) : descriptor_(descriptor) {}
  Status add_folder(const std::string& folder, FolderChanges* found);
  Status read_events(FolderChanges& changes);
  /// A folder that was renamed or removed takes what is in it along.
  void forget_folder(const std::string& folder, FolderChanges& changes);

  int descriptor_;
  std::map<int, std::string> folders_;
};

}  // namespace entente::ingest
