#include "ingest/names/name_rules.hpp"

namespace entente::ingest {

namespace {

/// "US Treasury" before "Secretary": the title that begins inside is the better reading.
bool cut_by_title(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t i = first + 1; i < last; ++i) {
    if (i + context.title_size(i) > last) return true;
  }
  return false;
}

/// The longest name at `i` that no title cuts; shorter ones are tried by hiding tokens at the end.
GazetteerMatch find_uncut(const NameContext& context, std::uint32_t i) {
  auto tokens = context.tokens();
  const std::string_view before = context.form(static_cast<std::int64_t>(i) - 1);
  const bool in_place = before == "in" || before == "near";
  auto match = context.gazetteer().find(context.document(), tokens, i, in_place);
  while (match.entry != nullptr && cut_by_title(context, i, i + match.token_count)) {
    const auto shorter = i + match.token_count - 1;
    if (shorter == i) return {};
    match = context.gazetteer().find(context.document(), tokens.first(shorter), i, in_place);
  }
  return match;
}

}  // namespace

void find_gazetteer_names(NameContext& context) {
  for (std::uint32_t i = context.begin(); i < context.end(); ++i) {
    if (context.token(i).kind == TokenKind::punctuation) continue;
    const auto match = find_uncut(context, i);
    if (match.entry == nullptr) continue;
    const GazetteerEntry& entry = *match.entry;
    // "may", "us", "turkey": a common word at the start of a sentence or in lower case is no name.
    const bool pronoun =
        entry.type == EntityType::Country && context.form(i) == "us" && !context.token(i).upper;
    if (pronoun) continue;
    const auto priority =
        match.token_count > 1
            ? (entry.hand_made ? NamePriority::organisation : NamePriority::gazetteer_phrase)
        : entry.hand_made || entry.type == EntityType::Country ? NamePriority::gazetteer_word
                                                               : NamePriority::generated_word;
    Mention& mention = context.add(priority, i, i + match.token_count, entry.type, entry.canonical);
    mention.form = entry.form;
    mention.country = entry.country;
    mention.stands_for = entry.stands_for;
    if (entry.type == EntityType::City && !entry.hand_made) mention.confidence = 0.8;
    i += match.token_count - 1;
  }
}

}  // namespace entente::ingest
