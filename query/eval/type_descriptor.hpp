#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "entente/value.hpp"
#include "storage/catalog/schema.hpp"

namespace entente::query {

/// A value type as `IS :: TYPE` and property type constraints name it: a union of kinds, lists of a
/// type, each with or without NOT NULL. Immutable.
class TypeDescriptor {
 public:
  /// Parses "INTEGER NOT NULL", "LIST<STRING>", "ANY<INTEGER | FLOAT>", … in any case.
  /// SyntaxError / UnexpectedSyntax (compile time) for names that are no type.
  static Result<TypeDescriptor> parse(std::string_view text);

  /// True if the value is of this type; null is of every type without NOT NULL.
  [[nodiscard]] bool contains(const Value& value) const;

  /// The type as a property type constraint has it; nullopt if it cannot be one: only scalar types
  /// that properties have, lists of one of them without nulls, and unions of these can.
  [[nodiscard]] std::optional<storage::PropertyType> property_type() const;

 private:
  friend class TypeParser;
  struct Alternative {
    /// Kinds that belong to it; empty means every kind.
    std::vector<ValueKind> kinds;
    bool nothing = false;
    /// PROPERTY VALUE: of lists only those that can be stored.
    bool property = false;
    /// Set for LIST<T>.
    std::shared_ptr<const TypeDescriptor> item;
    bool not_null = false;

    [[nodiscard]] bool add_to(storage::PropertyType& type) const;
  };
  std::vector<Alternative> alternatives_;
};

}  // namespace entente::query
