#include <algorithm>

#include "ingest/names/name_rules.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

using Range = TokenRange;

bool is_mark(const NameContext& context, std::uint32_t i) {
  const Token& token = context.token(i);
  return token.kind == TokenKind::punctuation && token.form != ")" && token.form != ".";
}

/// "In August Erdogan flew": the month is no given name.
bool is_month_of_date(const NameContext& context, std::uint32_t i) {
  return i > context.begin() && context.in_class("month", i) == 1 &&
         context.in_class("before_month", i - 1) == 1;
}

/// Names as the other rules cut them: without articles, titles, genitives and marks around them.
Range trimmed(const NameContext& context, Range range) {
  for (bool changed = true; changed && range.first < range.last;) {
    changed = true;
    const std::string_view front = context.form(range.first);
    const std::string_view back = context.form(static_cast<std::int64_t>(range.last) - 1);
    if (front == "the" || front == "a" || front == "an" || front == "'s" || front == ")" ||
        front == "." || is_mark(context, range.first) || is_month_of_date(context, range.first)) {
      ++range.first;
    } else if (back == "'s" || back == "the" || is_mark(context, range.last - 1)) {
      --range.last;
    } else if (back == ")" && std::none_of(context.tokens().begin() + range.first,
                                           context.tokens().begin() + range.last,
                                           [](const Token& t) { return t.form == "("; })) {
      --range.last;
    } else {
      changed = false;
    }
  }
  return range;
}

/// Whether a country, or its adjective, fills the tokens [first, last).
bool is_country(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  const auto match = context.gazetteer().find(context.document(), context.tokens(), first);
  return match.entry != nullptr && match.entry->type == EntityType::Country &&
         first + match.token_count == last;
}

/// Tokens of titles and offices are no part of a name, wherever the model begins it ("Secretary of
/// | State Mike Pompeo", "U.S. President Barack Obama"); but many a title is also a family name
/// ("Stephen King"), so that only what begins with one, or with a country before it, is cut.
Range without_titles(const NameContext& context, Range range) {
  for (std::uint32_t i = context.begin(); i < range.last;) {
    const std::uint32_t title = context.title_size(i);
    if (title == 0) {
      ++i;
      continue;
    }
    const bool begins = i <= range.first && i + title > range.first;
    if (begins || (i > range.first && is_country(context, range.first, i))) {
      range.first = std::min(i + title, range.last);
    }
    i += title;
  }
  return range;
}

/// "Microsoft’s Satya Nadella": two names that the model took for one are left to other rules.
bool holds_genitive(const NameContext& context, Range range) {
  for (std::uint32_t i = range.first + 1; i + 1 < range.last; ++i) {
    if (context.form(i) == "'s" && !context.form(i - 1).ends_with('s')) return true;
  }
  return false;
}

/// "Bulgaria's Norvelio": the country is a name of its own, and so is what it has, unless that is
/// several ("Russia's Sinologists").
Range without_possessor(const NameContext& context, Range range) {
  const auto* back = context.parsed_token(range.last - 1);
  if (back->penn_tag == "NNS" || back->penn_tag == "NNPS") return range;
  const auto match = context.gazetteer().find(context.document(), context.tokens(), range.first);
  if (match.entry == nullptr || match.entry->form != MentionForm::name) return range;
  const bool place =
      match.entry->type == EntityType::Country || match.entry->type == EntityType::City ||
      match.entry->type == EntityType::Region || match.entry->type == EntityType::Bloc;
  const std::uint32_t genitive = range.first + match.token_count;
  if (place && genitive + 1 < range.last && context.form(genitive) == "'s") {
    range.first = genitive + 1;
  }
  return range;
}

