#include "storage/graph/topology.hpp"

#include <cassert>
#include <limits>

#include "storage/format/adjacency_list.hpp"
#include "storage/format/key.hpp"

namespace entente::storage {

namespace {

constexpr std::uint64_t max_number = std::numeric_limits<std::uint32_t>::max();
/// Lists between two looks at the stop signal.
constexpr std::uint64_t lists_per_look = 4096;

Error too_large() {
  return Error::plain(ErrorClass::limit_exceeded,
                      "the graph is too large for a topology in memory");
}

}  // namespace

std::size_t TopologySide::bytes() const {
  return first_run.capacity() * sizeof(std::uint32_t) + runs.capacity() * sizeof(Run) +
         (neighbours.capacity() + relationships.capacity()) * sizeof(std::uint32_t);
}

Topology::Topology(std::uint64_t commit, std::uint64_t node_end)
    : commit_(commit), node_end_(node_end), touched_(node_end) {}

std::size_t Topology::bytes() const {
  return outgoing_.bytes() + incoming_.bytes() +
         touched_.size() * sizeof(std::atomic<std::uint32_t>);
}

std::size_t Topology::estimate_bytes(std::uint64_t node_end, std::uint64_t relationships) {
  // Both directions: ids of neighbour and relationship, and at worst a run for each; per node the
  // two row beginnings and the mark.
  return relationships * 2 * (4 + 4 + sizeof(TopologySide::Run)) + node_end * (4 + 4 + 4);
}

Status Topology::build(const KvReader& reader, std::uint64_t expected_relationships,
                       const std::function<bool()>& stopped) {
  if (node_end_ > max_number || expected_relationships > max_number) return too_large();
  for (TopologySide* side : {&outgoing_, &incoming_}) {
    side->first_run.reserve(node_end_ + 1);
    side->neighbours.reserve(expected_relationships);
    side->relationships.reserve(expected_relationships);
  }
  const auto it = reader.scan(KeyFamily::adjacency, {}, ScanOrder::ascending);
  std::uint64_t lists = 0;
  for (; it->valid(); it->next()) {
    ENTENTE_TRY(add_list(it->key(), it->value()));
    if (++lists % lists_per_look == 0 && stopped()) {
      return Error::plain(ErrorClass::interrupted, "building the topology was stopped");
    }
  }
  ENTENTE_TRY(it->status());
  for (TopologySide* side : {&outgoing_, &incoming_}) {
    close_rows(*side, node_end_);
    side->runs.push_back({0, static_cast<std::uint32_t>(side->neighbours.size())});
    side->runs.shrink_to_fit();
  }
  decoded_neighbours_ = {};
  decoded_relationships_ = {};
  return {};
}

/// Begins the rows of all nodes up to and with node_end, which have no entries yet.
void Topology::close_rows(TopologySide& side, std::uint64_t node_end) const {
  while (side.first_run.size() <= node_end) {
    side.first_run.push_back(static_cast<std::uint32_t>(side.runs.size()));
  }
}

Status Topology::add_list(std::string_view key, std::string_view list) {
  ENTENTE_ASSIGN(const AdjacencyKey at, AdjacencyKey::decode(key));
  // Ids are given away before they are used, so nothing in the snapshot can lie beyond.
  if (at.node.value >= node_end_) return too_large();
  decoded_neighbours_.clear();
  decoded_relationships_.clear();
  ENTENTE_TRY(decode_adjacency(list, decoded_neighbours_, &decoded_relationships_));
  if (decoded_neighbours_.empty()) return {};
  TopologySide& side = at.direction == Direction::outgoing ? outgoing_ : incoming_;
  if (side.neighbours.size() + decoded_neighbours_.size() > max_number) return too_large();
  close_rows(side, at.node.value);
  side.runs.push_back({at.type.value, static_cast<std::uint32_t>(side.neighbours.size())});
  for (const NodeId neighbour : decoded_neighbours_) {
    if (neighbour.value > max_number) return too_large();
    side.neighbours.push_back(static_cast<std::uint32_t>(neighbour.value));
  }
  for (const RelationshipId relationship : decoded_relationships_) {
    if (relationship.value > max_number) return too_large();
    side.relationships.push_back(static_cast<std::uint32_t>(relationship.value));
  }
  return {};
}

void Topology::mark(NodeId node, std::uint64_t commit) {
  assert(commit > commit_);
  // Nodes that came later are always looked up in the store.
  if (node.value >= node_end_) return;
  std::atomic<std::uint32_t>& touched = touched_[node.value];
  if (touched.load(std::memory_order_relaxed) != 0) return;
  const std::uint64_t distance = commit - commit_;
  // Beyond 2^32 commits a node counts as touched too early, which is only slower.
  touched.store(static_cast<std::uint32_t>(distance <= max_number ? distance : max_number),
                std::memory_order_release);
}

}  // namespace entente::storage
