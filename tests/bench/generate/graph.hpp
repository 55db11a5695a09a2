#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace entente::bench {

/// Nodes of one label. Node i has the id PREFIX i.
struct NodeTable {
  std::string label;
  char prefix = ' ';
  std::vector<std::int32_t> scores;
  /// Days since 1970-01-01.
  std::vector<std::int32_t> since;
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(scores.size()); }
  [[nodiscard]] std::string id(std::uint32_t node) const { return prefix + std::to_string(node); }
};

struct Relationship {
  std::uint32_t source;
  std::uint32_t target;
  /// In quarters, so that sums are exact in binary floating point whatever their order.
  std::int32_t amount_quarters;
};

/// Relationships of one type between nodes of two labels (positions in GeneratedGraph::nodes). No
/// pair occurs twice, and TRADES_WITH has no loops.
struct RelationshipTable {
  std::string type;
  std::size_t source_table = 0;
  std::size_t target_table = 0;
  std::vector<Relationship> rows;
};

/// A knowledge graph with the proportions of real ones: few hubs hold most of the relationships.
struct GeneratedGraph {
  std::vector<NodeTable> nodes;
  std::vector<RelationshipTable> relationships;
  [[nodiscard]] const NodeTable& table(const std::string& label) const;
  [[nodiscard]] const RelationshipTable& table(const std::string& type,
                                               const std::string& target) const;
};

/// The same graph for the same arguments on every machine. `node_total` of at least 1,000.
GeneratedGraph generate_graph(std::uint32_t node_total, std::uint64_t seed);

/// Uniform random numbers that do not depend on the standard library (SplitMix64: Steele, Lea,
/// Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// Below `end`, which is not 0.
  std::uint32_t below(std::uint32_t end);
  /// Below `end`, small numbers much more often: the square law that gives a few hubs.
  std::uint32_t skewed_below(std::uint32_t end);

 private:
  std::uint64_t state_;
};

}  // namespace entente::bench
