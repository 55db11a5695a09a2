#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "entente/result.hpp"

namespace entente::importing {

/// The bytes of a file from front to back, decompressed if it is a gzip file (RFC 1952, also of
/// several members), which its first bytes tell. Not thread-safe.
class ByteSource {
 public:
  /// Errors: not_found, io_error (also for a folder), input_error for text in UTF-16.
  static Result<std::unique_ptr<ByteSource>> open(const std::string& path);
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  ~ByteSource();

  /// Fills `buffer` from the front and returns how many bytes it wrote; 0 at the end. Errors:
  /// io_error, input_error if compressed data are damaged or end too early.
  Result<std::size_t> read(char* buffer, std::size_t bytes);
  /// Bytes given out so far.
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  /// Bytes of the file, compressed if it is, that were read so far: how far along it is.
  [[nodiscard]] std::uint64_t position_on_disk() const;

 private:
  ByteSource(std::string path, void* file) : path_(std::move(path)), file_(file) {}
  [[nodiscard]] Error failure() const;
  Status look_at_beginning();

  std::string path_;
  /// A gzFile, whose type stays in the .cpp.
  void* file_;
  /// The first bytes, read to see what the file is and not given out yet.
  std::string beginning_;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace entente::importing
