#include <array>
#include <utility>

#include "entente/ingest.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/text/utf8.hpp"

namespace entente {

namespace {

constexpr std::array<std::pair<std::string_view, DocumentFormat>, 6> format_words = {{
    {"automatic", DocumentFormat::automatic},
    {"text", DocumentFormat::text},
    {"markdown", DocumentFormat::markdown},
    {"jsonl", DocumentFormat::json_lines},
    {"csv", DocumentFormat::csv},
    {"txt", DocumentFormat::text},
}};

}  // namespace

std::string_view to_string(DocumentFormat format) {
  for (const auto& [word, value] : format_words) {
    if (value == format) return word;
  }
  return "automatic";
}

std::optional<DocumentFormat> document_format_from(std::string_view word) {
  for (const auto& [name, value] : format_words) {
    if (name == word) return value;
  }
  return std::nullopt;
}

}  // namespace entente

namespace entente::ingest {

DocumentFormat format_of(std::string_view path, const IngestOptions& options) {
  if (options.format != DocumentFormat::automatic) return options.format;
  const auto dot = path.rfind('.');
  const auto slash = path.rfind('/');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) {
    return DocumentFormat::text;
  }
  std::string ending;
  for (const char c : path.substr(dot + 1)) {
    ending += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (ending == "md" || ending == "markdown") return DocumentFormat::markdown;
  if (ending == "jsonl" || ending == "ndjson") return DocumentFormat::json_lines;
  if (ending == "csv") return DocumentFormat::csv;
  return DocumentFormat::text;
}

void read_file(const std::string& path, const IngestOptions& options, const ItemSink& sink) {
  const DocumentFormat format = format_of(path, options);
  // Files of many documents may be larger: there the limit holds for each document.
  constexpr std::uint64_t documents_in_a_file = 64;
  const bool many = format == DocumentFormat::json_lines;
  auto content =
      load_text_file(path, options.document_bytes_max * (many ? documents_in_a_file : 1));
  if (!content) {
    sink(SkippedInput{path, content.error()});
    return;
  }
  switch (format) {
    case DocumentFormat::markdown: sink(read_markdown(path, std::move(*content))); return;
    case DocumentFormat::json_lines: read_json_lines(path, *content, options, sink); return;
    case DocumentFormat::csv: read_csv(path, std::move(*content), sink); return;
    case DocumentFormat::automatic:
    case DocumentFormat::text: sink(read_plain_text(path, std::move(*content))); return;
  }
}

ReadItem read_text(const DocumentText& given, const IngestOptions& options) {
  if (given.id.empty()) {
    return SkippedInput{"", Error::plain(ErrorClass::input_error, "a document needs an id")};
  }
  if (auto status = check_text(given.id, given.text, options.document_bytes_max); !status) {
    return SkippedInput{given.id, status.error()};
  }
  SourceDocument document = options.format == DocumentFormat::markdown
                                ? read_markdown(given.id, given.text)
                                : read_plain_text(given.id, given.text);
  if (!given.title.empty()) document.title = given.title;
  if (!given.date.empty()) document.date = given.date;
  if (!given.source.empty()) document.source = given.source;
  return document;
}

}  // namespace entente::ingest
