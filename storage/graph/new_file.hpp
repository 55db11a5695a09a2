#pragma once

#include <string>
#include <string_view>

#include "entente/result.hpp"

namespace entente::storage {

/// A file that is written under another name (with `.new` behind) and renamed when it is whole, so
/// that there is never half of one under its own. Whether its bytes reached the disk is left to
/// checksums in it. Not thread-safe.
class NewFile {
 public:
  explicit NewFile(std::string path);
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;
  /// Removes the file unless it was kept.
  ~NewFile();

  /// Errors: disk_full, io_error.
  Status append(std::string_view bytes);
  /// Ends writing: replaces what was there under the name.
  Status keep();

 private:
  std::string path_;
  std::string path_meanwhile_;
  int descriptor_;
  bool kept_ = false;
};

}  // namespace entente::storage
