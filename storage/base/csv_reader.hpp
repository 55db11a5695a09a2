#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"

namespace entente::storage {

struct CsvOptions {
  char delimiter = ',';
  char quote = '"';
  /// A row may not be longer than this, in bytes: an open quote would otherwise swallow the file.
  std::size_t row_bytes_max = 64UL << 20U;
};

/// One field of a row; `text` points into the reader.
struct CsvField {
  std::string_view text;
  /// The field was written in quotes; tells an empty string from nothing.
  bool quoted = false;
};

/// Reads CSV row by row (RFC 4180): rows end with LF, CRLF or CR, and the last one may go without;
/// fields may be quoted with ", then hold delimiters, line ends and "" for a quote (or with another
/// quote). A quote inside
/// an unquoted field is an ordinary character. Empty lines and a byte order mark at the front are
/// left out. Not thread-safe.
class CsvReader {
 public:
  /// Fills the buffer from the front and returns how many bytes it wrote; 0 at the end.
  using Source = std::function<Result<std::size_t>(char* buffer, std::size_t bytes)>;

  CsvReader(Source source, CsvOptions options) : source_(std::move(source)), options_(options) {}
  /// Errors: not_found, io_error (also for a folder).
  static Result<CsvReader> open(const std::string& path, CsvOptions options = {});
  /// Reads from text, which must outlive the reader.
  static CsvReader from_text(std::string_view text, CsvOptions options = {});

  /// Reads the next row; false at the end. The fields are good until the next call. Errors:
  /// input_error naming the line (text behind a closing quote, a quote left open, a row too long),
  /// io_error. After an error only the destructor may be called.
  Result<bool> next(std::vector<CsvField>& fields);

  /// Line on which the last row began, from 1.
  [[nodiscard]] std::uint64_t line() const { return row_line_; }
  /// The last row as it stands in the file, without its end; good until the next call of next().
  [[nodiscard]] std::string_view row_text() const {
    return std::string_view(buffer_).substr(row_begin_, row_end_ - row_begin_);
  }
  /// Bytes consumed so far.
  [[nodiscard]] std::uint64_t bytes_read() const { return consumed_; }

 private:
  enum class Outcome : std::uint8_t { row, incomplete, bad };

  Status fill();
  Outcome scan_row(std::vector<CsvField>& fields, std::size_t& end, std::uint64_t& lines);
  Outcome scan_quoted(std::size_t& at, CsvField& field, std::uint64_t& lines);
  [[nodiscard]] bool ends_field(std::size_t at) const;

  Source source_;
  CsvOptions options_;
  std::string buffer_;
  std::size_t position_ = 0;
  std::size_t row_begin_ = 0;
  std::size_t row_end_ = 0;
  bool at_end_ = false;
  bool started_ = false;
  std::uint64_t line_ = 1;
  std::uint64_t row_line_ = 1;
  std::uint64_t consumed_ = 0;
  std::string problem_;
  /// Texts of quoted fields that held doubled quotes.
  std::vector<std::unique_ptr<std::string>> unescaped_;
};

}  // namespace entente::storage
