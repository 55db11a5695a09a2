#include <algorithm>
#include <limits>
#include <optional>

#include "query/plan/rules/counted_pattern.hpp"
#include "query/plan/rules/rule.hpp"
#include "query/plan/search_operators.hpp"
#include "query/plan/selectivity.hpp"

namespace entente::query {
namespace {

/// The tree of a pattern seen from one of its nodes, in the order in which it is walked.
class Tree {
 public:
  Tree(const CountedPattern& pattern, std::size_t root) : pattern_(pattern) {
    nodes_.push_back(node_of(root));
    places_.push_back(root);
    for (std::size_t i = 0; i < nodes_.size(); ++i) add_children(i);
  }

  /// False if relationships have to differ in ways that sums cannot express.
  bool settle_differences() {
    for (const auto& [a, b] : pattern_.differing) {
      if (!settle(of_edge_[a], of_edge_[b])) return false;
    }
    return true;
  }
  [[nodiscard]] std::vector<CountedNode> take() { return std::move(nodes_); }

  /// Relationships to be looked at, roughly, and nodes to be tested.
  [[nodiscard]] double cost(Statistics& statistics) const {
    double sum = 0;
    for (std::size_t i = 1; i < nodes_.size(); ++i) {
      const CountedNode& node = nodes_[i];
      const bool plain = node.children.empty() && node.predicates.empty();
      const double relationships = statistics.relationships({}, node.types, node.direction);
      sum += plain ? 0 : relationships;
      if (!node.predicates.empty()) sum += 4 * std::min(relationships, statistics.nodes());
    }
    if (!nodes_.front().predicates.empty()) sum += 4 * statistics.nodes();
    return sum;
  }

 private:
  CountedNode node_of(std::size_t place) const {
    CountedNode node;
    node.node = pattern_.nodes[place].slot;
    node.predicates = pattern_.nodes[place].predicates;
    return node;
  }

  void add_children(std::size_t parent) {
    of_edge_.resize(pattern_.edges.size(), 0);
    const std::size_t place = places_[parent];
    for (std::size_t e = 0; e < pattern_.edges.size(); ++e) {
      const CountedPattern::Edge& edge = pattern_.edges[e];
      if (of_edge_[e] != 0 || (edge.from != place && edge.to != place)) continue;
      const bool forward = edge.from == place;
      const std::size_t other = forward ? edge.to : edge.from;
      CountedNode child = node_of(other);
      child.parent = parent;
      child.relationship = edge.relationship;
      child.direction = forward ? edge.direction : opposite(edge.direction);
      child.types = edge.types;
      of_edge_[e] = nodes_.size();
      nodes_[parent].children.push_back(nodes_.size());
      nodes_.push_back(std::move(child));
      places_.push_back(other);
    }
  }

  bool settle(std::size_t a, std::size_t b) {
    if (a > b) std::swap(a, b);
    if (nodes_[b].parent == a) {
      nodes_[b].differs_from_parent = true;
      return true;
    }
    if (nodes_[a].parent != nodes_[b].parent) return false;
    CountedNode& parent = nodes_[nodes_[a].parent];
    if (parent.first_children_differ) return false;
    parent.first_children_differ = true;
    auto& children = parent.children;
    std::iter_swap(children.begin(), std::find(children.begin(), children.end(), a));
    std::iter_swap(children.begin() + 1, std::find(children.begin(), children.end(), b));
    return true;
  }

  const CountedPattern& pattern_;
  std::vector<CountedNode> nodes_;
  std::vector<std::size_t> places_;   // of nodes_, in the pattern
  std::vector<std::size_t> of_edge_;  // the node each edge leads to
};

/// Each relationship may have to differ from one other, of the same types: then what was counted
/// too much is a sum of its own.
bool differences_are_pairs(const CountedPattern& pattern) {
  std::vector<bool> seen(pattern.edges.size());
  for (const auto& [a, b] : pattern.differing) {
    if (seen[a] || seen[b]) return false;
    seen[a] = seen[b] = true;
    auto left = pattern.edges[a].types;
    auto right = pattern.edges[b].types;
    std::sort(left.begin(), left.end());
    std::sort(right.begin(), right.end());
    if (left != right) return false;
  }
  return true;
}

/// Takes away what the types of a relationship at the node say already.
void drop_implied_labels(RuleContext& context, CountedPattern& pattern) {
  for (std::size_t n = 0; n < pattern.nodes.size(); ++n) {
    auto& predicates = pattern.nodes[n].predicates;
    std::erase_if(predicates, [&](const Expression* predicate) {
      const auto label = as_label_predicate(*predicate, context.plan);
      if (!label) return false;
      return std::any_of(pattern.edges.begin(), pattern.edges.end(), [&](const auto& edge) {
        if (edge.from != n && edge.to != n) return false;
        if (edge.types.empty() || edge.direction == Direction::either) return false;
        const Direction towards = edge.to == n ? edge.direction : opposite(edge.direction);
        std::vector<LabelImplication> needed;
        for (const auto& type : edge.types) {
          needed.push_back({type, label->label, towards});
          if (!context.statistics.holds(needed.back())) return false;
        }
        auto& assumptions = context.plan.assumptions;
        assumptions.insert(assumptions.end(), needed.begin(), needed.end());
        return true;
      });
    });
  }
}

std::optional<std::vector<CountedNode>> best_tree(RuleContext& context,
                                                  const CountedPattern& pattern) {
  std::optional<std::vector<CountedNode>> best;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t root = 0; root < pattern.nodes.size(); ++root) {
    if (pattern.root_bound && root != 0) break;
    Tree tree(pattern, root);
    const double cost = tree.cost(context.statistics);
    if (cost >= least || !tree.settle_differences()) continue;
    least = cost;
    best = tree.take();
  }
  return best;
}

void count_by_sums(RuleContext& context, LogicalOperatorPtr& op) {
  auto& aggregate = as<Aggregate>(*op);
  auto pattern = counted_pattern(aggregate, context.plan);
  // Degrees of a bound node alone are the matter of count_degree.
  if (!pattern || (pattern->root_bound && pattern->edges.size() < 2)) return;
  if (!differences_are_pairs(*pattern)) return;
  drop_implied_labels(context, *pattern);
  auto nodes = best_tree(context, *pattern);
  if (!nodes) return;
  auto tree = std::make_unique<CountTree>();
  tree->root_bound = pattern->root_bound;
  tree->nodes = std::move(*nodes);
  const Slot target = sum_instead_of_count(context.plan, aggregate);
  tree->target = target;
  tree->children.push_back(std::move(*pattern->input));
  put_counted(context.plan, aggregate, std::move(tree), target);
}

}  // namespace

/// Counting the matches of a pattern without cycles multiplies and adds up degrees instead of
/// making the matches, from whichever of its nodes that costs least.
void count_tree(RuleContext& context, LogicalOperatorPtr& root) {
  if (has_updates(*context.plan.root) || context.plan.in_transactions) return;
  rewrite_bottom_up(root, [&](LogicalOperatorPtr& op) {
    if (op->kind == OperatorKind::aggregate) count_by_sums(context, op);
  });
}

}  // namespace entente::query
