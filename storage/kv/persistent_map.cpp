#include "storage/kv/persistent_map.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace entente::storage {

namespace {
// Small enough that copying a node is cheap, large enough that the tree is flat.
constexpr std::size_t max_node_entries = 32;
}  // namespace

/// A leaf holds pairs; an inner node holds children, where entries[i] is a lower bound of all keys
/// under children[i] (entries[0] may be above keys that arrive later and is never compared).
struct PersistentMap::Node {
  Node() = default;
  Node(const Node& o) : entries(o.entries), children(o.children) {}

  [[nodiscard]] bool leaf() const { return children.empty(); }
  /// Leaf: position of the first key >= `key`.
  [[nodiscard]] std::size_t lower_bound(std::string_view key) const {
    const auto it =
        std::lower_bound(entries.begin(), entries.end(), key,
                         [](const Ref<Entry>& e, std::string_view k) { return e->key < k; });
    return static_cast<std::size_t>(it - entries.begin());
  }
  /// Inner node: the child that holds `key` if any does.
  [[nodiscard]] std::size_t child_of(std::string_view key) const {
    const auto it =
        std::upper_bound(entries.begin() + 1, entries.end(), key,
                         [](std::string_view k, const Ref<Entry>& e) { return k < e->key; });
    return static_cast<std::size_t>(it - entries.begin()) - 1;
  }

  std::atomic<std::uint32_t> references{1};
  std::vector<Ref<Entry>> entries;
  std::vector<Ref<Node>> children;
};

namespace {

using Node = PersistentMap::Node;
using Entry = PersistentMap::Entry;

void make_own(Ref<Node>& node) {
  if (!node.unique()) node = Ref<Node>(new Node(*node));
}

/// Splits an overfull node: keeps the first part, returns the rest. Nodes that grow at their end
/// (ascending insertion) keep all but one entry, so that bulk loads leave full nodes behind.
Ref<Node> split(Node& node, bool grew_at_end) {
  const std::size_t keep = grew_at_end ? node.entries.size() - 1 : node.entries.size() / 2;
  const auto at = static_cast<std::ptrdiff_t>(keep);
  Ref<Node> right(new Node);
  right->entries.assign(std::make_move_iterator(node.entries.begin() + at),
                        std::make_move_iterator(node.entries.end()));
  node.entries.resize(keep);
  if (!node.leaf()) {
    right->children.assign(std::make_move_iterator(node.children.begin() + at),
                           std::make_move_iterator(node.children.end()));
    node.children.resize(keep);
  }
  return right;
}

struct PutOutcome {
  Ref<Entry> replaced;
  Ref<Node> split_off;
};

PutOutcome put_into(Ref<Node>& node, Ref<Entry> entry) {
  make_own(node);
  PutOutcome outcome;
  std::size_t at = 0;
  if (node->leaf()) {
    at = node->lower_bound(entry->key);
    if (at < node->entries.size() && node->entries[at]->key == entry->key) {
      outcome.replaced = std::move(node->entries[at]);
      node->entries[at] = std::move(entry);
      return outcome;
    }
    node->entries.insert(node->entries.begin() + static_cast<std::ptrdiff_t>(at), std::move(entry));
  } else {
    const std::size_t child = node->child_of(entry->key);
    PutOutcome below = put_into(node->children[child], std::move(entry));
    outcome.replaced = std::move(below.replaced);
    if (!below.split_off) return outcome;
    at = child + 1;
    const auto offset = static_cast<std::ptrdiff_t>(at);
    Ref<Entry> bound = below.split_off->entries.front();
    node->entries.insert(node->entries.begin() + offset, std::move(bound));
    node->children.insert(node->children.begin() + offset, std::move(below.split_off));
  }
  if (node->entries.size() > max_node_entries) {
    outcome.split_off = split(*node, at + 1 == node->entries.size());
  }
  return outcome;
}

/// Removes the pair, which must be there. Nodes are freed when they become empty and not merged
/// before: with random deletions the tree stays within a constant factor of the best size.
Ref<Entry> erase_from(Ref<Node>& node, std::string_view key) {
  make_own(node);
  if (node->leaf()) {
    const auto at = static_cast<std::ptrdiff_t>(node->lower_bound(key));
    Ref<Entry> removed = std::move(node->entries[static_cast<std::size_t>(at)]);
    node->entries.erase(node->entries.begin() + at);
    return removed;
  }
  const std::size_t child = node->child_of(key);
  Ref<Entry> removed = erase_from(node->children[child], key);
  if (node->children[child]->entries.empty()) {
    const auto at = static_cast<std::ptrdiff_t>(child);
    node->entries.erase(node->entries.begin() + at);
    node->children.erase(node->children.begin() + at);
  }
  return removed;
}

}  // namespace

