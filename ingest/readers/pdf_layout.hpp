#pragma once

#include <string>
#include <vector>

#include "ingest/readers/pdf_pages.hpp"

namespace entente::ingest {

/// A paragraph put together from lines.
struct PdfParagraph {
  std::string text;
  bool heading = false;
};

/// The paragraphs of a file: words become lines, lines paragraphs by gaps, indents and sizes, also
/// over the ends of columns and pages; words cut at the ends of lines are joined; page numbers, and
/// what stands again and again at the head or foot of pages, are left out.
std::vector<PdfParagraph> pdf_paragraphs(const std::vector<PdfPage>& pages);

}  // namespace entente::ingest
