#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "ingest/readers/reader.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

Error too_large(std::string_view name, std::uint64_t bytes, std::uint64_t bytes_max) {
  return Error::plain(ErrorClass::limit_exceeded,
                      fmt::format("'{}' has {} bytes, more than the {} a document may have", name,
                                  bytes, bytes_max),
                      "split it, or raise the limit of document bytes");
}

Result<InputFile> InputFile::open(const std::string& path) {
  if (path == standard_input) return InputFile(path, STDIN_FILENO);
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT) {
      return Error::plain(ErrorClass::not_found, fmt::format("'{}' does not exist", path));
    }
    return Error::plain(ErrorClass::io_error,
                        fmt::format("'{}' cannot be opened: {}", path, std::strerror(errno)));
  }
  InputFile file(path, descriptor);
  struct stat about {};
  if (::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
    return Error::plain(ErrorClass::input_error, fmt::format("'{}' is a folder, not a file", path),
                        "name the files in it");
  }
  return file;
}

InputFile::InputFile(InputFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      peeked_(std::move(other.peeked_)) {}

InputFile::~InputFile() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

Result<std::size_t> InputFile::read_system(std::string& to, std::size_t bytes) {
  const std::size_t before = to.size();
  to.resize(before + bytes);
  for (;;) {
    const auto got = ::read(descriptor_, to.data() + before, bytes);
    if (got < 0 && errno == EINTR) continue;
    to.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got >= 0) return static_cast<std::size_t>(got);
    return Error::plain(ErrorClass::io_error,
                        fmt::format("'{}' cannot be read: {}", path_, std::strerror(errno)));
  }
}

Result<std::size_t> InputFile::read(std::string& to, std::size_t bytes) {
  if (peeked_.empty()) return read_system(to, bytes);
  const std::size_t given = std::min(bytes, peeked_.size());
  to.append(peeked_, 0, given);
  peeked_.erase(0, given);
  return given;
}

Result<std::string_view> InputFile::peek(std::size_t bytes) {
  while (peeked_.size() < bytes) {
    ENTENTE_ASSIGN(const std::size_t got, read_system(peeked_, bytes - peeked_.size()));
    if (got == 0) break;
  }
  return std::string_view(peeked_);
}

Result<std::string> InputFile::read_all(std::uint64_t bytes_max) {
  struct stat about {};
  // A file that is too large is not read; pipes and devices have no size to go by.
  if (::fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode) &&
      static_cast<std::uint64_t>(about.st_size) > bytes_max) {
    return too_large(path_, static_cast<std::uint64_t>(about.st_size), bytes_max);
  }
  constexpr std::size_t piece_bytes = 64 * 1024;
  std::string content;
  for (;;) {
    ENTENTE_ASSIGN(const std::size_t got, read(content, piece_bytes));
    if (got == 0) return content;
    if (content.size() > bytes_max) return too_large(path_, content.size(), bytes_max);
  }
}

Status check_text(std::string_view name, std::string_view content, std::uint64_t bytes_max) {
  if (content.size() > bytes_max) return too_large(name, content.size(), bytes_max);
  if (const auto at = find_binary(content); at != std::string_view::npos) {
    return Error::plain(
        ErrorClass::input_error,
        fmt::format("'{}' is no text (byte {} at offset {})", name,
                    static_cast<unsigned>(static_cast<unsigned char>(content[at])), at));
  }
  if (const auto bad = find_invalid_utf8(content)) {
    const auto line =
        1 + std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
    return Error::plain(
        ErrorClass::input_error,
        fmt::format("'{}' is not valid UTF-8 at byte {} (line {})", name, *bad, line),
        "convert it to UTF-8, for example with iconv");
  }
  if (trim(content).empty()) {
    return Error::plain(ErrorClass::input_error, fmt::format("'{}' is empty", name));
  }
  return {};
}

}  // namespace entente::ingest
