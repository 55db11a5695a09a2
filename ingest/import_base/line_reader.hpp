#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "entente/result.hpp"
#include "ingest/import_base/byte_source.hpp"

namespace entente::importing {

/// A file line by line; lines end with LF or CRLF, and the last one may go without. A byte order
/// mark at the front is left out. Not thread-safe.
class LineReader {
 public:
  /// `line_bytes_max`: a longer line is an error.
  explicit LineReader(std::unique_ptr<ByteSource> source, std::size_t line_bytes_max = 64UL << 20U)
      : source_(std::move(source)), line_bytes_max_(line_bytes_max) {}

  /// The next line without its end, good until the next call; false at the end. Errors:
  /// input_error if it is too long, and those of ByteSource::read.
  Result<bool> next(std::string_view& line);
  /// Number of the last line, from 1.
  [[nodiscard]] std::uint64_t line() const { return line_; }
  [[nodiscard]] const ByteSource& source() const { return *source_; }

 private:
  Result<bool> fill();

  std::unique_ptr<ByteSource> source_;
  std::size_t line_bytes_max_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::uint64_t line_ = 0;
};

}  // namespace entente::importing
