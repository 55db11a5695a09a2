#include "ingest/readers/blocks.hpp"
#include "ingest/readers/reader.hpp"

namespace entente::ingest {

SourceDocument read_plain_text(std::string id, std::string content) {
  SourceDocument document;
  document.id = std::move(id);
  document.text = std::move(content);
  finish_document(document, find_paragraphs(document.text));
  return document;
}

}  // namespace entente::ingest
