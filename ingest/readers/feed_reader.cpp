#include <fmt/format.h>

#include <map>
#include <optional>

#include "ingest/readers/blocks.hpp"
#include "ingest/readers/encoding.hpp"
#include "ingest/readers/html_page.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/rfc_dates.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

Error feed_error(std::string message, std::string hint = {}) {
  return Error::plain(ErrorClass::input_error, std::move(message), std::move(hint));
}

/// Elements of pictures and podcasts have the names of others: <media:content>, <itunes:author>.
bool is_media(const MarkupNode& node) {
  return node.space.find("mrss") != std::string::npos ||
         node.space.find("itunes") != std::string::npos;
}

/// Text of the first child of that name that has some.
std::string child_text(const MarkupTree& tree, std::uint32_t id, std::string_view name) {
  for (auto c = tree[id].first_child; c != no_node; c = tree[c].next_sibling) {
    if (tree[c].name != name || is_media(tree[c])) continue;
    std::string text = collapse_space(tree.inner_text(c));
    if (!text.empty()) return text;
  }
  return {};
}

/// Atom's links are attributes; the one to the page itself has no relation, or "alternate".
std::string link_of(const MarkupTree& tree, std::uint32_t id) {
  for (auto c = tree[id].first_child; c != no_node; c = tree[c].next_sibling) {
    if (tree[c].name != "link") continue;
    const std::string_view relation = tree[c].attribute("rel");
    if (!relation.empty() && relation != "alternate") continue;
    std::string address(trim(tree[c].attribute("href")));
    if (address.empty()) address = collapse_space(tree.inner_text(c));
    if (!address.empty()) return address;
  }
  return {};
}

