#include "storage/graph/index_entry.hpp"

#include <algorithm>

#include "storage/format/ordered_value.hpp"

namespace entente::storage {

std::optional<std::string> index_entry_values(const IndexDefinition& definition,
                                              const NodeRecord& record) {
  if (!std::binary_search(record.labels.begin(), record.labels.end(), definition.label)) {
    return std::nullopt;
  }
  std::string values;
  for (const PropertyKeyId key : definition.properties) {
    const auto it =
        std::lower_bound(record.properties.begin(), record.properties.end(), key,
                         [](const auto& entry, PropertyKeyId k) { return entry.first < k; });
    if (it == record.properties.end() || it->first != key) return std::nullopt;
    if (definition.kind == IndexKind::unique && matches_nothing(it->second)) return std::nullopt;
    append_ordered_value(values, it->second);
  }
  return values;
}

}  // namespace entente::storage
