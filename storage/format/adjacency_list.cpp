#include "storage/format/adjacency_list.hpp"

#include <algorithm>
#include <cassert>

#include "storage/base/bytes.hpp"

namespace entente::storage {
namespace {

constexpr std::uint8_t list_version = 1;
// Every entry takes at least one byte of neighbours and one of relationships.
constexpr std::size_t entry_bytes_min = 2;

// On disk: never change or reuse one.
enum class Operation : std::uint8_t { insert = 1, remove = 2 };

struct Change {
  AdjacencyEntry entry;
  bool insert;
};

Error list_error() { return corruption_error("adjacency list"); }

std::size_t read_head(ByteReader& in) {
  if (in.u8() != list_version) in.fail();
  return in.count(entry_bytes_min);
}

template <class Entries, class Neighbour, class Relationship>
void append_entries(std::string& out, const Entries& entries, Neighbour neighbour_of,
                    Relationship relationship_of) {
  out.reserve(out.size() + 2 + max_varint_bytes + entries.size() * 2 * entry_bytes_min);
  out.push_back(static_cast<char>(list_version));
  append_varint(out, entries.size());
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::uint64_t neighbour = neighbour_of(i);
    assert(neighbour >= before);
    append_varint(out, neighbour - before);
    before = neighbour;
  }
  before = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::uint64_t relationship = relationship_of(i);
    assert(i == 0 || neighbour_of(i) != neighbour_of(i - 1) || relationship > before);
    append_zigzag(out, static_cast<std::int64_t>(relationship - before));
    before = relationship;
  }
}

// Reads ascending numbers as deltas; false (and a failed reader) if their sum overflows.
void read_neighbours(ByteReader& in, std::span<NodeId> out) {
  std::uint64_t neighbour = 0;
  bool overflow = false;
  for (NodeId& slot : out) {
    overflow |= __builtin_add_overflow(neighbour, in.varint(), &neighbour);
    slot = NodeId(neighbour);
  }
  if (overflow) in.fail();
}

void read_relationships(ByteReader& in, std::span<const NodeId> neighbours,
                        std::span<RelationshipId> out) {
  std::uint64_t relationship = 0;
  bool unsorted = false;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint64_t before = relationship;
    relationship += static_cast<std::uint64_t>(in.zigzag());
    unsorted |= i > 0 && neighbours[i] == neighbours[i - 1] && relationship <= before;
    out[i] = RelationshipId(relationship);
  }
  if (unsorted) in.fail();
}

// Appends the changes of one operand.
Status read_operand(std::string_view operand, std::vector<Change>& out) {
  ByteReader in(operand);
  while (in.remaining() > 0) {
    const std::uint8_t operation = in.u8();
    const NodeId neighbour(in.varint());
    const RelationshipId relationship(in.varint());
    const bool insert = operation == static_cast<std::uint8_t>(Operation::insert);
    if (!in.ok() || (!insert && operation != static_cast<std::uint8_t>(Operation::remove))) {
      return corruption_error("adjacency operand");
    }
    out.push_back({{neighbour, relationship}, insert});
  }
  return {};
}

// Sorts by entry and keeps the last change of each.
void settle(std::vector<Change>& changes) {
  const auto by_entry = [](const Change& a, const Change& b) { return a.entry < b.entry; };
  std::stable_sort(changes.begin(), changes.end(), by_entry);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool last = i + 1 == changes.size() || changes[i + 1].entry != changes[i].entry;
    if (last) changes[kept++] = changes[i];
  }
  changes.resize(kept);
}

std::string operand_of(Operation operation, AdjacencyEntry entry) {
  std::string operand(1, static_cast<char>(operation));
  append_varint(operand, entry.neighbour.value);
  append_varint(operand, entry.relationship.value);
  return operand;
}

}  // namespace

std::string encode_adjacency(std::span<const AdjacencyEntry> entries) {
  std::string out;
  append_entries(
      out, entries, [&](std::size_t i) { return entries[i].neighbour.value; },
      [&](std::size_t i) { return entries[i].relationship.value; });
  return out;
}

void append_adjacency(std::string& out, std::span<const NodeId> neighbours,
                      std::span<const RelationshipId> relationships) {
  assert(neighbours.size() == relationships.size());
  append_entries(
      out, neighbours, [&](std::size_t i) { return neighbours[i].value; },
      [&](std::size_t i) { return relationships[i].value; });
}

Result<std::uint64_t> adjacency_count(std::string_view list) {
  ByteReader in(list);
  const std::size_t n = read_head(in);
  if (!in.ok()) return list_error();
  return n;
}

Status decode_adjacency(std::string_view list, std::vector<NodeId>& neighbours,
                        std::vector<RelationshipId>* relationships) {
  ByteReader in(list);
  const std::size_t n = read_head(in);
  const std::size_t old_size = neighbours.size();
  neighbours.resize(old_size + n);
  const std::span<NodeId> added(neighbours.data() + old_size, n);
  read_neighbours(in, added);
  if (relationships != nullptr && in.ok()) {
    const std::size_t old_relationships = relationships->size();
    relationships->resize(old_relationships + n);
    read_relationships(in, added, {relationships->data() + old_relationships, n});
    if (!in.finished()) {
      in.fail();
      relationships->resize(old_relationships);
    }
  }
  if (in.ok()) return {};
  neighbours.resize(old_size);
  return list_error();
}

Result<std::vector<AdjacencyEntry>> decode_adjacency(std::string_view list) {
  std::vector<NodeId> neighbours;
  std::vector<RelationshipId> relationships;
  ENTENTE_TRY(decode_adjacency(list, neighbours, &relationships));
  std::vector<AdjacencyEntry> entries(neighbours.size());
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i] = {neighbours[i], relationships[i]};
  return entries;
}

std::string adjacency_insert_operand(AdjacencyEntry entry) {
  return operand_of(Operation::insert, entry);
}

std::string adjacency_remove_operand(AdjacencyEntry entry) {
  return operand_of(Operation::remove, entry);
}

Result<std::string> merge_adjacency(std::string_view base,
                                    std::span<const std::string_view> operands) {
  std::vector<AdjacencyEntry> old_entries;
  if (!base.empty()) {
    ENTENTE_ASSIGN(old_entries, decode_adjacency(base));
  }
  std::vector<Change> changes;
  for (const std::string_view operand : operands) ENTENTE_TRY(read_operand(operand, changes));
  settle(changes);

  std::vector<AdjacencyEntry> entries;
  entries.reserve(old_entries.size() + changes.size());
  auto old_entry = old_entries.begin();
  for (const Change& change : changes) {
    while (old_entry != old_entries.end() && *old_entry < change.entry) {
      entries.push_back(*old_entry++);
    }
    if (old_entry != old_entries.end() && *old_entry == change.entry) ++old_entry;
    if (change.insert) entries.push_back(change.entry);
  }
  entries.insert(entries.end(), old_entry, old_entries.end());
  return encode_adjacency(entries);
}

Status check_adjacency_operand(std::string_view operand) {
  std::vector<Change> changes;
  return read_operand(operand, changes);
}

}  // namespace entente::storage
