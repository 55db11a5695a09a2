#include "ingest/readers/blocks.hpp"
#include "ingest/readers/encoding.hpp"
#include "ingest/readers/html_page.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

Result<SourceDocument> read_html(std::string id, std::string_view content) {
  ENTENTE_ASSIGN(const MarkupTree tree, parse_html(content));
  SourceDocument document;
  document.id = std::move(id);
  document.format = DocumentFormat::html;
  document.converted = true;
  std::vector<HtmlBlock> blocks = html_article(tree, html_blocks(tree, 0));
  for (HtmlBlock& block : blocks) block.text = clean_converted(block.text);
  std::vector<TextBlock> places;
  document.text = join_blocks(blocks, places);
  if (document.text.empty()) {
    return Error::plain(ErrorClass::input_error, "'" + document.id + "' has no text to read",
                        "pages that scripts fill have to be saved from a browser");
  }
  HtmlMetadata metadata = html_metadata(tree);
  document.title = clean_converted(metadata.title);
  document.date = std::move(metadata.date);
  document.author = clean_converted(metadata.author);
  document.source = clean_converted(metadata.source);
  finish_document(document, std::move(places));
  return document;
}

}  // namespace entente::ingest
