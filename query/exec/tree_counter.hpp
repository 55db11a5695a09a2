#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "query/exec/memory_lease.hpp"
#include "query/exec/node_predicates.hpp"
#include "query/exec/view_rows.hpp"
#include "query/exec/weight_table.hpp"
#include "query/plan/search_operators.hpp"

namespace entente::query {

/// Counts the matches of a tree pattern by the node its root is: the product over the children of
/// the sums over the relationships that lead to them, each node of the graph weighed once for each
/// node of the pattern. `Rows` is ViewRows or ListRows.
///
/// Relationships that have to differ come in pairs that share a node. Of two children of a node,
/// the pairs of one and the same relationship are taken off the product; of a relationship and the
/// one before it, what the one before would give is taken off the sum.
template <class Rows>
class TreeCounter {
 public:
  /// `rows[i]` are those that lead to node i of the pattern; the root's are not used. `tests` are
  /// what the nodes must meet. All must outlive the counter.
  TreeCounter(const std::vector<CountedNode>& pattern, std::vector<std::optional<Rows>> rows,
              std::vector<NodePredicates>& tests)
      : pattern_(pattern), rows_(std::move(rows)), tests_(tests), tables_(pattern.size()) {
    for (std::size_t t = 0; t < pattern_.size(); ++t) {
      plain_.push_back(t > 0 && pattern_[t].children.empty() && pattern_[t].predicates.empty());
      wary_child_.emplace_back();
      for (const std::size_t child : pattern_[t].children) {
        if (pattern_[child].differs_from_parent) wary_child_[t] = child;
      }
    }
  }

  /// Says that nearly all nodes will be asked for.
  void expect_all(std::uint64_t node_end) {
    for (std::size_t t = 1; t < tables_.size(); ++t) {
      if (!plain_[t]) tables_[t].make_dense(node_end);
    }
  }

  /// The matches whose root is one of the nodes, all different, together.
  Result<std::int64_t> total(EvalContext& context, std::vector<NodeId>& nodes) {
    std::int64_t sum = 0;
    ENTENTE_TRY(prepare(context, 0, nodes));
    for (const NodeId node : nodes) {
      ENTENTE_ASSIGN(const Weight weight, product(context, 0, node));
      add(sum, times(weight.inner, weight.rest));
    }
    ENTENTE_TRY(check());
    return sum;
  }
  /// True if all below the root are leaves without conditions, and the root has none itself: then
  /// total_of_leaves() gives the total of a range of ids in one sweep.
  [[nodiscard]] bool only_leaves() const {
    for (std::size_t t = 1; t < plain_.size(); ++t) {
      if (!plain_[t] || pattern_[t].parent != 0) return false;
    }
    return tests_.front().empty();
  }
  /// Several threads may ask at once.
  Result<std::int64_t> total_of_leaves(std::uint64_t begin, std::uint64_t end) const {
    std::int64_t sum = 0;
    bool overflow = false;
    const std::vector<std::size_t>& children = pattern_.front().children;
    for (const std::size_t child : children) {
      const auto [first, last] = rows_[child]->extent();
      begin = std::max(begin, first);
      end = std::min(end, last);
    }
    for (std::uint64_t id = begin; id < end; ++id) {
      std::int64_t ways = 1;
      for (std::size_t i = 0; i < children.size() && ways != 0; ++i) {
        const auto more = static_cast<std::int64_t>(rows_[children[i]]->count(NodeId{id}));
        overflow |= __builtin_mul_overflow(ways, more, &ways);
      }
      if (ways == 0) continue;
      if (pattern_.front().first_children_differ) {
        ways -= ways_over_same(NodeId{id}, ways, overflow);
      }
      overflow |= __builtin_add_overflow(sum, ways, &sum);
    }
    if (overflow) return too_many();
    return sum;
  }
  /// The matches whose root is this node.
  Result<std::int64_t> at(EvalContext& context, NodeId node) {
    Weight weight = tables_[0].get(node);
    if (weight.rest < 0) {
      ENTENTE_TRY(weigh(context, 0, {node}));
      weight = tables_[0].get(node);
    }
    return times(weight.inner, weight.rest);
  }
  /// False for nodes that lack relationships of the root, without looking further.
  Result<bool> may_match(EvalContext& context, NodeId node) {
    for (const std::size_t child : pattern_.front().children) {
      ENTENTE_ASSIGN(const std::uint64_t count, rows_[child]->count(context, node));
      if (count == 0) return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t nodes_between_checks = 256;

  std::int64_t times(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    overflow_ |= __builtin_mul_overflow(a, b, &result);
    return result;
  }
  void add(std::int64_t& sum, std::int64_t more) {
    overflow_ |= __builtin_add_overflow(sum, more, &sum);
  }
  static Error too_many() {
    return Error::runtime(ErrorClass::arithmetic_error, "NumberOutOfRange",
                          "the number of matches is too large for an integer");
  }
  Status check() const {
    if (!overflow_) return {};
    return too_many();
  }

  /// Leaves the nodes that meet the conditions of t, and weighs all their relationships lead to.
  Status prepare(EvalContext& context, std::size_t t, std::vector<NodeId>& nodes) {
    if (!tests_[t].empty()) {
      std::vector<bool> keep(nodes.size(), true);
      ENTENTE_TRY(tests_[t].test(context, nodes, keep));
      std::size_t kept = 0;
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (keep[i]) nodes[kept++] = nodes[i];
      }
      nodes.resize(kept);
    }
    for (const std::size_t child : pattern_[t].children) {
      if (plain_[child]) continue;
      std::vector<NodeId> unknown;
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i % nodes_between_checks == 0) ENTENTE_TRY(context.interruption.check());
        ENTENTE_TRY(rows_[child]->each(context, nodes[i], [&](NodeId node, RowPlace) {
          if (tables_[child].get(node).rest >= 0) return;
          // Known to be asked for; the value follows before anyone reads it.
          tables_[child].put(node, {0, 0});
          unknown.push_back(node);
        }));
      }
      ENTENTE_TRY(weigh(context, child, std::move(unknown)));
    }
    return {};
  }

