#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "entente/result.hpp"

namespace entente::storage {

/// A temporary file for data that do not fit in memory: written once from front to back, then read
/// once from front to back. It has no name, so that it goes away with the process whatever happens.
/// Not thread-safe.
class SpillFile {
 public:
  /// In `folder`, or the system's folder for temporary files if that is empty. Error: io_error.
  static Result<std::unique_ptr<SpillFile>> create(const std::string& folder);
  SpillFile(const SpillFile&) = delete;
  SpillFile& operator=(const SpillFile&) = delete;
  ~SpillFile();

  /// Errors: disk_full, io_error.
  Status write(std::string_view bytes);
  /// Ends writing; reading begins at the front.
  Status rewind();
  /// The next up to `max_bytes` bytes, in `buffer`; empty at the end.
  Status read(std::string& buffer, std::size_t max_bytes);

 private:
  explicit SpillFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace entente::storage
