#include "ingest/model/spanning_tree.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente::ingest::model {

namespace {

using Score = std::int64_t;

/// More than all other scores of a tree together, so that the root gets no second word.
constexpr Score price_of_root = Score{1} << 48U;

/// Scores between the nodes of a graph, the last of which is the root.
struct Graph {
  explicit Graph(std::size_t node_count)
      : nodes(node_count), values(node_count * node_count, std::numeric_limits<Score>::min()) {}

  Score& at(std::size_t node, std::size_t head) { return values[node * nodes + head]; }
  [[nodiscard]] Score at(std::size_t node, std::size_t head) const {
    return values[node * nodes + head];
  }

  std::size_t nodes;
  std::vector<Score> values;
};

std::vector<std::uint32_t> best_heads(const Graph& graph) {
  std::vector<std::uint32_t> heads(graph.nodes - 1);
  for (std::size_t i = 0; i + 1 < graph.nodes; ++i) {
    std::size_t best = i == 0 ? 1 : 0;
    for (std::size_t h = 0; h < graph.nodes; ++h) {
      if (h != i && graph.at(i, h) > graph.at(i, best)) best = h;
    }
    heads[i] = static_cast<std::uint32_t>(best);
  }
  return heads;
}

/// The nodes of a cycle, or none if the heads are those of a tree.
std::vector<std::uint32_t> find_cycle(const std::vector<std::uint32_t>& heads) {
  // Which walk came by each node first.
  std::vector<std::uint32_t> walk(heads.size() + 1, 0);
  for (std::uint32_t start = 0; start < heads.size(); ++start) {
    std::uint32_t at = start;
    while (at < heads.size() && walk[at] == 0) {
      walk[at] = start + 1;
      at = heads[at];
    }
    if (at == heads.size() || walk[at] != start + 1) continue;
    std::vector<std::uint32_t> cycle;
    for (std::uint32_t node = at; cycle.empty() || node != at; node = heads[node]) {
      cycle.push_back(node);
    }
    return cycle;
  }
  return {};
}

/// A graph in which one node stands for a cycle, and how its arcs came about.
struct Contracted {
  Graph graph;
  /// Old numbers of the nodes that stayed.
  std::vector<std::uint32_t> old_number;
  std::uint32_t cycle_node;
  /// For a node outside: which node of the cycle would be its head. For a head outside: which node
  /// of the cycle it would be the head of. By new numbers.
  std::vector<std::uint32_t> head_inside;
  std::vector<std::uint32_t> node_inside;
};

Contracted contract(const Graph& graph, const std::vector<std::uint32_t>& heads,
                    const std::vector<std::uint32_t>& cycle) {
  std::vector<bool> inside(graph.nodes, false);
  for (const std::uint32_t node : cycle) inside[node] = true;
  const std::size_t nodes = graph.nodes - cycle.size() + 1;
  // The node of the cycle stands before the root, which stays the last.
  const auto cycle_node = static_cast<std::uint32_t>(nodes - 2);
  Contracted out{Graph(nodes), std::vector<std::uint32_t>(nodes, 0), cycle_node,
                 std::vector<std::uint32_t>(nodes, 0), std::vector<std::uint32_t>(nodes, 0)};
  std::uint32_t next = 0;
  for (std::uint32_t i = 0; i + 1 < graph.nodes; ++i) {
    if (!inside[i]) out.old_number[next++] = i;
  }
  out.old_number[nodes - 1] = static_cast<std::uint32_t>(graph.nodes - 1);
  for (std::uint32_t i = 0; i < nodes; ++i) {
    if (i == cycle_node) continue;
    const std::uint32_t old = out.old_number[i];
    for (std::uint32_t h = 0; h < nodes; ++h) {
      if (h != i && h != cycle_node && i + 1 < nodes) {
        out.graph.at(i, h) = graph.at(old, out.old_number[h]);
      }
    }
    Score best_head = std::numeric_limits<Score>::min();
    Score best_node = std::numeric_limits<Score>::min();
    for (const std::uint32_t node : cycle) {
      if (i + 1 < nodes && graph.at(old, node) > best_head) {
        best_head = graph.at(old, node);
        out.head_inside[i] = node;
      }
      const Score gain = graph.at(node, old) - graph.at(node, heads[node]);
      if (gain > best_node) {
        best_node = gain;
        out.node_inside[i] = node;
      }
    }
    out.graph.at(i, cycle_node) = best_head;
    out.graph.at(cycle_node, i) = best_node;
  }
  return out;
}

std::vector<std::uint32_t> solve(const Graph& graph) {
  std::vector<std::uint32_t> heads = best_heads(graph);
  const std::vector<std::uint32_t> cycle = find_cycle(heads);
  if (cycle.empty()) return heads;
  const Contracted smaller = contract(graph, heads, cycle);
  const std::vector<std::uint32_t> found = solve(smaller.graph);
  for (std::uint32_t i = 0; i < found.size(); ++i) {
    if (i == smaller.cycle_node) {
      heads[smaller.node_inside[found[i]]] = smaller.old_number[found[i]];
    } else if (found[i] == smaller.cycle_node) {
      heads[smaller.old_number[i]] = smaller.head_inside[i];
    } else {
      heads[smaller.old_number[i]] = smaller.old_number[found[i]];
    }
  }
  return heads;
}

}  // namespace

std::vector<std::uint32_t> highest_tree(const Matrix& scores) {
  const std::size_t words = scores.rows;
  Graph graph(words + 1);
  for (std::size_t i = 0; i < words; ++i) {
    for (std::size_t h = 0; h <= words; ++h) {
      if (h == i) continue;
      const float bounded = std::clamp(scores.row(i)[h], -1000.0F, 1000.0F);
      graph.at(i, h) = static_cast<Score>(std::floor(static_cast<double>(bounded) * 0x1p20));
    }
    graph.at(i, words) -= price_of_root;
  }
  return solve(graph);
}

}  // namespace entente::ingest::model
