#include <algorithm>

#include "ingest/names/name_rules.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// The country or region named right behind a comma ("Springfield, Illinois"), or null.
const GazetteerEntry* container(const NameContext& context, std::uint32_t last) {
  if (context.form(last) != "," || !context.has(last + 1)) return nullptr;
  const auto match = context.gazetteer().find(context.document(), context.tokens(), last + 1, true);
  if (match.entry == nullptr || match.entry->form != MentionForm::name) return nullptr;
  const bool holds = match.entry->type == EntityType::Country ||
                     match.entry->type == EntityType::Region ||
                     match.entry->type == EntityType::HistoricalState;
  return holds ? match.entry : nullptr;
}

/// The best of the readings as a place: one in the country that is named behind it, else the first.
const GazetteerEntry* best_place(std::span<const GazetteerEntry> readings,
                                 const GazetteerEntry* within) {
  const GazetteerEntry* best = nullptr;
  for (const GazetteerEntry& reading : readings) {
    if (!is_place(reading.type) || reading.form != MentionForm::name) continue;
    const bool inside = within != nullptr && reading.type == EntityType::City &&
                        !within->country.empty() && reading.country == within->country;
    if (inside) return &reading;
    if (best == nullptr) best = &reading;
  }
  return best;
}

/// The kind that the words of a name tell ("Lake Victoria", "Hudson River"), or null.
const Gazetteer::Head* head_word(const NameContext& context, std::uint32_t first,
                                 std::uint32_t last) {
  const auto* at_end = context.gazetteer().head(context.form(static_cast<std::int64_t>(last) - 1));
  if (at_end != nullptr) return at_end;
  const auto* at_begin = context.gazetteer().head(context.form(first));
  if (at_begin != nullptr) return at_begin;
  // "Republic of …", "Bank of America Tower" have been seen; this is "University of Oxford".
  for (std::uint32_t i = first; i < last; ++i) {
    if (const auto* head = context.gazetteer().head(context.form(i)); head != nullptr) return head;
  }
  return nullptr;
}

bool is_organisation(EntityType type) {
  return type == EntityType::Organization || type == EntityType::Company;
}

/// Only words for a trade or for companies ("Telecom" of "Telecom Company MTS"): no name.
bool is_bare_kind(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t i = first; i < last; ++i) {
    if (context.in_class("industry", i) == 0 && context.in_class("company_noun", i) == 0) {
      return false;
    }
  }
  return true;
}

/// "the film X", "her novel X", "X, a debut album": something that somebody made.
bool is_work(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  if (first > context.begin() && context.in_class("work_noun", first - 1) > 0) return true;
  const std::string_view before = context.form(static_cast<std::int64_t>(first) - 1);
  const bool quoted = before == "\"" || before == "“" || before == "‘";
  if (quoted && first > context.begin() + 1 && context.in_class("work_noun", first - 2) > 0) {
    return true;
  }
  const auto* parsed = context.parsed();
  if (parsed == nullptr) return false;
  const std::uint32_t begin = context.begin();
  const std::uint32_t head = head_of_name(context, first, last) - begin;
  for (std::uint32_t i = 0; i < parsed->tokens.size(); ++i) {
    const model::ParsedToken& token = parsed->tokens[i];
    if (token.relation == "appos" && token.head == head &&
        context.in_class("work_noun", begin + i) > 0) {
      return true;
    }
  }
  return false;
}

/// "Central Siberia", "Northern France": a part of a known region or country. Null if it is none.
const GazetteerEntry* divided_place(const NameContext& context, std::uint32_t first,
                                    std::uint32_t last) {
  if (last - first < 2 || context.in_class("direction", first) != 1) return nullptr;
  const auto readings = context.gazetteer().lookup(name_key(context.words(first + 1, last)));
  for (const GazetteerEntry& reading : readings) {
    const bool divided = reading.type == EntityType::Region || reading.type == EntityType::Country;
    if (divided && reading.form == MentionForm::name) return &reading;
  }
  return nullptr;
}

}  // namespace

std::optional<NounAfter> noun_after(const NameContext& context, std::uint32_t last) {
  std::uint32_t at = last;
  constexpr std::uint32_t words_before_noun_max = 3;
  while (at < last + words_before_noun_max && context.has(at) && !context.token(at).upper &&
         context.in_class("field_word", at) == 1) {
    ++at;
  }
  if (!context.has(at) || context.token(at).upper) return std::nullopt;
  if (context.in_class("facility_noun", at) == 1) return NounAfter{EntityType::Facility, at + 1};
  if (context.in_class("water_noun", at) == 1) return NounAfter{EntityType::Waterway, at + 1};
  return std::nullopt;
}

bool is_award(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  return context.in_class("award_noun", last - 1) == 1 ||
         (last - first > 2 && context.in_class("award_noun", first) == 1 &&
          context.form(first + 1) == "of");
}

PlaceKind kind_of_place(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  PlaceKind kind;
  kind.canonical = context.words(first, last);
  const GazetteerEntry* within = container(context, last);
  const GazetteerEntry* known =
      best_place(context.gazetteer().lookup(name_key(kind.canonical)), within);
  const auto told = told_by_surroundings(context, first, last);
  // "studied at Princeton": of a small town the surroundings may say that something else is meant.
  const bool sure =
      known != nullptr && (known->hand_made || known->type != EntityType::City ||
                           told == Surroundings::silent || told == Surroundings::place);
  if (sure) return {known->type, known->canonical, known->country, known->stands_for};
  if (const auto* whole = divided_place(context, first, last); whole != nullptr) {
    kind.country = whole->country;
    return kind;
  }
  const auto* head = head_word(context, first, last);
  if (head != nullptr && is_place(head->type)) {
    kind.type = head->type;
  } else if (within != nullptr) {
    kind.type = EntityType::City;
    kind.country = within->country;
  } else if (head != nullptr && is_organisation(head->type)) {
    kind.type = head->type;
  } else if (const auto type = type_of(told); type && *type != EntityType::City) {
    kind.type = *type;
  } else {
    // Towns go without an article, landscapes with one; people are "at" an organisation.
    const std::string_view before = context.form(static_cast<std::int64_t>(first) - 1);
    kind.type = before == "the"                    ? EntityType::Region
                : before == "at" || before == "by" ? EntityType::Organization
                                                   : EntityType::City;
  }
  return kind;
}

std::optional<EntityType> kind_of_organisation(const NameContext& context, std::uint32_t first,
                                               std::uint32_t last) {
  if (is_work(context, first, last)) return std::nullopt;
  for (const GazetteerEntry& reading :
       context.gazetteer().lookup(name_key(context.words(first, last)))) {
    if (is_organisation(reading.type)) return reading.type;
  }
  if (is_bare_kind(context, first, last)) return std::nullopt;
  const auto* head = head_word(context, first, last);
  if (head != nullptr && !is_place(head->type)) return head->type;
  if (context.in_class("legal_form", last - 1) > 0) return EntityType::Company;
  return told_by_surroundings(context, first, last) == Surroundings::company
             ? EntityType::Company
             : EntityType::Organization;
}

}  // namespace entente::ingest
