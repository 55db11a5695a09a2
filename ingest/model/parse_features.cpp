#include "ingest/model/parse_features.hpp"

#include <algorithm>
#include <iterator>

namespace entente::ingest::model {

namespace {

/// The node with its word; a node that is not there has an empty word.
struct Place {
  NodeId id = no_node;
  const ParseWord* word = nullptr;
  const ParseState::Node* node = nullptr;

  const ParseWord* operator->() const { return word; }
};

const ParseState::Node& no_arcs() {
  static const ParseState::Node node;
  return node;
}

Atom distance(NodeId left, NodeId right) {
  if (left == no_node || right == no_node) return 0;
  const int words = right - left;
  if (words <= 5) return static_cast<Atom>(words);
  return words <= 8 ? 6 : words <= 12 ? 7 : 8;
}

Atom fold_set(std::uint64_t labels) { return finish(labels); }

class Features {
 public:
  Features(const ParseState& state, const ParseInput& input, std::vector<FeatureKey>& out)
      : state_(state), input_(input), out_(out) {
    out_.clear();
  }

  void collect() {
    const Place s0 = place(state_.stacked(0));
    const Place s1 = place(state_.stacked(1));
    const Place s2 = place(state_.stacked(2));
    const Place b0 = place(state_.ahead(0));
    const Place b1 = place(state_.ahead(1));
    const Place b2 = place(state_.ahead(2));
    full(1, s0);
    full(2, s1);
    full(3, b0);
    brief(4, b1);
    brief(5, b2);
    brief(6, s2);
    pair(10, s0, b0);
    pair(11, s1, s0);
    pair_brief(12, s1, b0);
    pair_brief(13, b0, b1);
    pair_brief(14, s2, s0);
    tag_contexts(s0, s1, s2, b0, b1, b2);
    arcs(30, s0, b0);
    arcs(40, s1, s0);
    left_dependents(50, b0, s0);
    left_dependents(52, s0, s1);
    right_dependents(54, s0, b0);
    right_dependents(56, s1, s0);
    third_order(58, s0, s0.node->left1, b0);
    third_order(59, s0, s0.node->right1, s1);
    prepositions(s0, s1, s2, b0, b1);
  }

 private:
  template <class... Atoms>
  void add(std::uint32_t group, std::uint32_t number, Atoms... atoms) {
    out_.push_back(feature_key(1000 + group * 32 + number, static_cast<Atom>(atoms)...));
  }

  Place place(NodeId id) const {
    return {id, &input_.word(id), id == no_node ? &no_arcs() : &state_.node(id)};
  }

  void full(std::uint32_t group, const Place& a) {
    add(group, 0, a->form, a->tag);
    add(group, 1, a->form);
    add(group, 2, a->tag);
    add(group, 3, a->lemma, a->universal);
    add(group, 4, a->cluster, a->tag);
    add(group, 5, a->sense, a->tag);
  }

  void brief(std::uint32_t group, const Place& a) {
    add(group, 0, a->form, a->tag);
    add(group, 1, a->form);
    add(group, 2, a->tag);
    add(group, 3, a->cluster);
  }

  /// Two words between which an arc may be made now.
  void pair(std::uint32_t group, const Place& a, const Place& b) {
    const Atom far = distance(a.id, b.id);
    const Atom between = input_.between(a.id, b.id);
    add(group, 0, a->form, a->tag, b->form, b->tag);
    add(group, 1, a->form, a->tag, b->tag);
    add(group, 2, a->tag, b->form, b->tag);
    add(group, 3, a->lemma, b->lemma);
    add(group, 4, a->tag, b->tag);
    add(group, 5, a->lemma, b->tag);
    add(group, 6, a->tag, b->lemma);
    add(group, 7, a->sense, a->tag, b->sense, b->tag);
    add(group, 8, a->lemma, b->sense, b->tag);
    add(group, 9, a->sense, a->tag, b->lemma);
    add(group, 10, a->cluster, b->cluster);
    add(group, 11, a->cluster, b->tag);
    add(group, 12, a->tag, b->cluster);
    add(group, 13, a->tag, b->tag, far);
    add(group, 14, a->tag, b->tag, between);
    add(group, 15, a->universal, b->universal, between, far);
    add(group, 16, a->lemma, b->universal, far);
    add(group, 17, a->universal, b->lemma, far);
  }

