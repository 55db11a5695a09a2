#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/value.hpp"
#include "storage/graph/records.hpp"

namespace entente::ingest {

/// Sorted union of two lists of strings.
std::vector<std::string> merge_lists(std::vector<std::string> a, const std::vector<std::string>& b);
/// The strings of a list value; a single string counts as a list of one; else empty.
std::vector<std::string> strings_of(const Value& value);
Value list_value(const std::vector<std::string>& items);
/// The parts of a qualifier ("oil; natural gas").
std::vector<std::string> qualifier_parts(std::string_view text);

/// A property given as text: numbers become numbers, except where they are names (dates, codes).
Value property_value(std::string_view key, const std::string& text);

std::string_view modality_word(storage::Modality modality);
storage::Modality modality_from(std::string_view word);
/// What a relationship says if its claims say `a` and `b`: the more certain of the two.
storage::Modality stronger(storage::Modality a, storage::Modality b);

/// Properties of a relationship, all computed from its claims.
struct RelationshipSummary {
  std::int64_t claims = 0;
  std::int64_t documents = 0;
  double confidence = 0;
  storage::Modality modality = storage::Modality::negated;
  /// Qualifier → sorted values.
  std::vector<std::pair<std::string, std::vector<std::string>>> qualifiers;

  void add(const storage::Claim& claim);
  void add_qualifier(const std::string& key, const std::vector<std::string>& values);
};

}  // namespace entente::ingest
