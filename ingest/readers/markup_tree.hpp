#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/result.hpp"

namespace entente::ingest {

inline constexpr std::uint32_t no_node = 0xFFFFFFFFU;

/// An element or a text of a document in markup.
struct MarkupNode {
  /// Local name in lower case; empty for a text.
  std::string name;
  /// Namespace (XML only).
  std::string space;
  /// The text of a text node, references to characters resolved.
  std::string text;
  /// Names in lower case, in the order of the source; without prefixes of namespaces.
  std::vector<std::pair<std::string, std::string>> attributes;
  std::uint32_t parent = no_node;
  std::uint32_t first_child = no_node;
  std::uint32_t next_sibling = no_node;
  /// One after the last node of the subtree; nodes stand in the order of the source.
  std::uint32_t end = 0;

  [[nodiscard]] bool is_text() const { return name.empty(); }
  /// The value of an attribute, or empty.
  [[nodiscard]] std::string_view attribute(std::string_view key) const;
};

/// A parsed document. Node 0 is the root.
struct MarkupTree {
  std::vector<MarkupNode> nodes;

  [[nodiscard]] const MarkupNode& operator[](std::uint32_t id) const { return nodes[id]; }
  /// All text inside of a node, as it stands.
  [[nodiscard]] std::string inner_text(std::uint32_t id) const;
  /// The first child element of that name, or no_node.
  [[nodiscard]] std::uint32_t child(std::uint32_t id, std::string_view name) const;
};

/// Parses HTML as browsers do, forgiving whatever is wrong with it. `text` is UTF-8; what it
/// declares about its encoding is not looked at. Errors: limit_exceeded for more than 1,000 open
/// elements or 2,000,000 nodes.
Result<MarkupTree> parse_html(std::string_view text);

/// Parses XML, going on after errors where that is possible; entities of its own are left out,
/// those of HTML are understood, nothing is fetched. Errors: input_error if there is no root
/// element; limit_exceeded as above.
Result<MarkupTree> parse_xml(std::string_view text);

}  // namespace entente::ingest
