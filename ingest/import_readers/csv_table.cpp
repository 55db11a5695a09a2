#include "ingest/import_readers/csv_table.hpp"

#include <algorithm>
#include <utility>

namespace entente::importing {
namespace {

/// Rows between two calls of RowSink::advance.
constexpr std::uint64_t advance_rows = 4096;

Error in_file(Error error, const std::string& path) {
  if (error.error_class == ErrorClass::input_error) error.message = path + ": " + error.message;
  return error;
}

}  // namespace

Result<CsvTable> CsvTable::open(const std::vector<std::string>& paths, const ImportPlan& plan,
                                CsvTableKind kind) {
  CsvTable table(paths, plan);
  ENTENTE_TRY(table.open_file());
  ENTENTE_TRY(table.read_header(kind));
  return table;
}

Status CsvTable::open_file() {
  ENTENTE_ASSIGN(auto source, ByteSource::open(paths_[file_]));
  source_ = std::move(source);
  storage::CsvOptions options;
  options.delimiter = plan_->delimiter;
  options.quote = plan_->quote;
  reader_.emplace(
      [source = source_](char* buffer, std::size_t bytes) { return source->read(buffer, bytes); },
      options);
  first_row_ = true;
  told_bytes_ = 0;
  return {};
}

Status CsvTable::read_header(CsvTableKind kind) {
  ENTENTE_ASSIGN(const bool any, read_row());
  if (!any) {
    return Error::plain(ErrorClass::input_error, paths_[file_] + ": the file is empty",
                        "the first row must name the columns");
  }
  for (const storage::CsvField& field : fields_) header_texts_.emplace_back(field.text);
  auto header = read_csv_header(fields_, *plan_, kind);
  if (!header) return in_file(std::move(header).error(), paths_[file_]);
  header_ = *std::move(header);
  first_row_ = false;
  return {};
}

Result<bool> CsvTable::read_row() {
  auto more = reader_->next(fields_);
  if (!more) {
    Error error = std::move(more).error();
    // What the source says names the file already.
    return error.message.starts_with(paths_[file_]) ? error : in_file(error, paths_[file_]);
  }
  return *more;
}

RowOrigin CsvTable::origin() const { return {paths_[file_], reader_->line(), reader_->row_text()}; }

bool CsvTable::repeats_header() const {
  return std::equal(
      fields_.begin(), fields_.end(), header_texts_.begin(), header_texts_.end(),
      [](const storage::CsvField& field, const std::string& text) { return field.text == text; });
}

Status CsvTable::advance(RowSink& sink) {
  const std::uint64_t position = source_->position_on_disk();
  const std::uint64_t fresh = position - told_bytes_;
  told_bytes_ = position;
  return sink.advance(paths_[file_], fresh);
}

Status CsvTable::close_file(RowSink& sink) {
  ENTENTE_TRY(advance(sink));
  sink.count_bytes(reader_->bytes_read());
  return {};
}

Result<bool> CsvTable::next(RowSink& sink) {
  while (true) {
    if (rows_++ % advance_rows == 0) ENTENTE_TRY(advance(sink));
    ENTENTE_ASSIGN(const bool more, read_row());
    if (!more) {
      ENTENTE_TRY(close_file(sink));
      if (file_ + 1 == paths_.size()) return false;
      ++file_;
      ENTENTE_TRY(open_file());
      continue;
    }
    const bool header_again = std::exchange(first_row_, false) && repeats_header();
    if (header_again) continue;
    const std::size_t wanted = header_.columns.size();
    if (fields_.size() == wanted) return true;
    if (fields_.size() > wanted && plan_->ignore_extra_columns) return true;
    ENTENTE_TRY(sink.reject(origin(), std::to_string(fields_.size()) +
                                          " fields, but the header names " +
                                          std::to_string(wanted) + " columns"));
  }
}

Status CsvTable::infer_types(RowSink& sink) {
  std::vector<std::size_t> inferred;
  for (std::size_t i = 0; i < header_.columns.size(); ++i) {
    const CsvColumn& column = header_.columns[i];
    if (column.stored() && column.spec.type == ColumnType::inferred) inferred.push_back(i);
  }
  if (inferred.empty()) return {};
  std::vector<std::size_t> open_columns = inferred;
  std::vector<TypeInference> inference(header_.columns.size());
  CsvTable scan(paths_, *plan_);
  ENTENTE_TRY(scan.open_file());
  bool header_row = true;
  for (std::uint64_t rows = 0; !open_columns.empty(); ++rows) {
    if (rows % advance_rows == 0) ENTENTE_TRY(sink.advance(scan.paths_[scan.file_], 0));
    ENTENTE_ASSIGN(const bool more, scan.read_row());
    if (!more) {
      if (++scan.file_ == paths_.size()) break;
      ENTENTE_TRY(scan.open_file());
      continue;
    }
    const bool first_row = std::exchange(scan.first_row_, false);
    const bool skipped = std::exchange(header_row, false);
    scan.header_texts_ = first_row ? header_texts_ : std::vector<std::string>();
    if (skipped || (first_row && scan.repeats_header())) continue;
    std::erase_if(open_columns, [&](std::size_t column) {
      if (column < scan.fields_.size()) {
        inference[column].see(scan.fields_[column].text, scan.fields_[column].quoted);
      }
      return inference[column].settled();
    });
  }
  for (const std::size_t column : inferred) {
    header_.columns[column].spec.type = inference[column].type();
  }
  return {};
}

Result<CsvProperties> CsvProperties::create(const CsvHeader& header, char array_delimiter,
                                            RowSink& sink) {
  CsvProperties properties;
  for (std::size_t i = 0; i < header.columns.size(); ++i) {
    const CsvColumn& column = header.columns[i];
    if (!column.stored()) continue;
    auto converter = TextConverter::create(column.spec, array_delimiter);
    if (!converter) {
      return Error::plain(ErrorClass::input_error,
                          "column '" + column.name + "': " + converter.error().message,
                          converter.error().hint);
    }
    ENTENTE_ASSIGN(const PropertyKeyId key, sink.property_key(column.name));
    properties.columns_.push_back({key, i, column.name, *std::move(converter)});
  }
  std::sort(properties.columns_.begin(), properties.columns_.end(),
            [](const Column& a, const Column& b) { return a.key < b.key; });
  return properties;
}

bool CsvProperties::read(const std::vector<storage::CsvField>& fields,
                         storage::Properties& properties, std::string& reason) const {
  properties.clear();
  for (const Column& column : columns_) {
    const storage::CsvField& field = fields[column.position];
    auto value = column.converter.convert(field.text, field.quoted);
    if (!value) {
      reason = "column '" + column.name + "': " + column.converter.reason(field.text);
      return false;
    }
    if (!value->is_null()) properties.emplace_back(column.key, *std::move(value));
  }
  return true;
}

}  // namespace entente::importing
