#include "ingest/relations/sentence_view.hpp"

#include <algorithm>
#include <array>

namespace entente::ingest {

bool accepts(const SlotFilter& filter, const Mention& mention) {
  using Form = SlotFilter::Form;
  const bool adjective = mention.form == MentionForm::adjective;
  if (filter.form == Form::noun && adjective) return false;
  if (filter.form == Form::attributive && mention.form == MentionForm::people) return false;
  if ((filter.types >> static_cast<unsigned>(mention.type) & 1U) != 0) return true;
  return filter.seats && !mention.stands_for.empty();
}

SentenceView::SentenceView(const SplitText& text, const Sentence& sentence,
                           const ResolvedDocument& document, const WordClasses& classes)
    : text_(text),
      document_(document),
      classes_(classes),
      begin_(sentence.first_token),
      end_(sentence.last_token) {
  for (std::uint32_t i = begin_; i < end_; ++i) forms_.insert(text_.tokens[i].form);
  phrase_at_.assign(end_ - begin_, no_entity);
  find_phrase_begins();
}

std::uint32_t SentenceView::mention_at(std::uint32_t i) const {
  return i < end_ ? document_.mention_at[i] : no_entity;
}

std::uint32_t SentenceView::mention_over(std::uint32_t i) const {
  return i < end_ ? document_.mention_over[i] : no_entity;
}

/// Token at which a longest entry of the class ends that stands directly before `at`, or `at`.
std::uint32_t SentenceView::back_over_class(const char* name, std::uint32_t at) const {
  constexpr std::uint32_t words_max = 5;
  const int number = classes_.find(name);
  std::uint32_t best = at;
  for (std::uint32_t size = 1; size <= words_max && at >= begin_ + size; ++size) {
    const auto sizes = classes_.match_all(number, tokens(), at - size);
    if (std::find(sizes.begin(), sizes.end(), size) != sizes.end()) best = at - size;
  }
  return best;
}

/// Goes left from a name over what belongs to its phrase. A country that is passed over keeps its
/// own mention: "Russian President Vladimir Putin" is a phrase for Putin and has Russia in it.
std::uint32_t SentenceView::phrase_begin(const Mention& mention) const {
  std::uint32_t at = mention.first_token;
  const bool person = mention.type == EntityType::Person;
  const bool corporate =
      mention.type == EntityType::Company || mention.type == EntityType::Organization;
  if (person || corporate) {
    std::uint32_t before = at;
    if (person) {
      for (const char* name :
           {"honorific", "state_leader", "state_office", "org_leader", "org_member"}) {
        before = std::min(before, back_over_class(name, at));
      }
    } else {
      for (const char* name : {"company_noun", "agency_noun"}) {
        before = std::min(before, back_over_class(name, at));
      }
      for (std::uint32_t next = before; next != at && before < at;) {
        next = back_over_class("industry", before);
        if (next == before) break;
        before = next;
      }
    }
    if (before < at) {
      at = before;
      at = back_over_class("role_modifier", at);
      if (at > begin_ && form(at - 1) == "'s") --at;
      if (at > begin_ && mention_over(at - 1) != no_entity) {
        const Mention& origin = document_.mentions[mention_over(at - 1)];
        if (origin.type == EntityType::Country || origin.type == EntityType::HistoricalState) {
          at = origin.first_token;
        }
      }
    } else if (corporate && at > begin_ + 1 && form(at - 1) == "'s" &&
               mention_over(at - 2) != no_entity) {
      // "Taiwan's TSMC".
      const Mention& origin = document_.mentions[mention_over(at - 2)];
      if (origin.type == EntityType::Country) at = origin.first_token;
    }
  }
  while (at > begin_ && (form(at - 1) == "the" || form(at - 1) == "a" || form(at - 1) == "an" ||
                         form(at - 1) == "neighbouring" || form(at - 1) == "neighboring" ||
                         form(at - 1) == "both" || form(at - 1) == "former")) {
    --at;
  }
  return at;
}

void SentenceView::find_phrase_begins() {
  for (std::uint32_t i = begin_; i < end_; ++i) {
    const std::uint32_t m = document_.mention_at[i];
    if (m == no_entity) continue;
    const std::uint32_t first = phrase_begin(document_.mentions[m]);
    if (first < i) phrase_at_[first - begin_] = m;
  }
}

/// The token after "(CNPC)" when that stands at `after`: it belongs to the name before it.
std::uint32_t SentenceView::skip_acronym(std::uint32_t after) const {
  return form(after) == "(" && form(after + 2) == ")" ? after + 3 : after;
}

/// End of ", director of the Carnegie Moscow Center," when it begins at `after`, or 0.
std::uint32_t SentenceView::apposition_end(std::uint32_t after) const {
  constexpr std::uint32_t tokens_max = 18;
  if (form(after) != ",") return 0;
  for (std::uint32_t i = after + 1; i < end_ && i < after + tokens_max; ++i) {
    if (form(i) == ",") return i + 1;
    if (token(i).kind == TokenKind::punctuation && form(i) != "-" && form(i) != "(" &&
        form(i) != ")") {
      return 0;
    }
  }
  return 0;
}

/// The next mention of a coordination whose last one ended before `after`; `last` is set after
/// "and".
std::uint32_t SentenceView::next_coordinated(std::uint32_t after, const SlotFilter& filter,
                                             bool& last) const {
  std::uint32_t at = after;
  if (form(at) == ",") ++at;
  if (form(at) == "and" || form(at) == "or" || form(at) == "&") {
    ++at;
    last = true;
  } else if (form(at) == "as" && form(at + 1) == "well" && form(at + 2) == "as") {
    at += 3;
    last = true;
  }
  if (at == after || at >= end_) return no_entity;
  std::array<std::uint32_t, 2> found{document_.mention_at[at], phrase_at_[at - begin_]};
  // "Intel and Germany's Siemens": the company is coordinated, not the country it is from.
  if (found[0] != no_entity && found[1] != no_entity &&
      form(document_.mentions[found[0]].last_token) == "'s" &&
      document_.mentions[found[1]].type != EntityType::Person) {
    std::swap(found[0], found[1]);
  }
  for (const std::uint32_t m : found) {
    if (m != no_entity && accepts(filter, document_.mentions[m])) return m;
  }
  return no_entity;
}

void SentenceView::add_readings(std::uint32_t mention, const SlotFilter& filter,
                                std::vector<SlotReading>& out) const {
  const Mention& first = document_.mentions[mention];
  if (!accepts(filter, first)) return;
  const std::uint32_t after = first.last_token;
  // A coordination counts only if it is complete: "A, B and C", not "A, B".
  SlotReading group{{mention}, skip_acronym(after)};
  bool last = false;
  while (!last && !filter.one) {
    const std::uint32_t next = next_coordinated(group.end, filter, last);
    if (next == no_entity) break;
    const Mention& other = document_.mentions[next];
    // "Putin and China" are no pair.
    if ((other.type == EntityType::Person) != (first.type == EntityType::Person)) break;
    // "sanctions on Russia, and the European Union …": the comma begins a clause, no list of two.
    if (last && group.mentions.size() == 1 && form(group.end) == ",") break;
    group.mentions.push_back(next);
    group.end = skip_acronym(other.last_token);
    if (last && group.mentions.size() > 1) out.push_back(group);
  }
  // "Russia-China": a hyphen joins two attributive names.
  if (!filter.one && form(after) == "-" && after + 1 < end_ && !token(after).space_before) {
    const std::uint32_t next = document_.mention_at[after + 1];
    if (next != no_entity && accepts(filter, document_.mentions[next])) {
      out.push_back({{mention, next}, document_.mentions[next].last_token});
    }
  }
  if (!filter.pair || first.entities.size() > 1) {
    const bool named = first.type == EntityType::Person || first.type == EntityType::Company ||
                       first.type == EntityType::Organization;
    if (named && !filter.pair) {
      if (const auto end = apposition_end(after); end > 0) out.push_back({{mention}, end});
    }
    // "the US, which has imposed": the relative clause says something of the name.
    if (!filter.pair && form(after) == "," &&
        (form(after + 1) == "which" || form(after + 1) == "who")) {
      out.push_back({{mention}, after + 2});
    }
    if (skip_acronym(after) > after) out.push_back({{mention}, skip_acronym(after)});
    out.push_back({{mention}, after});
  }
}

/// "bought gas from U.S. energy company Shell", "met U.S. President Biden": the country only says
/// where the one who is meant is from.
bool SentenceView::is_origin(std::uint32_t i, std::uint32_t mention) const {
  const std::uint32_t whole = phrase_at_[i - begin_];
  const Mention& country = document_.mentions[mention];
  return whole != no_entity && whole != mention && country.type == EntityType::Country &&
         form(country.last_token) != "'s";
}

std::vector<SlotReading> SentenceView::readings(std::uint32_t i, const SlotFilter& filter) const {
  std::vector<SlotReading> out;
  if (i >= end_) return out;
  const std::uint32_t named = document_.mention_at[i];
  if (named != no_entity && !(filter.form == SlotFilter::Form::noun && is_origin(i, named))) {
    add_readings(named, filter, out);
  }
  if (const auto m = phrase_at_[i - begin_]; m != no_entity) add_readings(m, filter, out);
  return out;
}

std::vector<std::optional<SentenceView>> views_of_sentences(const SplitText& text,
                                                            const ResolvedDocument& document,
                                                            const WordClasses& classes) {
  std::vector<std::optional<SentenceView>> views(text.sentences.size());
  for (std::size_t s = 0; s < views.size(); ++s) {
    const Sentence& sentence = text.sentences[s];
    // A reference to a pair is enough for a symmetric relation.
    const bool any = std::any_of(document.mention_at.begin() + sentence.first_token,
                                 document.mention_at.begin() + sentence.last_token,
                                 [](std::uint32_t m) { return m != no_entity; });
    if (any) views[s].emplace(text, sentence, document, classes);
  }
  return views;
}

}  // namespace entente::ingest
