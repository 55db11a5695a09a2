#include "storage/graph/statistics_cache.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "storage/base/bytes.hpp"
#include "storage/base/checksum.hpp"
#include "storage/graph/new_file.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {
namespace {

constexpr std::string_view magic = "ENTSTAT\n";
constexpr std::uint32_t file_version = 1;
/// Of a sample in the file: never change or reuse a number.
constexpr std::uint8_t values_kind = 1;
constexpr std::uint8_t degrees_kind = 2;

/// No sample is too old after so few writes.
constexpr std::uint64_t writes_min = 20'000;

std::uint64_t difference(std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; }

/// True if so many nodes came or went, or so much else may have changed, that a sample no longer
/// tells much.
template <class Sample>
bool drifted(const Sample& sample, std::uint64_t nodes, std::uint64_t writes) {
  return difference(sample.nodes, nodes) * 5 > sample.nodes ||
         difference(sample.writes, writes) > std::max(writes_min, nodes);
}

template <class Sample>
void append_sample(std::string& out, const Sample& sample) {
  append_varint(out, sample.nodes);
  append_varint(out, sample.writes);
  std::string bytes = sample.bytes;
  if (sample.statistics != nullptr) {
    bytes.clear();
    sample.statistics->append_to(bytes);
  }
  append_string(out, bytes);
}

template <class Sample>
Sample read_sample(ByteReader& in) {
  Sample sample;
  sample.nodes = in.varint();
  sample.writes = in.varint();
  sample.bytes = in.string();
  return sample;
}

}  // namespace

StatisticsCache::StatisticsCache(std::string path) : path_(std::move(path)) {}

template <class T, class Key>
std::shared_ptr<const T> StatisticsCache::find_fresh(std::map<Key, Sample<T>>& samples,
                                                     const Key& key, std::uint64_t nodes,
                                                     std::uint64_t writes) {
  const std::lock_guard lock(mutex_);
  load();
  const auto it = samples.find(key);
  if (it == samples.end() || drifted(it->second, nodes, writes)) return nullptr;
  Sample<T>& sample = it->second;
  if (sample.statistics == nullptr) {
    auto read = T::read(sample.bytes);
    if (!read) return nullptr;
    sample.statistics = std::make_shared<const T>(*std::move(read));
    sample.bytes.clear();
  }
  return sample.statistics;
}

template <class T, class Key, class Take>
Result<std::shared_ptr<const T>> StatisticsCache::find(std::map<Key, Sample<T>>& samples,
                                                       const Key& key, Transaction& transaction,
                                                       LabelId label, const Take& take) {
  ENTENTE_ASSIGN(const std::uint64_t nodes, transaction.node_count(label));
  const std::uint64_t writes = transaction.writes();
  if (auto known = find_fresh(samples, key, nodes, writes)) return known;
  ENTENTE_ASSIGN(T taken, take());
  auto statistics = std::make_shared<const T>(std::move(taken));
  // What only this transaction sees would mislead others.
  if (transaction.pending_bytes() == 0) {
    const std::lock_guard lock(mutex_);
    if (samples.size() >= samples_max) samples.clear();
    samples[key] = {nodes, writes, statistics, {}};
    changed_ = true;
  }
  return statistics;
}

Result<StatisticsCache::Values> StatisticsCache::values(Transaction& transaction, LabelId label,
                                                        PropertyKeyId property) {
  return find(values_, ValueKey{label.value, property.value}, transaction, label,
              [&] { return ValueStatistics::sample(transaction, label, property); });
}

Result<StatisticsCache::Degrees> StatisticsCache::degrees(Transaction& transaction, LabelId label,
                                                          RelationshipTypeId type,
                                                          Direction direction) {
  return find(degrees_, DegreeKey{label.value, type.value, direction}, transaction, label,
              [&] { return DegreeStatistics::sample(transaction, label, type, direction); });
}

void StatisticsCache::load() {
  if (loaded_) return;
  loaded_ = true;
  if (path_.empty()) return;
  std::ifstream file(path_, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  ByteReader in(bytes);
  if (in.bytes(magic.size()) != magic || in.fixed_32() != file_version) return;
  const std::uint64_t expected = in.fixed_64();
  const std::string_view samples = in.bytes(in.remaining());
  if (in.ok() && checksum(samples) == expected) read_samples(samples);
}

void StatisticsCache::read_samples(std::string_view bytes) {
  ByteReader in(bytes);
  while (in.remaining() > 0) {
    const std::uint8_t kind = in.u8();
    const std::uint32_t label = in.varint_32();
    const std::uint32_t name = in.varint_32();
    if (kind == values_kind) {
      values_[{label, name}] = read_sample<Sample<ValueStatistics>>(in);
    } else if (kind == degrees_kind) {
      const auto direction = static_cast<Direction>(in.u8());
      degrees_[{label, name, direction}] = read_sample<Sample<DegreeStatistics>>(in);
    } else {
      return;
    }
  }
}

Status StatisticsCache::save() {
  const std::lock_guard lock(mutex_);
  if (path_.empty() || !changed_) return {};
  std::string samples;
  for (const auto& [key, sample] : values_) {
    samples.push_back(static_cast<char>(values_kind));
    append_varint(samples, key.first);
    append_varint(samples, key.second);
    append_sample(samples, sample);
  }
  for (const auto& [key, sample] : degrees_) {
    const auto& [label, type, direction] = key;
    samples.push_back(static_cast<char>(degrees_kind));
    append_varint(samples, label);
    append_varint(samples, type);
    samples.push_back(static_cast<char>(direction));
    append_sample(samples, sample);
  }
  std::string head(magic);
  append_fixed_32(head, file_version);
  append_fixed_64(head, checksum(samples));
  NewFile file(path_);
  ENTENTE_TRY(file.append(head));
  ENTENTE_TRY(file.append(samples));
  ENTENTE_TRY(file.keep());
  changed_ = false;
  return {};
}

}  // namespace entente::storage
