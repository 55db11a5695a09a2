#include "storage/claims/identity.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "storage/claims/neighbours.hpp"

namespace entente::storage {

namespace {

struct Link {
  NodeId from;
  NodeId to;
  RelationshipId id;
  bool by_rule = false;
  double confidence = 1;
};

/// Nodes that some chain of SAME_AS links connects, with the links.
class Component {
 public:
  explicit Component(Transaction& transaction) : transaction_(transaction) {}

  Status collect(NodeId start) {
    index_of(start);
    for (std::size_t next = 0; next < nodes_.size(); ++next) {
      const NodeId node = nodes_[next];
      ENTENTE_ASSIGN(const auto found,
                     neighbours(transaction_, node, Direction::either, same_as_type));
      for (const Neighbour& other : found) {
        index_of(other.node);
        if (other.outgoing) ENTENTE_TRY(add_link(node, other));
      }
      if (nodes_.size() > identity_group_max) {
        return Error::plain(
            ErrorClass::limit_exceeded,
            "more than " + std::to_string(identity_group_max) + " nodes are linked by SAME_AS",
            "see which links are wrong: MATCH ()-[s:SAME_AS]->() RETURN s");
      }
    }
    return {};
  }

  /// Keeps the links that bring no two different nodes together.
  Status separate() {
    std::set<std::pair<std::size_t, std::size_t>> different;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      ENTENTE_ASSIGN(const auto found,
                     neighbours(transaction_, nodes_[i], Direction::outgoing, different_from_type));
      for (const Neighbour& other : found) {
        const auto at = index_.find(other.node);
        if (at != index_.end() && at->second != i) different.emplace(i, at->second);
      }
    }
    root_.resize(nodes_.size());
    std::iota(root_.begin(), root_.end(), std::size_t{0});
    std::sort(links_.begin(), links_.end(), [](const Link& a, const Link& b) {
      return std::tuple(a.by_rule, -a.confidence, a.id) <
             std::tuple(b.by_rule, -b.confidence, b.id);
    });
    std::vector<Link> kept;
    for (const Link& link : links_) {
      const std::size_t a = root_of(index_.at(link.from));
      const std::size_t b = root_of(index_.at(link.to));
      const bool meets = std::any_of(different.begin(), different.end(), [&](const auto& pair) {
        const std::size_t x = root_of(pair.first);
        const std::size_t y = root_of(pair.second);
        return (x == a && y == b) || (x == b && y == a);
      });
      if (a != b && meets) continue;
      root_[std::max(a, b)] = std::min(a, b);
      kept.push_back(link);
    }
    links_ = std::move(kept);
    return {};
  }

  /// The nodes that are one with the first, and those of them that no link leads away from.
  void group(std::vector<NodeId>& members, std::vector<NodeId>& ends) {
    std::set<NodeId> left;
    for (const Link& link : links_) left.insert(link.from);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (root_of(i) != root_of(0)) continue;
      members.push_back(nodes_[i]);
      if (left.count(nodes_[i]) == 0) ends.push_back(nodes_[i]);
    }
  }

 private:
  std::size_t index_of(NodeId node) {
    const auto [at, added] = index_.emplace(node, nodes_.size());
    if (added) nodes_.push_back(node);
    return at->second;
  }

  Status add_link(NodeId from, const Neighbour& to) {
    Link link{from, to.node, to.relationship};
    ENTENTE_ASSIGN(const Value made_by, property_of(transaction_, to.relationship, "made_by"));
    ENTENTE_ASSIGN(const Value sure, property_of(transaction_, to.relationship, "confidence"));
    link.by_rule = made_by.is_string() && made_by.as_string() == "rule";
    if (sure.is_number()) link.confidence = sure.as_number();
    links_.push_back(link);
    return {};
  }

  std::size_t root_of(std::size_t i) const {
    while (root_[i] != i) i = root_[i];
    return i;
  }

  Transaction& transaction_;
  std::vector<NodeId> nodes_;
  std::map<NodeId, std::size_t> index_;
  std::vector<Link> links_;
  std::vector<std::size_t> root_;
};

/// The one that most documents mention, then the one whose name sorts first.
Result<NodeId> best_known(Transaction& transaction, const std::vector<NodeId>& nodes) {
  // More documents than this need not be told apart, and counting them all would cost.
  constexpr std::int64_t documents_max = 1000;
  std::optional<std::tuple<std::int64_t, std::string, NodeId>> best;
  for (const NodeId node : nodes) {
    std::int64_t documents = 0;
    ENTENTE_TRY(transaction.visit_documents_of_node(node, [&](DocumentId) -> Result<Next> {
      return ++documents < documents_max ? Next::go_on : Next::stop;
    }));
    ENTENTE_ASSIGN(std::string name, display_name(transaction, node));
    std::tuple candidate(-documents, std::move(name), node);
    if (!best || candidate < *best) best = std::move(candidate);
  }
  return std::get<NodeId>(*best);
}

}  // namespace

Result<std::vector<NodeId>> same_nodes(Transaction& transaction, NodeId node) {
  std::vector<NodeId> members = {node};
  ENTENTE_ASSIGN(const auto links, neighbours(transaction, node, Direction::either, same_as_type));
  if (links.empty()) return members;
  Component component(transaction);
  ENTENTE_TRY(component.collect(node));
  ENTENTE_TRY(component.separate());
  members.clear();
  std::vector<NodeId> ends;
  component.group(members, ends);
  // Links in a circle lead away from everyone.
  ENTENTE_ASSIGN(const NodeId first, best_known(transaction, ends.empty() ? members : ends));
  std::sort(members.begin(), members.end());
  const auto at = std::find(members.begin(), members.end(), first);
  std::rotate(members.begin(), at, at + 1);
  return members;
}

Result<NodeId> canonical_node(Transaction& transaction, NodeId node) {
  ENTENTE_ASSIGN(const auto members, same_nodes(transaction, node));
  return members.front();
}

Result<bool> are_different(Transaction& transaction, NodeId a, NodeId b) {
  ENTENTE_ASSIGN(const auto found,
                 neighbours(transaction, a, Direction::either, different_from_type));
  return std::any_of(found.begin(), found.end(),
                     [&](const Neighbour& other) { return other.node == b; });
}

}  // namespace entente::storage
