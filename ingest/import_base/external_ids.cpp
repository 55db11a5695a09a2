#include "ingest/import_base/external_ids.hpp"

#include "storage/base/checksum.hpp"

namespace entente::importing {

void ExternalIds::grow() {
  slots_.assign(slots_.empty() ? 1024 : slots_.size() * 2, free_slot);
  const std::uint64_t mask = slots_.size() - 1;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    std::uint64_t at = entries_[i].hash & mask;
    while (slots_[at] != free_slot) at = (at + 1) & mask;
    slots_[at] = i;
  }
}

NodeId& ExternalIds::at(std::uint32_t group, std::string_view id) {
  // At most two thirds full: probes stay short.
  if (entries_.size() * 3 >= slots_.size() * 2) grow();
  const std::uint64_t hash = storage::checksum(id);
  const std::uint64_t mask = slots_.size() - 1;
  std::uint64_t at = hash & mask;
  for (; slots_[at] != free_slot; at = (at + 1) & mask) {
    Entry& entry = entries_[slots_[at]];
    if (entry.hash == hash && entry.group == group && text_of(entry) == id) return entry.node;
  }
  slots_[at] = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back(
      {hash, arena_.size(), static_cast<std::uint32_t>(id.size()), group, NodeId(0)});
  arena_.append(id);
  return entries_.back().node;
}

ExternalIds::Found ExternalIds::find(std::optional<std::uint32_t> group,
                                     std::string_view id) const {
  Found found;
  if (slots_.empty()) return found;
  const std::uint64_t hash = storage::checksum(id);
  const std::uint64_t mask = slots_.size() - 1;
  for (std::uint64_t at = hash & mask; slots_[at] != free_slot; at = (at + 1) & mask) {
    const Entry& entry = entries_[slots_[at]];
    if (entry.hash != hash || text_of(entry) != id) continue;
    if ((group && entry.group != *group) || entry.node.value == 0) continue;
    if (found.outcome == Lookup::found) return {Lookup::ambiguous, {}};
    found = {Lookup::found, entry.node};
    if (group) return found;
  }
  return found;
}

}  // namespace entente::importing
