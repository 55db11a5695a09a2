#include <algorithm>
#include <array>
#include <set>

#include "ingest/readers/html_page.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

bool is_one_of(std::string_view name, const std::set<std::string_view>& names) {
  return names.count(name) > 0;
}

const std::set<std::string_view> never_prose = {
    "script",   "style",  "noscript", "template", "iframe", "object",     "embed",   "svg",
    "canvas",   "math",   "button",   "select",   "option", "textarea",   "input",   "label",
    "fieldset", "nav",    "aside",    "footer",   "figure", "figcaption", "picture", "video",
    "audio",    "map",    "menu",     "dialog",   "head",   "title",      "link",    "meta",
    "base",     "source", "track",    "param",    "legend", "datalist",   "output",  "progress",
    "meter",    "img",    "frame",    "frameset", "area",   "noframes",   "rt",      "rp",
    "caption",  "del"};

const std::set<std::string_view> inline_elements = {
    "a",    "abbr",   "acronym", "b",   "bdi", "bdo",  "big", "cite", "code", "data", "dfn",
    "em",   "font",   "i",       "ins", "kbd", "mark", "q",   "ruby", "s",    "samp", "small",
    "span", "strike", "strong",  "sub", "sup", "time", "tt",  "u",    "var",  "wbr",  "nobr"};

const std::set<std::string_view> hidden_roles = {
    "navigation", "complementary", "banner", "contentinfo", "search",  "dialog", "alertdialog",
    "menu",       "menubar",       "form",   "toolbar",     "tooltip", "alert",  "img"};

struct ClassRules {
  std::set<std::string> words;
  std::set<std::pair<std::string, std::string>> pairs;
};

ClassRules parse_class_rules(std::string_view data) {
  ClassRules rules;
  while (!data.empty()) {
    const auto end = std::min(data.find('\n'), data.size());
    const std::string_view line = data.substr(0, end);
    data.remove_prefix(std::min(end + 1, data.size()));
    if (line.starts_with("word ")) rules.words.emplace(line.substr(5));
    if (line.starts_with("words ")) {
      const auto pair = line.substr(6);
      const auto space = pair.find(' ');
      rules.pairs.emplace(pair.substr(0, space), pair.substr(space + 1));
    }
  }
  return rules;
}

/// "relatedPosts-list" → related, posts, list.
std::vector<std::string> name_words(std::string_view names) {
  std::vector<std::string> words;
  bool open = false;
  char before = ' ';
  for (const char c : names) {
    const bool capital = c >= 'A' && c <= 'Z';
    const bool small = c >= 'a' && c <= 'z';
    if (!capital && !small) {
      open = false;
    } else {
      if (!open || (capital && before >= 'a' && before <= 'z')) words.emplace_back();
      words.back() += capital ? static_cast<char>(c - 'A' + 'a') : c;
      open = true;
    }
    before = c;
  }
  return words;
}

bool named_as_boilerplate(std::string_view names) {
  static const ClassRules rules = parse_class_rules(data::html_classes());
  const auto words = name_words(names);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (rules.words.count(words[i]) > 0) return true;
    if (i + 1 < words.size() && rules.pairs.count({words[i], words[i + 1]}) > 0) return true;
  }
  return false;
}

bool is_invisible(const MarkupNode& node) {
  for (const auto& [key, value] : node.attributes) {
    if (key == "hidden") return true;
    if (key == "aria-hidden" && value == "true") return true;
    if (key != "style") continue;
    std::string style;
    for (const char c : fold(value)) style += c == ' ' ? "" : std::string(1, c);
    if (style.find("display:none") != std::string::npos ||
        style.find("visibility:hidden") != std::string::npos) {
      return true;
    }
  }
  return false;
}

/// Bytes of text that is not white space, by node, of the whole subtree.
std::vector<std::uint32_t> text_sizes(const MarkupTree& tree) {
  std::vector<std::uint32_t> sizes(tree.nodes.size(), 0);
  for (auto i = static_cast<std::uint32_t>(tree.nodes.size()); i-- > 0;) {
    const MarkupNode& node = tree[i];
    sizes[i] += static_cast<std::uint32_t>(trim(node.text).size());
    const bool counted = node.name != "script" && node.name != "style";
    if (node.parent != no_node && counted) sizes[node.parent] += sizes[i];
  }
  return sizes;
}

class BlockBuilder {
 public:
  BlockBuilder(const MarkupTree& tree, std::uint32_t root)
      : tree_(tree), root_(root), sizes_(text_sizes(tree)) {}

  std::vector<HtmlBlock> run() {
    if (!tree_.nodes.empty()) visit(root_, {});
    flush();
    return std::move(blocks_);
  }

 private:
  /// What the elements around a text make of it.
  struct Context {
    HtmlBlockKind kind = HtmlBlockKind::loose;
    std::uint8_t level = 0;
    std::uint32_t node = no_node;
    bool link = false;
  };

  // The depth of the tree is limited by the parser.
  void visit(std::uint32_t id, const Context& context) {
    const MarkupNode& node = tree_[id];
    if (node.is_text()) {
      add_text(node.text, context);
      return;
    }
    if (left_out(id)) return;
    if (node.name == "br") {
      line_break();
      return;
    }
    if (is_one_of(node.name, inline_elements)) {
      if (node.name == "sup" && is_note_mark(id)) return;
      Context inner = context;
      inner.link = inner.link || (node.name == "a" && !node.attribute("href").empty());
      if (node.name == "q") add_text("“", inner);
      children(id, inner);
      if (node.name == "q") add_text("”", inner);
      return;
    }
    if (node.name == "table" && is_data_table(id)) {
      table(id);
      return;
    }
    flush();
    children(id, inside(id, context));
    flush();
  }