/// "The Bulgarian Bulgargaz": the nationality describes a name that nothing else explains; not
/// "Bulgarian National Bank", "British Steel".
Range without_nationality(const NameContext& context, Range range) {
  const auto match = context.gazetteer().find(context.document(), context.tokens(), range.first);
  const std::uint32_t name = range.first + match.token_count;
  if (match.entry == nullptr || match.entry->form == MentionForm::name || name >= range.last ||
      match.entry->type != EntityType::Country ||
      context.parsed_token(range.first)->universal_tag != "ADJ") {
    return range;
  }
  for (std::uint32_t i = name; i < range.last; ++i) {
    if (!context.token(i).upper || context.gazetteer().is_common_word(context.form(i)) ||
        context.gazetteer().head(context.form(i)) != nullptr) {
      return range;
    }
  }
  return {name, range.last};
}

/// "Renminbi deposits": money is nobody and nowhere, whatever stands behind it.
bool is_currency(const NameContext& context, Range range) {
  const auto match = context.gazetteer().find(context.document(), context.tokens(), range.first);
  return match.entry != nullptr && match.entry->type == EntityType::Currency &&
         range.first + match.token_count == range.last;
}

/// "US-China [relations]": two countries with a hyphen between them are no place.
bool is_pair_of_places(const NameContext& context, Range range) {
  if (!context.gazetteer().lookup(name_key(context.words(range.first, range.last))).empty()) {
    return false;
  }
  const auto match = context.gazetteer().find(context.document(), context.tokens(), range.first);
  const auto country = [](const GazetteerMatch& found) {
    return found.entry != nullptr &&
           (found.entry->type == EntityType::Country || found.entry->type == EntityType::Bloc);
  };
  const std::uint32_t mark = range.first + match.token_count;
  if (!country(match) || mark + 1 >= range.last) return false;
  const std::string_view form = context.form(mark);
  if (form != "-" && form != "–" && form != "/") return false;
  return country(context.gazetteer().find(context.document(), context.tokens(), mark + 1));
}

bool has_capital(const NameContext& context, Range range) {
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    const Token& token = context.token(i);
    if (token.upper && (range.last - range.first > 1 || context.in_class("function_word", i) == 0 ||
                        (token.form.size() > 1 && all_upper(token.text(context.document()))))) {
      return true;
    }
    // "iRobot", "eBay": a capital inside is as good.
    const auto written = token.text(context.document());
    if (std::any_of(written.begin(), written.end(), [](char c) { return c >= 'A' && c <= 'Z'; }) &&
        !token.upper) {
      return true;
    }
  }
  return false;
}

/// Only a title, a nationality or the like, which has its own rules.
bool is_description(const NameContext& context, Range range) {
  if (range.first + context.title_size(range.first) >= range.last) return true;
  const auto match = context.gazetteer().find(context.document(), context.tokens(), range.first);
  return match.entry != nullptr && match.entry->form != MentionForm::name &&
         range.first + match.token_count >= range.last;
}

NamePriority priority_of(model::NameKind kind, std::uint32_t size) {
  if (size == 1) return NamePriority::model_word;
  return kind == model::NameKind::organisation ? NamePriority::organisation
                                               : NamePriority::gazetteer_phrase;
}

/// "Norvelio and Gazprom": joined to a known organisation.
bool is_joined_to_organisation(const NameContext& context, Range range) {
  const auto* parsed = context.parsed();
  const std::uint32_t head = head_of_name(context, range.first, range.last) - context.begin();
  for (std::uint32_t i = 0; i < parsed->tokens.size(); ++i) {
    const bool member = i == head && parsed->tokens[i].relation == "conj";
    const bool has_member = parsed->tokens[i].head == head && parsed->tokens[i].relation == "conj";
    if (!member && !has_member) continue;
    const std::uint32_t other = context.begin() + (member ? parsed->tokens[i].head : i);
    const auto match = context.gazetteer().find(context.document(), context.tokens(), other);
    if (match.entry != nullptr && (match.entry->type == EntityType::Company ||
                                   match.entry->type == EntityType::Organization)) {
      return true;
    }
  }
  return false;
}

