#include "ingest/relations/predication_matcher.hpp"

#include <algorithm>
#include <array>

#include "ingest/text/inflection.hpp"

namespace entente::ingest {

namespace {

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// A noun in one of these places belongs so closely to its verb that either may hold what the text
/// says of both: "serves as president of the bank at its branch in Riga".
bool is_close(const Argument& argument) {
  return argument.role == Role::object || argument.role == Role::predicate_noun ||
         (argument.role == Role::oblique && argument.marker == "as");
}

/// What places may be filled from a neighbour: phrases that parsers attach wrongly.
bool may_borrow(const PlaceName& name, Predication::Kind kind) {
  // "the sale of jets to X by Y", but "was sold to the owner of a shop by the sea".
  const bool by = name.marker == "by" && kind != Predication::Kind::noun;
  return name.kind == PlaceName::Kind::own && name.role == Role::oblique && name.marker != "as" &&
         !by;
}

}  // namespace

PredicationMatcher::PredicationMatcher(const SplitText& text,
                                       const std::vector<model::ParsedSentence>& parsed,
                                       const std::vector<Predication>& predications,
                                       const ResolvedDocument& document, const WordClasses& classes)
    : text_(text),
      parsed_(parsed),
      predications_(predications),
      document_(document),
      classes_(classes),
      officials_class_(classes.find("nation_noun")),
      fighters_class_(classes.find("fighter_noun")),
      parts_class_(classes.find("part_of_place")),
      sentence_of_(text.tokens.size(), 0),
      governed_by_(text.tokens.size()) {
  for (std::uint32_t s = 0; s < text.sentences.size(); ++s) {
    for (auto i = text.sentences[s].first_token; i < text.sentences[s].last_token; ++i) {
      sentence_of_[i] = s;
    }
  }
  for (std::uint32_t p = 0; p < predications.size(); ++p) {
    if (predications[p].kind != Predication::Kind::verb) continue;
    for (const Argument& argument : predications[p].arguments) {
      if (is_close(argument)) governed_by_[argument.head].push_back(p);
    }
  }
}

const model::ParsedToken& PredicationMatcher::parsed_token(std::uint32_t token) const {
  const std::uint32_t s = sentence_of_[token];
  return parsed_[s].tokens[token - text_.sentences[s].first_token];
}

std::uint32_t PredicationMatcher::head_of(std::uint32_t token) const {
  const std::uint32_t head = parsed_token(token).head;
  return head == model::no_head ? no_token
                                : text_.sentences[sentence_of_[token]].first_token + head;
}

bool PredicationMatcher::begins(const Predication& predication, const Trigger& trigger) const {
  if (trigger.head_forms.empty()) return true;
  const auto particle = predication.lemma.find('_');
  const std::string lemma = predication.lemma.substr(0, particle);
  if (!contains(trigger.head_forms, lemma)) {
    // The form decides only if the lemma cannot be right, or is no word: "found" may be a form of
    // "find", "mentored" is none of "mentore".
    const std::string& form = text_.tokens[predication.head].form;
    if (!contains(trigger.head_forms, form)) return false;
    if (Gazetteer::built_in().is_common_word(lemma) && contains(inflect(lemma), form)) return false;
  }
  if (predication.kind == Predication::Kind::verb) {
    std::string wanted;
    for (const std::string& word : trigger.other_words) wanted += "_" + word;
    return (particle == std::string::npos ? "" : predication.lemma.substr(particle)) == wanted;
  }
  const auto size = static_cast<std::uint32_t>(trigger.other_words.size());
  const Sentence& sentence = text_.sentences[predication.sentence];
  if (predication.head < sentence.first_token + size) return false;
  for (std::uint32_t i = 0; i < size; ++i) {
    if (text_.tokens[predication.head - size + i].form != trigger.other_words[i]) return false;
  }
  return true;
}

std::vector<FrameUse> PredicationMatcher::candidates(const FrameSet& frames,
                                                     const Predication& predication) const {
  std::vector<FrameUse> found;
  std::size_t longest = 0;
  const auto add = [&](const std::string& form) {
    for (const FrameUse& use : frames.predications(predication.kind, form)) {
      const auto& pattern = frames.frames()[use.frame].predications[use.line];
      const Trigger& trigger = pattern.triggers[use.trigger];
      if (trigger.other_words.size() < longest || !begins(predication, trigger)) continue;
      if (trigger.other_words.size() > longest) found.clear();
      longest = trigger.other_words.size();
      found.push_back(use);
    }
  };
  const std::string lemma = predication.lemma.substr(0, predication.lemma.find('_'));
  const std::string& form = text_.tokens[predication.head].form;
  add(lemma);
  if (form != lemma) add(form);
  longest = 0;
  for (const FrameUse& use : frames.predications(predication.kind, "")) found.push_back(use);
  std::sort(found.begin(), found.end());
  const auto same_line = [](const FrameUse& a, const FrameUse& b) {
    return a.frame == b.frame && a.line == b.line;
  };
  found.erase(std::unique(found.begin(), found.end(), same_line), found.end());
  return found;
}

std::vector<const Predication*> PredicationMatcher::neighbours(
    const Predication& predication) const {
  std::vector<const Predication*> found;
  if (predication.kind != Predication::Kind::verb) {
    for (const auto p : governed_by_[predication.head]) found.push_back(&predications_[p]);
    return found;
  }
  for (const Argument& argument : predication.arguments) {
    const Predication* noun = is_close(argument) ? noun_at(argument.head) : nullptr;
    if (noun != nullptr) found.push_back(noun);
  }
  return found;
}

const Predication* PredicationMatcher::noun_at(std::uint32_t token) const {
  const auto noun =
      std::lower_bound(predications_.begin(), predications_.end(), token,
                       [](const Predication& p, std::uint32_t head) { return p.head < head; });
  return noun != predications_.end() && noun->head == token ? &*noun : nullptr;
}

bool PredicationMatcher::fits_words(const Place& place, std::uint32_t token) const {
  return place.words.count(text_.tokens[token].form) > 0 ||
         place.words.count(parsed_token(token).lemma) > 0;
}

/// Whether a phrase of the class ends with the token ("foreign ministry").
bool PredicationMatcher::ends_phrase(int word_class, std::uint32_t token) const {
  constexpr std::uint32_t words_max = 4;
  const std::uint32_t begin = text_.sentences[sentence_of_[token]].first_token;
  const std::uint32_t words = std::min(words_max, token + 1 - begin);
  return classes_.ends_with(word_class, text_.tokens, token + 1 - words, token);
}

/// "the Russian government", "Russia's leaders", "Hamas fighters": whom they act for.
std::uint32_t PredicationMatcher::whom_they_act_for(std::uint32_t token,
                                                    const SlotFilter& filter) const {
  const bool official = filter.officials && ends_phrase(officials_class_, token);
  if (!official && !ends_phrase(fighters_class_, token)) return no_entity;
  const Sentence& sentence = text_.sentences[sentence_of_[token]];
  constexpr std::uint32_t words_max = 4;
  SlotFilter any = filter;
  any.form = SlotFilter::Form::any;
  for (std::uint32_t i = token; i > sentence.first_token && token - i < words_max; --i) {
    const std::uint32_t m = document_.mention_over[i - 1];
    if (m == no_entity) continue;
    const Mention& mention = document_.mentions[m];
    return accepts(any, mention) && head_of(mention.last_token - 1) == token ? m : no_entity;
  }
  return no_entity;
}

/// "the carmaker Tesla", "President Emmanuel Macron": the name that the noun describes.
std::uint32_t PredicationMatcher::named_beside(std::uint32_t token,
                                               const SlotFilter& filter) const {
  const Sentence& sentence = text_.sentences[sentence_of_[token]];
  if (token + 1 >= sentence.last_token) return no_entity;
  const std::uint32_t m = document_.mention_at[token + 1];
  if (m == no_entity || !accepts(filter, document_.mentions[m])) return no_entity;
  const Mention& mention = document_.mentions[m];
  if (mention.form != MentionForm::name) return no_entity;
  for (std::uint32_t i = mention.first_token; i < mention.last_token; ++i) {
    if (head_of(i) == token) return m;
  }
  return no_entity;
}

/// "Darfur, a region that borders Chad": the name of which the text says that it is the noun.
std::uint32_t PredicationMatcher::described_by(std::uint32_t token,
                                               const SlotFilter& filter) const {
  const Predication* noun = noun_at(token);
  if (noun == nullptr || noun->negated || noun->former) return no_entity;
  for (const Argument& argument : noun->arguments) {
    if (argument.role != Role::subject && argument.role != Role::apposition) continue;
    // Who holds talks is not what talks are.
    if (argument.shared) continue;
    const std::uint32_t m = document_.mention_over[argument.head];
    if (m == no_entity || m >= document_.mentions.size()) continue;
    const Mention& mention = document_.mentions[m];
    if (mention.form == MentionForm::name && accepts(filter, mention)) return m;
  }
  return no_entity;
}

/// "Intel and Germany's Siemens": parsers take the country that a company is from for a party.
bool PredicationMatcher::is_origin(std::uint32_t token) const {
  if (token + 2 >= text_.tokens.size() || text_.tokens[token + 1].form != "'s") return false;
  const std::uint32_t origin = document_.mention_over[token];
  const std::uint32_t named = document_.mention_at[token + 2];
  if (origin == no_entity || origin >= document_.mentions.size() || named == no_entity)
    return false;
  const EntityType type = document_.mentions[named].type;
  return document_.mentions[origin].type == EntityType::Country &&
         (type == EntityType::Company || type == EntityType::Organization);
}

/// "most of Khartoum", "parts of Darfur": the whole that is named after a word for a part.
std::uint32_t PredicationMatcher::whole_of(std::uint32_t token, const SlotFilter& filter) const {
  if (classes_.match(parts_class_, text_.tokens, token) == 0) return no_entity;
  const Sentence& sentence = text_.sentences[sentence_of_[token]];
  constexpr std::uint32_t words_max = 5;
  const std::uint32_t end = std::min(sentence.last_token, token + 2 + words_max);
  if (token + 1 >= end || text_.tokens[token + 1].form != "of") return no_entity;
  for (std::uint32_t i = token + 2; i < end; ++i) {
    const std::uint32_t m = document_.mention_over[i];
    if (m == no_entity || m >= document_.mentions.size() || head_of(i) != token) continue;
    return accepts(filter, document_.mentions[m]) ? m : no_entity;
  }
  return no_entity;
}

std::uint32_t PredicationMatcher::mention_for(std::uint32_t token, const SlotFilter& filter) const {
  const std::uint32_t m = document_.mention_over[token];
  const bool mentioned = m != no_entity && m < document_.mentions.size();
  // "The government" may be a reference of its own, but "the Chinese government" is China.
  if (!mentioned || document_.mentions[m].form == MentionForm::reference ||
      !text_.tokens[document_.mentions[m].first_token].upper) {
    if (const auto acted = whom_they_act_for(token, filter); acted != no_entity) return acted;
  }
  if (mentioned) return accepts(filter, document_.mentions[m]) ? m : no_entity;
  if (const auto beside = named_beside(token, filter); beside != no_entity) return beside;
  if (const auto described = described_by(token, filter); described != no_entity) return described;
  return whole_of(token, filter);
}

void PredicationMatcher::fill_with(std::uint32_t token, const Place& place,
                                   Filling& filling) const {
  if (place.filler == Place::Filler::slot) {
    const std::uint32_t m = mention_for(token, place.filter);
    if (m == no_entity) return;
    filling.mentions.push_back(m);
  } else if (place.filler == Place::Filler::words && !fits_words(place, token)) {
    return;
  }
  filling.tokens.push_back(token);
}

void PredicationMatcher::fill_from(const std::vector<Argument>& arguments, const PlaceName& name,
                                   const Place& place, Filling& filling) const {
  for (const Argument& argument : arguments) {
    // The only object may look like a receiver: "warned X against leaving".
    const bool only_object =
        name.role == Role::object && argument.role == Role::indirect_object &&
        std::none_of(arguments.begin(), arguments.end(),
                     [](const Argument& other) { return other.role == Role::object; });
    if (argument.role != name.role && !only_object) continue;
    if (name.role == Role::oblique && argument.marker != name.marker) continue;
    if (name.role != Role::possessor && is_origin(argument.head)) continue;
    fill_with(argument.head, place, filling);
  }
}

void PredicationMatcher::fill_from_governors(const Predication& predication, const PlaceName& name,
                                             const Place& place, Filling& filling) const {
  for (const auto p : governed_by_[predication.head]) {
    const Predication& verb = predications_[p];
    if (name.kind == PlaceName::Kind::of_governor) {
      fill_from(verb.arguments, name, place, filling);
    } else if (place.filler != Place::Filler::words || place.words.count(verb.lemma) > 0) {
      filling.tokens.push_back(verb.head);
    }
  }
}

PredicationMatcher::Filling PredicationMatcher::fill(const Predication& predication,
                                                     const Place& place) const {
  Filling filling;
  for (const PlaceName& name : place.names) {
    switch (name.kind) {
      case PlaceName::Kind::own: fill_from(predication.arguments, name, place, filling); break;
      case PlaceName::Kind::self: fill_with(predication.head, place, filling); break;
      case PlaceName::Kind::governor:
      case PlaceName::Kind::of_governor:
        fill_from_governors(predication, name, place, filling);
        break;
      case PlaceName::Kind::of_argument: fill_along(predication, name, 0, place, filling); break;
    }
    if (!filling.tokens.empty()) return filling;
  }
  if (place.negated) return filling;
  for (const PlaceName& name : place.names) {
    if (!may_borrow(name, predication.kind)) continue;
    for (const Predication* neighbour : neighbours(predication)) {
      fill_from(neighbour->arguments, name, place, filling);
    }
    if (filling.tokens.empty()) fill_from_tail(predication, name, place, 0, filling);
    if (!filling.tokens.empty()) return filling;
  }
  return filling;
}

/// "supplies half of X's gas": through the half and the gas to X.
void PredicationMatcher::fill_along(const Predication& predication, const PlaceName& name,
                                    std::size_t step, const Place& place, Filling& filling) const {
  if (step == name.path.size()) {
    fill_from(predication.arguments, name, place, filling);
    return;
  }
  const auto& [role, marker] = name.path[step];
  for (const Argument& argument : predication.arguments) {
    const bool fits = argument.role == role && (role != Role::oblique || argument.marker == marker);
    const Predication* noun = fits ? noun_at(argument.head) : nullptr;
    if (noun != nullptr) fill_along(*noun, name, step + 1, place, filling);
  }
}

/// "buys a million tonnes of gas a year from X": parsers hang the last phrase on the noun before
/// it.
void PredicationMatcher::fill_from_tail(const Predication& predication, const PlaceName& name,
                                        const Place& place, int depth, Filling& filling) const {
  constexpr int depth_max = 2;
  for (const Argument& argument : predication.arguments) {
    const bool follows = argument.head > predication.head && !argument.shared &&
                         (argument.role == Role::object || argument.role == Role::indirect_object ||
                          argument.role == Role::oblique);
    // "a firm with offices in X" is not in X for that, but "a degree in law from X" is from X.
    const bool own = predication.kind != Predication::Kind::noun || name.marker != "in" ||
                     argument.marker == "of";
    const Predication* noun = follows && own ? noun_at(argument.head) : nullptr;
    if (noun == nullptr || noun->kind != Predication::Kind::noun) continue;
    fill_from(noun->arguments, name, place, filling);
    if (!filling.tokens.empty()) return;
    if (depth < depth_max) fill_from_tail(*noun, name, place, depth + 1, filling);
    if (!filling.tokens.empty()) return;
  }
}

std::size_t PredicationMatcher::first_unfilled(const Predication& predication,
                                               const PredicationPattern& pattern) const {
  std::size_t i = 0;
  for (; i < pattern.places.size(); ++i) {
    const Place& place = pattern.places[i];
    if (place.optional) continue;
    if (fill(predication, place).tokens.empty() != place.negated) break;
  }
  return i;
}

std::optional<Match> PredicationMatcher::match(const Predication& predication,
                                               const PredicationPattern& pattern,
                                               const Trigger& trigger) const {
  Match match;
  const auto words = static_cast<std::uint32_t>(trigger.other_words.size());
  const bool verb = predication.kind == Predication::Kind::verb;
  match.begin = predication.head - (verb ? 0 : words);
  match.end = predication.head + 1;
  if (!pattern.capture.empty()) {
    match.captures.push_back({pattern.capture, {match.begin, match.end}});
  }
  const auto cover = [&](std::uint32_t first, std::uint32_t last) {
    match.begin = std::min(match.begin, first);
    match.end = std::max(match.end, last);
  };
  for (const Place& place : pattern.places) {
    const Filling filling = fill(predication, place);
    if (!place.optional && filling.tokens.empty() != place.negated) return std::nullopt;
    for (const auto token : filling.tokens) cover(token, token + 1);
    for (const auto m : filling.mentions) {
      cover(document_.mentions[m].first_token, document_.mentions[m].last_token);
      const SlotFill slot{m, place.filter.seats};
      if (place.slot == "s") {
        match.subjects.push_back(slot);
      } else if (place.slot == "o") {
        match.objects.push_back(slot);
      } else if (place.slot == "so") {
        match.pair.push_back(slot);
      } else if (place.slot != "x") {
        match.qualifiers.emplace_back(place.slot, m);
      }
    }
  }
  return match;
}

std::vector<std::uint32_t> PredicationMatcher::circumstances(const Predication& predication) const {
  std::vector<std::uint32_t> found;
  const auto add = [&](const std::vector<Argument>& arguments) {
    for (const Argument& argument : arguments) {
      const std::uint32_t m = document_.mention_over[argument.head];
      if (m == no_entity || m >= document_.mentions.size()) continue;
      const EntityType type = document_.mentions[m].type;
      if (type == EntityType::Date || type == EntityType::Money || type == EntityType::Commodity) {
        found.push_back(m);
      }
    }
  };
  add(predication.arguments);
  for (const Predication* neighbour : neighbours(predication)) add(neighbour->arguments);
  return found;
}

}  // namespace entente::ingest
