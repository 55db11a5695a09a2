#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>

#include "storage/format/adjacency_list.hpp"
#include "storage/graph/expansion.hpp"
#include "storage/graph/relationships_between.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

/// Lists read at once: enough to share the cost of reading, few enough for the cache.
constexpr std::size_t lists_at_once = 256;

/// One node's row of a type in memory, as a reader at a commit sees it.
class RowSearch {
 public:
  RowSearch(const Topology& topology, NodeId node, RelationshipTypeId type, std::uint64_t commit)
      : side_(&topology.side(Direction::outgoing)) {
    if (node.value + 1 < side_->first_run.size()) {
      for (const TopologySide::Run& run : side_->runs_of(node.value)) {
        if (run.type != type.value) continue;
        begin_ = run.begin;
        end_ = TopologySide::end_of(run);
      }
    }
    if (topology.uses(node, commit)) return;
    topology.delta(Direction::outgoing).collect(node.value, commit, type.value, changes_);
    std::stable_sort(changes_.begin(), changes_.end(), before);
    topology.note_patched_rows(changes_.size() / changes_per_row);
  }

  /// Appends the relationships to the neighbour, ascending.
  void find(NodeId neighbour, std::vector<RelationshipId>& found) const {
    if (neighbour.value > std::numeric_limits<std::uint32_t>::max()) return;
    const auto wanted = static_cast<std::uint32_t>(neighbour.value);
    const auto base = static_cast<std::ptrdiff_t>(found.size());
    const auto all = side_->neighbours.begin();
    const auto [first, last] = std::equal_range(all + begin_, all + end_, wanted);
    for (auto at = first; at != last; ++at) {
      found.emplace_back(side_->relationships[static_cast<std::size_t>(at - all)]);
    }
    const auto changes = std::equal_range(changes_.begin(), changes_.end(),
                                          TopologyChange{0, wanted, 0, false}, before);
    if (changes.first == changes.second) return;
    for (auto change = changes.first; change != changes.second; ++change) {
      const RelationshipId id(change->relationship);
      const auto known = std::find(found.begin() + base, found.end(), id);
      if (change->insert && known == found.end()) found.push_back(id);
      if (!change->insert && known != found.end()) found.erase(known);
    }
    std::sort(found.begin() + base, found.end());
  }

 private:
  /// Looking through this many changes costs about as much as putting a row together.
  static constexpr std::size_t changes_per_row = 64;

  static bool before(const TopologyChange& a, const TopologyChange& b) {
    return a.neighbour < b.neighbour;
  }

  const TopologySide* side_;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  /// By neighbour, and in the order in which they were made.
  std::vector<TopologyChange> changes_;
};

/// Pairs of one source, as positions in the list of all.
struct Group {
  std::size_t begin;
  std::size_t end;
};

void keep(std::size_t pair, std::vector<RelationshipId>& ids, std::vector<FoundBetween>& found) {
  for (const RelationshipId id : ids) found.push_back({static_cast<std::uint32_t>(pair), id});
  ids.clear();
}

/// Reads the lists of the groups' sources and searches them.
Status search_lists(const KvReader& reader, RelationshipTypeId type,
                    std::span<const NodePair> pairs, std::span<const Group> groups,
                    std::vector<FoundBetween>& found) {
  std::vector<std::string> keys;
  for (const Group& group : groups) {
    keys.push_back(AdjacencyKey{pairs[group.begin].source, Direction::outgoing, type}.encode());
  }
  const std::vector<std::string_view> views(keys.begin(), keys.end());
  std::vector<std::optional<std::string>> lists;
  ENTENTE_TRY(reader.multi_get(KeyFamily::adjacency, views, lists));
  std::vector<NodeId> neighbours;
  std::vector<RelationshipId> relationships;
  std::vector<RelationshipId> ids;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!lists[i]) continue;
    neighbours.clear();
    relationships.clear();
    ENTENTE_TRY(decode_adjacency(*lists[i], neighbours, &relationships));
    for (std::size_t pair = groups[i].begin; pair < groups[i].end; ++pair) {
      const auto [first, last] =
          std::equal_range(neighbours.begin(), neighbours.end(), pairs[pair].target);
      ids.assign(relationships.begin() + (first - neighbours.begin()),
                 relationships.begin() + (last - neighbours.begin()));
      keep(pair, ids, found);
    }
  }
  return {};
}

}  // namespace

Status TransactionImpl::relationships_between(RelationshipTypeId type,
                                              std::span<const NodePair> pairs,
                                              std::vector<FoundBetween>& found) {
  const std::shared_ptr<const Topology> rows = topology();
  std::vector<Group> from_lists;
  std::vector<RelationshipId> ids;
  for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
    const NodeId source = pairs[begin].source;
    while (end < pairs.size() && pairs[end].source == source) ++end;
    if (!rows || has_pending_relationships(pending_, source)) {
      from_lists.push_back({begin, end});
      continue;
    }
    const RowSearch row(*rows, source, type, base_.commit);
    for (std::size_t pair = begin; pair < end; ++pair) {
      row.find(pairs[pair].target, ids);
      keep(pair, ids, found);
    }
  }
  if (!rows) engine_->topology().note_lookups(from_lists.size());
  for (std::span<const Group> left(from_lists); !left.empty();) {
    const std::size_t count = std::min(left.size(), lists_at_once);
    ENTENTE_TRY(search_lists(view_, type, pairs, left.first(count), found));
    left = left.subspan(count);
  }
  return {};
}

Status relationships_between(Transaction& transaction, RelationshipTypeId type,
                             std::span<const NodePair> pairs, std::vector<FoundBetween>& found) {
  assert(std::adjacent_find(pairs.begin(), pairs.end(), std::greater_equal<>()) == pairs.end());
  if (auto* own = dynamic_cast<TransactionImpl*>(&transaction)) {
    return own->relationships_between(type, pairs, found);
  }
  return relationships_between_by_expanding(transaction, type, pairs, found);
}

Status relationships_between_by_expanding(Transaction& transaction, RelationshipTypeId type,
                                          std::span<const NodePair> pairs,
                                          std::vector<FoundBetween>& found) {
  constexpr std::size_t rows_at_once = 1024;
  std::vector<NodeId> sources;
  for (const NodePair& pair : pairs) {
    if (sources.empty() || sources.back() != pair.source) sources.push_back(pair.source);
  }
  ENTENTE_ASSIGN(const auto expansion, transaction.expand(Direction::outgoing, {type}));
  ENTENTE_TRY(expansion->begin(sources));
  const std::size_t base = found.size();
  ExpandColumns rows;
  while (true) {
    rows.clear();
    ENTENTE_ASSIGN(const bool some, expansion->next(rows, rows_at_once));
    if (!some) break;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const NodePair wanted{sources[rows.source_row[i]], rows.neighbour[i]};
      const auto pair = std::lower_bound(pairs.begin(), pairs.end(), wanted);
      if (pair == pairs.end() || *pair != wanted) continue;
      found.push_back({static_cast<std::uint32_t>(pair - pairs.begin()), rows.relationship[i]});
    }
  }
  std::sort(found.begin() + static_cast<std::ptrdiff_t>(base), found.end());
  return {};
}

}  // namespace entente::storage
