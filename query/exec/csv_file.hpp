#pragma once

#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "entente/result.hpp"

namespace entente::query {

/// Reads a CSV file (RFC 4180: fields in double quotes may hold separators, line breaks and doubled
/// quotes) record by record. A byte-order mark is skipped.
class CsvFile {
 public:
  /// One field; nullopt for an empty field without quotes.
  using Field = std::optional<std::string>;

  /// `path` is taken as it is. io_error if it cannot be read.
  static Result<CsvFile> open(const std::string& path, char separator);
  /// The next record; false at the end. input_error for a quote that is never closed.
  Result<bool> next(std::vector<Field>& fields);
  /// The line, from 1, on which the last record began.
  [[nodiscard]] std::int64_t line() const { return record_line_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  CsvFile(std::ifstream stream, std::string path, char separator)
      : stream_(std::move(stream)), path_(std::move(path)), separator_(separator) {}
  Result<std::string> quoted_field();
  int get();

  std::ifstream stream_;
  std::string path_;
  char separator_;
  std::int64_t line_ = 1;
  std::int64_t record_line_ = 0;
};

/// The file a LOAD CSV URL (`file:///name` with %XX for other characters, or a bare name) means
/// inside `folder`. Error unless it lies in it; argument_error if no folder was given when the
/// database was opened.
Result<std::string> import_path(const std::string& folder, std::string_view url);

}  // namespace entente::query
