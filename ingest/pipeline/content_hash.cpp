#include "ingest/pipeline/content_hash.hpp"

#include "ingest/write/document_writer.hpp"
#include "storage/base/checksum.hpp"

namespace entente::ingest {

namespace {

/// A hash over the fields, each with its length, so that no two divisions of a text collide.
class ContentHash {
 public:
  void add(std::string_view text) {
    const std::uint64_t part = storage::checksum(text, value_);
    value_ = part ^ (static_cast<std::uint64_t>(text.size()) << 1U);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0;
};

}  // namespace

std::uint64_t content_hash(const ReadItem& item, const IngestOptions& options,
                           std::span<const std::string> own_frames) {
  ContentHash hash;
  hash.add(extractor_version);
  hash.add(options.open_triples ? "open" : "");
  for (const std::string& command : options.extractors) hash.add(command);
  for (const std::string& frames : own_frames) hash.add(frames);
  if (const auto* prose = std::get_if<SourceDocument>(&item)) {
    hash.add("prose");
    hash.add(prose->text);
    hash.add(prose->title);
    hash.add(prose->date);
    hash.add(prose->source);
    hash.add(prose->author);
  } else if (const auto* table = std::get_if<TableDocument>(&item)) {
    hash.add("table");
    hash.add(table->text);
  } else {
    return 0;
  }
  return hash.value();
}

}  // namespace entente::ingest
