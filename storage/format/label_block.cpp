#include "storage/format/label_block.hpp"

#include <array>
#include <bit>
#include <cassert>

#include "storage/base/bytes.hpp"
#include "storage/format/key.hpp"

namespace entente::storage {
namespace {

// On disk: never change or reuse one.
enum class Form : std::uint8_t { array = 1, bitmap = 2 };
enum class Operation : std::uint8_t { set = 1, clear = 2 };

constexpr std::size_t bitmap_bytes = label_block_slots / 8;
constexpr std::size_t slot_bytes = 2;
using Words = std::array<std::uint64_t, label_block_slots / 64>;

Error block_error() { return corruption_error("label block"); }

struct Head {
  Form form;
  std::size_t count;
};

// Reads form and count and checks that exactly the content belonging to them follows.
Result<Head> read_head(ByteReader& in) {
  const auto form = static_cast<Form>(in.u8());
  const std::uint64_t count = in.varint();
  if (!in.ok() || count > label_block_slots) return block_error();
  const bool fits = form == Form::array    ? in.remaining() == count * slot_bytes
                    : form == Form::bitmap ? in.remaining() == bitmap_bytes
                                           : false;
  if (!fits) return block_error();
  return Head{form, static_cast<std::size_t>(count)};
}

void set(Words& words, std::size_t slot) { words[slot / 64] |= std::uint64_t{1} << (slot % 64); }
void clear(Words& words, std::size_t slot) {
  words[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
}

std::size_t count_set(const Words& words) {
  std::size_t n = 0;
  for (const std::uint64_t word : words) n += static_cast<std::size_t>(std::popcount(word));
  return n;
}

template <class Visit>
void for_each_slot(const Words& words, Visit visit) {
  for (std::size_t w = 0; w < words.size(); ++w) {
    for (std::uint64_t word = words[w]; word != 0; word &= word - 1) {
      visit(static_cast<std::uint16_t>(w * 64 + static_cast<std::size_t>(std::countr_zero(word))));
    }
  }
}

// Loads a block of either form as bits, checking order and count.
Status load(std::string_view block, Words& words) {
  words.fill(0);
  ByteReader in(block);
  ENTENTE_ASSIGN(const Head head, read_head(in));
  if (head.form == Form::bitmap) {
    // Bit s % 8 of byte s / 8 is bit s % 64 of little-endian word s / 64.
    for (std::uint64_t& word : words) word = in.fixed_64();
    if (count_set(words) != head.count) return block_error();
    return {};
  }
  int before = -1;
  for (std::size_t i = 0; i < head.count; ++i) {
    const std::uint16_t slot = in.fixed_16();
    if (slot <= before) return block_error();
    before = slot;
    set(words, slot);
  }
  return {};
}

std::string encode(const Words& words) {
  const std::size_t count = count_set(words);
  std::string out;
  const bool array = count <= label_block_array_max;
  out.reserve(4 + (array ? count * slot_bytes : bitmap_bytes));
  out.push_back(static_cast<char>(array ? Form::array : Form::bitmap));
  append_varint(out, count);
  if (array) {
    for_each_slot(words, [&](std::uint16_t slot) { append_fixed_16(out, slot); });
  } else {
    for (const std::uint64_t word : words) append_fixed_64(out, word);
  }
  return out;
}

// Calls apply(set, slot) for each change of an operand.
template <class Apply>
Status read_operand(std::string_view operand, Apply apply) {
  ByteReader in(operand);
  while (in.remaining() > 0) {
    const std::uint8_t operation = in.u8();
    const std::uint16_t slot = in.fixed_16();
    const bool sets = operation == static_cast<std::uint8_t>(Operation::set);
    if (!in.ok() || (!sets && operation != static_cast<std::uint8_t>(Operation::clear))) {
      return corruption_error("label operand");
    }
    apply(sets, slot);
  }
  return {};
}

std::string operand_of(Operation operation, std::uint16_t slot) {
  std::string operand(1, static_cast<char>(operation));
  append_fixed_16(operand, slot);
  return operand;
}

}  // namespace

std::string encode_label_block(std::span<const std::uint16_t> slots) {
  Words words{};
  for (std::size_t i = 0; i < slots.size(); ++i) {
    assert(i == 0 || slots[i] > slots[i - 1]);
    set(words, slots[i]);
  }
  return encode(words);
}

Result<std::uint64_t> label_block_count(std::string_view block) {
  ByteReader in(block);
  ENTENTE_ASSIGN(const Head head, read_head(in));
  return head.count;
}

Result<bool> label_block_contains(std::string_view block, std::uint16_t slot) {
  ByteReader in(block);
  ENTENTE_ASSIGN(const Head head, read_head(in));
  const auto* bytes = reinterpret_cast<const unsigned char*>(in.position());
  if (head.form == Form::bitmap) return (bytes[slot / 8U] >> (slot % 8U) & 1U) != 0;
  std::size_t low = 0;
  std::size_t high = head.count;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const auto at = static_cast<std::uint16_t>(bytes[2 * middle] | bytes[2 * middle + 1] << 8U);
    if (at == slot) return true;
    if (at < slot) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

Status decode_label_block(std::string_view block, std::uint64_t block_number,
                          std::vector<NodeId>& out) {
  Words words;
  ENTENTE_TRY(load(block, words));
  for_each_slot(words,
                [&](std::uint16_t slot) { out.push_back(LabelKey::node_of(block_number, slot)); });
  return {};
}

std::string label_set_operand(std::uint16_t slot) { return operand_of(Operation::set, slot); }
std::string label_clear_operand(std::uint16_t slot) { return operand_of(Operation::clear, slot); }

Result<std::string> merge_label_block(std::string_view base,
                                      std::span<const std::string_view> operands) {
  Words words{};
  if (!base.empty()) ENTENTE_TRY(load(base, words));
  for (const std::string_view operand : operands) {
    ENTENTE_TRY(read_operand(operand, [&](bool sets, std::uint16_t slot) {
      if (sets) {
        set(words, slot);
      } else {
        clear(words, slot);
      }
    }));
  }
  return encode(words);
}

Status check_label_operand(std::string_view operand) {
  return read_operand(operand, [](bool, std::uint16_t) {});
}

}  // namespace entente::storage
