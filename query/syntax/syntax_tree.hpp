#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/error.hpp"

namespace entente::query {

/// Kinds of nodes, named as the grammar rules they come from.
enum class SyntaxKind : std::uint8_t {
#define SYNTAX_KIND(name) name,
#include "query/syntax/syntax_kinds.def"
#undef SYNTAX_KIND
};

/// The rule name of a kind.
std::string_view to_string(SyntaxKind kind);

/// One node in preorder. Its subtree is the index range [own index, `next`).
struct SyntaxNode {
  SyntaxKind kind;
  std::uint32_t begin;
  std::uint32_t end;
  std::uint32_t next;
};

class SyntaxChildren;

/// A place in a SyntaxTree: cheap to copy; valid as long as the tree and the text are.
class SyntaxRef {
 public:
  SyntaxRef() = default;
  SyntaxRef(const SyntaxNode* nodes, std::uint32_t index, std::string_view text)
      : nodes_(nodes), index_(index), text_(text) {}

  explicit operator bool() const { return nodes_ != nullptr; }
  [[nodiscard]] SyntaxKind kind() const { return node().kind; }
  [[nodiscard]] bool is(SyntaxKind kind) const { return node().kind == kind; }
  [[nodiscard]] Span span() const { return {node().begin, node().end}; }
  [[nodiscard]] std::string_view text() const {
    return text_.substr(node().begin, node().end - node().begin);
  }
  [[nodiscard]] bool has_children() const { return node().next > index_ + 1; }
  [[nodiscard]] SyntaxChildren children() const;
  /// The first child; a null reference if there is none.
  [[nodiscard]] SyntaxRef first() const;
  /// The first child of a kind; a null reference if there is none.
  [[nodiscard]] SyntaxRef child(SyntaxKind kind) const;
  [[nodiscard]] bool has(SyntaxKind kind) const { return static_cast<bool>(child(kind)); }

 private:
  friend class SyntaxChildren;
  [[nodiscard]] const SyntaxNode& node() const {
    assert(nodes_ != nullptr);
    return nodes_[index_];
  }

  const SyntaxNode* nodes_ = nullptr;
  std::uint32_t index_ = 0;
  std::string_view text_;
};

/// The children of a node, for range-based for.
class SyntaxChildren {
 public:
  class Iterator {
   public:
    explicit Iterator(SyntaxRef at) : at_(at) {}
    SyntaxRef operator*() const { return at_; }
    Iterator& operator++() {
      at_.index_ = at_.node().next;
      return *this;
    }
    bool operator==(const Iterator& other) const { return at_.index_ == other.at_.index_; }

   private:
    SyntaxRef at_;
  };

  explicit SyntaxChildren(SyntaxRef parent) : begin_(parent), end_(parent) {
    begin_.index_ = parent.index_ + 1;
    end_.index_ = parent.node().next;
  }
  [[nodiscard]] Iterator begin() const { return Iterator(begin_); }
  [[nodiscard]] Iterator end() const { return Iterator(end_); }

 private:
  SyntaxRef begin_;
  SyntaxRef end_;
};

inline SyntaxChildren SyntaxRef::children() const { return SyntaxChildren(*this); }
inline SyntaxRef SyntaxRef::first() const {
  return has_children() ? SyntaxRef(nodes_, index_ + 1, text_) : SyntaxRef();
}

/// The flat tree of one statement. Points into the text it was parsed from.
struct SyntaxTree {
  std::string_view text;
  std::vector<SyntaxNode> nodes;

  [[nodiscard]] SyntaxRef root() const {
    assert(!nodes.empty());
    return {nodes.data(), 0, text};
  }
};

}  // namespace entente::query
