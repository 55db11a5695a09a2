#include "ingest/names/name_rules.hpp"

namespace entente::ingest {

namespace {

bool is_link(std::string_view form) {
  return form == "of" || form == "for" || form == "on" || form == "'s" || form == "-" ||
         form == "&";
}

/// Leftmost token of the capitalised words that end at `head`.
std::uint32_t left_end(const NameContext& context, std::uint32_t head) {
  std::uint32_t first = head;
  while (first > context.begin()) {
    const std::uint32_t before = first - 1;
    if (context.is_name_word(before) || context.token(before).kind == TokenKind::number) {
      // A number stands inside a name ("Nord Stream 2 AG"), never at its beginning.
      const bool number = context.token(before).kind == TokenKind::number;
      const bool inner = number && before > context.begin() && context.is_name_word(before - 1);
      // A title ends another name ("President Putin … Party").
      if ((number && !inner) || context.title_size(before) > 0) break;
      // A verb at the beginning of the sentence has its capital from there.
      const auto* read = context.parsed_token(before);
      if (before == context.begin() && read != nullptr && read->universal_tag == "VERB") break;
      first = before;
    } else if ((context.form(before) == "'s" || context.form(before) == "-" ||
                context.form(before) == "&") &&
               before > context.begin() && context.is_name_word(before - 1) &&
               (context.form(before) == "&" || !context.token(before).space_before)) {
      // A possessive joins only a plural ("Peoples' Friendship University").
      const bool plural = context.form(before - 1).ends_with('s');
      if (context.form(before) == "'s" && !plural) break;
      first = before;
    } else if (first == head && context.form(before) == "," && before > context.begin() &&
               context.in_class("legal_form", head) > 0 && context.is_name_word(before - 1)) {
      // "Glanbia, Inc."
      first = before;
    } else {
      break;
    }
  }
  return first;
}

/// True if the capitalised words from `at` hold a head of their own.
bool has_own_head(const NameContext& context, std::uint32_t at) {
  for (; context.has(at) && context.is_name_word(at); ++at) {
    if (context.gazetteer().head(context.form(at)) != nullptr) return true;
  }
  return false;
}

/// "of Far Eastern Studies", "on Foreign and Defense Policy", "for Analysis of Strategies".
std::uint32_t tail_end(const NameContext& context, std::uint32_t at) {
  constexpr int links_max = 3;
  for (int links = 0; links < links_max; ++links) {
    const std::string_view link = context.form(at);
    if (link != "of" && link != "for" && link != "on") break;
    std::uint32_t next = at + 1;
    const bool article = context.form(next) == "the";
    if (article) ++next;
    if (!context.is_name_word(next) || context.title_size(next) > 0) break;
    if (article && has_own_head(context, next)) break;
    for (;;) {
      while (context.is_name_word(next) && context.title_size(next) == 0) ++next;
      const bool joined = (context.form(next) == "and" || context.form(next) == "&") &&
                          context.is_name_word(next + 1) &&
                          context.gazetteer().is_common_word(context.form(next + 1));
      if (!joined) break;
      ++next;
    }
    at = next;
  }
  return at;
}

/// "Russian Telecom Company MTS": the phrase describes the name that follows.
bool is_descriptor(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  if (!context.is_name_word(last) || context.title_size(last) > 0) return false;
  const auto match = context.gazetteer().find(context.document(), context.tokens(), first);
  return match.entry != nullptr && match.entry->form == MentionForm::adjective;
}

/// A title that begins inside the name and runs past it: "US Treasury | Secretary".
bool title_overlaps(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t i = first; i < last; ++i) {
    if (i + context.title_size(i) > last) return true;
  }
  return false;
}

}  // namespace

void find_organisations(NameContext& context) {
  for (std::uint32_t i = context.begin(); i < context.end(); ++i) {
    const auto* head = context.gazetteer().head(context.form(i));
    if (head == nullptr || (!context.token(i).upper && !head->lower_case)) continue;
    if (context.title_case() || !(context.is_name_word(i) || head->lower_case)) continue;
    std::uint32_t first = left_end(context, i);
    std::uint32_t last = i + 1;
    // The last head of the run names the kind: "Friendship University Hospital".
    while (context.is_name_word(last) && context.gazetteer().head(context.form(last)) != nullptr) {
      head = context.gazetteer().head(context.form(last));
      ++last;
    }
    // "Bank Rossiya": some heads come first.
    if (head->prefix && first == i && last == i + 1) {
      while (context.is_name_word(last) && context.title_size(last) == 0) ++last;
    }
    const std::uint32_t core = last;
    if (head->type == EntityType::Organization || head->type == EntityType::Company || first == i) {
      last = tail_end(context, last);
    }
    const bool bare = last - first == 1;
    if (bare || is_link(context.form(last - 1))) continue;
    if (is_descriptor(context, first, core) || title_overlaps(context, first, last)) continue;
    context.add(NamePriority::organisation, first, last, head->type);
    i = last - 1;
  }
}

}  // namespace entente::ingest
