#include "ingest/write/aggregate.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// From the most to the least certain.
constexpr std::array<storage::Modality, 5> certainty = {
    storage::Modality::stated, storage::Modality::former, storage::Modality::planned,
    storage::Modality::alleged, storage::Modality::negated};

constexpr std::array<std::pair<std::string_view, storage::Modality>, 5> words = {{
    {"stated", storage::Modality::stated},
    {"planned", storage::Modality::planned},
    {"alleged", storage::Modality::alleged},
    {"negated", storage::Modality::negated},
    {"former", storage::Modality::former},
}};

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
    const auto part = trim(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

Value property_value(std::string_view key, const std::string& text) {
  const bool name = key == "date" || key.ends_with("code") || key.ends_with("id") ||
                    (text.size() > 1 && text.front() == '0' && text[1] != '.');
  if (name) return Value(text);
  const char* end = text.data() + text.size();
  std::int64_t integer = 0;
  if (const auto r = std::from_chars(text.data(), end, integer);
      r.ec == std::errc{} && r.ptr == end) {
    return Value(integer);
  }
  double number = 0;
  if (const auto r = std::from_chars(text.data(), end, number, std::chars_format::fixed);
      r.ec == std::errc{} && r.ptr == end) {
    return Value(number);
  }
  return Value(text);
}

std::string_view modality_word(storage::Modality modality) {
  for (const auto& [word, value] : words) {
    if (value == modality) return word;
  }
  return "stated";
}

storage::Modality modality_from(std::string_view word) {
  for (const auto& [name, value] : words) {
    if (name == word) return value;
  }
  return storage::Modality::stated;
}

storage::Modality stronger(storage::Modality a, storage::Modality b) {
  const auto rank = [](storage::Modality m) {
    return std::find(certainty.begin(), certainty.end(), m) - certainty.begin();
  };
  return rank(a) <= rank(b) ? a : b;
}

void RelationshipSummary::add(const storage::Claim& claim) {
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

}  // namespace entente::ingest
