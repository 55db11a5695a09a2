#include "tests/bench/generate/graph.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <unordered_set>

namespace entente::bench {
namespace {

struct LabelShare {
  const char* label;
  char prefix;
  /// Of 10,000 nodes.
  std::uint32_t share;
};
constexpr LabelShare label_shares[] = {{"Person", 'P', 3600}, {"Company", 'C', 2000},
                                       {"Country", 'K', 10},  {"Pipeline", 'L', 800},
                                       {"Currency", 'U', 8},  {"Document", 'D', 3582}};

struct TypeShare {
  const char* type;
  const char* source;
  const char* target;
  /// Of 10,000 nodes; there are about ten relationships to a node.
  std::uint32_t share;
};
constexpr TypeShare type_shares[] = {
    {"LEADS", "Person", "Company", 4000},      {"OWNS", "Company", "Pipeline", 4000},
    {"OPERATES", "Company", "Pipeline", 4000}, {"TRADES_WITH", "Company", "Company", 24000},
    {"KNOWS", "Person", "Person", 18000},      {"LOCATED_IN", "Company", "Country", 2000},
    {"USES", "Country", "Currency", 10},       {"SANCTIONS", "Country", "Company", 2000},
    {"SANCTIONS", "Country", "Person", 2000},  {"MENTIONS", "Document", "Person", 20000},
    {"MENTIONS", "Document", "Company", 20000}};

constexpr std::uint32_t share_of = 10'000;
constexpr std::int32_t first_day = 6'940;  // 1989-01-01
constexpr std::uint32_t days = 13'000;

std::size_t position(const GeneratedGraph& graph, const std::string& label) {
  const auto found = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                  [&](const NodeTable& table) { return table.label == label; });
  assert(found != graph.nodes.end());
  return static_cast<std::size_t>(found - graph.nodes.begin());
}

NodeTable make_nodes(const LabelShare& share, std::uint32_t node_total, Random& random) {
  NodeTable table;
  table.label = share.label;
  table.prefix = share.prefix;
  const auto count = static_cast<std::uint32_t>(
      std::max<std::uint64_t>(8, std::uint64_t{node_total} * share.share / share_of));
  for (std::uint32_t i = 0; i < count; ++i) {
    table.scores.push_back(static_cast<std::int32_t>(random.below(10'000)));
    table.since.push_back(first_day + static_cast<std::int32_t>(random.below(days)));
  }
  return table;
}

RelationshipTable make_relationships(const TypeShare& share, const GeneratedGraph& graph,
                                     std::uint32_t node_total, Random& random) {
  RelationshipTable table;
  table.type = share.type;
  table.source_table = position(graph, share.source);
  table.target_table = position(graph, share.target);
  const std::uint32_t sources = graph.nodes[table.source_table].size();
  const std::uint32_t targets = graph.nodes[table.target_table].size();
  // At most half of all pairs, so that new ones are found quickly.
  const std::uint64_t wanted = std::min<std::uint64_t>(
      std::uint64_t{node_total} * share.share / share_of, std::uint64_t{sources} * targets / 2);
  std::unordered_set<std::uint64_t> seen;
  seen.reserve(wanted);
  // Hubs of the same kind must not all be at the same places in the order of ids.
  const std::uint32_t turn = random.below(targets);
  while (table.rows.size() < wanted) {
    const std::uint32_t source =
        random.below(4) == 0 ? random.skewed_below(sources) : random.below(sources);
    const std::uint32_t target = (random.skewed_below(targets) + turn) % targets;
    if (table.source_table == table.target_table && source == target) continue;
    if (!seen.insert(std::uint64_t{source} << 32U | target).second) continue;
    table.rows.push_back({source, target, static_cast<std::int32_t>(random.below(40'000))});
  }
  return table;
}

}  // namespace

std::uint64_t Random::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t x = state_;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

std::uint32_t Random::below(std::uint32_t end) {
  return static_cast<std::uint32_t>((next() >> 32U) * end >> 32U);
}

std::uint32_t Random::skewed_below(std::uint32_t end) {
  const std::uint64_t once = below(end);
  const std::uint64_t twice = once * below(end) / end;
  return static_cast<std::uint32_t>(twice * below(end) / end);
}

const NodeTable& GeneratedGraph::table(const std::string& label) const {
  return nodes[position(*this, label)];
}

const RelationshipTable& GeneratedGraph::table(const std::string& type,
                                               const std::string& target) const {
  const auto found =
      std::find_if(relationships.begin(), relationships.end(), [&](const RelationshipTable& table) {
        return table.type == type && nodes[table.target_table].label == target;
      });
  assert(found != relationships.end());
  return *found;
}

GeneratedGraph generate_graph(std::uint32_t node_total, std::uint64_t seed) {
  assert(node_total >= 1000);
  Random random(seed);
  GeneratedGraph graph;
  for (const LabelShare& share : label_shares) {
    graph.nodes.push_back(make_nodes(share, node_total, random));
  }
  for (const TypeShare& share : type_shares) {
    graph.relationships.push_back(make_relationships(share, graph, node_total, random));
  }
  return graph;
}

}  // namespace entente::bench