  void pair_brief(std::uint32_t group, const Place& a, const Place& b) {
    add(group, 0, a->tag, b->tag);
    add(group, 1, a->lemma, b->tag);
    add(group, 2, a->tag, b->lemma);
    add(group, 3, a->lemma, b->lemma);
    add(group, 4, a->tag, b->tag, input_.between(a.id, b.id));
  }

  void tag_contexts(const Place& s0, const Place& s1, const Place& s2, const Place& b0,
                    const Place& b1, const Place& b2) {
    add(20, 0, b0->tag, b1->tag, b2->tag);
    add(20, 1, s0->tag, b0->tag, b1->tag);
    add(20, 2, s1->tag, s0->tag, b0->tag);
    add(20, 3, s2->tag, s1->tag, s0->tag);
    add(20, 4, s1->tag, s0->tag, b0->tag, b1->tag);
    add(20, 5, s2->universal, s1->tag, s0->tag, b0->tag);
    add(20, 6, s0->tag, b0->tag, b1->tag, b2->tag);
    add(20, 7, s0->lemma, b0->tag, b1->tag);
    add(20, 8, s0->tag, b0->lemma, b1->tag);
    add(20, 9, s1->lemma, s0->tag, b0->tag);
    add(20, 10, s1->tag, s0->lemma, b0->tag);
    add(20, 11, s1->tag, s0->tag, b0->lemma);
    add(20, 12, s1->lemma, s0->lemma, b0->tag);
    add(20, 13, s1->tag, s0->tag, b0->tag, distance(s1.id, s0.id), distance(s0.id, b0.id));
  }

  /// Numbers and labels of the dependents of both sides of a possible arc.
  void arcs(std::uint32_t group, const Place& a, const Place& b) {
    const Atom right = fold_set(a.node->right_labels);
    const Atom left = fold_set(a.node->left_labels);
    const Atom other_left = fold_set(b.node->left_labels);
    add(group, 0, a->form, a.node->right_count);
    add(group, 1, a->tag, a.node->right_count);
    add(group, 2, a->form, a.node->left_count);
    add(group, 3, a->tag, a.node->left_count);
    add(group, 4, b->form, b.node->left_count);
    add(group, 5, b->tag, b.node->left_count);
    add(group, 6, a->lemma, right);
    add(group, 7, a->tag, right);
    add(group, 8, a->lemma, left);
    add(group, 9, a->tag, left);
    add(group, 10, b->lemma, other_left);
    add(group, 11, b->tag, other_left);
    add(group, 12, a->tag, right, b->tag);
    add(group, 13, a->tag, left, b->tag);
    add(group, 14, a->tag, b->tag, other_left);
    add(group, 15, a->tag, left, b->tag, other_left);
    add(group, 16, a->tag, b->tag, right, other_left);
  }

  void dependent(std::uint32_t group, const Place& head, NodeId id, const Place& other) {
    const Place child = place(id);
    const Atom label = id == no_node ? no_atom : child.node->label;
    add(group, 0, child->form, head->tag);
    add(group, 1, child->tag, head->tag);
    add(group, 2, label, head->lemma);
    third_order(group, head, id, other);
  }

  void third_order(std::uint32_t group, const Place& head, NodeId id, const Place& other) {
    const Place child = place(id);
    const Atom label = id == no_node ? no_atom : child.node->label;
    add(group, 3, child->tag, head->tag, other->tag);
    add(group, 4, label, head->tag, other->tag);
    add(group, 5, child->form, head->tag, other->tag);
  }

