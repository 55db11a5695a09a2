#include "storage/graph/topology.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "storage/base/parallel.hpp"
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

Error stopped_error() {
  return Error::plain(ErrorClass::interrupted, "building the topology was stopped");
}

/// Takes adjacency lists in the order of their keys.
class ListReader {
 public:
  ListReader(std::uint64_t node_end, std::uint64_t expected_relationships)
      : node_end_(node_end),
        outgoing_(node_end, expected_relationships),
        incoming_(node_end, expected_relationships) {}

  Status add(std::string_view key, std::string_view list) {
    ENTENTE_ASSIGN(const AdjacencyKey at, AdjacencyKey::decode(key));
    // Ids are given away before they are used, so nothing in the snapshot can lie beyond.
    if (at.node.value >= node_end_) return too_large();
    neighbours_.clear();
    relationships_.clear();
    ENTENTE_TRY(decode_adjacency(list, neighbours_, &relationships_));
    if (neighbours_.empty()) return {};
    if (!narrow(neighbours_, narrow_neighbours_) ||
        !narrow(relationships_, narrow_relationships_)) {
      return too_large();
    }
    TopologySideBuilder& side = at.direction == Direction::outgoing ? outgoing_ : incoming_;
    side.begin_run(at.node.value, at.type.value);
    if (!side.add(narrow_neighbours_, narrow_relationships_)) return too_large();
    return {};
  }
  Status read(const KvReader& reader, KeyRange range, const std::function<bool()>& stopped) {
    const auto it = reader.scan(KeyFamily::adjacency, range, ScanOrder::ascending);
    std::uint64_t count = 0;
    for (; it->valid(); it->next()) {
      ENTENTE_TRY(add(it->key(), it->value()));
      if (++count % lists_per_look == 0 && stopped()) return stopped_error();
    }
    return it->status();
  }
  TopologySide outgoing() { return std::move(outgoing_).finish(); }
  TopologySide incoming() { return std::move(incoming_).finish(); }

 private:
  template <class IdType>
  static bool narrow(const std::vector<IdType>& ids, std::vector<std::uint32_t>& out) {
    out.resize(ids.size());
    std::uint64_t all = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      all |= ids[i].value;
      out[i] = static_cast<std::uint32_t>(ids[i].value);
    }
    return all <= max_number;
  }

  std::uint64_t node_end_;
  TopologySideBuilder outgoing_;
  TopologySideBuilder incoming_;
  std::vector<NodeId> neighbours_;
  std::vector<RelationshipId> relationships_;
  std::vector<std::uint32_t> narrow_neighbours_;
  std::vector<std::uint32_t> narrow_relationships_;
};

/// Copies what lies between two changed nodes as a whole, because those are few.
Result<TopologySide> merge_side(const TopologySide& older, std::uint64_t older_end,
                                const TopologyDelta& delta, std::uint64_t commit,
                                std::uint64_t node_end, const std::function<bool()>& stopped) {
  const std::vector<std::uint64_t> nodes = delta.nodes_until(commit);
  TopologySideBuilder builder(node_end, older.neighbours.size() + nodes.size());
  std::vector<TopologyChange> changes;
  std::uint64_t done = 0;
  std::uint64_t merged = 0;
  for (const std::uint64_t node : nodes) {
    if (!builder.add_nodes(older, done, std::min(node, older_end))) return too_large();
    done = std::min(node + 1, older_end);
    changes.clear();
    delta.collect(node, commit, std::nullopt, changes);
    const PatchedRow row = patch_row(older, node, std::nullopt, changes, true);
    for (std::size_t begin = 0; begin < row.types.size();) {
      std::size_t end = begin;
      while (end < row.types.size() && row.types[end] == row.types[begin]) ++end;
      builder.begin_run(node, row.types[begin]);
      if (!builder.add(std::span(row.neighbours).subspan(begin, end - begin),
                       std::span(row.relationships).subspan(begin, end - begin))) {
        return too_large();
      }
      begin = end;
    }
    if (++merged % lists_per_look == 0 && stopped()) return stopped_error();
  }
  if (!builder.add_nodes(older, done, older_end)) return too_large();
  return std::move(builder).finish();
}

}  // namespace

Topology::Topology(std::uint64_t commit, std::uint64_t node_end,
                   std::unique_ptr<ProjectionBudget::Share> share)
    : commit_(commit),
      node_end_(node_end),
      share_(std::move(share)),
      outgoing_delta_(node_end),
      incoming_delta_(node_end) {}

std::size_t Topology::estimate_bytes(std::uint64_t node_end, std::uint64_t relationships) {
  // Both directions: ids of neighbour and relationship, and at worst a run for each; per node the
  // two row beginnings and the marks.
  return relationships * 2 * (4 + 4 + sizeof(TopologySide::Run)) + node_end * (4 + 4) +
         node_end / 4;
}

