#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

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
                      R"(members are "id", "title", "date", "source" and "text")");
  }
  ENTENTE_ASSIGN(std::string id, text_member(place, object, "id"));
  ENTENTE_ASSIGN(std::string text, text_member(place, object, "text"));
  ENTENTE_TRY(check_text(place, text, options.document_bytes_max));
  ENTENTE_ASSIGN(std::string title, text_member(place, object, "title"));
  ENTENTE_ASSIGN(std::string date, text_member(place, object, "date"));
  ENTENTE_ASSIGN(std::string source, text_member(place, object, "source"));
  SourceDocument document;
  document.id = id.empty() ? place : std::move(id);
  document.title = std::move(title);
  document.source = std::move(source);
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

}  // namespace

void read_json_lines(const std::string& path, std::string_view content,
                     const IngestOptions& options, const ItemSink& sink) {
  std::map<std::string, std::size_t> lines_of_ids;
  std::size_t number = 0;
  while (!content.empty()) {
    const auto end = std::min(content.find('\n'), content.size());
    const std::string_view line = trim(content.substr(0, end));
    content.remove_prefix(std::min(end + 1, content.size()));
    ++number;
    if (line.empty()) continue;
    const std::string place = fmt::format("{}:{}", path, number);
    const auto read = [&]() -> Result<SourceDocument> {
      ENTENTE_ASSIGN(const Json object, parse_line(place, line));
      return read_object(place, object, options);
    };
    auto document = read();
    if (document) {
      const auto [entry, added] = lines_of_ids.emplace(document->id, number);
      if (!added) {
        document = line_error(place, fmt::format("the id '{}' was already used in line {}",
                                                 document->id, entry->second));
      }
    }
    ReadItem item =
        document ? ReadItem(std::move(*document)) : ReadItem(SkippedInput{place, document.error()});
    if (!sink(std::move(item))) return;
  }
}

}  // namespace entente::ingest
