#include <optional>
#include <span>
#include <vector>

#include "ingest/resolve/resolver_steps.hpp"

namespace entente::ingest {

namespace {

Mention mention_of(const GazetteerEntry& entry, std::uint32_t first, std::uint32_t last) {
  Mention mention;
  mention.first_token = first;
  mention.last_token = last;
  mention.type = entry.type;
  mention.canonical = entry.canonical;
  mention.country = entry.country;
  constexpr double less_sure = 0.8;
  mention.confidence = less_sure;
  return mention;
}

/// A commodity written with small letters within [first, last), or nothing: the gas of "the Yamal
/// gas pipeline", the natural gas of "liquefied natural gas". Of the commodity that a whole name is
/// only a shorter name counts that has words of its own: no "oil" in "palm oil".
std::optional<Mention> commodity_within(const SplitText& text, const Gazetteer& gazetteer,
                                        const Mention& outer) {
  const bool commodity = outer.type == EntityType::Commodity;
  const std::span<const Token> tokens(text.tokens.data(), outer.last_token);
  for (std::uint32_t i = outer.first_token + 1; i < outer.last_token; ++i) {
    if (text.tokens[i].upper) continue;
    const auto match = gazetteer.find(text.text, tokens, i);
    if (match.entry == nullptr || match.entry->type != EntityType::Commodity) continue;
    if (commodity && match.token_count < 2) continue;
    if (name_key(match.entry->canonical) == name_key(outer.canonical)) continue;
    return mention_of(*match.entry, i, i + match.token_count);
  }
  return std::nullopt;
}

/// The region of which a part is named: Siberia in "Central Siberia", but not in a name of its own
/// ("North Carolina").
std::optional<Mention> whole_of_part(const SplitText& text, const Gazetteer& gazetteer,
                                     const WordClasses& classes, const Mention& outer) {
  if (outer.size() < 2 || classes.match("direction", text.tokens, outer.first_token) != 1) {
    return std::nullopt;
  }
  if (!gazetteer.lookup(name_key(outer.canonical)).empty()) return std::nullopt;
  const std::span<const Token> tokens(text.tokens.data(), outer.last_token);
  const auto match = gazetteer.find(text.text, tokens, outer.first_token + 1);
  const bool fits = match.entry != nullptr && match.entry->type == EntityType::Region &&
                    match.entry->form == MentionForm::name &&
                    outer.first_token + 1 + match.token_count == outer.last_token;
  if (!fits) return std::nullopt;
  return mention_of(*match.entry, outer.first_token + 1, outer.last_token);
}

}  // namespace

void add_names_within(const SplitText& text, const Gazetteer& gazetteer, const WordClasses& classes,
                      std::vector<Mention>& mentions) {
  std::vector<Mention> added;
  for (const Mention& outer : mentions) {
    if (outer.form != MentionForm::name) continue;
    std::optional<Mention> inner;
    switch (outer.type) {
      case EntityType::Pipeline:
      case EntityType::Facility:
      case EntityType::Project:
      case EntityType::Commodity: inner = commodity_within(text, gazetteer, outer); break;
      case EntityType::Region: inner = whole_of_part(text, gazetteer, classes, outer); break;
      default: break;
    }
    if (inner) added.push_back(std::move(*inner));
  }
  mentions.insert(mentions.end(), added.begin(), added.end());
}

}  // namespace entente::ingest
