#include <algorithm>
#include <array>

#include "ingest/readers/blocks.hpp"
#include "ingest/text/dates.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

constexpr std::size_t title_bytes_max = 160;
constexpr std::size_t blocks_with_date = 4;

std::string_view block_text(std::string_view text, const TextBlock& block) {
  return trim(text.substr(block.begin, block.end - block.begin));
}

/// The first bytes of `text`, cut at a space.
std::string shorten(std::string_view text) {
  if (text.size() <= title_bytes_max) return collapse_space(text);
  const auto head = prefix(text, title_bytes_max);
  const auto cut = head.rfind(' ');
  return collapse_space(head.substr(0, cut)) + " …";
}

constexpr std::array<std::string_view, 7> date_labels = {
    "published", "updated", "date", "posted", "first published", "last updated", "issued"};

/// Length of the part before a dateline's dash ("MOSCOW, June 5, 2019 — "), or 0.
std::size_t dateline_size(std::string_view text) {
  constexpr std::size_t dateline_bytes_max = 60;
  for (const std::string_view dash : {" — ", " – ", " -- ", " - "}) {
    const auto at = text.find(dash);
    if (at != std::string_view::npos && at <= dateline_bytes_max) return at;
  }
  return 0;
}

}  // namespace

std::string guess_title(std::string_view text, const std::vector<TextBlock>& blocks) {
  for (const TextBlock& block : blocks) {
    if (block.heading) return shorten(block_text(text, block));
  }
  return blocks.empty() ? std::string{} : shorten(block_text(text, blocks.front()));
}

std::string guess_date(std::string_view text, const std::vector<TextBlock>& blocks) {
  for (std::size_t i = 0; i < std::min(blocks.size(), blocks_with_date); ++i) {
    std::string_view line = block_text(text, blocks[i]);
    const std::string folded = fold(prefix(line, 80));
    const bool labelled = std::any_of(
        date_labels.begin(), date_labels.end(),
        [&](std::string_view label) { return folded.starts_with(label) && line.size() < 80; });
    if (const auto size = dateline_size(line); size > 0 && !labelled) line = line.substr(0, size);
    const auto head = prefix(line, 120);
    const auto tokens = split_tokens(head, 0, head.size());
    for (std::size_t k = 0; k < tokens.size(); ++k) {
      const auto date = parse_date(tokens, k);
      if (!date || date->iso.size() != 10) continue;
      // Alone on its line, with a label, or in a dateline.
      const bool alone = date->token_count + 2 >= tokens.size();
      if (labelled || alone || line.size() < block_text(text, blocks[i]).size()) return date->iso;
      break;
    }
  }
  return {};
}

void finish_document(SourceDocument& document, std::vector<TextBlock> paragraphs) {
  const std::string_view text = document.readable();
  document.blocks = drop_boilerplate(text, std::move(paragraphs));
  // Before the head is taken apart, since the date may stand there.
  if (document.date.empty()) document.date = guess_date(text, document.blocks);
  read_article_head(document);
  drop_author_notes(document);
  if (document.title.empty()) document.title = guess_title(text, document.blocks);
}

}  // namespace entente::ingest
