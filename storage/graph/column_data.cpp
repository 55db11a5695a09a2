#include "storage/graph/column_data.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <limits>
#include <utility>

#include "storage/base/checksum.hpp"
#include "storage/format/value_codec.hpp"

namespace entente::storage {

namespace {

bool fits_days(std::int64_t days) {
  return days >= std::numeric_limits<std::int32_t>::min() &&
         days <= std::numeric_limits<std::int32_t>::max();
}

void put_bit(IdWords& words, std::uint64_t id, bool set) {
  const std::uint64_t bit = std::uint64_t{1} << (id % 64);
  if (set) {
    words[id / 64] |= bit;
  } else {
    words[id / 64] &= ~bit;
  }
}

std::size_t words_for(std::uint64_t id_end) { return static_cast<std::size_t>((id_end + 63) / 64); }

std::size_t heap_bytes(const std::vector<Value>& values) {
  std::size_t bytes = values.capacity() * sizeof(Value);
  for (const Value& value : values) bytes += value.heap_bytes();
  return bytes;
}

/// Makes the vector of the kind as long as the ids ask for.
void resize_rows(ColumnData& data) {
  const auto rows = static_cast<std::size_t>(data.id_end);
  switch (data.kind) {
    case ColumnKind::none: break;
    case ColumnKind::integer: data.integers.resize(rows); break;
    case ColumnKind::floating: data.floats.resize(rows); break;
    case ColumnKind::boolean: data.booleans.resize(words_for(data.id_end)); break;
    case ColumnKind::date: data.days.resize(rows); break;
    case ColumnKind::string: data.codes.resize(rows); break;
    case ColumnKind::mixed: data.values.resize(rows); break;
  }
}

}  // namespace

ColumnKind column_kind(const Value& value) {
  switch (value.kind()) {
    case ValueKind::integer: return ColumnKind::integer;
    case ValueKind::floating: return ColumnKind::floating;
    case ValueKind::boolean: return ColumnKind::boolean;
    case ValueKind::string: return ColumnKind::string;
    case ValueKind::date:
      return fits_days(value.as_date().days) ? ColumnKind::date : ColumnKind::mixed;
    default: return ColumnKind::mixed;
  }
}

// ---- data
// -----------------------------------------------------------------------------------------------

Value ColumnData::value(std::uint64_t id) const {
  if (!has_value(id)) return {};
  switch (kind) {
    case ColumnKind::none: return {};
    case ColumnKind::integer: return Value(integers[id]);
    case ColumnKind::floating: return Value(floats[id]);
    case ColumnKind::boolean: return Value(has_bit(booleans, id));
    case ColumnKind::date: return Value(Date{days[id]});
    case ColumnKind::string: return dictionary[codes[id]];
    case ColumnKind::mixed: return values[id];
  }
  return {};
}

std::size_t ColumnData::bytes() const {
  return (valid.capacity() + booleans.capacity()) * sizeof(std::uint64_t) +
         integers.capacity() * sizeof(std::int64_t) + floats.capacity() * sizeof(double) +
         days.capacity() * sizeof(std::int32_t) + codes.capacity() * sizeof(std::uint32_t) +
         heap_bytes(dictionary) + heap_bytes(values);
}

// ---- builder
// --------------------------------------------------------------------------------------------

ColumnBuilder::ColumnBuilder(const ColumnData& base, std::uint64_t id_end) : data_(base) {
  assert(id_end >= base.id_end);
  data_.id_end = id_end;
  if (data_.kind == ColumnKind::none) return;
  data_.valid.resize(words_for(id_end));
  resize_rows(data_);
  if (data_.kind == ColumnKind::string) grow_slots();
}

bool ColumnBuilder::accept(ColumnKind kind) {
  if (data_.kind == kind) return true;
  if (data_.kind == ColumnKind::none) {
    data_.kind = kind;
    data_.valid.resize(words_for(data_.id_end));
    resize_rows(data_);
    return true;
  }
  if (data_.kind != ColumnKind::mixed) become_mixed();
  return false;
}

void ColumnBuilder::become_mixed() {
  std::vector<Value> values(static_cast<std::size_t>(data_.id_end));
  for (std::uint64_t id = 0; id < data_.id_end; ++id) values[id] = data_.value(id);
  data_.kind = ColumnKind::mixed;
  data_.values = std::move(values);
  data_.integers = {};
  data_.floats = {};
  data_.booleans = {};
  data_.days = {};
  data_.codes = {};
  data_.dictionary = {};
  slots_ = {};
}

void ColumnBuilder::set_valid(std::uint64_t id) {
  assert(id < data_.id_end);
  if (has_bit(data_.valid, id)) return;
  put_bit(data_.valid, id, true);
  ++data_.value_count;
}

void ColumnBuilder::add_encoded(std::uint64_t id, ByteReader& in) {
  ByteReader typed = in;
  const auto tag = static_cast<ValueTag>(typed.u8());
  switch (tag) {
    case ValueTag::integer:
      if (!accept(ColumnKind::integer)) break;
      data_.integers[id] = typed.zigzag();
      set_valid(id);
      in = typed;
      return;
    case ValueTag::floating:
      if (!accept(ColumnKind::floating)) break;
      data_.floats[id] = typed.floating();
      set_valid(id);
      in = typed;
      return;
    case ValueTag::boolean_false:
    case ValueTag::boolean_true:
      if (!accept(ColumnKind::boolean)) break;
      put_bit(data_.booleans, id, tag == ValueTag::boolean_true);
      set_valid(id);
      in = typed;
      return;
    case ValueTag::string: {
      if (!accept(ColumnKind::string)) break;
      const std::string_view text = typed.string();
      if (typed.ok()) data_.codes[id] = code_of(text);
      set_valid(id);
      in = typed;
      return;
    }
    case ValueTag::date: {
      const std::int64_t days = typed.zigzag();
      if (!accept(fits_days(days) ? ColumnKind::date : ColumnKind::mixed)) break;
      if (data_.kind != ColumnKind::date) break;
      data_.days[id] = static_cast<std::int32_t>(days);
      set_valid(id);
      in = typed;
      return;
    }
    default: break;
  }
  const Value value = read_value(in);
  if (!in.ok() || value.is_null()) {
    in.fail();
    return;
  }
  add(id, value);
}

void ColumnBuilder::add(std::uint64_t id, const Value& value) {
  assert(!value.is_null());
  accept(column_kind(value));
  switch (data_.kind) {
    case ColumnKind::none: break;
    case ColumnKind::integer: data_.integers[id] = value.as_integer(); break;
    case ColumnKind::floating: data_.floats[id] = value.as_float(); break;
    case ColumnKind::boolean: put_bit(data_.booleans, id, value.as_boolean()); break;
    case ColumnKind::date: data_.days[id] = static_cast<std::int32_t>(value.as_date().days); break;
    case ColumnKind::string: data_.codes[id] = code_of(value.as_string()); break;
    case ColumnKind::mixed: data_.values[id] = value; break;
  }
  set_valid(id);
}

void ColumnBuilder::remove(std::uint64_t id) {
  if (!has_bit(data_.valid, id)) return;
  put_bit(data_.valid, id, false);
  --data_.value_count;
  switch (data_.kind) {
    case ColumnKind::none: break;
    case ColumnKind::integer: data_.integers[id] = 0; break;
    case ColumnKind::floating: data_.floats[id] = 0; break;
    case ColumnKind::boolean: put_bit(data_.booleans, id, false); break;
    case ColumnKind::date: data_.days[id] = 0; break;
    case ColumnKind::string: data_.codes[id] = 0; break;
    case ColumnKind::mixed: data_.values[id] = Value(); break;
  }
}

void ColumnBuilder::append(ColumnData part, std::uint64_t begin) {
  assert(begin % 64 == 0 && begin + part.id_end <= data_.id_end);
  if (part.kind == ColumnKind::none) return;
  if (!accept(part.kind)) {
    for (std::uint64_t id = 0; id < part.id_end; ++id) {
      if (part.has_value(id)) add(begin + id, part.value(id));
    }
    return;
  }
  const auto first = static_cast<std::ptrdiff_t>(begin);
  const auto copy_words = [&](const IdWords& from, IdWords& to) {
    std::copy(from.begin(), from.end(), to.begin() + first / 64);
  };
  copy_words(part.valid, data_.valid);
  data_.value_count += part.value_count;
  switch (part.kind) {
    case ColumnKind::none: break;
    case ColumnKind::integer:
      std::copy(part.integers.begin(), part.integers.end(), data_.integers.begin() + first);
      break;
    case ColumnKind::floating:
      std::copy(part.floats.begin(), part.floats.end(), data_.floats.begin() + first);
      break;
    case ColumnKind::boolean: copy_words(part.booleans, data_.booleans); break;
    case ColumnKind::date:
      std::copy(part.days.begin(), part.days.end(), data_.days.begin() + first);
      break;
    case ColumnKind::string: append_codes(part, begin); break;
    case ColumnKind::mixed:
      std::move(part.values.begin(), part.values.end(), data_.values.begin() + first);
      break;
  }
}

/// The codes of a part stand for its own dictionary.
void ColumnBuilder::append_codes(const ColumnData& part, std::uint64_t begin) {
  std::vector<std::uint32_t> code(part.dictionary.size());
  for (std::size_t i = 0; i < code.size(); ++i) code[i] = code_of(part.dictionary[i]);
  for (std::uint64_t id = 0; id < part.id_end; ++id) {
    if (part.has_value(id)) data_.codes[begin + id] = code[part.codes[id]];
  }
}

ColumnData concatenate(std::vector<ColumnBuilder> parts, std::uint64_t range,
                       std::uint64_t id_end) {
  if (parts.size() == 1) return parts.front().finish();
  ColumnBuilder whole(id_end);
  std::uint64_t begin = 0;
  for (ColumnBuilder& part : parts) {
    // Its memory goes as soon as it was copied, so that two whole columns are never held.
    whole.append(part.finish(), begin);
    begin += range;
  }
  return whole.finish();
}

ColumnData ColumnBuilder::finish() {
  // Strings that were replaced leave the dictionary when they are most of it.
  constexpr std::size_t always_kept = 1024;
  if (data_.dictionary.size() > always_kept + 2 * data_.value_count) drop_unused_strings();
  slots_ = {};
  return std::move(data_);
}

void ColumnBuilder::drop_unused_strings() {
  constexpr std::uint32_t unknown = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> new_code(data_.dictionary.size(), unknown);
  std::vector<Value> dictionary;
  for (std::uint64_t id = 0; id < data_.id_end; ++id) {
    if (!data_.has_value(id)) continue;
    std::uint32_t& code = new_code[data_.codes[id]];
    if (code == unknown) {
      code = static_cast<std::uint32_t>(dictionary.size());
      dictionary.push_back(data_.dictionary[data_.codes[id]]);
    }
    data_.codes[id] = code;
  }
  data_.dictionary = std::move(dictionary);
}

// ---- dictionary
// -----------------------------------------------------------------------------------------

/// The slot that holds the text's number, or the empty one where it belongs.
std::size_t ColumnBuilder::slot_of(std::string_view text) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(checksum(text)) & mask;
  while (slots_[at] != 0 && data_.dictionary[slots_[at] - 1].as_string() != text) {
    at = (at + 1) & mask;
  }
  return at;
}

/// Makes the table at most a quarter full, so that it lasts until the dictionary has doubled.
void ColumnBuilder::grow_slots() {
  slots_.assign(std::bit_ceil(std::max<std::size_t>(64, data_.dictionary.size() * 4)), 0);
  for (std::uint32_t code = 0; code < data_.dictionary.size(); ++code) {
    slots_[slot_of(data_.dictionary[code].as_string())] = code + 1;
  }
}

std::uint32_t ColumnBuilder::code_of(std::string_view text) {
  return code_of(text, [&] { return Value(text); });
}

std::uint32_t ColumnBuilder::code_of(const Value& string) {
  return code_of(string.as_string(), [&] { return string; });
}

template <class MakeValue>
std::uint32_t ColumnBuilder::code_of(std::string_view text, const MakeValue& make) {
  if (slots_.size() < (data_.dictionary.size() + 1) * 2) grow_slots();
  const std::size_t at = slot_of(text);
  if (slots_[at] != 0) return slots_[at] - 1;
  data_.dictionary.push_back(make());
  const auto code = static_cast<std::uint32_t>(data_.dictionary.size() - 1);
  slots_[at] = code + 1;
  return code;
}

}  // namespace entente::storage
