#include <optional>

#include "query/exec/batch_util.hpp"
#include "query/exec/csv_file.hpp"
#include "query/exec/operators.hpp"
#include "query/limits.hpp"

namespace entente::query {
namespace {

Value field_value(const CsvFile::Field& field) { return field ? Value(*field) : Value(); }

/// One row per record of a file, streamed: a list of strings, or a map by the header's names.
class LoadCsvOperator final : public InputOperator {
 public:
  LoadCsvOperator(const LoadCsv& logical, Builder& builder, OperatorPtr input,
                  CompiledExpressionPtr url)
      : InputOperator(logical, builder.runtime(), std::move(input)),
        load_(logical),
        url_(std::move(url)),
        input_slots_(builder.inputs(logical, {logical.target, logical.file, logical.line})),
        needs_position_(builder.needs(logical, logical.file) ||
                        builder.needs(logical, logical.line)) {}

 protected:
  Status restart(EvalContext& /*context*/) override {
    prepare(input_batch_);
    row_ = 0;
    file_.reset();
    return {};
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    std::vector<std::uint32_t> rows;
    Column column(ColumnType::value);
    Column files(ColumnType::value);
    Column lines(ColumnType::integer);
    while (rows.size() < batch_rows) {
      if (!file_) {
        if (row_ >= input_batch_.rows()) {
          if (!rows.empty()) break;
          ENTENTE_ASSIGN(const bool more, input().next(context, input_batch_));
          row_ = 0;
          if (!more) return false;
        }
        ENTENTE_TRY(open_file(context));
      }
      ENTENTE_ASSIGN(const bool more, file_->next(fields_));
      if (!more) {
        file_.reset();
        ++row_;
        continue;
      }
      column.values().push_back(record());
      if (needs_position_) {
        files.values().push_back(path_);
        lines.integers().push_back(file_->line());
      }
      rows.push_back(static_cast<std::uint32_t>(row_));
    }
    out.gather(input_batch_, rows, input_slots_);
    std::swap(out.column(load_.target), column);
    if (needs_position_) {
      std::swap(out.column(load_.file), files);
      std::swap(out.column(load_.line), lines);
    }
    return true;
  }

 private:
  Status open_file(EvalContext& context) {
    ENTENTE_ASSIGN(const Value url, evaluate_at(context, *url_, input_batch_, row_));
    if (!url.is_string()) {
      return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                            "LOAD CSV needs a string as URL but got " + url.to_text());
    }
    ENTENTE_ASSIGN(const std::string path, import_path(runtime_.import_folder, url.as_string()));
    const char separator = load_.field_terminator.empty() ? ',' : load_.field_terminator.front();
    ENTENTE_ASSIGN(file_, CsvFile::open(path, separator));
    path_ = Value(file_->path());
    header_.clear();
    if (!load_.with_headers) return {};
    ENTENTE_ASSIGN(const bool some, file_->next(fields_));
    if (!some) return {};
    for (const CsvFile::Field& field : fields_) header_.push_back(field.value_or(""));
    return {};
  }

  [[nodiscard]] Value record() const {
    if (!load_.with_headers) {
      ValueList list;
      for (const CsvFile::Field& field : fields_) list.push_back(field_value(field));
      return Value(std::move(list));
    }
    std::vector<std::pair<std::string, Value>> entries;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      entries.emplace_back(header_[i], i < fields_.size() ? field_value(fields_[i]) : Value());
    }
    return Value::map(std::move(entries));
  }

  const LoadCsv& load_;
  CompiledExpressionPtr url_;
  std::vector<Slot> input_slots_;
  bool needs_position_;
  Value path_;
  Batch input_batch_;
  std::size_t row_ = 0;
  std::optional<CsvFile> file_;
  std::vector<std::string> header_;
  std::vector<CsvFile::Field> fields_;
};

}  // namespace

Result<OperatorPtr> make_load_csv(const LoadCsv& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto url, builder.compile(*logical.url));
  return OperatorPtr(
      std::make_unique<LoadCsvOperator>(logical, builder, std::move(input), std::move(url)));
}

}  // namespace entente::query
