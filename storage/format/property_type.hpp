#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "entente/value.hpp"

namespace entente::storage {

/// The types a property may have under a type constraint: a union of scalar types and of lists
/// whose elements are all of one scalar type. Bit `static_cast<unsigned>(kind)` of a mask stands
/// for a ValueKind; the masks are on disk.
struct PropertyType {
  std::uint32_t scalars = 0;
  /// LIST<kind NOT NULL>; the empty list is one of each of them.
  std::uint32_t lists = 0;

  [[nodiscard]] bool empty() const { return scalars == 0 && lists == 0; }
  void add(ValueKind kind) { scalars |= bit(kind); }
  void add_list(ValueKind kind) { lists |= bit(kind); }
  /// True if a stored value is of one of the types. Values of properties are never null.
  [[nodiscard]] bool matches(const Value& value) const;
  /// Normalised as Cypher writes it: `STRING | LIST<INTEGER NOT NULL>`, types in the order in which
  /// the Cypher manual ("Values and types", "Type normalization") puts them.
  [[nodiscard]] std::string to_text() const;
  /// False if a mask has a bit of something that cannot be a property, or none at all.
  [[nodiscard]] bool valid() const;

  /// True for kinds of scalar values that can be properties.
  static bool is_property_kind(ValueKind kind);
  friend bool operator==(const PropertyType&, const PropertyType&) = default;

 private:
  static std::uint32_t bit(ValueKind kind) { return 1U << static_cast<unsigned>(kind); }
};

}  // namespace entente::storage
