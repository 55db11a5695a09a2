#include <algorithm>
#include <cassert>

#include "storage/format/key.hpp"
#include "storage/graph/expansion.hpp"

namespace entente::storage {

namespace {

using Run = TopologySide::Run;

/// How many start nodes ahead each step of a lookup is fetched into the cache: the three memory
/// accesses of one node depend on each other, those of different nodes overlap.
constexpr std::size_t rows_ahead = 24;
constexpr std::size_t runs_ahead = 16;
constexpr std::size_t entries_ahead = 8;

std::uint32_t end_of(const Run& run) { return TopologySide::end_of(run); }

bool contains(std::span<const RelationshipTypeId> sorted, std::uint32_t type) {
  return std::binary_search(sorted.begin(), sorted.end(), RelationshipTypeId(type));
}

class TopologyExpansion final : public Expansion {
 public:
  TopologyExpansion(const KvReader& reader, Direction direction,
                    std::vector<RelationshipTypeId> types, TopologySource source)
      : direction_(direction),
        types_(std::move(types)),
        source_(source),
        lists_(make_expansion(reader, direction, types_)) {
    std::sort(types_.begin(), types_.end());
    types_.erase(std::unique(types_.begin(), types_.end()), types_.end());
  }

  Status begin(std::span<const NodeId> sources) override {
    sources_ = sources;
    at_ = 0;
    runs_ = {};
    sides_left_ = 0;
    from_ = From::rows;
    run_begin_ = run_end_ = 0;
    // Once found, it stays good for this reader: no need to ask at every batch of one node.
    if (!topology_) topology_ = source_.cache->find(source_.commit);
    if (topology_) {
      has_pending_ = !source_.pending->changes(KeyFamily::adjacency).empty();
      enter_source();
      return {};
    }
    source_.cache->note_lookups(sources.size());
    return lists_->begin(sources);
  }

  Result<bool> next(ExpandColumns& out, std::size_t max_rows) override {
    if (!topology_) return lists_->next(out, max_rows);
    std::size_t room = max_rows;
    while (room > 0 && at_ < sources_.size()) {
      if (from_ == From::lists) {
        ENTENTE_ASSIGN(const std::size_t rows, next_from_lists(out, room));
        room -= rows;
        if (rows == 0) leave_source();
      } else if (from_ == From::changes) {
        const std::size_t rows = next_patched(out, room);
        room -= rows;
        if (rows == 0) leave_source();
      } else if (run_begin_ < run_end_) {
        room -= emit(out, room);
      } else if (!next_run()) {
        leave_source();
      }
    }
    return room < max_rows;
  }

 private:
  /// Where the relationships of a start node come from.
  enum class From : std::uint8_t {
    /// The rows of the topology.
    rows,
    /// Rows put together with what commits have changed since.
    changes,
    /// The store, because the transaction itself changed them.
    lists,
  };

  void leave_source() {
    ++at_;
    enter_source();
  }

  /// Decides where the relationships of the start node at at_ come from.
  void enter_source() {
    if (at_ >= sources_.size()) return;
    prefetch();
    const NodeId node = sources_[at_];
    if (has_pending_ && has_pending_relationships(*source_.pending, node)) {
      from_ = From::lists;
    } else {
      from_ = topology_->uses(node, source_.commit) ? From::rows : From::changes;
    }
    list_begun_ = false;
    runs_ = {};
    // Nothing is left of the row of the start node before.
    row_at_ = row_.neighbours.size();
    run_begin_ = run_end_ = 0;
    sides_left_ = direction_ == Direction::either ? 2 : 1;
  }

  [[nodiscard]] const TopologySide& side() const {
    return outgoing_ ? topology_->outgoing() : topology_->incoming();
  }

  /// Moves to the outgoing, then to the incoming relationships, if they are wanted.
  bool next_side() {
    if (sides_left_ == 0) return false;
    --sides_left_;
    outgoing_ =
        direction_ == Direction::outgoing || (direction_ == Direction::either && sides_left_ == 1);
    return true;
  }

