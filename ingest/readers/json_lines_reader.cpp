#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "ingest/readers/blocks.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/text/dates.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

using Json = nlohmann::json;

Error line_error(const std::string& place, std::string_view what, std::string hint = {}) {
  return Error::plain(ErrorClass::input_error, fmt::format("{}: {}", place, what), std::move(hint));
}

/// The JSON library reports by exception; this is the only place that sees it.
Result<Json> parse_line(const std::string& place, std::string_view line) {
  try {
    return Json::parse(line);
  } catch (const Json::parse_error& error) {
    return line_error(place, fmt::format("not valid JSON at column {}", error.byte),
                      R"(each line is one object: {"id": "…", "text": "…", …})");
  }
}

/// A member that must be a string if it is there; numbers are accepted as ids.
Result<std::string> text_member(const std::string& place, const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::string{};
  if (found->is_string()) return found->get<std::string>();
  if (found->is_number_integer()) return found->dump();
  return line_error(place, fmt::format("\"{}\" is {}, not text", key, found->type_name()));
}

Result<SourceDocument> read_object(const std::string& place, const Json& object,
                                   const IngestOptions& options) {
  if (!object.is_object()) {
    return line_error(place, fmt::format("the line is {}, not an object", object.type_name()));
  }
  if (!object.contains("text")) {
    return line_error(place, "there is no \"text\"",
                      R"(members are "id", "title", "date", "source", "author" and "text")");
  }
  ENTENTE_ASSIGN(std::string id, text_member(place, object, "id"));
  ENTENTE_ASSIGN(std::string text, text_member(place, object, "text"));
  ENTENTE_TRY(check_text(place, text, options.document_bytes_max));
  ENTENTE_ASSIGN(std::string title, text_member(place, object, "title"));
  ENTENTE_ASSIGN(std::string date, text_member(place, object, "date"));
  ENTENTE_ASSIGN(std::string source, text_member(place, object, "source"));
  ENTENTE_ASSIGN(std::string author, text_member(place, object, "author"));
  SourceDocument document;
  document.id = id.empty() ? place : std::move(id);
  document.title = std::move(title);
  document.source = std::move(source);
  document.author = std::move(author);
  document.format = DocumentFormat::json_lines;
  if (is_iso_date(std::string_view(date).substr(0, 10))) {
    document.date = date.substr(0, 10);
  } else if (!date.empty()) {
    return line_error(place, fmt::format("\"date\" is '{}'", date),
                      "write dates as YYYY-MM-DD, YYYY-MM or YYYY");
  }
  document.text = std::move(text);
  finish_document(document, find_paragraphs(document.text));
  return document;
}

/// Cuts a file into lines and holds no more than one.
class LineSource {
 public:
  LineSource(InputFile file, std::uint64_t line_bytes_max)
      : file_(std::move(file)), line_bytes_max_(line_bytes_max) {}

  /// The next line without its end; nullopt at the end. The view is valid until the next call.
  Result<std::optional<std::string_view>> next() {
    for (;;) {
      const auto newline = buffer_.find('\n', at_);
      if (newline != std::string::npos || ended_) {
        if (newline == std::string::npos && at_ == buffer_.size()) {
          return std::optional<std::string_view>{};
        }
        const auto end = std::min(newline, buffer_.size());
        const std::string_view line = std::string_view(buffer_).substr(at_, end - at_);
        at_ = std::min(end + 1, buffer_.size());
        return std::optional(line);
      }
      if (buffer_.size() - at_ > line_bytes_max_) {
        return Error::plain(
            ErrorClass::limit_exceeded,
            fmt::format("'{}' has a line of more than {} bytes", file_.path(), line_bytes_max_),
            "JSON Lines have one object a line");
      }
      buffer_.erase(0, at_);
      at_ = 0;
      constexpr std::size_t piece_bytes = 256 * 1024;
      ENTENTE_ASSIGN(const std::size_t got, file_.read(buffer_, piece_bytes));
      ended_ = got == 0;
    }
  }

 private:
  InputFile file_;
  std::uint64_t line_bytes_max_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

/// Documents of one file, which have an id each.
class JsonLinesReader {
 public:
  JsonLinesReader(const std::string& path, const IngestOptions& options)
      : path_(path), options_(options) {}

  ReadItem item(std::string_view line, std::size_t number) {
    const std::string place = fmt::format("{}:{}", path_, number);
    auto document = read(place, line);
    if (document) {
      const auto [entry, added] = lines_of_ids_.emplace(document->id, number);
      if (!added) {
        document = line_error(place, fmt::format("the id '{}' was already used in line {}",
                                                 document->id, entry->second));
      }
    }
    if (!document) return SkippedInput{place, document.error()};
    return std::move(*document);
  }

 private:
  Result<SourceDocument> read(const std::string& place, std::string_view line) const {
    // JSON is UTF-8 (RFC 8259).
    ENTENTE_TRY(check_text(place, line, std::numeric_limits<std::uint64_t>::max()));
    ENTENTE_ASSIGN(const Json object, parse_line(place, line));
    return read_object(place, object, options_);
  }

  const std::string& path_;
  const IngestOptions& options_;
  std::map<std::string, std::size_t> lines_of_ids_;
};

}  // namespace

void read_json_lines(InputFile file, const IngestOptions& options, const ItemSink& sink) {
  const std::string path = file.path();
  // Escapes make up to six bytes of one.
  LineSource lines(std::move(file), options.document_bytes_max * 6 + 4096);
  JsonLinesReader reader(path, options);
  bool any = false;
  for (std::size_t number = 1;; ++number) {
    const auto line = lines.next();
    if (!line) {
      sink(SkippedInput{path, line.error()});
      return;
    }
    if (!*line) break;
    std::string_view content = **line;
    if (number == 1 && content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    if (trim(content).empty()) continue;
    any = true;
    if (!sink(reader.item(trim(content), number))) return;
  }
  if (!any) {
    sink(SkippedInput{path,
                      Error::plain(ErrorClass::input_error, fmt::format("'{}' is empty", path))});
  }
}

}  // namespace entente::ingest
