#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entente/ids.hpp"

namespace entente::storage {

enum class IndexKind : std::uint8_t {
  /// Equality and range over one or more properties of nodes with a label.
  range = 0,
  /// A range index whose values are unique per label: the index behind a unique constraint.
  unique = 1,
};

/// Definition of an index or unique constraint; stored, immutable once created.
struct IndexDefinition {
  IndexId id;
  std::string name;
  IndexKind kind = IndexKind::range;
  LabelId label;
  std::vector<PropertyKeyId> properties;
};

}  // namespace entente::storage
