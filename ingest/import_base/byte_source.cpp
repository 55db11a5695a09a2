#include "ingest/import_base/byte_source.hpp"

#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <system_error>

namespace entente::importing {
namespace {

constexpr unsigned buffer_bytes = 256U << 10U;

gzFile handle(void* file) { return static_cast<gzFile>(file); }

Error open_error(const std::string& path, int code) {
  return Error::plain(code == ENOENT ? ErrorClass::not_found : ErrorClass::io_error,
                      "cannot read " + path + ": " + std::system_category().message(code));
}

}  // namespace

Result<std::unique_ptr<ByteSource>> ByteSource::open(const std::string& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return open_error(path, errno);
  if (S_ISDIR(about.st_mode)) return open_error(path, EISDIR);
  errno = 0;
  gzFile file = gzopen(path.c_str(), "rbe");
  if (file == nullptr) return open_error(path, errno != 0 ? errno : ENOMEM);
  gzbuffer(file, buffer_bytes);
  std::unique_ptr<ByteSource> source(new ByteSource(path, file));
  ENTENTE_TRY(source->look_at_beginning());
  return source;
}

ByteSource::~ByteSource() { gzclose(handle(file_)); }

Status ByteSource::look_at_beginning() {
  constexpr std::size_t mark_bytes = 2;
  std::string first(mark_bytes, '\0');
  ENTENTE_ASSIGN(const std::size_t n, read(first.data(), mark_bytes));
  first.resize(n);
  if (first == "\xFF\xFE" || first == "\xFE\xFF") {
    return Error::plain(ErrorClass::input_error, path_ + ": the file is in UTF-16",
                        "convert it: iconv -f UTF-16 -t UTF-8");
  }
  beginning_ = std::move(first);
  bytes_read_ = 0;
  return {};
}

Error ByteSource::failure() const {
  int code = Z_OK;
  const char* text = gzerror(handle(file_), &code);
  if (code == Z_ERRNO) {
    return Error::plain(ErrorClass::io_error,
                        "cannot read " + path_ + ": " + std::system_category().message(errno));
  }
  if (code == Z_BUF_ERROR) {
    return Error::plain(ErrorClass::input_error, path_ + ": the compressed file ends too early",
                        "it was not copied as a whole");
  }
  return Error::plain(ErrorClass::input_error,
                      path_ + ": the compressed file is damaged (" + text + ")");
}

Result<std::size_t> ByteSource::read(char* buffer, std::size_t bytes) {
  if (!beginning_.empty()) {
    const std::size_t n = beginning_.copy(buffer, bytes);
    beginning_.erase(0, n);
    bytes_read_ += n;
    return n;
  }
  const std::size_t wanted =
      std::min<std::size_t>(bytes, static_cast<std::size_t>(std::numeric_limits<int>::max()));
  const int n = gzread(handle(file_), buffer, static_cast<unsigned>(wanted));
  if (n < 0) return failure();
  if (n == 0) {
    // The end of a file that was cut is an error only in the state behind the last read.
    int code = Z_OK;
    gzerror(handle(file_), &code);
    if (code == Z_BUF_ERROR) return failure();
  }
  bytes_read_ += static_cast<std::uint64_t>(n);
  return static_cast<std::size_t>(n);
}

std::uint64_t ByteSource::position_on_disk() const {
  const auto offset = gzoffset(handle(file_));
  return offset < 0 ? 0 : static_cast<std::uint64_t>(offset);
}

}  // namespace entente::importing
