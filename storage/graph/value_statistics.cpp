#include "storage/graph/value_statistics.hpp"

#include <algorithm>
#include <cassert>

#include "storage/base/bytes.hpp"
#include "storage/format/ordered_value.hpp"
#include "storage/format/value_codec.hpp"
#include "storage/graph/node_sample.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {
namespace {

// Longer values are told apart by their beginning alone.
constexpr std::size_t bytes_max = 64;

// What is kept of a long value: more than is needed to tell it apart, however it is encoded.
constexpr std::size_t kept_bytes_max = bytes_max + 16;

std::string cut(std::string bytes) {
  if (bytes.size() > bytes_max) bytes.resize(bytes_max);
  return bytes;
}

/// The value, or one with the same first bytes_max bytes.
Value beginning_of(const Value& value) {
  if (value.is_string() && value.as_string().size() > kept_bytes_max) {
    const std::string_view text = value.as_string();
    std::size_t end = kept_bytes_max;
    // Not inside of a character.
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return Value(std::string(text.substr(0, end)));
  }
  if (!value.is_list()) return value;
  ValueList kept;
  std::size_t bytes = 0;
  for (const Value& item : value.as_list()) {
    if (bytes > bytes_max) break;
    kept.push_back(beginning_of(item));
    bytes += ordered_value(kept.back()).size();
  }
  return Value(std::move(kept));
}

}  // namespace

Result<ValueStatistics> ValueStatistics::sample(Transaction& transaction, LabelId label,
                                                PropertyKeyId property) {
  ENTENTE_ASSIGN(const NodeSample nodes, sample_nodes(transaction, label, sample_max));
  std::vector<Value> values;
  ENTENTE_TRY(transaction.node_properties(nodes.ids, property, values));
  std::erase_if(values, [](const Value& value) { return value.is_null(); });
  return ValueStatistics(nodes.all, nodes.ids.size(), values);
}

ValueStatistics::ValueStatistics(std::uint64_t nodes, std::size_t looked_at,
                                 const ValueList& values)
    : nodes_(nodes), looked_at_(looked_at) {
  for (const Value& value : values) {
    if (!has_ordered_encoding(value)) continue;
    Value kept = beginning_of(value);
    std::string bytes = cut(ordered_value(kept));
    sorted_.push_back({std::move(bytes), std::move(kept)});
  }
  std::sort(sorted_.begin(), sorted_.end(),
            [](const Entry& a, const Entry& b) { return a.bytes < b.bytes; });
  if (sorted_.empty()) return;
  double different = 0;
  double once = 0;
  for (std::size_t begin = 0, end = 0; begin < sorted_.size(); begin = end) {
    while (end < sorted_.size() && sorted_[end].bytes == sorted_[begin].bytes) ++end;
    ++different;
    if (end - begin == 1) ++once;
  }
  const auto sampled = static_cast<double>(sorted_.size());
  repeated_ = different - once;
  share_repeated_ = 1 - once / sampled;
  const double looked_share =
      static_cast<double>(looked_at_) / static_cast<double>(std::max<std::uint64_t>(nodes_, 1));
  distinct_ = std::max(1.0, different / (1 - (1 - std::min(1.0, looked_share)) * once / sampled));
}

void ValueStatistics::append_to(std::string& out) const {
  append_varint(out, nodes_);
  append_varint(out, looked_at_);
  for (std::size_t begin = 0, end = 0; begin < sorted_.size(); begin = end) {
    while (end < sorted_.size() && sorted_[end].bytes == sorted_[begin].bytes) ++end;
    append_varint(out, end - begin);
    append_value(out, sorted_[begin].value);
  }
}

