#include "storage/graph/topology_side.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace entente::storage {

TopologySideBuilder::TopologySideBuilder(std::uint64_t node_end,
                                         std::uint64_t expected_relationships)
    : node_end_(node_end), arrays_(std::make_shared<Arrays>()) {
  arrays_->first_run.reserve(node_end + 1);
  arrays_->neighbours.reserve(expected_relationships);
  arrays_->relationships.reserve(expected_relationships);
}

/// Begins the rows of all nodes up to and with node_end, which have no entries yet.
void TopologySideBuilder::close_rows(std::uint64_t node_end) {
  std::vector<std::uint32_t>& first_run = arrays_->first_run;
  if (first_run.size() > node_end) return;
  first_run.resize(node_end + 1, static_cast<std::uint32_t>(arrays_->runs.size()));
}

bool TopologySideBuilder::fits(std::size_t entries) const {
  return arrays_->neighbours.size() + entries <= std::numeric_limits<std::uint32_t>::max();
}

void TopologySideBuilder::begin_run(std::uint64_t node, std::uint32_t type) {
  assert(node < node_end_);
  close_rows(node);
  arrays_->runs.push_back({type, static_cast<std::uint32_t>(arrays_->neighbours.size())});
}

bool TopologySideBuilder::add(std::span<const std::uint32_t> neighbours,
                              std::span<const std::uint32_t> relationships) {
  assert(neighbours.size() == relationships.size());
  if (!fits(neighbours.size())) return false;
  arrays_->neighbours.insert(arrays_->neighbours.end(), neighbours.begin(), neighbours.end());
  arrays_->relationships.insert(arrays_->relationships.end(), relationships.begin(),
                                relationships.end());
  return true;
}

bool TopologySideBuilder::add_nodes(const TopologySide& other, std::uint64_t begin,
                                    std::uint64_t end) {
  if (begin >= end) return true;
  close_rows(begin > 0 ? begin - 1 : 0);
  const std::uint32_t run_begin = other.first_run[begin];
  const std::uint32_t run_end = other.first_run[end];
  // Differences wrap around like the sums they are added to.
  const std::uint32_t run_shift = static_cast<std::uint32_t>(arrays_->runs.size()) - run_begin;
  if (arrays_->first_run.size() > begin) arrays_->first_run.resize(begin);
  for (std::uint64_t node = begin; node < end; ++node) {
    arrays_->first_run.push_back(other.first_run[node] + run_shift);
  }
  if (run_begin == run_end) return true;
  const std::uint32_t first = other.runs[run_begin].begin;
  const std::uint32_t last = other.runs[run_end].begin;
  const std::uint32_t shift = static_cast<std::uint32_t>(arrays_->neighbours.size()) - first;
  for (const TopologySide::Run& run : other.runs.subspan(run_begin, run_end - run_begin)) {
    arrays_->runs.push_back({run.type, run.begin + shift});
  }
  return add(other.neighbours.subspan(first, last - first),
             other.relationships.subspan(first, last - first));
}

TopologySide TopologySideBuilder::finish() && {
  close_rows(node_end_);
  arrays_->runs.push_back({0, static_cast<std::uint32_t>(arrays_->neighbours.size())});
  arrays_->runs.shrink_to_fit();
  TopologySide side{arrays_->first_run, arrays_->runs, arrays_->neighbours, arrays_->relationships,
                    nullptr};
  side.memory = std::move(arrays_);
  return side;
}

}  // namespace entente::storage
