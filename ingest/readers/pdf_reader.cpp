#include <fmt/format.h>

#include <algorithm>

#include "ingest/readers/blocks.hpp"
#include "ingest/readers/encoding.hpp"
#include "ingest/readers/pdf_layout.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/text/dates.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// "D:20190605103000+02'00'" → "2019-06-05".
std::string day_of_pdf_date(std::string_view text) {
  if (text.starts_with("D:")) text.remove_prefix(2);
  if (text.size() < 8) return {};
  std::string iso =
      fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
  return is_iso_date(iso) ? iso : std::string{};
}

/// Programs write their file's name as the title.
bool is_title(std::string_view text) {
  const std::string folded = fold(trim(text));
  if (folded.empty() || folded == "untitled" || folded.starts_with("microsoft word")) return false;
  return !folded.ends_with(".doc") && !folded.ends_with(".docx") && !folded.ends_with(".pdf") &&
         !folded.ends_with(".indd") && !folded.ends_with(".tex");
}

}  // namespace

Result<SourceDocument> read_pdf(std::string id, std::string_view bytes,
                                const IngestOptions& options) {
  ENTENTE_ASSIGN(const PdfFile file, load_pdf(id, bytes, options.document_bytes_max));
  SourceDocument document;
  document.id = std::move(id);
  document.format = DocumentFormat::pdf;
  document.converted = true;
  std::vector<TextBlock> places;
  for (const PdfParagraph& paragraph : pdf_paragraphs(file.pages)) {
    if (!document.text.empty()) document.text += "\n\n";
    const std::size_t begin = document.text.size();
    document.text += clean_converted(paragraph.text);
    places.push_back({begin, document.text.size(), paragraph.heading});
  }
  if (document.text.empty()) {
    return Error::plain(ErrorClass::input_error,
                        fmt::format("'{}' has no text to read", document.id),
                        "pages that are pictures need a program that recognises characters (OCR)");
  }
  document.text += '\n';
  if (is_title(file.title)) document.title = clean_converted(collapse_space(file.title));
  document.author = clean_converted(collapse_space(file.author));
  finish_document(document, std::move(places));
  // What the text says of its date is better: files are made, and made again, later.
  if (document.date.empty()) document.date = day_of_pdf_date(file.date);
  return document;
}

}  // namespace entente::ingest
