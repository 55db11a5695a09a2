#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"

/// Value of the family adjacency: the relationships of one node in one direction and of one type.
///
/// list: version(1) = 1 | count varint | neighbour varint deltas... | relationship zigzag deltas...
/// The entries are sorted by (neighbour, relationship); neighbours come first as one run, so that a
/// reader who needs no relationship ids stops halfway. A list may be empty; an empty list means the
/// same as no key.
///
/// operand: (operation(1) | neighbour varint | relationship varint)..., operation 1 inserts, 2
/// removes. A list is a set of (neighbour, relationship): the last operation on an entry decides,
/// inserting what is there and removing what is not there change nothing. Applying a run of
/// operands twice therefore gives the same list, and concatenation of operands is their partial
/// merge.
namespace entente::storage {

struct AdjacencyEntry {
  NodeId neighbour;
  RelationshipId relationship;
  friend auto operator<=>(const AdjacencyEntry&, const AdjacencyEntry&) = default;
};

/// One change of a list, as operands hold them.
struct AdjacencyChange {
  AdjacencyEntry entry;
  /// Otherwise it removes the entry.
  bool insert = true;
};

/// `entries` must be sorted and without duplicates (asserted).
std::string encode_adjacency(std::span<const AdjacencyEntry> entries);
/// The same for a list given as columns.
void append_adjacency(std::string& out, std::span<const NodeId> neighbours,
                      std::span<const RelationshipId> relationships);

/// Number of entries, without decoding any.
Result<std::uint64_t> adjacency_count(std::string_view list);

/// Appends all entries to the columns; `relationships` may be nullptr if they are not wanted. On
/// error nothing was appended.
Status decode_adjacency(std::string_view list, std::vector<NodeId>& neighbours,
                        std::vector<RelationshipId>* relationships);
Result<std::vector<AdjacencyEntry>> decode_adjacency(std::string_view list);

std::string adjacency_insert_operand(AdjacencyEntry entry);
std::string adjacency_remove_operand(AdjacencyEntry entry);

/// Appends the changes of an operand, or of several one after another, in order.
Status decode_adjacency_operand(std::string_view operand, std::vector<AdjacencyChange>& out);

/// A list with operands applied in order; `base` empty means the empty list.
Result<std::string> merge_adjacency(std::string_view base,
                                    std::span<const std::string_view> operands);
/// ErrorClass::corruption unless `operand` is well-formed.
Status check_adjacency_operand(std::string_view operand);

}  // namespace entente::storage
