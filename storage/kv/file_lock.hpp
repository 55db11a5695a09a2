#pragma once

#include <string>

#include "entente/result.hpp"

namespace entente::storage {

/// An exclusive lock on a file, held against other processes (POSIX record lock; released by the
/// system when the process ends, however it ends). Does not exclude the own process: whoever takes
/// the lock must know that nobody else in the process has it. Move-only.
class FileLock {
 public:
  /// Creates the file if needed, locks it and writes the own process id into it. Errors:
  /// ErrorClass::locked naming the holder's process id; io_error, disk_full, read_only.
  static Result<FileLock> acquire(const std::string& path);

  FileLock(FileLock&& o) noexcept;
  FileLock& operator=(FileLock&& o) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

/// An Error for a failed system call: `what` says what was tried, `number` is errno.
Error system_error(const std::string& what, int number);

}  // namespace entente::storage
