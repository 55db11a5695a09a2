#include <algorithm>

#include "ingest/model/parser.hpp"

namespace entente::ingest::model {

namespace {

/// Starts as the first parser's tree and takes over arcs of the second.
class Combination {
 public:
  Combination(std::span<const ScoredArc> first, std::span<const ScoredArc> second)
      : first_(first), second_(second) {
    for (const ScoredArc& scored : first) arcs_.push_back(scored.arc);
  }

  std::vector<Arc> run() {
    exchange_root();
    std::vector<NodeId> order;
    for (NodeId word = 0; word < arcs_.size(); ++word) {
      if (gain(word) > 0) order.push_back(word);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](NodeId a, NodeId b) { return gain(a) > gain(b); });
    for (const NodeId word : order) take_over(word);
    choose_labels();
    return std::move(arcs_);
  }

 private:
  [[nodiscard]] NodeId root() const { return static_cast<NodeId>(arcs_.size()); }

  [[nodiscard]] std::int64_t gain(NodeId word) const {
    return std::int64_t{second_[word].arc_margin} - first_[word].arc_margin;
  }

  [[nodiscard]] bool is_below(NodeId word, NodeId ancestor) const {
    while (word != root() && word != ancestor) word = arcs_[word].head;
    return word == ancestor;
  }

  /// Two words change places when another one is to be the root's dependent.
  void exchange_root() {
    const auto root_of = [&](std::span<const ScoredArc> arcs) {
      return static_cast<NodeId>(
          std::find_if(arcs.begin(), arcs.end(),
                       [&](const ScoredArc& scored) { return scored.arc.head == root(); }) -
          arcs.begin());
    };
    const NodeId old_root = root_of(first_);
    const NodeId new_root = root_of(second_);
    if (old_root == new_root || gain(old_root) + gain(new_root) <= 0) return;
    // Once the new one hangs from the root, all else is below the old one.
    const Arc before = arcs_[new_root];
    arcs_[new_root] = second_[new_root].arc;
    const NodeId head = second_[old_root].arc.head;
    if (is_below(head, old_root)) {
      arcs_[new_root] = before;
      return;
    }
    arcs_[old_root] = second_[old_root].arc;
  }

  void take_over(NodeId word) {
    const NodeId head = second_[word].arc.head;
    // The root keeps its one dependent.
    if (head == root() || arcs_[word].head == root() || head == arcs_[word].head) return;
    if (!is_below(head, word)) arcs_[word] = second_[word].arc;
  }

  void choose_labels() {
    for (NodeId word = 0; word < arcs_.size(); ++word) {
      if (first_[word].arc.head != second_[word].arc.head) continue;
      const bool surer = second_[word].label_margin > first_[word].label_margin;
      arcs_[word].label = (surer ? second_ : first_)[word].arc.label;
    }
  }

  std::span<const ScoredArc> first_;
  std::span<const ScoredArc> second_;
  std::vector<Arc> arcs_;
};

}  // namespace

std::vector<Arc> combine(std::span<const ScoredArc> first, std::span<const ScoredArc> second) {
  return Combination(first, second).run();
}

}  // namespace entente::ingest::model
