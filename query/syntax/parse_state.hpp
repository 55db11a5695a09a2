#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "query/syntax/bracket_index.hpp"
#include "query/syntax/expected.hpp"
#include "query/syntax/scan.hpp"
#include "query/syntax/syntax_tree.hpp"

namespace entente::query {

/// Thrown inside the parser only, when the text nests deeper than the limit.
struct NestingTooDeep {
  std::size_t offset;
};

/// What grows while the grammar runs: the flat tree, the furthest failure with what was expected
/// there, and the nesting. Independent of the grammar.
class ParseState {
 public:
  ParseState(std::string_view text, std::size_t depth_max, bool ungrouped)
      : text_(text), brackets_(text), depth_max_(depth_max), ungrouped_(ungrouped) {}

  /// A node begins; it is closed or abandoned when its rule succeeds or fails.
  void open(SyntaxKind kind, const char* at) {
    prune(offset(at));
    open_.push_back(static_cast<std::uint32_t>(nodes_.size()));
    nodes_.push_back({kind, offset(at), 0, 0});
  }
  void close(const char* at) {
    const std::uint32_t end = offset(at);
    prune(end);
    SyntaxNode& node = nodes_[open_.back()];
    node.end = end;
    node.next = static_cast<std::uint32_t>(nodes_.size());
    open_.pop_back();
  }
  void abandon() {
    nodes_.resize(open_.back());
    open_.pop_back();
  }

  /// A node without children, known once its token was found: most tokens that are tried fail.
  void begin_leaf(const char* at) { leaf_begin_ = at; }
  void add_leaf(SyntaxKind kind, const char* end) {
    const std::uint32_t begin = offset(leaf_begin_);
    prune(begin);
    const auto next = static_cast<std::uint32_t>(nodes_.size() + 1);
    nodes_.push_back({kind, begin, offset(end), next});
  }

  /// A token was expected at `at` and not found.
  void expect(const char* at, const Expected* expected) {
    const std::uint32_t where = offset(at);
    if (where < furthest_) return;
    if (where > furthest_) {
      furthest_ = where;
      expected_.clear();
    }
    if (expected_.size() < expected_max) expected_.push_back(expected);
  }
  /// A composite rule with a name of its own begins, succeeds or fails. If it fails without having
  /// moved, its name (if any) replaces what was expected inside it.
  void open_group(const char* at) {
    const std::uint32_t where = offset(at);
    groups_.push_back({where, where == furthest_ ? expected_.size() : 0});
  }
  void close_group() { groups_.pop_back(); }
  void fail_group(const Expected* name) {
    const Group group = groups_.back();
    groups_.pop_back();
    if (ungrouped_ || group.begin != furthest_) return;
    expected_.resize(std::min(expected_.size(), group.expected_before));
    if (name != nullptr && expected_.size() < expected_max) expected_.push_back(name);
  }

  /// One nesting level deeper; returns what leave() needs.
  bool enter(const char* at, bool bar_allowed) {
    if (++depth_ > depth_max_) throw NestingTooDeep{offset(at)};
    const bool outer = bar_allowed_;
    bar_allowed_ = bar_allowed;
    return outer;
  }
  void leave(bool outer_bar_allowed) {
    --depth_;
    bar_allowed_ = outer_bar_allowed;
  }
  [[nodiscard]] bool bar_allowed() const { return bar_allowed_; }

  /// See scan.hpp.
  [[nodiscard]] bool relationship_pattern_ahead(const char* at) {
    return query::relationship_pattern_ahead(text_, offset(at), brackets_);
  }

  void count_step() { ++steps_; }
  [[nodiscard]] std::size_t steps() const { return steps_; }
  [[nodiscard]] std::uint32_t furthest() const { return furthest_; }
  [[nodiscard]] const std::vector<const Expected*>& expected() const { return expected_; }
  [[nodiscard]] std::vector<SyntaxNode> take_nodes() { return std::move(nodes_); }

 private:
  struct Group {
    std::uint32_t begin;
    std::size_t expected_before;
  };
  static constexpr std::size_t expected_max = 256;

  [[nodiscard]] std::uint32_t offset(const char* at) const {
    return static_cast<std::uint32_t>(at - text_.data());
  }
  /// Drops complete nodes at the end of the tree that begin at or behind `where`: they come from
  /// an alternative that failed after the input was rewound. Nodes are never empty, so that no
  /// node still wanted begins there.
  void prune(std::uint32_t where) {
    const std::size_t floor = open_.empty() ? 0 : open_.back() + 1;
    while (nodes_.size() > floor && nodes_.back().begin >= where) nodes_.pop_back();
  }

  std::string_view text_;
  BracketIndex brackets_;
  std::size_t depth_max_;
  bool ungrouped_;
  bool bar_allowed_ = true;
  std::size_t depth_ = 0;
  std::size_t steps_ = 0;
  std::uint32_t furthest_ = 0;
  const char* leaf_begin_ = nullptr;
  std::vector<SyntaxNode> nodes_;
  std::vector<std::uint32_t> open_;
  std::vector<Group> groups_;
  std::vector<const Expected*> expected_;
};

}  // namespace entente::query
