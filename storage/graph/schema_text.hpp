#pragma once

#include <cstdint>
#include <string>

#include "entente/error.hpp"
#include "storage/catalog/dictionary.hpp"
#include "storage/format/elements.hpp"
#include "storage/format/index_definition.hpp"
#include "storage/graph/index_entry.hpp"

namespace entente::storage {

/// Words and errors about indexes and constraints, with names instead of numbers.
class SchemaText {
 public:
  /// `dictionary` must outlive the object.
  explicit SchemaText(const Dictionary& dictionary) : dictionary_(dictionary) {}

  /// "node 3 with label `Person`", "relationship 7 of type `KNOWS`".
  [[nodiscard]] std::string element(const IndexDefinition& definition, std::uint64_t id) const;
  /// "`name`" or "(`first`, `last`)".
  [[nodiscard]] std::string properties(const IndexDefinition& definition) const;
  /// "(:Person {name})", "()-[:KNOWS {since}]-()".
  [[nodiscard]] std::string schema(const IndexDefinition& definition) const;
  /// "uniqueness constraint", "range index", ….
  static std::string kind(IndexKind kind);
  /// "index" or "constraint".
  static std::string object(IndexKind kind) { return is_constraint(kind) ? "constraint" : "index"; }

  /// constraint_validation_failed: `holder` has the values of `properties` already.
  [[nodiscard]] Error taken(const IndexDefinition& definition, std::uint64_t holder,
                            const Properties& properties) const;
  /// constraint_validation_failed: the element breaks the constraint in this way.
  [[nodiscard]] Error breach(const IndexDefinition& definition, std::uint64_t id,
                             const ConstraintBreach& breach, const Properties& properties) const;
  /// limit_exceeded: the values are too long for an index key.
  static Error too_long(const IndexDefinition& definition, std::size_t bytes);

 private:
  [[nodiscard]] std::string property(PropertyKeyId key) const;
  [[nodiscard]] std::string token(const IndexDefinition& definition, std::uint32_t number) const;

  const Dictionary& dictionary_;
};

}  // namespace entente::storage
