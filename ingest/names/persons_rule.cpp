#include "ingest/names/name_rules.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// A capitalised word that can be a surname here.
bool is_surname_word(const NameContext& context, std::uint32_t i) {
  if (!context.is_name_word(i) || context.title_size(i) > 0) return false;
  const Token& t = context.token(i);
  if (context.gazetteer().head(t.form) != nullptr) return false;
  const bool acronym =
      t.form.size() > 1 && all_upper(t.text(context.document())) && !t.form.ends_with('.');
  return !acronym;
}

bool is_particle(const NameContext& context, std::uint32_t i) {
  return context.in_class("name_particle", i) > 0;
}

/// End of the surnames from `at`: up to three words, particles and hyphens between them.
std::uint32_t surnames_end(const NameContext& context, std::uint32_t at, int words_max) {
  std::uint32_t last = at;
  for (int words = 0; words < words_max;) {
    std::uint32_t next = last;
    if (words > 0 && context.form(next) == "-" && context.has(next + 1) &&
        !context.token(next).space_before) {
      // "Jong-un": the second part may be in lower case.
      last = next + 2;
      ++words;
      continue;
    }
    while (is_particle(context, next) && context.has(next + 1)) {
      ++next;
      if (context.form(next) == "-") ++next;
    }
    if (!is_surname_word(context, next)) break;
    last = next + 1;
    ++words;
  }
  return last;
}

/// A country's name or adjective is no second word of a person's name found by guessing.
bool is_known_place(const NameContext& context, std::uint32_t i) {
  const auto match = context.gazetteer().find(context.document(), context.tokens(), i);
  return match.entry != nullptr &&
         (match.entry->type == EntityType::Country || match.entry->type == EntityType::Bloc ||
          match.entry->stands_for.size() == 2);
}

std::uint32_t named_person_end(const NameContext& context, std::uint32_t i) {
  const std::string_view form = context.form(i);
  if (context.gazetteer().is_given_name(form)) {
    const auto last = surnames_end(context, i + 1, 3);
    if (last > i + 1 && !is_known_place(context, i + 1)) return last;
  }
  if (context.gazetteer().is_family_name_first(form) && is_surname_word(context, i + 1) &&
      !is_known_place(context, i + 1) && !context.gazetteer().is_common_word(context.form(i + 1))) {
    return surnames_end(context, i + 1, 2);
  }
  return i;
}

/// Two or three unknown capitalised words after a title or around a verb of saying.
std::uint32_t guessed_person_end(const NameContext& context, std::uint32_t i, bool after_title) {
  std::uint32_t last = i;
  bool common = false;
  constexpr std::uint32_t words_max = 3;
  while (last < i + words_max && is_surname_word(context, last) && !is_known_place(context, last)) {
    common = common || context.gazetteer().is_common_word(context.form(last));
    ++last;
  }
  if (last - i < (after_title ? 1U : 2U) || (common && !after_title)) return i;
  return last;
}

}  // namespace

void find_persons(NameContext& context) {
  std::uint32_t title_end = 0;
  for (std::uint32_t i = context.begin(); i < context.end();) {
    if (const auto title = context.title_size(i); title > 0) {
      title_end = i + title;
      i = title_end;
      continue;
    }
    if (!is_surname_word(context, i)) {
      ++i;
      continue;
    }
    const bool after_title = i == title_end && i > context.begin();
    double confidence = 0.95;
    std::uint32_t last = named_person_end(context, i);
    if (last == i && !context.title_case()) {
      last = guessed_person_end(context, i, after_title);
      confidence = after_title ? 0.9 : 0.6;
    }
    if (last == i) {
      ++i;
      continue;
    }
    if (const auto noun = noun_after(context, last); noun && !after_title) {
      context.add(NamePriority::structure, i, noun->last, noun->type, context.words(i, last))
          .confidence = 0.75;
      i = noun->last;
      continue;
    }
    if (is_award(context, i, last)) {
      i = last;
      continue;
    }
    context.add(NamePriority::person, i, last, EntityType::Person).confidence = confidence;
    i = last;
  }
}

}  // namespace entente::ingest
