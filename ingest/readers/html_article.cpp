#include <algorithm>
#include <array>

#include "ingest/readers/html_page.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

bool ends_sentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", "”", "\"", "’", "…", ":", ";", ")", "»"}) {
    if (text.ends_with(mark)) return true;
  }
  return false;
}

/// Links make up less than a third of the words of prose.
constexpr double prose_links_max = 0.33;

/// Text that only an article has: sentences, most of them not links.
bool is_prose(const HtmlBlock& block) {
  constexpr std::uint32_t words_min = 12;
  return block.kind != HtmlBlockKind::heading && block.words >= words_min &&
         block.link_density() < prose_links_max && ends_sentence(block.text);
}

/// Words of prose below each node.
std::vector<std::uint64_t> prose_weights(const MarkupTree& tree,
                                         const std::vector<HtmlBlock>& blocks) {
  std::vector<std::uint64_t> weights(tree.nodes.size(), 0);
  for (const HtmlBlock& block : blocks) {
    if (!is_prose(block) || block.node == no_node) continue;
    for (auto id = block.node; id != no_node; id = tree[id].parent) weights[id] += block.words;
  }
  return weights;
}

/// An element that the author marked as the article, if it has at least half of the prose.
std::uint32_t marked_article(const MarkupTree& tree, const std::vector<std::uint64_t>& weights) {
  std::uint32_t best = no_node;
  for (std::uint32_t id = 0; id < tree.nodes.size(); ++id) {
    const MarkupNode& node = tree[id];
    if (node.is_text()) continue;
    const bool marked = node.name == "article" || node.name == "main" ||
                        node.attribute("itemprop") == "articleBody" ||
                        node.attribute("role") == "main" || node.attribute("role") == "article";
    if (!marked || weights[id] * 2 < weights[0]) continue;
    // Of several around each other, the innermost that still has nearly all of it.
    if (best == no_node || weights[id] * 10 >= weights[best] * 9) best = id;
  }
  return best;
}

/// Goes down for as long as one child has most of the prose.
std::uint32_t densest(const MarkupTree& tree, const std::vector<std::uint64_t>& weights,
                      std::uint32_t from) {
  constexpr std::uint64_t share_percent = 80;
  for (std::uint32_t id = from;;) {
    std::uint32_t next = no_node;
    for (auto c = tree[id].first_child; c != no_node; c = tree[c].next_sibling) {
      if (weights[c] * 100 >= weights[id] * share_percent && weights[c] > 0) next = c;
    }
    const bool paragraph = next != no_node && (tree[next].name == "p" || tree[next].name == "li" ||
                                               tree[next].name == "blockquote");
    if (next == no_node || paragraph) return id;
    id = next;
  }
}

/// Labels, counters, link lists and their like among the paragraphs of an article.
bool is_clutter(const HtmlBlock& block) {
  constexpr std::uint32_t label_words_max = 8;
  const bool sentence = ends_sentence(block.text);
  const double links = block.link_density();
  switch (block.kind) {
    case HtmlBlockKind::heading: return false;
    case HtmlBlockKind::table_row: return links > 0.8;
    case HtmlBlockKind::quote: return links > 0.8;
    case HtmlBlockKind::list_item: return links > 0.5 && (!sentence || block.words < 20);
    case HtmlBlockKind::paragraph:
      // "Read more: …", where all is a link.
      return links > 0.5 && (block.words < 30 || links > 0.9);
    case HtmlBlockKind::loose:
      return links > prose_links_max || (block.words <= label_words_max && !sentence);
  }
  return false;
}

/// Leaves out headings of sections without text.
std::vector<HtmlBlock> drop_empty_sections(std::vector<HtmlBlock> blocks) {
  constexpr std::size_t levels = 7;
  std::vector<HtmlBlock> kept;
  // By level: whether there is text before the next heading of that level or above.
  std::array<bool, levels> text_follows{};
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
    if (block->kind != HtmlBlockKind::heading) {
      text_follows.fill(true);
    } else {
      if (!text_follows[block->level]) continue;
      std::fill(text_follows.begin() + block->level, text_follows.end(), false);
    }
    kept.push_back(std::move(*block));
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

}  // namespace

std::vector<HtmlBlock> html_fragment(std::vector<HtmlBlock> blocks) {
  // In a piece of text without elements even one line is what it has to say.
  if (blocks.size() > 1) std::erase_if(blocks, is_clutter);
  return drop_empty_sections(std::move(blocks));
}

std::vector<HtmlBlock> html_article(const MarkupTree& tree, std::vector<HtmlBlock> blocks) {
  if (tree.nodes.empty() || blocks.empty()) return {};
  const auto weights = prose_weights(tree, blocks);
  // A page without any sentences: whatever has few links is what there is.
  if (weights[0] == 0) return html_fragment(std::move(blocks));
  const std::uint32_t marked = marked_article(tree, weights);
  const std::uint32_t article = densest(tree, weights, marked == no_node ? 0 : marked);
  const std::uint32_t around = marked == no_node ? article : marked;
  const auto inside = [&](const HtmlBlock& block, std::uint32_t id) {
    return block.node != no_node && block.node >= id && block.node < tree[id].end;
  };
  const bool has_title = std::any_of(blocks.begin(), blocks.end(), [&](const HtmlBlock& block) {
    return block.kind == HtmlBlockKind::heading && block.level == 1 && inside(block, article);
  });
  std::vector<HtmlBlock> kept;
  bool titled = has_title;
  for (HtmlBlock& block : blocks) {
    const bool heading = block.kind == HtmlBlockKind::heading;
    // The title and the standfirst often stand before the element with the paragraphs.
    const bool before = block.node < article;
    const bool title = !titled && heading && block.level == 1 && before;
    const bool standfirst = before && inside(block, around) && is_prose(block);
    if (!inside(block, article) && !title && !standfirst) continue;
    titled = titled || title;
    if (!is_clutter(block)) kept.push_back(std::move(block));
  }
  return drop_empty_sections(std::move(kept));
}

}  // namespace entente::ingest
