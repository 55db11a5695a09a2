#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/readers/markup_tree.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// What an element is to its reader.
enum class HtmlBlockKind : std::uint8_t { paragraph, heading, list_item, quote, table_row, loose };

/// A run of text between two places where a browser begins a new line.
struct HtmlBlock {
  HtmlBlockKind kind = HtmlBlockKind::loose;
  /// 1 to 6 for headings.
  std::uint8_t level = 0;
  /// The element around it that is no inline element.
  std::uint32_t node = no_node;
  /// White space collapsed.
  std::string text;
  std::uint32_t words = 0;
  /// Words inside of links.
  std::uint32_t link_words = 0;

  [[nodiscard]] double link_density() const {
    return words == 0 ? 0 : static_cast<double>(link_words) / words;
  }
};

/// The blocks of the subtree `root`, in order. What is not shown or never prose (scripts, forms,
/// menus, captions) is left out, by element, role, and class (readers/data/html_classes.txt).
std::vector<HtmlBlock> html_blocks(const MarkupTree& tree, std::uint32_t root);

/// The blocks of the page's article: the smallest element that holds most of the prose, without the
/// link lists, labels and headings in it that have no text. After Kohlschütter, Fankhauser and
/// Nejdl, "Boilerplate Detection using Shallow Text Features" (2010), who found that numbers of
/// words and the density of links tell most.
std::vector<HtmlBlock> html_article(const MarkupTree& tree, std::vector<HtmlBlock> blocks);

/// Without choosing an article: for pieces of HTML that are one, as in feeds.
std::vector<HtmlBlock> html_fragment(std::vector<HtmlBlock> blocks);

/// What a page says of itself. Empty where it does not.
struct HtmlMetadata {
  std::string title;
  /// ISO 8601, to the day at most.
  std::string date;
  std::string author;
  std::string source;
};

/// From JSON-LD (NewsArticle and its kin), Open Graph and other meta elements, microdata, <time>,
/// <title>, in this order of trust.
HtmlMetadata html_metadata(const MarkupTree& tree);

/// The charset that the first 4,096 bytes of HTML declare, or empty.
std::string html_charset(std::string_view bytes);

/// Writes blocks as text, an empty line between them, and says where they stand.
std::string join_blocks(const std::vector<HtmlBlock>& blocks, std::vector<TextBlock>& places);

}  // namespace entente::ingest
