#include "ingest/names/name_rules.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

bool is_plain_unknown(const NameContext& context, std::uint32_t i) {
  return context.is_name_word(i) && context.title_size(i) == 0 &&
         context.gazetteer().head(context.form(i)) == nullptr &&
         !context.gazetteer().is_common_word(context.form(i)) &&
         !context.gazetteer().is_given_name(context.form(i));
}

/// "acquired Activision Blizzard", "the firm MTS": the words before say that a company is named, so
/// all capitalised words that follow are its name.
bool introduced_as_company(const NameContext& context, std::uint32_t first) {
  if (first > context.begin() && context.in_class("company_noun", first - 1) > 0) return true;
  for (std::uint32_t back = 1; back <= 2 && first >= context.begin() + back; ++back) {
    if (context.in_class("company_context", first - back) == back) return true;
  }
  return false;
}

/// "MTS, a Russian telecommunications company": a noun for a company in the apposition after the
/// name.
bool described_as_company(const NameContext& context, std::uint32_t last) {
  if (context.form(last) != ",") return false;
  constexpr std::uint32_t apposition_tokens_max = 7;
  for (std::uint32_t i = last + 1; i < last + apposition_tokens_max && context.has(i); ++i) {
    if (context.token(i).kind == TokenKind::punctuation && context.form(i) != "-") return false;
    if (context.in_class("company_noun", i) > 0) return true;
    if (context.form(i) == "of" || context.form(i) == "who") return false;
  }
  return false;
}

/// End of the proper nouns from `i`, with what joins them ("Analog Devices", "Procter & Gamble").
std::uint32_t proper_end(const NameContext& context, std::uint32_t i) {
  const auto proper = [&](std::uint32_t at) {
    const auto* token = context.parsed_token(at);
    return token != nullptr && token->universal_tag == "PROPN" && context.is_name_word(at) &&
           context.title_size(at) == 0;
  };
  std::uint32_t last = i;
  while (proper(last) || (last > i && context.form(last) == "&" && proper(last + 1))) ++last;
  return last;
}

/// Names that neither lists nor the model know, but the words around them do.
void find_told_names(NameContext& context) {
  for (std::uint32_t i = context.begin(); i < context.end();) {
    const std::uint32_t last = proper_end(context, i);
    if (last == i) {
      ++i;
      continue;
    }
    if (is_award(context, i, last)) {
      i = last;
      continue;
    }
    const auto told = told_by_surroundings(context, i, last);
    if (told == Surroundings::company || told == Surroundings::organisation) {
      if (const auto type = kind_of_organisation(context, i, last)) {
        context.add(NamePriority::unknown, i, last, *type).confidence = 0.6;
      }
    } else if (told == Surroundings::person) {
      context.add(NamePriority::unknown, i, last, EntityType::Person).confidence = 0.6;
    }
    i = last;
  }
}

}  // namespace

void find_unknown_names(NameContext& context) {
  if (context.title_case()) return;
  if (context.parsed() != nullptr) find_told_names(context);
  for (std::uint32_t i = context.begin(); i < context.end();) {
    std::uint32_t last = i;
    while (is_plain_unknown(context, last)) ++last;
    if (last == i) {
      ++i;
      continue;
    }
    const bool introduced = introduced_as_company(context, i);
    while (introduced && context.is_name_word(last) && context.title_size(last) == 0) ++last;
    const bool company = introduced || described_as_company(context, last);
    const std::string text = context.words(i, last);
    const bool acronym = last - i == 1 && text.size() >= 2 && text.size() <= 6 && all_upper(text) &&
                         text.find('.') == std::string::npos;
    if (company) {
      context.add(NamePriority::unknown, i, last, EntityType::Company).confidence = 0.8;
    } else if (acronym) {
      context.add(NamePriority::unknown, i, last, EntityType::Organization).confidence = 0.5;
    }
    i = last;
  }
}

}  // namespace entente::ingest
