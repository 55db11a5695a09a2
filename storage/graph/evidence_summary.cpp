#include "storage/graph/evidence_summary.hpp"

#include <algorithm>
#include <array>

namespace entente::storage {

namespace {

/// From the most to the least certain.
constexpr std::array<Modality, 5> certainty = {
    Modality::stated, Modality::former, Modality::planned, Modality::alleged, Modality::negated};

constexpr std::array<std::pair<std::string_view, Modality>, 5> words = {{
    {"stated", Modality::stated},
    {"planned", Modality::planned},
    {"alleged", Modality::alleged},
    {"negated", Modality::negated},
    {"former", Modality::former},
}};

/// Texts in claims have no other white space than single spaces.
std::string_view trim_spaces(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

const Value& earlier(const Value& a, const Value& b) { return b.to_text() < a.to_text() ? b : a; }

}  // namespace

std::vector<std::string> merge_lists(std::vector<std::string> a,
                                     const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  a.erase(std::unique(a.begin(), a.end()), a.end());
  return a;
}

std::vector<std::string> strings_of(const Value& value) {
  std::vector<std::string> out;
  if (value.is_string()) out.emplace_back(value.as_string());
  if (!value.is_list()) return out;
  for (const Value& item : value.as_list()) {
    if (item.is_string()) out.emplace_back(item.as_string());
  }
  return out;
}

Value list_value(const std::vector<std::string>& items) {
  ValueList list;
  list.reserve(items.size());
  for (const std::string& item : items) list.emplace_back(item);
  return Value(std::move(list));
}

std::vector<std::string> qualifier_parts(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    const auto part = trim_spaces(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::string_view modality_word(Modality modality) {
  for (const auto& [word, value] : words) {
    if (value == modality) return word;
  }
  return "stated";
}

Modality modality_from(std::string_view word) {
  for (const auto& [name, value] : words) {
    if (name == word) return value;
  }
  return Modality::stated;
}

Modality stronger(Modality a, Modality b) {
  const auto rank = [](Modality m) {
    return std::find(certainty.begin(), certainty.end(), m) - certainty.begin();
  };
  return rank(a) <= rank(b) ? a : b;
}

RelationshipSummary RelationshipSummary::of(std::span<const Claim> claims) {
  RelationshipSummary summary;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    summary.add(claims[i]);
    if (i == 0 || claims[i].document != claims[i - 1].document) ++summary.documents;
  }
  return summary;
}

void RelationshipSummary::add(const Claim& claim) {
  modality = claims == 0 ? claim.modality : stronger(modality, claim.modality);
  ++claims;
  confidence = std::max(confidence, claim.confidence);
  for (const auto& [key, value] : claim.qualifiers) {
    if (value.is_string()) add_qualifier(key, qualifier_parts(value.as_string()));
  }
}

void RelationshipSummary::add_qualifier(const std::string& key,
                                        const std::vector<std::string>& values) {
  const auto found = std::find_if(qualifiers.begin(), qualifiers.end(),
                                  [&](const auto& entry) { return entry.first == key; });
  if (found == qualifiers.end()) {
    qualifiers.emplace_back(key, merge_lists(values, {}));
  } else {
    found->second = merge_lists(std::move(found->second), values);
  }
}

PropertyMap RelationshipSummary::properties() const {
  PropertyMap all = {{"claims", Value(claims)},
                     {"documents", Value(documents)},
                     {"confidence", Value(confidence)},
                     {"modality", Value(modality_word(modality))}};
  for (const auto& [key, values] : qualifiers) all.emplace_back(key, list_value(values));
  return all;
}

void EntitySummary::add(const std::vector<std::string>& contributed_names,
                        const std::vector<std::string>& contributed_labels,
                        const PropertyMap& contributed_properties) {
  const Value own(contributed_names.front());
  name = name.is_string() ? earlier(name, own) : own;
  names = merge_lists(std::move(names), contributed_names);
  labels = merge_lists(std::move(labels), contributed_labels);
  for (const auto& property : contributed_properties) {
    const auto& [key, value] = property;
    const auto found = std::find_if(properties.begin(), properties.end(), [&](const auto& entry) {
      return entry.first == property.first;
    });
    if (found == properties.end()) {
      properties.emplace_back(key, value);
    } else {
      found->second = found->second.is_null() ? value : earlier(found->second, value);
    }
  }
}

PropertyMap EntitySummary::all_properties() const {
  std::vector<std::string> aliases = names;
  std::erase_if(aliases, [&](const std::string& alias) {
    return name.is_string() && alias == name.as_string();
  });
  PropertyMap all = {{"name", name}, {"aliases", aliases.empty() ? Value() : list_value(aliases)}};
  all.insert(all.end(), properties.begin(), properties.end());
  return all;
}

}  // namespace entente::storage