  Status weigh(EvalContext& context, std::size_t t, std::vector<NodeId> nodes) {
    for (const NodeId node : nodes) tables_[t].put(node, {0, 0});
    ENTENTE_TRY(prepare(context, t, nodes));
    std::size_t bytes = 0;
    for (const WeightTable& table : tables_) bytes += table.bytes();
    ENTENTE_TRY(lease_.resize(context.memory, bytes + nodes.capacity() * sizeof(NodeId)));
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (i % nodes_between_checks == 0) ENTENTE_TRY(context.interruption.check());
      ENTENTE_ASSIGN(const Weight weight, product(context, t, nodes[i]));
      tables_[t].put(nodes[i], weight);
    }
    return check();
  }

  Result<Weight> product(EvalContext& context, std::size_t t, NodeId node) {
    const CountedNode& at = pattern_[t];
    Weight weight{1, 1};
    std::size_t done = 0;
    if (at.first_children_differ) {
      ENTENTE_ASSIGN(weight.rest, of_pair(context, at.children[0], at.children[1], node));
      done = 2;
    }
    for (std::size_t i = done; i < at.children.size() && weight.rest != 0; ++i) {
      const std::size_t child = at.children[i];
      ENTENTE_ASSIGN(const std::int64_t ways, sum(context, child, node));
      if (wary_child_[t] == child) {
        weight.inner = ways;
      } else {
        weight.rest = times(weight.rest, ways);
      }
    }
    return weight;
  }

  /// Ways over all relationships that lead from the node to child t of the pattern.
  Result<std::int64_t> sum(EvalContext& context, std::size_t t, NodeId node) {
    if (plain_[t]) {
      ENTENTE_ASSIGN(const std::uint64_t count, rows_[t]->count(context, node));
      return static_cast<std::int64_t>(count);
    }
    std::int64_t ways = 0;
    ENTENTE_TRY(rows_[t]->each(context, node, [&](NodeId to, RowPlace place) {
      const Weight weight = tables_[t].get(to);
      if (weight.rest == 0) return;
      std::int64_t inner = weight.inner;
      if (wary_child_[t]) inner -= way_back(*wary_child_[t], to, node, rows_[t]->outgoing(place));
      add(ways, times(inner, weight.rest));
    }));
    return ways;
  }

  /// What the relationship between `before` and `node` itself gives child t of `node`.
  std::int64_t way_back(std::size_t t, NodeId node, NodeId before, bool outgoing) {
    const NodeId source = outgoing ? before : node;
    const NodeId target = outgoing ? node : before;
    if (pattern_[t].direction != Direction::incoming && source == node) return ways(t, target);
    if (pattern_[t].direction != Direction::outgoing && target == node) return ways(t, source);
    return 0;
  }

  std::int64_t ways(std::size_t t, NodeId node) {
    if (plain_[t]) return 1;
    const Weight weight = tables_[t].get(node);
    return times(weight.inner, weight.rest);
  }

  /// Ways over two different relationships of the node, to the children a and b.
  Result<std::int64_t> of_pair(EvalContext& context, std::size_t a, std::size_t b, NodeId node) {
    ENTENTE_ASSIGN(const std::int64_t to_a, sum(context, a, node));
    if (to_a == 0) return to_a;
    ENTENTE_ASSIGN(const std::int64_t to_b, sum(context, b, node));
    if (to_b == 0) return to_b;
    std::int64_t same = 0;
    const Direction one = pattern_[a].direction;
    const Direction other = pattern_[b].direction;
    if (one != other && one != Direction::either && other != Direction::either) {
      // Only a loop both leaves and arrives.
      ENTENTE_ASSIGN(const std::uint64_t loops, rows_[a]->loops(context, node));
      if (loops > 0) same = times(static_cast<std::int64_t>(loops), of_both(a, b, node));
    } else {
      const std::size_t narrow = one == Direction::either ? b : a;
      if (plain_[a] && plain_[b]) {
        same = narrow == a ? to_a : to_b;
      } else {
        ENTENTE_TRY(rows_[narrow]->each(
            context, node, [&](NodeId to, RowPlace) { add(same, of_both(a, b, to)); }));
      }
    }
    return times(to_a, to_b) - same;
  }

  /// Which part of the ways from a root to its leaves takes one relationship for its first two.
  std::int64_t ways_over_same(NodeId root, std::int64_t all, bool& overflow) const {
    const std::size_t a = pattern_.front().children[0];
    const std::size_t b = pattern_.front().children[1];
    const Direction one = pattern_[a].direction;
    const Direction other = pattern_[b].direction;
    const bool only_loops = one != other && one != Direction::either && other != Direction::either;
    const std::uint64_t loops = only_loops ? rows_[a]->loops(root) : 0;
    // Nearly always so, and then nothing has to be counted again.
    if (only_loops && loops == 0) return 0;
    const auto to_a = static_cast<std::int64_t>(rows_[a]->count(root));
    const auto to_b = static_cast<std::int64_t>(rows_[b]->count(root));
    const std::int64_t same =
        only_loops ? static_cast<std::int64_t>(loops) : (one == Direction::either ? to_b : to_a);
    std::int64_t ways = 0;
    overflow |= __builtin_mul_overflow(all / (to_a * to_b), same, &ways);
    return ways;
  }

  std::int64_t of_both(std::size_t a, std::size_t b, NodeId node) {
    return times(ways(a, node), ways(b, node));
  }

  const std::vector<CountedNode>& pattern_;
  std::vector<std::optional<Rows>> rows_;
  std::vector<NodePredicates>& tests_;
  std::vector<WeightTable> tables_;
  /// By node of the pattern: a leaf without conditions, which weighs 1 everywhere.
  std::vector<bool> plain_;
  /// By node of the pattern: the child whose relationship must differ from its own.
  std::vector<std::optional<std::size_t>> wary_child_;
  bool overflow_ = false;
  MemoryLease lease_;
};

}  // namespace entente::query
