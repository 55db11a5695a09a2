#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/value.hpp"
#include "storage/graph/records.hpp"

/// What the graph says of an entity or a relationship, as a function of the set of its mentions or
/// claims, whatever their order: lists are sorted unions, numbers are counts and maxima. The writer
/// of documents uses it to bring the graph up to date, views of the past to tell what it said.
namespace entente::storage {

/// Sorted union of two lists of strings.
std::vector<std::string> merge_lists(std::vector<std::string> a, const std::vector<std::string>& b);
/// The strings of a list value; a single string counts as a list of one; else empty.
std::vector<std::string> strings_of(const Value& value);
Value list_value(const std::vector<std::string>& items);
/// The parts of a qualifier ("oil; natural gas").
std::vector<std::string> qualifier_parts(std::string_view text);

/// "stated", "planned", "alleged", "negated", "former".
std::string_view modality_word(Modality modality);
/// The modality of a word; stated for others.
Modality modality_from(std::string_view word);
/// What a relationship says if its claims say `a` and `b`: the more certain of the two.
Modality stronger(Modality a, Modality b);

/// Properties of a relationship, all computed from its claims.
struct RelationshipSummary {
  std::int64_t claims = 0;
  std::int64_t documents = 0;
  double confidence = 0;
  Modality modality = Modality::negated;
  /// Qualifier → sorted values.
  std::vector<std::pair<std::string, std::vector<std::string>>> qualifiers;

  /// The summary of claims that are sorted by document, `documents` counted.
  static RelationshipSummary of(std::span<const Claim> claims);
  /// Adds a claim; `documents` is left to the caller, who knows which claims share one.
  void add(const Claim& claim);
  void add_qualifier(const std::string& key, const std::vector<std::string>& values);
  /// All properties by name: "claims", "documents", "confidence", "modality" and the qualifiers.
  [[nodiscard]] PropertyMap properties() const;
};

/// Name, labels and properties of an entity, all computed from its mentions.
struct EntitySummary {
  /// Null until something was added.
  Value name;
  /// All names, `name` too.
  std::vector<std::string> names;
  std::vector<std::string> labels;
  PropertyMap properties;

  /// Adds what one document contributes; `contributed_names` must not be empty and begins with the
  /// entity's own name there. Of two values for one property the one that sorts first is kept.
  void add(const std::vector<std::string>& contributed_names,
           const std::vector<std::string>& contributed_labels,
           const PropertyMap& contributed_properties);
  /// "name", "aliases" (null if there are none) and the other properties.
  [[nodiscard]] PropertyMap all_properties() const;
};

}  // namespace entente::storage