std::optional<ValueStatistics> ValueStatistics::read(std::string_view bytes) {
  ByteReader in(bytes);
  const std::uint64_t nodes = in.varint();
  const std::uint64_t looked_at = in.varint();
  ValueList values;
  while (in.remaining() > 0) {
    const std::uint64_t count = in.varint();
    const Value value = read_value(in);
    if (!in.ok() || looked_at > sample_max || count > looked_at - values.size()) {
      return std::nullopt;
    }
    values.insert(values.end(), count, value);
  }
  if (!in.finished() || looked_at > sample_max) return std::nullopt;
  return ValueStatistics(nodes, looked_at, values);
}

double ValueStatistics::present() const {
  if (looked_at_ == 0) return 0;
  return static_cast<double>(sorted_.size()) / static_cast<double>(looked_at_);
}

double ValueStatistics::share_between(std::string_view begin, std::string_view end) const {
  if (looked_at_ == 0 || begin >= end) return 0;
  const auto less = [](const Entry& entry, std::string_view bytes) { return entry.bytes < bytes; };
  const auto first = std::lower_bound(sorted_.begin(), sorted_.end(), begin, less);
  const auto last = std::lower_bound(first, sorted_.end(), end, less);
  return static_cast<double>(last - first) / static_cast<double>(looked_at_);
}

double ValueStatistics::equal(const Value& value) const {
  if (!has_ordered_encoding(value) || matches_nothing(value) || looked_at_ == 0) return 0;
  const std::string bytes = cut(ordered_value(value));
  const auto range =
      std::equal_range(sorted_.begin(), sorted_.end(), Entry{bytes, Value()},
                       [](const Entry& a, const Entry& b) { return a.bytes < b.bytes; });
  const auto found = static_cast<double>(range.second - range.first);
  if (found > 1) return found / static_cast<double>(looked_at_);
  // One of the rarer values, or one the sample has missed; if all nodes were looked at, it has not.
  if (found == 0 && looked_at_ == nodes_) return 0;
  const double rare = std::max(1.0, distinct_ - repeated_);
  return std::min(present(), present() * (1 - share_repeated_) / rare);
}

double ValueStatistics::between(const Value* lower, const Value* upper) const {
  assert(lower != nullptr || upper != nullptr);
  // Nothing compares with null, NaN, or what is no property.
  for (const Value* bound : {lower, upper}) {
    if (bound != nullptr && (!has_ordered_encoding(*bound) || matches_nothing(*bound))) return 0;
  }
  OrderedRange range = comparable_range(lower != nullptr ? *lower : *upper);
  if (range.empty()) return 0;
  if (lower != nullptr) range.begin = cut(ordered_value(*lower));
  if (upper != nullptr) range.end = cut(ordered_value(*upper));
  // Whether a bound itself counts is too fine for a sample; an upper one that was cut or is met by
  // a value is counted in.
  range.end += '\0';
  return share_between(range.begin, range.end);
}

double ValueStatistics::prefix(std::string_view text) const {
  std::string begin = cut(ordered_string_prefix(text));
  std::string end = begin;
  // The next text that does not begin so: prefixes of strings end before the last byte value.
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xFF) end.pop_back();
  if (end.empty()) return present();
  end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return share_between(begin, end);
}

std::vector<ValueStatistics::CommonValue> ValueStatistics::most_common(std::size_t count) const {
  std::vector<CommonValue> result;
  for (std::size_t begin = 0, end = 0; begin < sorted_.size(); begin = end) {
    while (end < sorted_.size() && sorted_[end].bytes == sorted_[begin].bytes) ++end;
    if (end - begin < 2) continue;
    const double share = static_cast<double>(end - begin) / static_cast<double>(looked_at_);
    result.push_back({sorted_[begin].value, share});
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const CommonValue& a, const CommonValue& b) { return a.share > b.share; });
  if (result.size() > count) result.resize(count);
  return result;
}

ValueList ValueStatistics::bounds(std::size_t parts) const {
  ValueList result;
  if (sorted_.empty() || parts == 0) return result;
  for (std::size_t i = 0; i <= parts; ++i) {
    result.push_back(sorted_[i * (sorted_.size() - 1) / parts].value);
  }
  return result;
}

}  // namespace entente::storage
