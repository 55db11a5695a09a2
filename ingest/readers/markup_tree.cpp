#include "ingest/readers/markup_tree.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>

#include <climits>
#include <memory>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

// libxml2 searches its stack of open elements for each tag, so depth decides what a hostile
// document costs; browsers stop at 512.
constexpr int depth_max = 1000;
constexpr std::size_t nodes_max = 2'000'000;

Error too_much(std::string_view what) {
  return Error::plain(ErrorClass::limit_exceeded, std::string(what),
                      "this looks made by a broken or hostile program");
}

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

/// The parser's private data; tells afterwards why it stopped.
struct Depth {
  bool exceeded = false;
};

void count_html(void* context, const xmlChar* name, const xmlChar** attributes) {
  auto* parser = static_cast<xmlParserCtxtPtr>(context);
  if (parser->nameNr > depth_max) {
    static_cast<Depth*>(parser->_private)->exceeded = true;
    xmlStopParser(parser);
    return;
  }
  xmlSAX2StartElement(context, name, attributes);
}

using Document = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

std::string attribute_value(xmlDoc* document, const xmlAttr* attribute) {
  const std::unique_ptr<xmlChar, void (*)(void*)> value(
      xmlNodeListGetString(document, attribute->children, 1), [](void* p) { xmlFree(p); });
  return std::string(view(value.get()));
}

/// Copies libxml2's tree, walking it without recursion.
class TreeCopy {
 public:
  explicit TreeCopy(xmlDoc* document) : document_(document) {}

  Result<MarkupTree> run() {
    const xmlNode* root = xmlDocGetRootElement(document_);
    if (root == nullptr) return MarkupTree{};
    const xmlNode* node = root;
    for (;;) {
      if (tree_.nodes.size() >= nodes_max) return too_much("the document has too many elements");
      const bool open = enter(node);
      if (open && node->children != nullptr) {
        node = node->children;
        continue;
      }
      if (open) leave();
      while (node != root && node->next == nullptr) {
        node = node->parent;
        leave();
      }
      if (node == root) break;
      node = node->next;
    }
    while (!open_.empty()) leave();
    return std::move(tree_);
  }

 private:
  /// Adds a node; true if it is an element, whose children follow.
  bool enter(const xmlNode* node) {
    switch (node->type) {
      case XML_ELEMENT_NODE: element(node); return true;
      case XML_TEXT_NODE:
      case XML_CDATA_SECTION_NODE: text(view(node->content)); return false;
      case XML_ENTITY_REF_NODE: reference(node); return false;
      default: return false;
    }
  }

  std::uint32_t add() {
    const auto id = static_cast<std::uint32_t>(tree_.nodes.size());
    MarkupNode& added = tree_.nodes.emplace_back();
    added.end = id + 1;
    if (!open_.empty()) {
      added.parent = open_.back();
      if (last_child_.back() == no_node) {
        tree_.nodes[open_.back()].first_child = id;
      } else {
        tree_.nodes[last_child_.back()].next_sibling = id;
      }
      last_child_.back() = id;
    }
    return id;
  }

  void element(const xmlNode* node) {
    const std::uint32_t id = add();
    MarkupNode& added = tree_.nodes[id];
    const std::string_view name = view(node->name);
    const auto colon = name.rfind(':');
    added.name = fold(colon == std::string_view::npos ? name : name.substr(colon + 1));
    if (added.name.empty()) added.name = "unnamed";
    if (node->ns != nullptr) added.space = view(node->ns->href);
    for (const xmlAttr* a = node->properties; a != nullptr; a = a->next) {
      added.attributes.emplace_back(fold(view(a->name)), attribute_value(document_, a));
    }
    open_.push_back(id);
    last_child_.push_back(no_node);
  }

  void text(std::string_view content) {
    if (!content.empty()) tree_.nodes[add()].text = content;
  }

  /// XML without HTML's document type does not declare &nbsp; and its like, yet feeds use them.
  void reference(const xmlNode* node) {
    const htmlEntityDesc* entity = htmlEntityLookup(node->name);
    if (entity == nullptr) return;
    xmlChar bytes[8] = {};
    const int size = xmlCopyCharMultiByte(bytes, static_cast<int>(entity->value));
    text({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
  }

  void leave() {
    tree_.nodes[open_.back()].end = static_cast<std::uint32_t>(tree_.nodes.size());
    open_.pop_back();
    last_child_.pop_back();
  }

  xmlDoc* document_;
  MarkupTree tree_;
  std::vector<std::uint32_t> open_;
  std::vector<std::uint32_t> last_child_;
};

}  // namespace

std::string_view MarkupNode::attribute(std::string_view key) const {
  for (const auto& [name_of, value] : attributes) {
    if (name_of == key) return value;
  }
  return {};
}

std::string MarkupTree::inner_text(std::uint32_t id) const {
  std::string text;
  for (std::uint32_t i = id; i < nodes[id].end; ++i) text += nodes[i].text;
  return text;
}

std::uint32_t MarkupTree::child(std::uint32_t id, std::string_view name) const {
  for (auto c = nodes[id].first_child; c != no_node; c = nodes[c].next_sibling) {
    if (nodes[c].name == name) return c;
  }
  return no_node;
}

Result<MarkupTree> parse_html(std::string_view text) {
  if (text.size() > INT_MAX) return too_much("the document is larger than 2 GB");
  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(
      htmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())), &htmlFreeParserCtxt);
  if (!parser) return MarkupTree{};
  Depth depth;
  parser->_private = &depth;
  parser->sax->startElement = &count_html;
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  // Its own limit would end the document there without a word.
  parser->options |= XML_PARSE_HUGE;
  xmlSwitchEncoding(parser.get(), XML_CHAR_ENCODING_UTF8);
  htmlParseDocument(parser.get());
  const Document document(parser->myDoc, &xmlFreeDoc);
  if (depth.exceeded)
    return too_much("the document has more than 1,000 elements inside each other");
  return TreeCopy(document.get()).run();
}

Result<MarkupTree> parse_xml(std::string_view text) {
  if (text.size() > INT_MAX) return too_much("the document is larger than 2 GB");
  constexpr int options = XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                          XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC;
  const Document document(
      xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", options),
      &xmlFreeDoc);
  if (!document || xmlDocGetRootElement(document.get()) == nullptr) {
    return Error::plain(ErrorClass::input_error, "the XML has no element");
  }
  return TreeCopy(document.get()).run();
}

}  // namespace entente::ingest