Status Topology::build(const KvReader& reader, std::uint64_t expected_relationships,
                       const std::function<bool()>& stopped) {
  if (node_end_ > max_number || expected_relationships > max_number) return too_large();
  // A thread should have some ten milliseconds of work.
  constexpr std::uint64_t least_relationships_per_thread = 1UL << 16U;
  const auto threads = static_cast<unsigned>(std::min<std::uint64_t>(
      {processor_count(), expected_relationships / least_relationships_per_thread, node_end_}));
  if (threads > 1) {
    ENTENTE_TRY(build_in_ranges(reader, expected_relationships, threads, stopped));
  } else {
    ListReader lists(node_end_, expected_relationships);
    ENTENTE_TRY(lists.read(reader, {}, stopped));
    outgoing_ = lists.outgoing();
    incoming_ = lists.incoming();
  }
  share_->resize(row_bytes() + delta_bytes());
  return {};
}

Status Topology::build_in_ranges(const KvReader& reader, std::uint64_t expected_relationships,
                                 unsigned threads, const std::function<bool()>& stopped) {
  // Several ranges for each thread, lest one with hubs be waited for.
  constexpr std::uint64_t ranges_per_thread = 4;
  const std::uint64_t count = std::min<std::uint64_t>(threads * ranges_per_thread, node_end_);
  const auto begin_of = [&](std::uint64_t number) { return node_end_ * number / count; };
  struct Part {
    TopologySide outgoing;
    TopologySide incoming;
  };
  std::vector<Part> parts(count);
  const Status read = run_parallel(threads, count, [&](std::size_t number) -> Status {
    // Rows of a range begin where its nodes do, so a part need not know of the nodes before.
    const std::uint64_t first = begin_of(number);
    const std::uint64_t last = begin_of(number + 1);
    ListReader lists(last, expected_relationships / count);
    const std::string begin = AdjacencyKey::prefix(NodeId(first));
    const std::string end =
        number + 1 == count ? std::string() : AdjacencyKey::prefix(NodeId(last));
    ENTENTE_TRY(lists.read(reader, {begin, end}, stopped));
    parts[number] = {lists.outgoing(), lists.incoming()};
    return {};
  });
  ENTENTE_TRY(read);
  TopologySideBuilder outgoing(node_end_, expected_relationships);
  TopologySideBuilder incoming(node_end_, expected_relationships);
  for (std::uint64_t number = 0; number < count; ++number) {
    // Its memory goes as soon as it was copied, so that two topologies are never held.
    const Part part = std::move(parts[number]);
    parts[number] = {};
    if (!outgoing.add_nodes(part.outgoing, begin_of(number), begin_of(number + 1)) ||
        !incoming.add_nodes(part.incoming, begin_of(number), begin_of(number + 1))) {
      return too_large();
    }
  }
  outgoing_ = std::move(outgoing).finish();
  incoming_ = std::move(incoming).finish();
  return {};
}

Status Topology::merge(const Topology& older, const std::function<bool()>& stopped) {
  assert(older.commit_ <= commit_ && older.node_end_ <= node_end_);
  if (node_end_ > max_number) return too_large();
  ENTENTE_ASSIGN(outgoing_, merge_side(older.outgoing_, older.node_end_, older.outgoing_delta_,
                                       commit_, node_end_, stopped));
  ENTENTE_ASSIGN(incoming_, merge_side(older.incoming_, older.node_end_, older.incoming_delta_,
                                       commit_, node_end_, stopped));
  share_->resize(row_bytes() + delta_bytes());
  return {};
}

void Topology::add_change(NodeId node, Direction direction, const TopologyChange& change,
                          std::uint64_t commit) {
  assert(commit > commit_);
  TopologyDelta& delta = direction == Direction::outgoing ? outgoing_delta_ : incoming_delta_;
  delta.add(node.value, change, commit);
}

PatchedRow Topology::patched_row(std::uint64_t node, Direction direction,
                                 std::uint64_t commit) const {
  std::vector<TopologyChange> changes;
  delta(direction).collect(node, commit, std::nullopt, changes);
  note_patched_rows(1);
  return patch_row(side(direction), node, std::nullopt, changes, true);
}

std::shared_ptr<const AdjacencyRows> Topology::find_rows(const RowsKey& key) const {
  const std::lock_guard lock(mutex_);
  const auto it = rows_.find(key);
  if (it == rows_.end()) return nullptr;
  it->second->note_use();
  return it->second;
}

void Topology::drop_rows(const RowsKey& key) const {
  std::shared_ptr<const AdjacencyRows> dropped;
  const std::lock_guard lock(mutex_);
  const auto it = rows_.find(key);
  if (it == rows_.end()) return;
  dropped = std::move(it->second);
  rows_.erase(it);
}

std::shared_ptr<const AdjacencyRows> Topology::rows(Direction direction,
                                                    std::optional<std::uint32_t> type,
                                                    ProjectionBudget& budget) const {
  const RowsKey key{direction, type};
  if (auto found = find_rows(key)) return found;
  const std::lock_guard deriving(deriving_);
  if (auto found = find_rows(key)) return found;
  auto share = budget.admit(AdjacencyRows::derived_bytes(side(direction), type),
                            ProjectionRank::derived, [weak = weak_from_this(), key] {
                              if (const auto topology = weak.lock()) topology->drop_rows(key);
                            });
  if (!share) return nullptr;
  auto made = AdjacencyRows::derive(side(direction), type, std::move(share));
  const std::lock_guard lock(mutex_);
  rows_[key] = made;
  return made;
}

}  // namespace entente::storage