/// Names of the authors: RSS has a text, often "mail (name)", Atom an element with a name.
std::string author_of(const MarkupTree& tree, std::uint32_t id) {
  std::string names;
  for (auto c = tree[id].first_child; c != no_node; c = tree[c].next_sibling) {
    if (tree[c].name != "creator" && tree[c].name != "author") continue;
    if (is_media(tree[c])) continue;
    const auto inner = tree.child(c, "name");
    std::string name = collapse_space(tree.inner_text(inner == no_node ? c : inner));
    const auto open = name.find('(');
    const auto close = name.rfind(')');
    if (name.find('@') != std::string::npos && open < close && close != std::string::npos) {
      name = name.substr(open + 1, close - open - 1);
    }
    if (name.empty() || name.find('@') != std::string::npos) continue;
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

std::string date_of(const MarkupTree& tree, std::uint32_t id) {
  for (const char* name : {"pubdate", "published", "date", "issued", "updated", "modified"}) {
    std::string day = day_of_date(child_text(tree, id, name));
    if (!day.empty()) return day;
  }
  return {};
}

/// Titles may be HTML in text, as in "AT&amp;amp;T".
std::string plain_text(const std::string& text) {
  if (text.find('&') == std::string::npos && text.find('<') == std::string::npos) return text;
  const auto tree = parse_html(text);
  if (!tree) return text;
  std::string out;
  for (const HtmlBlock& block : html_blocks(*tree, 0)) {
    if (!out.empty()) out += ' ';
    out += block.text;
  }
  return out;
}

/// The blocks of an item's text: all of it if the feed has it, else the summary.
Result<std::vector<HtmlBlock>> item_blocks(const MarkupTree& tree, std::uint32_t item) {
  for (const char* name : {"encoded", "content", "description", "summary"}) {
    for (auto c = tree[item].first_child; c != no_node; c = tree[c].next_sibling) {
      if (tree[c].name != name || is_media(tree[c])) continue;
      std::vector<HtmlBlock> blocks;
      if (tree[c].attribute("type") == "xhtml") {
        blocks = html_fragment(html_blocks(tree, c));
      } else {
        const std::string html = tree.inner_text(c);
        if (trim(html).empty()) continue;
        ENTENTE_ASSIGN(const MarkupTree inner, parse_html(html));
        blocks = html_fragment(html_blocks(inner, 0));
      }
      if (!blocks.empty()) return blocks;
    }
  }
  return std::vector<HtmlBlock>{};
}

class FeedReader {
 public:
  FeedReader(const std::string& path, const MarkupTree& tree, const IngestOptions& options,
             const ItemSink& sink)
      : path_(path), tree_(tree), options_(options), sink_(sink) {}

  void run() {
    const std::string& root = tree_[0].name;
    if (root != "rss" && root != "feed" && root != "rdf") {
      sink_(SkippedInput{
          path_,
          feed_error(fmt::format("'{}' is XML of the kind <{}>, neither RSS nor Atom", path_, root),
                     "for XHTML use the format html")});
      return;
    }
    const auto channel = tree_.child(0, "channel");
    source_ = plain_text(child_text(tree_, channel == no_node ? 0 : channel, "title"));
    for (std::uint32_t id = 1; id < tree_.nodes.size(); ++id) {
      if (tree_[id].name != "item" && tree_[id].name != "entry") continue;
      ++number_;
      if (!sink_(item(id))) return;
      id = tree_[id].end - 1;
    }
    if (number_ == 0) {
      sink_(SkippedInput{path_, feed_error(fmt::format("'{}' is a feed without items", path_))});
    }
  }

 private:
  ReadItem item(std::uint32_t id) {
    const std::string place = fmt::format("{}:{}", path_, number_);
    auto read = document(id, place);
    if (read) {
      const auto [entry, added] = items_of_ids_.emplace(read->id, number_);
      if (added) return std::move(*read);
      read = feed_error(fmt::format("{}: the id '{}' was already used by item {}", place, read->id,
                                    entry->second));
    }
    return SkippedInput{place, read.error()};
  }

  Result<SourceDocument> document(std::uint32_t id, const std::string& place) {
    SourceDocument document;
    for (const char* name : {"guid", "id"}) {
      if (document.id.empty()) document.id = child_text(tree_, id, name);
    }
    if (document.id.empty()) document.id = link_of(tree_, id);
    if (document.id.empty()) document.id = place;
    document.format = DocumentFormat::feed;
    document.converted = true;
    document.title = clean_converted(plain_text(child_text(tree_, id, "title")));
    document.date = date_of(tree_, id);
    document.author = clean_converted(author_of(tree_, id));
    document.source = clean_converted(source_);
    ENTENTE_ASSIGN(std::vector<HtmlBlock> blocks, item_blocks(tree_, id));
    for (HtmlBlock& block : blocks) block.text = clean_converted(block.text);
    // The title says what happened, and summaries lean on it.
    const bool repeated = !blocks.empty() && blocks.front().text == document.title;
    if (!document.title.empty() && !repeated) {
      HtmlBlock title;
      title.kind = HtmlBlockKind::heading;
      title.text = document.title;
      blocks.insert(blocks.begin(), std::move(title));
    }
    std::vector<TextBlock> places;
    document.text = join_blocks(blocks, places);
    if (document.text.empty()) return feed_error(fmt::format("{}: the item has no text", place));
    if (document.text.size() > options_.document_bytes_max) {
      return Error::plain(ErrorClass::limit_exceeded,
                          fmt::format("{}: the item has {} bytes, more than the {} a document may "
                                      "have",
                                      place, document.text.size(), options_.document_bytes_max));
    }
    finish_document(document, std::move(places));
    return document;
  }

  const std::string& path_;
  const MarkupTree& tree_;
  const IngestOptions& options_;
  const ItemSink& sink_;
  std::string source_;
  std::size_t number_ = 0;
  std::map<std::string, std::size_t> items_of_ids_;
};

}  // namespace

void read_feed(const std::string& path, std::string_view content, const IngestOptions& options,
               const ItemSink& sink) {
  const auto tree = parse_xml(content);
  if (!tree) {
    Error error = tree.error();
    error.message = fmt::format("'{}': {}", path, error.message);
    sink(SkippedInput{path, std::move(error)});
    return;
  }
  FeedReader(path, *tree, options, sink).run();
}

std::string xml_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!bytes.starts_with("<?xml")) return {};
  const auto declaration = bytes.substr(0, bytes.find("?>"));
  const auto at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  const auto open = declaration.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const auto close = declaration.find(declaration[open], open + 1);
  if (close == std::string_view::npos) return {};
  return std::string(declaration.substr(open + 1, close - open - 1));
}

}  // namespace entente::ingest
