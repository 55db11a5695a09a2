#include "storage/graph/spill_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace entente::storage {
namespace {

Error file_error(const std::string& what, int code) {
  const ErrorClass error_class =
      code == ENOSPC || code == EDQUOT ? ErrorClass::disk_full : ErrorClass::io_error;
  return Error::plain(error_class, what + ": " + std::system_category().message(code),
                      "choose a folder for temporary files with more room");
}

}  // namespace

Result<std::unique_ptr<SpillFile>> SpillFile::create(const std::string& folder) {
  std::error_code ignored;
  const std::filesystem::path parent = folder.empty()
                                           ? std::filesystem::temp_directory_path(ignored)
                                           : std::filesystem::path(folder);
  // mkostemp wants a name that ends in six times X.
  std::string path = (parent / ("entente-" + std::string(6, 'X'))).string();
  const int descriptor = ::mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0)
    return file_error("cannot create a temporary file in " + parent.string(), errno);
  ::unlink(path.c_str());
  return std::unique_ptr<SpillFile>(new SpillFile(descriptor));
}

SpillFile::~SpillFile() { ::close(descriptor_); }

Status SpillFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(descriptor_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file_error("cannot write a temporary file", errno);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Status SpillFile::rewind() {
  if (::lseek(descriptor_, 0, SEEK_SET) < 0)
    return file_error("cannot read a temporary file", errno);
  return {};
}

Status SpillFile::read(std::string& buffer, std::size_t max_bytes) {
  buffer.resize(max_bytes);
  ssize_t n = -1;
  do {
    n = ::read(descriptor_, buffer.data(), max_bytes);
  } while (n < 0 && errno == EINTR);
  if (n < 0) return file_error("cannot read a temporary file", errno);
  buffer.resize(static_cast<std::size_t>(n));
  return {};
}

}  // namespace entente::storage
