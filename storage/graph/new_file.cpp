#include "storage/graph/new_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "storage/kv/file_lock.hpp"

namespace entente::storage {

NewFile::NewFile(std::string path)
    : path_(std::move(path)),
      path_meanwhile_(path_ + ".new"),
      descriptor_(::open(path_meanwhile_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)) {
}

NewFile::~NewFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  if (!kept_) ::unlink(path_meanwhile_.c_str());
}

Status NewFile::append(std::string_view bytes) {
  if (descriptor_ < 0) return system_error("cannot write " + path_meanwhile_, errno);
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      return system_error("cannot write " + path_meanwhile_, written < 0 ? errno : ENOSPC);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Status NewFile::keep() {
  if (::rename(path_meanwhile_.c_str(), path_.c_str()) != 0) {
    return system_error("cannot write " + path_, errno);
  }
  kept_ = true;
  return {};
}

}  // namespace entente::storage
