#include "ingest/readers/pdf_pages.hpp"

#include <fmt/format.h>

#include <climits>
#include <memory>

#ifdef ENTENTE_WITH_PDF
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#endif

namespace entente::ingest {

#ifdef ENTENTE_WITH_PDF

namespace {

constexpr int pages_max = 10'000;

Error pdf_error(std::string message, std::string hint = {}) {
  return Error::plain(ErrorClass::input_error, std::move(message), std::move(hint));
}

std::string utf8_of(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  return {bytes.begin(), bytes.end()};
}

/// The library complains about damaged files on standard error, which is ours.
void silence() {
  static const bool done = [] {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
    return true;
  }();
  static_cast<void>(done);
}

PdfPage read_page(const poppler::page& page) {
  PdfPage out;
  const poppler::rectf box = page.page_rect();
  out.width = box.width();
  out.height = box.height();
  for (const poppler::text_box& word : page.text_list()) {
    if (word.rotation() != 0) continue;
    const poppler::rectf place = word.bbox();
    out.words.push_back({utf8_of(word.text()), place.left(), place.top(), place.right(),
                         place.bottom(), word.has_space_after()});
  }
  return out;
}

}  // namespace

Result<PdfFile> load_pdf(std::string_view name, std::string_view bytes,
                         std::uint64_t text_bytes_max) {
  silence();
  if (bytes.size() > INT_MAX) return pdf_error(fmt::format("'{}' is larger than 2 GB", name));
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (!document) return pdf_error(fmt::format("'{}' is not a PDF file, or damaged", name));
  if (document->is_locked()) {
    return pdf_error(fmt::format("'{}' needs a password", name), "save it without one");
  }
  if (document->pages() > pages_max) {
    return Error::plain(
        ErrorClass::limit_exceeded,
        fmt::format("'{}' has {} pages, more than {}", name, document->pages(), pages_max));
  }
  PdfFile file;
  file.title = utf8_of(document->get_title());
  file.author = utf8_of(document->get_author());
  file.date = utf8_of(document->info_key("CreationDate"));
  std::uint64_t text_bytes = 0;
  for (int i = 0; i < document->pages(); ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    if (!page) continue;
    file.pages.push_back(read_page(*page));
    for (const PdfWord& word : file.pages.back().words) text_bytes += word.text.size() + 1;
    if (text_bytes > text_bytes_max) {
      return Error::plain(ErrorClass::limit_exceeded,
                          fmt::format("'{}' has more than {} bytes of text", name, text_bytes_max));
    }
  }
  return file;
}

#else

Result<PdfFile> load_pdf(std::string_view name, std::string_view /*bytes*/,
                         std::uint64_t /*text_bytes_max*/) {
  return Error::plain(ErrorClass::input_error,
                      fmt::format("'{}' is a PDF, which this build does not read", name),
                      "build with -DENTENTE_PDF=ON, or convert it to text with pdftotext");
}

#endif

}  // namespace entente::ingest
