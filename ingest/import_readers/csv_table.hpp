#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/import_base/byte_source.hpp"
#include "ingest/import_readers/csv_header.hpp"
#include "ingest/import_readers/row.hpp"
#include "ingest/import_values/text_value.hpp"
#include "storage/base/csv_reader.hpp"

namespace entente::importing {

/// CSV files with one header, row by row. Rows with too few or too many fields are rejected here.
/// Not thread-safe.
class CsvTable {
 public:
  /// `plan` must outlive the table. Errors: not_found, io_error, input_error naming the file.
  static Result<CsvTable> open(const std::vector<std::string>& paths, const ImportPlan& plan,
                               CsvTableKind kind);

  [[nodiscard]] const CsvHeader& header() const { return header_; }
  /// Reads all files once through to decide the types of columns that declare none. Once stopped by
  /// the sink it fails.
  Status infer_types(RowSink& sink);

  /// The next row with as many fields as the header; false at the end.
  Result<bool> next(RowSink& sink);
  [[nodiscard]] const std::vector<storage::CsvField>& fields() const { return fields_; }
  [[nodiscard]] RowOrigin origin() const;

 private:
  CsvTable(std::vector<std::string> paths, const ImportPlan& plan)
      : paths_(std::move(paths)), plan_(&plan) {}
  Status open_file();
  Status read_header(CsvTableKind kind);
  Result<bool> read_row();
  Status close_file(RowSink& sink);
  Status advance(RowSink& sink);
  [[nodiscard]] bool repeats_header() const;

  std::vector<std::string> paths_;
  const ImportPlan* plan_;
  CsvHeader header_;
  std::vector<std::string> header_texts_;
  /// The file that is being read, the first one from opening on.
  std::size_t file_ = 0;
  std::shared_ptr<ByteSource> source_;
  std::optional<storage::CsvReader> reader_;
  std::vector<storage::CsvField> fields_;
  bool first_row_ = true;
  std::uint64_t rows_ = 0;
  std::uint64_t told_bytes_ = 0;
};

/// The property columns of a table: which key and which values.
class CsvProperties {
 public:
  /// Asks the sink for the keys. Errors: input_error for options that a type does not know.
  static Result<CsvProperties> create(const CsvHeader& header, char array_delimiter, RowSink& sink);
  /// The properties of a row, sorted by key. False if a field does not fit: `reason` says why.
  bool read(const std::vector<storage::CsvField>& fields, storage::Properties& properties,
            std::string& reason) const;

 private:
  struct Column {
    PropertyKeyId key;
    std::size_t position = 0;
    std::string name;
    TextConverter converter;
  };
  std::vector<Column> columns_;
};

}  // namespace entente::importing
