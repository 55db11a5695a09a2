#pragma once

#include <string>

#include "entente/options.hpp"
#include "entente/result.hpp"

/// The folder of a database on disk:
///
///   ENTENTE   "Entente database\nformat <version>\n"; written last when a database is made, so a
///             folder without it was never finished (or is none of ours)
///   LOCK      locked by the process that may write
///   data/     the files of the key-value store
///   ingest/   sorted files on their way into the store; emptied at every open for writing
namespace entente::storage {

class DatabaseFolder {
 public:
  /// Looks at the path without changing anything. Errors: not_found (missing and not to be
  /// created), not_a_database (a file, or other content), format_version, corruption, io_error.
  static Result<DatabaseFolder> inspect(const OpenOptions& options);

  /// True if there is no finished database yet.
  [[nodiscard]] bool is_new() const { return is_new_; }
  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string lock_path() const { return path_ + "/LOCK"; }
  [[nodiscard]] std::string data_path() const { return path_ + "/data"; }
  [[nodiscard]] std::string ingest_path() const { return path_ + "/ingest"; }

  /// Makes the folder itself (with missing parents).
  Status create() const;
  /// Writes the marker, durably: from now on the folder is a finished database.
  Status mark_finished() const;
  /// Makes an empty folder for files to ingest, removing what a crash left there.
  Status prepare_ingest() const;

 private:
  DatabaseFolder(std::string path, bool is_new) : path_(std::move(path)), is_new_(is_new) {}
  std::string path_;
  bool is_new_;
};

}  // namespace entente::storage
