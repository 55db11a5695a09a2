#include "storage/kv/file_lock.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace entente::storage {

namespace {

struct flock whole_file(short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  return lock;
}

/// The process id that a holder wrote, for when the system cannot tell (another container).
std::string written_process_id(int descriptor) {
  char text[32];
  const ssize_t length = pread(descriptor, text, sizeof(text), 0);
  std::string digits;
  for (ssize_t i = 0; i < length && text[i] >= '0' && text[i] <= '9'; ++i) digits += text[i];
  return digits;
}

Error locked_error(int descriptor, const std::string& path) {
  struct flock holder = whole_file(F_WRLCK);
  std::string process;
  if (fcntl(descriptor, F_GETLK, &holder) == 0 && holder.l_type != F_UNLCK && holder.l_pid > 0) {
    process = std::to_string(holder.l_pid);
  } else {
    process = written_process_id(descriptor);
  }
  const std::string by = process.empty() ? "another process" : "process " + process;
  return Error::plain(ErrorClass::locked,
                      "the database is open for writing in " + by + " (lock file " + path + ")",
                      "close it there, or open it read-only here");
}

}  // namespace

Error system_error(const std::string& what, int number) {
  ErrorClass error_class = ErrorClass::io_error;
  if (number == ENOSPC || number == EDQUOT) error_class = ErrorClass::disk_full;
  if (number == EROFS) error_class = ErrorClass::read_only;
  return Error::plain(error_class, what + ": " + std::generic_category().message(number));
}

Result<FileLock> FileLock::acquire(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) return system_error("cannot open lock file " + path, errno);
  FileLock lock(descriptor);
  struct flock request = whole_file(F_WRLCK);
  if (fcntl(descriptor, F_SETLK, &request) != 0) {
    if (errno == EACCES || errno == EAGAIN) return locked_error(descriptor, path);
    return system_error("cannot lock " + path, errno);
  }
  const std::string process = std::to_string(getpid()) + "\n";
  if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, process.data(), process.size(), 0) !=
                                           static_cast<ssize_t>(process.size())) {
    return system_error("cannot write lock file " + path, errno);
  }
  return lock;
}

FileLock::FileLock(FileLock&& o) noexcept : descriptor_(std::exchange(o.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& o) noexcept {
  std::swap(descriptor_, o.descriptor_);
  return *this;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace entente::storage