PersistentMap::PersistentMap() = default;
PersistentMap::PersistentMap(const PersistentMap&) = default;
PersistentMap::PersistentMap(PersistentMap&&) noexcept = default;
PersistentMap& PersistentMap::operator=(const PersistentMap&) = default;
PersistentMap& PersistentMap::operator=(PersistentMap&&) noexcept = default;
PersistentMap::~PersistentMap() = default;

const std::string* PersistentMap::find(std::string_view key) const {
  const Node* node = root_.get();
  if (node == nullptr) return nullptr;
  while (!node->leaf()) node = node->children[node->child_of(key)].get();
  const std::size_t at = node->lower_bound(key);
  if (at == node->entries.size() || node->entries[at]->key != key) return nullptr;
  return &node->entries[at]->value;
}

void PersistentMap::put(std::string_view key, std::string value) {
  bytes_ += key.size() + value.size();
  Ref<Entry> entry(new Entry(key, std::move(value)));
  if (!root_) {
    root_ = Ref<Node>(new Node);
  }
  PutOutcome outcome = put_into(root_, std::move(entry));
  if (outcome.replaced) {
    bytes_ -= outcome.replaced->key.size() + outcome.replaced->value.size();
  } else {
    ++size_;
  }
  if (outcome.split_off) {
    Ref<Node> root(new Node);
    root->entries = {root_->entries.front(), outcome.split_off->entries.front()};
    root->children.push_back(std::move(root_));
    root->children.push_back(std::move(outcome.split_off));
    root_ = std::move(root);
  }
}

bool PersistentMap::erase(std::string_view key) {
  // Looking first keeps a version without the key from being copied for nothing.
  if (find(key) == nullptr) return false;
  const Ref<Entry> removed = erase_from(root_, key);
  bytes_ -= removed->key.size() + removed->value.size();
  --size_;
  // An inner root whose last child was freed has become a childless node, that is an empty leaf.
  while (!root_->leaf() && root_->children.size() == 1) {
    Ref<Node> child = root_->children.front();
    root_ = std::move(child);
  }
  if (root_->entries.empty()) root_ = Ref<Node>();
  return true;
}

void PersistentMap::Cursor::descend_first(const Node* node) {
  while (true) {
    path_.push_back({node, 0});
    if (node->leaf()) return;
    node = node->children.front().get();
  }
}

void PersistentMap::Cursor::descend_last(const Node* node) {
  while (true) {
    path_.push_back({node, static_cast<std::uint32_t>(node->entries.size() - 1)});
    if (node->leaf()) return;
    node = node->children.back().get();
  }
}

void PersistentMap::Cursor::seek_first() {
  path_.clear();
  if (map_->root_) descend_first(map_->root_.get());
}

void PersistentMap::Cursor::seek_last() {
  path_.clear();
  if (map_->root_) descend_last(map_->root_.get());
}

void PersistentMap::Cursor::seek(std::string_view key) {
  path_.clear();
  const Node* node = map_->root_.get();
  if (node == nullptr) return;
  while (!node->leaf()) {
    const std::size_t child = node->child_of(key);
    path_.push_back({node, static_cast<std::uint32_t>(child)});
    node = node->children[child].get();
  }
  const std::size_t at = node->lower_bound(key);
  if (at < node->entries.size()) {
    path_.push_back({node, static_cast<std::uint32_t>(at)});
    return;
  }
  // The leaf ends before the key: the next pair is the first of the next leaf.
  path_.push_back({node, static_cast<std::uint32_t>(node->entries.size() - 1)});
  next();
}

void PersistentMap::Cursor::seek_for_previous(std::string_view key) {
  seek(key);
  if (!valid()) {
    seek_last();
  } else if (entry().key != key) {
    previous();
  }
}

void PersistentMap::Cursor::next() {
  assert(valid());
  while (!path_.empty()) {
    Step& step = path_.back();
    if (++step.index < step.node->entries.size()) {
      if (!step.node->leaf()) descend_first(step.node->children[step.index].get());
      return;
    }
    path_.pop_back();
  }
}

void PersistentMap::Cursor::previous() {
  assert(valid());
  while (!path_.empty()) {
    Step& step = path_.back();
    if (step.index > 0) {
      --step.index;
      if (!step.node->leaf()) descend_last(step.node->children[step.index].get());
      return;
    }
    path_.pop_back();
  }
}

const PersistentMap::Entry& PersistentMap::Cursor::entry() const {
  assert(valid());
  return *path_.back().node->entries[path_.back().index];
}

}  // namespace entente::storage
