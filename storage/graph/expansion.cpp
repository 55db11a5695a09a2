#include "storage/graph/expansion.hpp"

#include <algorithm>
#include <cassert>
#include <string>

#include "storage/format/adjacency_list.hpp"
#include "storage/format/key.hpp"

namespace entente::storage {

namespace {

/// Start nodes whose lists are fetched together: enough to make multi_get and ordered scans pay,
/// few enough that the lists of a chunk stay in cache.
constexpr std::size_t chunk_sources = 128;

/// One list of a start node of the current chunk.
struct FoundList {
  std::uint32_t source_row;
  RelationshipTypeId type;
  bool outgoing;
  std::string bytes;
};

class ListExpansion final : public Expansion {
 public:
  ListExpansion(const KvReader& reader, Direction direction, std::vector<RelationshipTypeId> types)
      : reader_(&reader), direction_(direction), types_(std::move(types)) {
    std::sort(types_.begin(), types_.end());
    types_.erase(std::unique(types_.begin(), types_.end()), types_.end());
  }

  Status begin(std::span<const NodeId> sources) override {
    sources_ = sources;
    next_source_ = 0;
    lists_.clear();
    next_list_ = 0;
    clear_decoded();
    return {};
  }

  Result<bool> next(ExpandColumns& out, std::size_t max_rows) override {
    std::size_t rows = 0;
    while (rows < max_rows) {
      if (at_ < neighbours_.size()) {
        rows += emit(out, max_rows - rows);
      } else if (next_list_ < lists_.size()) {
        ENTENTE_TRY(decode(lists_[next_list_++]));
      } else if (next_source_ < sources_.size()) {
        ENTENTE_TRY(fetch_chunk());
      } else {
        break;
      }
    }
    return rows > 0;
  }

 private:
  void clear_decoded() {
    neighbours_.clear();
    relationships_.clear();
    at_ = 0;
  }

  Status fetch_chunk() {
    lists_.clear();
    next_list_ = 0;
    const std::size_t begin = next_source_;
    const std::size_t count = std::min(chunk_sources, sources_.size() - begin);
    next_source_ += count;
    return types_.empty() ? scan_chunk(begin, count) : get_chunk(begin, count);
  }

  /// All types: one short scan per start node.
  Status scan_chunk(std::size_t begin, std::size_t count) {
    keys_.clear();
    for (std::size_t i = begin; i < begin + count; ++i) {
      const NodeId node = sources_[i];
      const bool outgoing = direction_ != Direction::incoming;
      const bool incoming = direction_ != Direction::outgoing;
      keys_.push_back(
          AdjacencyKey::prefix(node, outgoing ? Direction::outgoing : Direction::incoming));
      keys_.push_back(
          AdjacencyKey::end(node, incoming ? Direction::incoming : Direction::outgoing));
    }
    ranges_.clear();
    for (std::size_t i = 0; i < count; ++i) ranges_.push_back({keys_[2 * i], keys_[2 * i + 1]});
    Status bad;
    ENTENTE_TRY(reader_->scan_many(
        KeyFamily::adjacency, ranges_,
        [&](std::size_t range, std::string_view key, std::string_view value) {
          auto decoded = AdjacencyKey::decode(key);
          if (!decoded) {
            bad = std::move(decoded).error();
            return false;
          }
          lists_.push_back({static_cast<std::uint32_t>(begin + range), decoded->type,
                            decoded->direction == Direction::outgoing, std::string(value)});
          return true;
        }));
    return bad;
  }

  /// Given types: the exact keys of all start nodes at once.
  Status get_chunk(std::size_t begin, std::size_t count) {
    keys_.clear();
    wanted_.clear();
    for (std::size_t i = begin; i < begin + count; ++i) {
      for (const Direction side : {Direction::outgoing, Direction::incoming}) {
        if (direction_ != Direction::either && direction_ != side) continue;
        for (const RelationshipTypeId type : types_) {
          keys_.push_back(AdjacencyKey{sources_[i], side, type}.encode());
          wanted_.push_back({static_cast<std::uint32_t>(i), type, side == Direction::outgoing, {}});
        }
      }
    }
    views_.assign(keys_.begin(), keys_.end());
    ENTENTE_TRY(reader_->multi_get(KeyFamily::adjacency, views_, values_));
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (!values_[i]) continue;
      wanted_[i].bytes = std::move(*values_[i]);
      lists_.push_back(std::move(wanted_[i]));
    }
    return {};
  }