/// The person that the model sees may be a firm ("chief executive of Rombourne"); a given name in
/// front is stronger than the words around it.
bool is_rather_organisation(const NameContext& context, Range range) {
  if (context.in_class("legal_form", range.last - 1) > 0) return true;
  if (context.gazetteer().is_given_name(context.form(range.first))) return false;
  if (range.last - range.first == 1 && is_joined_to_organisation(context, range)) return true;
  const auto told = told_by_surroundings(context, range.first, range.last);
  return told == Surroundings::company || told == Surroundings::organisation;
}

/// "BYD of China": the country is where the company is from, unless the words before "of" need more
/// to be a name ("Bank of China").
Range without_home(const NameContext& context, Range range) {
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    if (context.form(i) == "of") {
      return i > range.first && is_country(context, i + 1, range.last) ? Range{range.first, i}
                                                                       : range;
    }
    const auto& form = context.token(i).form;
    if (context.gazetteer().head(form) != nullptr || context.gazetteer().is_common_word(form))
      break;
  }
  return range;
}

void add_one_organisation(NameContext& context, Range range, bool told) {
  range = without_home(context, range);
  const auto type = kind_of_organisation(context, range.first, range.last);
  if (!type) return;
  Mention& mention =
      context.add(priority_of(model::NameKind::organisation, range.last - range.first), range.first,
                  range.last, *type);
  mention.confidence = 0.75;
  mention.told = told;
}

/// `told`: the words around the name say that it is one.
void add_organisation(NameContext& context, Range whole, bool told = false) {
  for (const Range range : split_organisations(context, whole)) {
    add_one_organisation(context, range, told);
  }
}

/// The name with the noun that tells what it is.
bool add_with_noun(NameContext& context, Range range) {
  const auto noun = noun_after(context, range.last);
  if (!noun) return false;
  context
      .add(NamePriority::structure, range.first, noun->last, noun->type,
           context.words(range.first, range.last))
      .confidence = 0.75;
  return true;
}

void add_person(NameContext& context, Range range) {
  range = without_titles(context, range);
  if (range.first >= range.last || add_with_noun(context, range)) return;
  if (is_rather_organisation(context, range)) {
    add_organisation(context, range, true);
    return;
  }
  const std::uint32_t size = range.last - range.first;
  // "Sinologists" are no one person, and a known country is none either.
  const auto* token = context.parsed_token(range.first);
  if (size == 1 && (token->penn_tag == "NNS" || token->penn_tag == "NNPS")) return;
  context
      .add(priority_of(model::NameKind::person, size), range.first, range.last, EntityType::Person)
      .confidence = size == 1 ? 0.7 : 0.85;
}

void add_place(NameContext& context, Range range) {
  const bool known =
      !context.gazetteer().lookup(name_key(context.words(range.first, range.last))).empty();
  if (!known && add_with_noun(context, range)) return;
  PlaceKind kind = kind_of_place(context, range.first, range.last);
  Mention& mention = context.add(priority_of(model::NameKind::location, range.last - range.first),
                                 range.first, range.last, kind.type, std::move(kind.canonical));
  mention.country = std::move(kind.country);
  mention.stands_for = std::move(kind.stands_for);
  mention.confidence = 0.75;
}

}  // namespace

void find_model_names(NameContext& context) {
  if (context.parsed() == nullptr || context.title_case()) return;
  for (const model::NameSpan& span : context.parsed()->names) {
    Range range = trimmed(context, {context.begin() + span.begin, context.begin() + span.end});
    // What a country has that is a place itself is seldom more than a description.
    if (range.first < range.last && span.kind != model::NameKind::location) {
      range = without_possessor(context, range);
    }
    if (range.first < range.last) range = without_nationality(context, range);
    if (range.first >= range.last || !has_capital(context, range)) continue;
    if (is_currency(context, range)) continue;
    if (is_pair_of_places(context, range) || is_award(context, range.first, range.last)) continue;
    if (holds_genitive(context, range) || is_description(context, range)) continue;
    switch (span.kind) {
      case model::NameKind::person: add_person(context, range); break;
      case model::NameKind::location: add_place(context, range); break;
      case model::NameKind::organisation: add_organisation(context, range); break;
    }
  }
}

}  // namespace entente::ingest
