#include <fmt/format.h>

#include "ingest/readers/blocks.hpp"
#include "ingest/readers/html_page.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Reads the bytes of one document in a format that has one document a file.
Result<ReadItem> read_document(const std::string& id, std::string bytes, DocumentFormat format,
                               const IngestOptions& options) {
  if (format == DocumentFormat::pdf) {
    ENTENTE_ASSIGN(SourceDocument document, read_pdf(id, bytes, options));
    return ReadItem(std::move(document));
  }
  if (format == DocumentFormat::mail) {
    ENTENTE_ASSIGN(SourceDocument document,
                   read_mail(id, std::move(bytes), {options.encoding, {}}));
    return ReadItem(std::move(document));
  }
  const bool html = format == DocumentFormat::html;
  std::string declared = html ? html_charset(bytes) : std::string{};
  if (html && declared.empty()) declared = xml_encoding(bytes);
  ENTENTE_ASSIGN(DecodedText decoded,
                 decode_text(id, std::move(bytes), {options.encoding, declared}));
  if (trim(decoded.text).empty()) {
    return Error::plain(ErrorClass::input_error, fmt::format("'{}' is empty", id));
  }
  if (html) {
    ENTENTE_ASSIGN(SourceDocument document, read_html(id, decoded.text));
    return ReadItem(std::move(document));
  }
  const bool converted = decoded.converted();
  SourceDocument document = format == DocumentFormat::markdown
                                ? read_markdown(id, std::move(decoded.text))
                                : read_plain_text(id, std::move(decoded.text));
  document.converted = converted;
  return ReadItem(std::move(document));
}

/// Reads an input of many documents, or a table, whose reader gives the items itself.
Status read_items(const std::string& path, std::string bytes, DocumentFormat format,
                  const IngestOptions& options, const ItemSink& sink) {
  const std::string declared = format == DocumentFormat::feed ? xml_encoding(bytes) : "";
  ENTENTE_ASSIGN(DecodedText decoded,
                 decode_text(path, std::move(bytes), {options.encoding, declared}));
  if (trim(decoded.text).empty()) {
    return Error::plain(ErrorClass::input_error, fmt::format("'{}' is empty", path));
  }
  if (format == DocumentFormat::feed) {
    read_feed(path, decoded.text, options, sink);
  } else {
    read_csv(path, std::move(decoded.text), sink);
  }
  return {};
}

Status read_input(const std::string& path, const IngestOptions& options, const ItemSink& sink) {
  ENTENTE_ASSIGN(InputFile file, InputFile::open(path));
  ENTENTE_ASSIGN(const std::string_view head, file.peek(format_head_bytes));
  const DocumentFormat format = detect_format(path, head, options);
  if (format == DocumentFormat::json_lines) {
    read_json_lines(std::move(file), options, sink);
    return {};
  }
  // In a feed the limit holds for each item.
  constexpr std::uint64_t items_of_a_feed = 16;
  const bool feed = format == DocumentFormat::feed;
  ENTENTE_ASSIGN(std::string bytes,
                 file.read_all(options.document_bytes_max * (feed ? items_of_a_feed : 1)));
  if (feed || format == DocumentFormat::csv) {
    return read_items(path, std::move(bytes), format, options, sink);
  }
  ENTENTE_ASSIGN(ReadItem item, read_document(path, std::move(bytes), format, options));
  sink(std::move(item));
  return {};
}

}  // namespace

void read_file(const std::string& path, const IngestOptions& options, const ItemSink& sink) {
  if (auto status = read_input(path, options, sink); !status) {
    sink(SkippedInput{path, status.error()});
  }
}

ReadItem read_text(const DocumentText& given, const IngestOptions& options) {
  if (given.id.empty()) {
    return SkippedInput{"", Error::plain(ErrorClass::input_error, "a document needs an id")};
  }
  if (auto status = check_text(given.id, given.text, options.document_bytes_max); !status) {
    return SkippedInput{given.id, status.error()};
  }
  const DocumentFormat format =
      options.format == DocumentFormat::automatic ? DocumentFormat::text : options.format;
  auto item = read_document(given.id, given.text, format, options);
  if (!item) return SkippedInput{given.id, item.error()};
  auto& document = std::get<SourceDocument>(*item);
  if (!given.title.empty()) document.title = given.title;
  if (!given.date.empty()) document.date = given.date;
  if (!given.source.empty()) document.source = given.source;
  if (!given.author.empty()) document.author = given.author;
  return std::move(*item);
}

}  // namespace entente::ingest