  Status decode(const FoundList& list) {
    clear_decoded();
    current_ = {list.source_row, list.type, list.outgoing, {}};
    return decode_adjacency(list.bytes, neighbours_, &relationships_);
  }

  /// Appends entries of the decoded list; returns how many.
  std::size_t emit(ExpandColumns& out, std::size_t room) {
    const std::size_t end = at_ + std::min(room, neighbours_.size() - at_);
    const NodeId source = sources_[current_.source_row];
    // In both directions a loop stands in two lists of its node and is reported from the first.
    const bool skip_loops = direction_ == Direction::either && !current_.outgoing;
    std::size_t rows = 0;
    for (; at_ < end; ++at_) {
      if (skip_loops && neighbours_[at_] == source) continue;
      out.source_row.push_back(current_.source_row);
      out.neighbour.push_back(neighbours_[at_]);
      out.relationship.push_back(relationships_[at_]);
      out.type.push_back(current_.type);
      out.outgoing.push_back(current_.outgoing ? 1 : 0);
      ++rows;
    }
    return rows;
  }

  const KvReader* reader_;
  Direction direction_;
  std::vector<RelationshipTypeId> types_;
  std::span<const NodeId> sources_;
  std::size_t next_source_ = 0;

  std::vector<FoundList> lists_;
  std::size_t next_list_ = 0;
  FoundList current_{};
  std::vector<NodeId> neighbours_;
  std::vector<RelationshipId> relationships_;
  std::size_t at_ = 0;

  // Buffers kept between chunks.
  std::vector<std::string> keys_;
  std::vector<std::string_view> views_;
  std::vector<KeyRange> ranges_;
  std::vector<FoundList> wanted_;
  std::vector<std::optional<std::string>> values_;
};

Status visit_typed(const KvReader& reader, NodeId node, Direction direction,
                   std::span<const RelationshipTypeId> types, const AdjacencyVisitor& visit) {
  std::string list;
  for (const Direction side : {Direction::outgoing, Direction::incoming}) {
    if (direction != Direction::either && direction != side) continue;
    for (const RelationshipTypeId type : types) {
      const std::string key = AdjacencyKey{node, side, type}.encode();
      ENTENTE_ASSIGN(const bool found, reader.get(KeyFamily::adjacency, key, list));
      if (found) ENTENTE_TRY(visit(side, type, list));
    }
  }
  return {};
}

}  // namespace

std::unique_ptr<Expansion> make_expansion(const KvReader& reader, Direction direction,
                                          std::vector<RelationshipTypeId> types) {
  return std::make_unique<ListExpansion>(reader, direction, std::move(types));
}

Status visit_adjacency(const KvReader& reader, NodeId node, Direction direction,
                       std::span<const RelationshipTypeId> types, const AdjacencyVisitor& visit) {
  if (!types.empty()) return visit_typed(reader, node, direction, types, visit);
  const bool outgoing = direction != Direction::incoming;
  const bool incoming = direction != Direction::outgoing;
  const std::string begin =
      AdjacencyKey::prefix(node, outgoing ? Direction::outgoing : Direction::incoming);
  const std::string end =
      AdjacencyKey::end(node, incoming ? Direction::incoming : Direction::outgoing);
  const auto it = reader.scan(KeyFamily::adjacency, {begin, end}, ScanOrder::ascending);
  for (; it->valid(); it->next()) {
    ENTENTE_ASSIGN(const AdjacencyKey key, AdjacencyKey::decode(it->key()));
    ENTENTE_TRY(visit(key.direction, key.type, it->value()));
  }
  return it->status();
}

Result<std::uint64_t> count_relationships(const KvReader& reader, NodeId node, Direction direction,
                                          std::span<const RelationshipTypeId> types) {
  std::vector<RelationshipTypeId> distinct(types.begin(), types.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::uint64_t count = 0;
  std::vector<NodeId> neighbours;
  const auto visit = [&](Direction side, RelationshipTypeId, std::string_view list) -> Status {
    ENTENTE_ASSIGN(const std::uint64_t entries, adjacency_count(list));
    count += entries;
    if (direction == Direction::either && side == Direction::incoming) {
      // Loops stand in both lists but count once.
      neighbours.clear();
      ENTENTE_TRY(decode_adjacency(list, neighbours, nullptr));
      const auto loops = std::equal_range(neighbours.begin(), neighbours.end(), node);
      count -= static_cast<std::uint64_t>(loops.second - loops.first);
    }
    return {};
  };
  ENTENTE_TRY(visit_adjacency(reader, node, direction, distinct, visit));
  return count;
}

}  // namespace entente::storage