  void children(std::uint32_t id, const Context& context) {
    for (auto c = tree_[id].first_child; c != no_node; c = tree_[c].next_sibling) visit(c, context);
  }

  Context inside(std::uint32_t id, const Context& context) const {
    const std::string& name = tree_[id].name;
    Context inner = context;
    inner.node = id;
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6') {
      inner.kind = HtmlBlockKind::heading;
      inner.level = static_cast<std::uint8_t>(name[1] - '0');
    } else if (name == "p" && context.kind == HtmlBlockKind::loose) {
      inner.kind = HtmlBlockKind::paragraph;
    } else if (name == "li" || name == "dd" || name == "dt") {
      inner.kind = HtmlBlockKind::list_item;
    } else if (name == "blockquote") {
      inner.kind = HtmlBlockKind::quote;
    } else if (name == "pre") {
      inner.kind = HtmlBlockKind::paragraph;
    }
    return inner;
  }

  /// Whether an element is not read at all.
  bool left_out(std::uint32_t id) const {
    const MarkupNode& node = tree_[id];
    // Old sites put the whole page into a form, or call the body "has-sidebar".
    const bool most = id == root_ || sizes_[id] * 5ULL > sizes_[root_] * 2ULL;
    if (node.name == "form") return !most;
    if (node.name == "figure" || node.name == "aside" || node.name == "footer") return !most;
    if (is_one_of(node.name, never_prose) || is_invisible(node)) return true;
    if (most) return false;
    if (is_one_of(fold(node.attribute("role")), hidden_roles)) return true;
    if (is_one_of(node.name, inline_elements) && node.name != "span") return false;
    const bool heading = node.name.size() == 2 && node.name[0] == 'h' && node.name[1] <= '6';
    if (heading || node.name == "article" || node.name == "main") return false;
    std::string names(node.attribute("class"));
    names += ' ';
    names += node.attribute("id");
    return named_as_boilerplate(names);
  }

  /// "[1]" and its like, as encyclopedias have them.
  bool is_note_mark(std::uint32_t id) const {
    constexpr std::uint32_t nodes_max = 12;
    if (tree_[id].end - id > nodes_max) return false;
    const std::string text = collapse_space(tree_.inner_text(id));
    return text.size() <= 12 && (text.starts_with('[') || (tree_.child(id, "a") != no_node));
  }

  /// A table of data has no paragraphs or tables in its cells, and rows of several cells.
  bool is_data_table(std::uint32_t id) const {
    std::size_t rows = 0;
    std::size_t cells = 0;
    for (std::uint32_t i = id + 1; i < tree_[id].end; ++i) {
      const std::string& name = tree_[i].name;
      if (name == "table" || name == "p" || name == "div" || name == "ul" || name == "article") {
        return false;
      }
      rows += name == "tr" ? 1 : 0;
      cells += name == "td" || name == "th" ? 1 : 0;
    }
    return rows >= 2 && cells >= rows * 2;
  }

  /// One block a row, so that no sentence runs over its end.
  void table(std::uint32_t id) {
    flush();
    for (std::uint32_t row = id + 1; row < tree_[id].end; ++row) {
      if (tree_[row].name != "tr") continue;
      const Context context{HtmlBlockKind::table_row, 0, id, false};
      bool first = true;
      for (auto c = tree_[row].first_child; c != no_node; c = tree_[c].next_sibling) {
        if (tree_[c].is_text()) continue;
        if (!first) add_text(" | ", context);
        first = false;
        children(c, context);
      }
      flush();
    }
  }

  void line_break() {
    // One break ends a line, two end a paragraph.
    if (breaks_ > 0 && !pending_.text.empty()) flush();
    ++breaks_;
    if (!pending_.text.empty()) pending_.text += ' ';
  }

  void add_text(std::string_view text, const Context& context) {
    if (!trim(text).empty()) {
      if (trim(pending_.text).empty()) {
        pending_.kind = context.kind;
        pending_.level = context.level;
        pending_.node = context.node;
      }
      breaks_ = 0;
      const auto words = static_cast<std::uint32_t>(count_words(text));
      pending_.words += words;
      if (context.link) pending_.link_words += words;
    }
    pending_.text += text;
  }

  static std::size_t count_words(std::string_view text) {
    std::size_t words = 0;
    bool inside = false;
    for (const char c : text) {
      const bool space = static_cast<unsigned char>(c) <= ' ';
      if (!space && !inside) ++words;
      inside = !space;
    }
    return words;
  }

  void flush() {
    pending_.text = collapse_space(pending_.text);
    if (!pending_.text.empty()) blocks_.push_back(std::move(pending_));
    pending_ = {};
    breaks_ = 0;
  }

  const MarkupTree& tree_;
  std::uint32_t root_;
  std::vector<std::uint32_t> sizes_;
  std::vector<HtmlBlock> blocks_;
  HtmlBlock pending_;
  std::size_t breaks_ = 0;
};

}  // namespace

std::vector<HtmlBlock> html_blocks(const MarkupTree& tree, std::uint32_t root) {
  return BlockBuilder(tree, root).run();
}

std::string join_blocks(const std::vector<HtmlBlock>& blocks, std::vector<TextBlock>& places) {
  std::string text;
  for (const HtmlBlock& block : blocks) {
    if (!text.empty()) text += "\n\n";
    const std::size_t begin = text.size();
    text += block.text;
    places.push_back({begin, text.size(), block.kind == HtmlBlockKind::heading});
  }
  if (!text.empty()) text += '\n';
  return text;
}

}  // namespace entente::ingest