  /// Moves to the next run that is wanted; false if the start node has no more.
  bool next_run() {
    while (true) {
      while (!runs_.empty()) {
        const Run& run = runs_.front();
        runs_ = runs_.subspan(1);
        if (!types_.empty() && !contains(types_, run.type)) continue;
        type_ = RelationshipTypeId(run.type);
        run_begin_ = run.begin;
        run_end_ = end_of(run);
        return true;
      }
      if (!next_side()) return false;
      runs_ = side().runs_of(sources_[at_].value);
    }
  }

  /// Appends entries of the current run; returns how many.
  std::size_t emit(ExpandColumns& out, std::size_t room) {
    const std::uint32_t count = std::min<std::uint32_t>(
        run_end_ - run_begin_, static_cast<std::uint32_t>(std::min(room, std::size_t{1} << 30U)));
    const std::uint32_t* neighbours = side().neighbours.data() + run_begin_;
    const std::uint32_t* relationships = side().relationships.data() + run_begin_;
    run_begin_ += count;
    const std::size_t base = out.size();
    resize(out, base + count);
    std::size_t to = base;
    // In both directions a loop stands in two rows of its node and is reported from the first.
    const bool skip_loops = direction_ == Direction::either && !outgoing_;
    const std::uint64_t self = sources_[at_].value;
    for (std::uint32_t i = 0; i < count; ++i) {
      out.neighbour[to] = NodeId(neighbours[i]);
      out.relationship[to] = RelationshipId(relationships[i]);
      to += (skip_loops && neighbours[i] == self) ? 0 : 1;
    }
    std::fill(out.source_row.begin() + static_cast<std::ptrdiff_t>(base), out.source_row.end(),
              static_cast<std::uint32_t>(at_));
    std::fill(out.type.begin() + static_cast<std::ptrdiff_t>(base), out.type.end(), type_);
    std::fill(out.outgoing.begin() + static_cast<std::ptrdiff_t>(base), out.outgoing.end(),
              outgoing_ ? std::uint8_t{1} : std::uint8_t{0});
    resize(out, to);
    return to - base;
  }

  static void resize(ExpandColumns& out, std::size_t rows) {
    out.source_row.resize(rows);
    out.neighbour.resize(rows);
    out.relationship.resize(rows);
    out.type.resize(rows);
    out.outgoing.resize(rows);
  }

  /// Takes relationships of a start node that commits have changed; 0 at the end.
  std::size_t next_patched(ExpandColumns& out, std::size_t room) {
    const std::uint64_t self = sources_[at_].value;
    std::size_t rows = 0;
    while (rows < room) {
      if (row_at_ == row_.neighbours.size()) {
        if (!next_side()) break;
        row_ = topology_->patched_row(self, outgoing_ ? Direction::outgoing : Direction::incoming,
                                      source_.commit);
        row_at_ = 0;
        continue;
      }
      const std::size_t i = row_at_++;
      if (!types_.empty() && !contains(types_, row_.types[i])) continue;
      // As in emit(): a loop is reported once.
      if (direction_ == Direction::either && !outgoing_ && row_.neighbours[i] == self) continue;
      out.source_row.push_back(static_cast<std::uint32_t>(at_));
      out.neighbour.push_back(NodeId(row_.neighbours[i]));
      out.relationship.push_back(RelationshipId(row_.relationships[i]));
      out.type.push_back(RelationshipTypeId(row_.types[i]));
      out.outgoing.push_back(outgoing_ ? 1 : 0);
      ++rows;
    }
    return rows;
  }

  /// Takes a start node's relationships from its lists; 0 at the end.
  Result<std::size_t> next_from_lists(ExpandColumns& out, std::size_t room) {
    if (!list_begun_) {
      ENTENTE_TRY(lists_->begin(sources_.subspan(at_, 1)));
      list_begun_ = true;
    }
    const std::size_t base = out.size();
    ENTENTE_ASSIGN([[maybe_unused]] const bool more, lists_->next(out, room));
    for (std::size_t i = base; i < out.size(); ++i) {
      out.source_row[i] = static_cast<std::uint32_t>(at_);
    }
    return out.size() - base;
  }

