#include "ingest/names/name_rules.hpp"

namespace entente::ingest {

namespace {

GazetteerMatch country_at(const NameContext& context, std::uint32_t i) {
  if (!context.has(i)) return {};
  const auto match = context.gazetteer().find(context.document(), context.tokens(), i);
  const bool place = match.entry != nullptr && (match.entry->type == EntityType::Country ||
                                                match.entry->type == EntityType::Region ||
                                                match.entry->type == EntityType::City);
  return place ? match : GazetteerMatch{};
}

/// "annexation of Crimea", "war in Ukraine": the mention is the noun, so that the place stays one
/// of its own; the name is the whole phrase.
bool event_of_place(NameContext& context, std::uint32_t i) {
  if (context.in_class("event_noun", i) == 0) return false;
  const std::string_view link = context.form(i + 1);
  if (link != "of" && link != "in" && link != "against") return false;
  const auto place = country_at(context, i + 2);
  if (place.entry == nullptr || place.entry->form != MentionForm::name) return false;
  std::string name(context.form(i));
  name += ' ';
  name += link;
  name += ' ';
  name += place.entry->canonical;
  context.add(NamePriority::structure, i, i + 1, EntityType::Event, std::move(name));
  return true;
}

/// "US-China trade war": named by the countries before it.
bool trade_war(NameContext& context, std::uint32_t i) {
  if (context.form(i) != "trade" ||
      (context.form(i + 1) != "war" && context.form(i + 1) != "wars")) {
    return false;
  }
  std::string name = "trade war";
  if (i >= context.begin() + 3 && context.form(i - 2) == "-") {
    std::uint32_t first = i - 3;
    if (country_at(context, first).entry != nullptr &&
        country_at(context, i - 1).entry != nullptr) {
      name = context.words(first, i + 2);
    }
  }
  context.add(NamePriority::structure, i, i + 2, EntityType::Event, std::move(name));
  return true;
}

/// "2016 US presidential elections".
bool election(NameContext& context, std::uint32_t i) {
  const std::string_view noun = context.form(i);
  if (noun != "election" && noun != "elections") return false;
  std::uint32_t first = i;
  while (first > context.begin()) {
    const std::string_view before = context.form(first - 1);
    const bool kind = before == "presidential" || before == "parliamentary" ||
                      before == "general" || before == "congressional" || before == "midterm" ||
                      before == "snap";
    if (!kind && country_at(context, first - 1).entry == nullptr) break;
    --first;
  }
  const bool year = first > context.begin() && context.form(first - 1).size() == 4 &&
                    context.token(first - 1).kind == TokenKind::number;
  if (!year) return false;
  context.add(NamePriority::structure, i, i + 1, EntityType::Event,
              context.words(first - 1, i + 1));
  return true;
}

}  // namespace

void find_events(NameContext& context) {
  for (std::uint32_t i = context.begin(); i < context.end(); ++i) {
    if (!event_of_place(context, i) && !trade_war(context, i)) election(context, i);
  }
}

}  // namespace entente::ingest
