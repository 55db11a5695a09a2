#include "storage/format/adjacency_list.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "storage/base/bytes.hpp"

namespace entente::storage {
namespace {

constexpr std::uint8_t list_version = 1;
// Every entry takes at least one byte of neighbours and one of relationships.
constexpr std::size_t entry_bytes_min = 2;

// On disk: never change or reuse one.
enum class Operation : std::uint8_t { insert = 1, remove = 2 };

using Change = AdjacencyChange;

Error list_error() { return corruption_error("adjacency list"); }

std::size_t read_head(ByteReader& in) {
  if (in.u8() != list_version) in.fail();
  return in.count(entry_bytes_min);
}

// Varints are written to a small buffer first: growing the string byte by byte would take most of
// the time of encoding a long list.
class VarintWriter {
 public:
  explicit VarintWriter(std::string& out) : out_(out) {}
  VarintWriter(const VarintWriter&) = delete;
  VarintWriter& operator=(const VarintWriter&) = delete;
  ~VarintWriter() { flush(); }

  void write(std::uint64_t v) {
    if (used_ + max_varint_bytes > buffer_.size()) flush();
    while (v >= 0x80U) {
      buffer_[used_++] = static_cast<char>(v | 0x80U);
      v >>= 7U;
    }
    buffer_[used_++] = static_cast<char>(v);
  }

 private:
  void flush() {
    out_.append(buffer_.data(), used_);
    used_ = 0;
  }
  std::string& out_;
  std::array<char, 1024> buffer_;
  std::size_t used_ = 0;
};

// `neighbour_of(i)` and `relationship_of(i)` give the parts of entry i.
template <class Neighbour, class Relationship>
void append_entries(std::string& out, std::size_t count, Neighbour neighbour_of,
                    Relationship relationship_of) {
  out.push_back(static_cast<char>(list_version));
  VarintWriter writer(out);
  writer.write(count);
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t neighbour = neighbour_of(i);
    assert(neighbour >= before);
    writer.write(neighbour - before);
    before = neighbour;
  }
  before = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t relationship = relationship_of(i);
    assert(i == 0 || neighbour_of(i) != neighbour_of(i - 1) || relationship > before);
    writer.write(zigzag(static_cast<std::int64_t>(relationship - before)));
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

// A list as columns.
struct Columns {
  std::vector<NodeId> neighbours;
  std::vector<RelationshipId> relationships;

  [[nodiscard]] std::size_t size() const { return neighbours.size(); }
  [[nodiscard]] AdjacencyEntry at(std::size_t i) const { return {neighbours[i], relationships[i]}; }
  void reserve(std::size_t n) {
    neighbours.reserve(n);
    relationships.reserve(n);
  }
  void push_back(AdjacencyEntry entry) {
    neighbours.push_back(entry.neighbour);
    relationships.push_back(entry.relationship);
  }
  void append(const Columns& from, std::size_t begin, std::size_t end) {
    const auto first = static_cast<std::ptrdiff_t>(begin);
    const auto last = static_cast<std::ptrdiff_t>(end);
    neighbours.insert(neighbours.end(), from.neighbours.begin() + first,
                      from.neighbours.begin() + last);
    relationships.insert(relationships.end(), from.relationships.begin() + first,
                         from.relationships.begin() + last);
  }
  // Position of the first entry from `begin` on that is not below `entry`.
  [[nodiscard]] std::size_t lower_bound(AdjacencyEntry entry, std::size_t begin) const {
    const auto [first, last] = std::equal_range(
        neighbours.begin() + static_cast<std::ptrdiff_t>(begin), neighbours.end(), entry.neighbour);
    const auto offset = [&](auto it) { return it - neighbours.begin(); };
    return static_cast<std::size_t>(std::lower_bound(relationships.begin() + offset(first),
                                                     relationships.begin() + offset(last),
                                                     entry.relationship) -
                                    relationships.begin());
  }
};

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
      out, entries.size(), [&](std::size_t i) { return entries[i].neighbour.value; },
      [&](std::size_t i) { return entries[i].relationship.value; });
  return out;
}

void append_adjacency(std::string& out, std::span<const NodeId> neighbours,
                      std::span<const RelationshipId> relationships) {
  assert(neighbours.size() == relationships.size());
  append_entries(
      out, neighbours.size(), [&](std::size_t i) { return neighbours[i].value; },
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

Status decode_adjacency_operand(std::string_view operand, std::vector<AdjacencyChange>& out) {
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

Result<std::string> merge_adjacency(std::string_view base,
                                    std::span<const std::string_view> operands) {
  Columns old_list;
  if (!base.empty()) {
    ENTENTE_TRY(decode_adjacency(base, old_list.neighbours, &old_list.relationships));
  }
  std::vector<Change> changes;
  for (const std::string_view operand : operands) {
    ENTENTE_TRY(decode_adjacency_operand(operand, changes));
  }
  settle(changes);

  // The changes are few as a rule: what lies between two of them is copied as a whole.
  Columns list;
  list.reserve(old_list.size() + changes.size());
  std::size_t position = 0;
  for (const Change& change : changes) {
    const std::size_t next = old_list.lower_bound(change.entry, position);
    list.append(old_list, position, next);
    position = next < old_list.size() && old_list.at(next) == change.entry ? next + 1 : next;
    if (change.insert) list.push_back(change.entry);
  }
  list.append(old_list, position, old_list.size());

  std::string out;
  out.reserve(base.size() + changes.size() * 2 * entry_bytes_min + max_varint_bytes);
  append_adjacency(out, list.neighbours, list.relationships);
  return out;
}

Status check_adjacency_operand(std::string_view operand) {
  std::vector<Change> changes;
  return decode_adjacency_operand(operand, changes);
}

}  // namespace entente::storage