  void prefetch() const {
    const bool out = direction_ != Direction::incoming;
    const TopologySide& near = out ? topology_->outgoing() : topology_->incoming();
    if (const NodeId* node = ahead(rows_ahead)) __builtin_prefetch(&near.first_run[node->value]);
    if (const NodeId* node = ahead(runs_ahead)) {
      __builtin_prefetch(near.runs.data() + near.first_run[node->value]);
    }
    if (const NodeId* node = ahead(entries_ahead)) {
      const Run& run = near.runs[near.first_run[node->value]];
      __builtin_prefetch(near.neighbours.data() + run.begin);
      __builtin_prefetch(near.relationships.data() + run.begin);
    }
  }
  [[nodiscard]] const NodeId* ahead(std::size_t distance) const {
    if (at_ + distance >= sources_.size()) return nullptr;
    const NodeId* node = &sources_[at_ + distance];
    return node->value < topology_->node_end() ? node : nullptr;
  }

  Direction direction_;
  std::vector<RelationshipTypeId> types_;
  TopologySource source_;
  std::unique_ptr<Expansion> lists_;
  std::shared_ptr<const Topology> topology_;
  bool has_pending_ = false;

  std::span<const NodeId> sources_;
  std::size_t at_ = 0;
  From from_ = From::rows;
  /// The lists of the start node were asked for.
  bool list_begun_ = false;
  /// From::changes: the row of the side, and the next entry of it.
  PatchedRow row_;
  std::size_t row_at_ = 0;
  int sides_left_ = 0;
  bool outgoing_ = true;
  std::span<const Run> runs_;
  RelationshipTypeId type_;
  std::uint32_t run_begin_ = 0;
  std::uint32_t run_end_ = 0;
};

std::uint64_t count_patched(const PatchedRow& row, NodeId node,
                            std::span<const RelationshipTypeId> types, bool without_loops) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < row.types.size(); ++i) {
    const bool wanted = types.empty() || std::find(types.begin(), types.end(),
                                                   RelationshipTypeId(row.types[i])) != types.end();
    if (wanted && !(without_loops && row.neighbours[i] == node.value)) ++count;
  }
  return count;
}

std::uint64_t count_side(const TopologySide& side, NodeId node,
                         std::span<const RelationshipTypeId> types, bool without_loops) {
  std::uint64_t count = 0;
  for (const Run& run : side.runs_of(node.value)) {
    const bool wanted = types.empty() || std::find(types.begin(), types.end(),
                                                   RelationshipTypeId(run.type)) != types.end();
    if (!wanted) continue;
    count += end_of(run) - run.begin;
    if (!without_loops) continue;
    const auto entries = std::span(side.neighbours).subspan(run.begin, end_of(run) - run.begin);
    const auto loops = std::equal_range(entries.begin(), entries.end(), node.value);
    count -= static_cast<std::uint64_t>(loops.second - loops.first);
  }
  return count;
}

}  // namespace

std::unique_ptr<Expansion> make_topology_expansion(const KvReader& reader, Direction direction,
                                                   std::vector<RelationshipTypeId> types,
                                                   TopologySource source) {
  return std::make_unique<TopologyExpansion>(reader, direction, std::move(types), source);
}

bool has_pending_relationships(const PendingWrites& pending, NodeId node) {
  const auto& changes = pending.changes(KeyFamily::adjacency);
  if (changes.empty()) return false;
  const std::string prefix = AdjacencyKey::prefix(node);
  const auto it = changes.lower_bound(prefix);
  return it != changes.end() && it->first.starts_with(prefix);
}

std::uint64_t count_in_topology(const Topology& topology, NodeId node, Direction direction,
                                std::span<const RelationshipTypeId> types, std::uint64_t commit) {
  const bool changed = !topology.uses(node, commit);
  std::uint64_t count = 0;
  for (const Direction side : {Direction::outgoing, Direction::incoming}) {
    if (direction != Direction::either && direction != side) continue;
    const bool without_loops = direction == Direction::either && side == Direction::incoming;
    count += changed ? count_patched(topology.patched_row(node.value, side, commit), node, types,
                                     without_loops)
                     : count_side(topology.side(side), node, types, without_loops);
  }
  return count;
}

}  // namespace entente::storage