  void second_dependent(std::uint32_t group, const Place& head, NodeId first, NodeId second,
                        const Place& other) {
    const Place child = place(second);
    const Atom label = second == no_node ? no_atom : child.node->label;
    add(group, 6, child->tag, head->tag);
    add(group, 7, label, head->lemma);
    add(group, 8, head->tag, place(first)->tag, child->tag);
    add(group, 9, label, head->tag, other->tag);
  }

  void left_dependents(std::uint32_t group, const Place& head, const Place& other) {
    const ParseState::Node& node = *head.node;
    dependent(group, head, node.left1, other);
    second_dependent(group, head, node.left1, node.left2, other);
  }

  void right_dependents(std::uint32_t group, const Place& head, const Place& other) {
    const ParseState::Node& node = *head.node;
    dependent(group, head, node.right1, other);
    second_dependent(group, head, node.right1, node.right2, other);
  }

  /// Where a phrase belongs depends on its preposition or conjunction, which is a dependent of it.
  void prepositions(const Place& s0, const Place& s1, const Place& s2, const Place& b0,
                    const Place& b1) {
    const Place marker = place(s0.node->left1);
    const Place ahead_marker = place(b0.node->left1);
    add(60, 0, s1->lemma, marker->form, s0->universal);
    add(60, 1, s1->lemma, marker->form, s0->lemma);
    add(60, 2, s1->sense, s1->tag, marker->form, s0->sense);
    add(60, 3, s2->lemma, s1->universal, marker->form);
    add(60, 4, s1->tag, marker->form, s0->tag, b0->tag);
    add(60, 5, s0->lemma, b0->form, b1->tag);
    add(60, 6, s1->lemma, s0->tag, b0->form);
    add(60, 7, s1->lemma, s0->lemma, b0->form);
    add(60, 8, s1->tag, s0->tag, b0->form, b1->tag);
    add(60, 9, s0->lemma, ahead_marker->form, b0->universal);
    add(60, 10, s0->sense, s0->tag, b0->form);
    add(60, 11, s1->sense, s1->tag, s0->sense, s0->tag, b0->form);
    add(60, 12, place(s1.node->right1)->form, s1->tag, s0->tag, marker->form);
  }

  const ParseState& state_;
  const ParseInput& input_;
  std::vector<FeatureKey>& out_;
};

}  // namespace

ParseInput::ParseInput(std::vector<ParseWord> words)
    : count_(words.size()), words_(std::move(words)), before_(count_ + 2) {
  ParseWord root;
  root.form = root.lemma = root.tag = root.universal = no_atom + 1;
  words_.push_back(root);
  words_.emplace_back();
  for (std::size_t i = 0; i <= count_; ++i) {
    const std::uint8_t kind = words_[i].between;
    before_[i + 1] = before_[i];
    before_[i + 1].commas += (kind & between_comma) != 0 ? 1 : 0;
    before_[i + 1].verbs += (kind & between_verb) != 0 ? 1 : 0;
    before_[i + 1].marks += (kind & between_mark) != 0 ? 1 : 0;
    before_[i + 1].conjunctions += (kind & between_conjunction) != 0 ? 1 : 0;
  }
}

ParseInput ParseInput::reversed() const {
  const auto end = words_.begin() + static_cast<std::ptrdiff_t>(count_);
  return ParseInput(std::vector<ParseWord>(std::make_reverse_iterator(end),
                                           std::make_reverse_iterator(words_.begin())));
}

Atom ParseInput::between(NodeId left, NodeId right) const {
  if (left == no_node || right == no_node || right <= left) return no_atom;
  const Counts& from = before_[left + 1U];
  const Counts& to = before_[right];
  const auto some = [](int n) { return static_cast<Atom>(std::clamp(n, 0, 2)); };
  return some(to.commas - from.commas) | some(to.verbs - from.verbs) << 2U |
         some(to.marks - from.marks) << 4U | some(to.conjunctions - from.conjunctions) << 6U;
}

void parse_features(const ParseState& state, const ParseInput& input,
                    std::vector<FeatureKey>& out) {
  Features(state, input, out).collect();
}

}  // namespace entente::ingest::model
