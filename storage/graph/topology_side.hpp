#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace entente::storage {

/// The relationships of all nodes in one direction as compressed sparse rows, split by type: the
/// runs of node n are runs[first_run[n]] to runs[first_run[n + 1]], by ascending type; a run's
/// entries go to the beginning of the next run and ascend by (neighbour, relationship).
/// Ids are held in 32 bits: half the memory, twice the speed; larger ones cannot be held.
/// The arrays are immutable and shared by all copies. Thread-safe.
struct TopologySide {
  struct Run {
    std::uint32_t type;
    std::uint32_t begin;
  };
  std::span<const std::uint32_t> first_run;
  /// One more than there are, so that every run has an end.
  std::span<const Run> runs;
  std::span<const std::uint32_t> neighbours;
  std::span<const std::uint32_t> relationships;
  /// Whose memory the spans lie in.
  std::shared_ptr<const void> memory;

  [[nodiscard]] std::size_t bytes() const {
    return first_run.size_bytes() + runs.size_bytes() + neighbours.size_bytes() +
           relationships.size_bytes();
  }
  [[nodiscard]] std::span<const Run> runs_of(std::uint64_t node) const {
    const std::uint32_t begin = first_run[node];
    return {runs.data() + begin, first_run[node + 1] - begin};
  }
  /// The end of a run is the beginning of the one behind it in memory; there always is one.
  static std::uint32_t end_of(const Run& run) { return (&run + 1)->begin; }
};

/// Takes the rows of a side, node by node, ascending.
class TopologySideBuilder {
 public:
  /// `node_end`: all nodes are below it.
  TopologySideBuilder(std::uint64_t node_end, std::uint64_t expected_relationships);

  /// Begins a run of the node; both must ascend.
  void begin_run(std::uint64_t node, std::uint32_t type);
  /// Adds entries to the run begun last. False if there are too many for 32 bits.
  bool add(std::span<const std::uint32_t> neighbours, std::span<const std::uint32_t> relationships);
  /// Adds the rows of the nodes in [begin, end) as they are in `other`, at the speed of memory.
  bool add_nodes(const TopologySide& other, std::uint64_t begin, std::uint64_t end);
  TopologySide finish() &&;

 private:
  void close_rows(std::uint64_t node_end);
  [[nodiscard]] bool fits(std::size_t entries) const;

  struct Arrays {
    std::vector<std::uint32_t> first_run;
    std::vector<TopologySide::Run> runs;
    std::vector<std::uint32_t> neighbours;
    std::vector<std::uint32_t> relationships;
  };
  std::uint64_t node_end_;
  std::shared_ptr<Arrays> arrays_;
};

}  // namespace entente::storage
