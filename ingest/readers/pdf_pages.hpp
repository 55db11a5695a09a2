#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"

namespace entente::ingest {

/// A word of a page and its box, in points from the upper left corner.
struct PdfWord {
  std::string text;
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  bool space_after = true;
};

struct PdfPage {
  double width = 0;
  double height = 0;
  /// In reading order, column after column.
  std::vector<PdfWord> words;
};

/// A PDF file as far as reading needs it.
struct PdfFile {
  std::vector<PdfPage> pages;
  /// From the information dictionary; the date as it stands there ("D:20190605…").
  std::string title;
  std::string author;
  std::string date;
};

/// Opens a PDF from its bytes. Text that is turned against the page (watermarks, stamps) is left
/// out. Errors: input_error for a damaged file or one with a password; limit_exceeded for more than
/// 10,000 pages or more than `text_bytes_max` of text; input_error as well if this build has no PDF
/// library.
Result<PdfFile> load_pdf(std::string_view name, std::string_view bytes,
                         std::uint64_t text_bytes_max);

}  // namespace entente::ingest
