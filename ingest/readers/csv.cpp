#include "ingest/readers/csv.hpp"

#include <fmt/format.h>

namespace entente::ingest {

Result<std::vector<CsvRecord>> parse_csv(std::string_view name, std::string_view content) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  std::size_t at = content.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  std::vector<CsvRecord> records;
  std::uint32_t line = 1;
  while (at < content.size()) {
    CsvRecord record;
    record.line = line;
    record.span.begin = at;
    bool more = true;
    while (more) {
      std::string field;
      if (at < content.size() && content[at] == '"') {
        const std::uint32_t opened = line;
        for (++at;; ++at) {
          if (at >= content.size()) {
            return Error::plain(ErrorClass::input_error,
                                fmt::format("{}:{}: a quoted field is never closed", name, opened),
                                "write a quote inside a quoted field twice");
          }
          if (content[at] == '"') {
            if (at + 1 >= content.size() || content[at + 1] != '"') break;
            ++at;
          }
          line += content[at] == '\n' ? 1 : 0;
          field += content[at];
        }
        ++at;
      }
      while (at < content.size() && content[at] != ',' && content[at] != '\n') {
        field += content[at++];
      }
      if (!field.empty() && field.back() == '\r') field.pop_back();
      record.fields.push_back(std::move(field));
      more = at < content.size() && content[at] == ',';
      if (more) ++at;
    }
    record.span.end = at;
    if (at < content.size()) ++at;
    ++line;
    if (record.fields.size() > 1 || !record.fields.front().empty()) {
      records.push_back(std::move(record));
    }
  }
  return records;
}

}  // namespace entente::ingest
