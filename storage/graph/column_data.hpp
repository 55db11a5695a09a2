#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entente/value.hpp"
#include "storage/base/bytes.hpp"

namespace entente::storage {

/// How the values of a column are held.
enum class ColumnKind : std::uint8_t {
  /// No element has a value.
  none,
  integer,
  floating,
  boolean,
  /// Days since 1970-01-01 in 32 bits; dates further away make a column mixed.
  date,
  /// Numbers into a dictionary of the distinct strings, in the order of their first appearance.
  string,
  /// General values: several kinds, or one that has no representation of its own.
  mixed,
};

/// Which ids are in a set: bit `id % 64` of word `id / 64`.
using IdWords = std::vector<std::uint64_t>;

inline bool has_bit(std::span<const std::uint64_t> words, std::uint64_t id) {
  return id / 64 < words.size() && (words[id / 64] >> (id % 64) & 1U) != 0;
}

/// The values of one property by element id, immutable once built; the vector that belongs to
/// `kind` has id_end entries (none for ColumnKind::none), those of ids without a value are zero.
/// Thread-safe as long as nobody changes it.
struct ColumnData {
  ColumnKind kind = ColumnKind::none;
  /// Every id with a value is below.
  std::uint64_t id_end = 0;
  /// Number of ids with a value.
  std::uint64_t value_count = 0;
  IdWords valid;
  std::vector<std::int64_t> integers;
  std::vector<double> floats;
  IdWords booleans;
  std::vector<std::int32_t> days;
  std::vector<std::uint32_t> codes;
  /// The strings; code c of `codes` stands for dictionary[c]. Giving one out counts a reference.
  std::vector<Value> dictionary;
  std::vector<Value> values;

  [[nodiscard]] bool has_value(std::uint64_t id) const { return has_bit(valid, id); }
  /// The value of an id, null if it has none. Allocates for dates only.
  [[nodiscard]] Value value(std::uint64_t id) const;
  /// Memory held, in bytes, with the heap of the values.
  [[nodiscard]] std::size_t bytes() const;
};

/// Builds a column from values by ascending id; begins typed and becomes mixed when it must.
/// Not thread-safe.
class ColumnBuilder {
 public:
  /// `id_end`: all ids that will be added are below; room is made for them at the first value.
  explicit ColumnBuilder(std::uint64_t id_end) { data_.id_end = id_end; }
  /// Goes on from a finished column with room for ids below `id_end` (>= base.id_end): add() and
  /// remove() then take ids in any order.
  ColumnBuilder(const ColumnData& base, std::uint64_t id_end);

  /// Reads an encoded value (see format/value_codec.hpp) that is not null; the reader fails if it
  /// is damaged. Strings known to the dictionary are not copied to the heap.
  void add_encoded(std::uint64_t id, ByteReader& in);
  /// `value` is not null.
  void add(std::uint64_t id, const Value& value);
  void remove(std::uint64_t id);
  /// Adds a column whose ids begin at `begin` here, a multiple of 64 behind all ids so far.
  void append(ColumnData part, std::uint64_t begin);
  ColumnData finish();

 private:
  /// Makes the column able to hold values of this kind, at the price of becoming mixed.
  bool accept(ColumnKind kind);
  void become_mixed();
  void set_valid(std::uint64_t id);
  void append_codes(const ColumnData& part, std::uint64_t begin);
  std::uint32_t code_of(std::string_view text);
  std::uint32_t code_of(const Value& string);
  template <class MakeValue>
  std::uint32_t code_of(std::string_view text, const MakeValue& make);
  [[nodiscard]] std::size_t slot_of(std::string_view text) const;
  void grow_slots();
  void drop_unused_strings();

  ColumnData data_;
  /// Hash table of dictionary numbers plus one, open addressing; its size is a power of two.
  std::vector<std::uint32_t> slots_;
};

/// The column of ids below `id_end` whose ranges of `range` ids (a multiple of 64, unless there is
/// one only) were built apart: the same as if one builder had taken all values.
ColumnData concatenate(std::vector<ColumnBuilder> parts, std::uint64_t range, std::uint64_t id_end);

/// The kind of column that a value fits without loss.
ColumnKind column_kind(const Value& value);

}  // namespace entente::storage
