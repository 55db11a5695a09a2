#pragma once

#include <cstdint>
#include <vector>

namespace entente::ingest::model {

using NodeId = std::uint16_t;
inline constexpr NodeId no_node = 0xFFFFU;

/// What a parser may do next, as a number: 0 shifts, 1 + 2·label is a left arc, 2 + 2·label a right
/// one.
using Transition = std::uint16_t;
inline constexpr Transition shift_transition = 0;
constexpr Transition left_transition(std::uint16_t label) {
  return static_cast<Transition>(1U + 2U * label);
}
constexpr Transition right_transition(std::uint16_t label) {
  return static_cast<Transition>(2U + 2U * label);
}
constexpr bool is_left(Transition t) { return t % 2 == 1; }
constexpr bool is_right(Transition t) { return t != 0 && t % 2 == 0; }
constexpr std::uint16_t transition_label(Transition t) {
  return static_cast<std::uint16_t>((t - 1U) / 2U);
}
constexpr std::size_t transition_count(std::size_t labels) { return 1 + 2 * labels; }

/// The state of the arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011): a
/// stack of words that wait for their head, the words not yet read, and the arcs made. A left arc
/// attaches the top of the stack to the next word, a right arc to the word below it; both remove
/// it, so a word is attached when all its dependents are. The artificial root stands after the last
/// word (Ballesteros and Nivre 2013). A value: copies are independent.
class ParseState {
 public:
  /// An arc's dependents and their number, nearest to farthest ends first.
  struct Node {
    NodeId head = no_node;
    /// The two outermost dependents on each side.
    NodeId left1 = no_node;
    NodeId left2 = no_node;
    NodeId right1 = no_node;
    NodeId right2 = no_node;
    std::uint8_t label = 0;
    std::uint8_t left_count = 0;
    std::uint8_t right_count = 0;
    /// A bit for each label among the dependents of that side.
    std::uint64_t left_labels = 0;
    std::uint64_t right_labels = 0;
  };

  /// `root_label` is the one label of the root's only dependent. Labels are below 64.
  ParseState(std::size_t words, std::uint16_t root_label);

  [[nodiscard]] NodeId root() const { return word_count_; }
  [[nodiscard]] bool finished() const { return next_ == word_count_ && stack_.empty(); }
  /// The word `depth` below the top of the stack, or no_node.
  [[nodiscard]] NodeId stacked(std::size_t depth) const {
    return depth < stack_.size() ? stack_[stack_.size() - 1 - depth] : no_node;
  }
  /// The word `ahead` of the next one (the root after the last), or no_node.
  [[nodiscard]] NodeId ahead(std::size_t ahead) const {
    const std::size_t at = next_ + ahead;
    return at <= word_count_ ? static_cast<NodeId>(at) : no_node;
  }
  [[nodiscard]] const std::vector<NodeId>& stack() const { return stack_; }
  [[nodiscard]] const Node& node(NodeId id) const { return nodes_[id]; }
  [[nodiscard]] std::uint16_t root_label() const { return root_label_; }

  [[nodiscard]] bool can_shift() const { return next_ < word_count_; }
  /// The root takes one dependent, so it takes none while others wait.
  [[nodiscard]] bool can_left() const {
    return !stack_.empty() && (next_ < word_count_ || stack_.size() == 1);
  }
  [[nodiscard]] bool can_right() const { return stack_.size() >= 2; }
  [[nodiscard]] bool can(Transition t) const;
  void apply(Transition t);

 private:
  void attach(NodeId head, NodeId dependent, std::uint16_t label);

  std::vector<Node> nodes_;
  std::vector<NodeId> stack_;
  NodeId next_ = 0;
  NodeId word_count_ = 0;
  std::uint16_t root_label_ = 0;
};

}  // namespace entente::ingest::model
