#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/ids.hpp"
#include "entente/result.hpp"

/// Value of the family labels: which of 65,536 consecutive nodes have a label.
///
/// block: form(1) | count varint | content
///   form 1: `count` slots, ascending, 2 bytes little-endian each; used up to 4,096 slots
///   form 2: bitmap of 8,192 bytes, bit s % 8 of byte s / 8 for slot s; used above
/// operand: (operation(1) | slot(2))..., operation 1 sets, 2 clears; the last one on a slot
/// decides, so operands may be applied twice, and concatenation is their partial merge. A block may
/// be empty; an empty block means the same as no key.
namespace entente::storage {

inline constexpr std::size_t label_block_slots = 65536;
/// Up to this many slots a block is stored as an array, which is then no longer than the bitmap.
inline constexpr std::size_t label_block_array_max = 4096;

/// `slots` ascending, without duplicates (asserted).
std::string encode_label_block(std::span<const std::uint16_t> slots);
/// Number of slots set, from the head of the block.
Result<std::uint64_t> label_block_count(std::string_view block);
Result<bool> label_block_contains(std::string_view block, std::uint16_t slot);
/// Appends the nodes of the block with this number, ascending. On error nothing was appended.
Status decode_label_block(std::string_view block, std::uint64_t block_number,
                          std::vector<NodeId>& out);

std::string label_set_operand(std::uint16_t slot);
std::string label_clear_operand(std::uint16_t slot);

/// A block with operands applied in order; `base` empty means the empty block.
Result<std::string> merge_label_block(std::string_view base,
                                      std::span<const std::string_view> operands);
/// ErrorClass::corruption unless `operand` is well-formed.
Status check_label_operand(std::string_view operand);

}  // namespace entente::storage
