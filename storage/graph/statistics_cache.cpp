#include "storage/graph/statistics_cache.hpp"

#include "storage/graph/transaction.hpp"

namespace entente::storage {
namespace {

/// True if so many nodes came or went that a sample no longer tells much.
bool drifted(std::uint64_t then, std::uint64_t now) {
  const std::uint64_t difference = then > now ? then - now : now - then;
  return difference * 5 > then;
}

}  // namespace

template <class T, class Key, class Take>
Result<std::shared_ptr<const T>> StatisticsCache::find(std::map<Key, Sample<T>>& samples,
                                                       const Key& key, Transaction& transaction,
                                                       LabelId label, const Take& take) {
  ENTENTE_ASSIGN(const std::uint64_t nodes, transaction.node_count(label));
  {
    const std::lock_guard lock(mutex_);
    const auto it = samples.find(key);
    if (it != samples.end() && !drifted(it->second.nodes, nodes)) return it->second.statistics;
  }
  ENTENTE_ASSIGN(T taken, take());
  auto statistics = std::make_shared<const T>(std::move(taken));
  // What only this transaction sees would mislead others.
  if (transaction.pending_bytes() == 0) {
    const std::lock_guard lock(mutex_);
    if (samples.size() >= samples_max) samples.clear();
    samples[key] = {nodes, statistics};
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

}  // namespace entente::storage
