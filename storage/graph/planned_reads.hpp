#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "entente/ids.hpp"
#include "storage/format/index_definition.hpp"

namespace entente::storage {

/// What a query is about to read, estimated: enough to tell whether copies in memory pay for it
/// alone. See Transaction::prepare_reads().
struct PlannedReads {
  /// Values of one property.
  struct Property {
    EntityKind entity = EntityKind::node;
    PropertyKeyId key;
    std::uint64_t elements = 0;
    /// They are asked for in the order of their ids, which is several times cheaper.
    bool in_order = false;
  };
  /// All nodes (with label `token`) or all relationships (of type `token`).
  struct Set {
    EntityKind entity = EntityKind::node;
    std::optional<std::uint32_t> token;
  };
  std::vector<Property> properties;
  std::vector<Set> sets;
  /// Nodes whose relationships are looked up.
  std::uint64_t expansions = 0;

  [[nodiscard]] bool empty() const { return properties.empty() && sets.empty() && expansions == 0; }
};

}  // namespace entente::storage
