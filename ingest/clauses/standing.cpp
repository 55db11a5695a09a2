#include "ingest/clauses/standing.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace entente::ingest {

namespace {

void raise(Standing& standing, Modality modality) {
  standing.modality = std::max(standing.modality, modality);
}

/// Denying turns what follows into its contrary, but who did not deny has not affirmed either.
void deny(Standing& standing) {
  if (standing.negated) raise(standing, Modality::possible);
  standing.negated = !standing.negated;
}

struct Effect {
  WordSet set;
  std::optional<Modality> modality;  // none: denies
};

/// Applies the first of the effects whose set has the lemma, alone or with the preposition after
/// it; true if there is one.
template <std::size_t count>
bool apply(const ClauseReading& reading, std::uint32_t i, const std::array<Effect, count>& effects,
           Standing& standing, const std::string& preposition = {}) {
  const ClauseWords& words = ClauseWords::built_in();
  const std::string phrase = reading.lemma(i) + "_" + preposition;
  for (const Effect& effect : effects) {
    if (!reading.has_lemma(i, effect.set) && !words.has(effect.set, phrase)) continue;
    if (effect.modality) {
      raise(standing, *effect.modality);
    } else {
      deny(standing);
    }
    return true;
  }
  return false;
}

constexpr std::array<Effect, 5> verb_effects = {{
    {WordSet::denied, std::nullopt},
    {WordSet::alleged, Modality::alleged},
    {WordSet::requested, Modality::requested},
    {WordSet::planned, Modality::planned},
    {WordSet::possible, Modality::possible},
}};

constexpr std::array<Effect, 4> event_effects = {{
    {WordSet::denied_event, std::nullopt},
    {WordSet::alleged_event, Modality::alleged},
    {WordSet::requested_event, Modality::requested},
    {WordSet::planned_event, Modality::planned},
}};

constexpr std::array<Effect, 3> predicate_effects = {{
    {WordSet::denied_predicate, std::nullopt},
    {WordSet::planned_predicate, Modality::planned},
    {WordSet::possible_predicate, Modality::possible},
}};

constexpr std::array<Effect, 4> noun_effects = {{
    {WordSet::denied_noun, std::nullopt},
    {WordSet::alleged_noun, Modality::alleged},
    {WordSet::requested_noun, Modality::requested},
    {WordSet::possible_noun, Modality::possible},
}};

}  // namespace

Standings::Standings(const ClauseReading& reading)
    : reading_(reading), tree_(reading.tree()), inherited_(tree_.size()), own_(tree_.size()) {
  for (const std::uint32_t i : tree_.top_down()) {
    inherited_[i] = inherited(i);
    if (const std::uint32_t speaker = speaker_around(i); speaker != no_token) {
      inherited_[i].speaker = speaker;
    }
    own_[i] = inherited_[i];
    add_own_words(i, own_[i]);
  }
}

/// The speaker that a clause names beside itself: "…, X said" and "according to X".
std::uint32_t Standings::speaker_around(std::uint32_t i) const {
  if (!reading_.is_clause(i) && tree_.head(i) != no_token) return no_token;
  for (const std::uint32_t child : tree_.children(i)) {
    if (tree_.has_relation(child, "obl") || tree_.has_relation(child, "nmod")) {
      if (reading_.marker(child).starts_with("according")) return child;
    }
    const bool aside = tree_.has_relation(child, "parataxis") || tree_.has_relation(child, "advcl");
    if (!aside || !reading_.is_clause(child) || !reading_.has_lemma(child, WordSet::say)) continue;
    // "As X said, …" and "…, X said"; but "X said: …" says what stands below itself.
    if (tree_.relation(child) == "advcl" && reading_.marker(child) != "as") continue;
    if (tree_.child(child, "ccomp") != no_token || tree_.child(child, "obj") != no_token) continue;
    if (!reading_.subjects(child).empty()) return reading_.subjects(child).front().token;
  }
  return no_token;
}

Standing Standings::inherited(std::uint32_t i) const {
  const std::uint32_t above = tree_.head(i);
  if (above == no_token) return {};
  Standing said;
  said.speaker = own_[above].speaker;
  if (tree_.has_relation(i, "conj")) {
    return shares_auxiliary(above, i) ? own_[above] : inherited_[above];
  }
  if (tree_.has_relation(i, "ccomp") || tree_.has_relation(i, "xcomp")) {
    return of_complement(above, i);
  }
  if (tree_.has_relation(i, "advcl")) return of_adverbial(above, i);
  if (tree_.relation(i) == "acl") {
    return reading_.is_content_of_noun(i) ? of_noun_clause(above, i) : said;
  }
  if (tree_.has_relation(i, "acl")) return said;
  if (tree_.has_relation(i, "parataxis") || tree_.has_relation(i, "list")) {
    if (reading_.is_clause(above) && reading_.has_lemma(above, WordSet::say) &&
        !reading_.has_lemma(i, WordSet::say) && !reading_.subjects(above).empty()) {
      said.speaker = reading_.subjects(above).front().token;
    } else if (reading_.is_clause(i) && reading_.has_lemma(i, WordSet::say)) {
      // "…, X said" is itself said by whoever says what is around the sentence's clause.
      const std::uint32_t around = tree_.head(above);
      said.speaker = around == no_token ? no_token : own_[around].speaker;
    }
    return said;
  }
  if (reading_.is_clause(above)) return of_argument(above, i);
  // Nouns below nouns: "a plan for the sale of X".
  said.modality = own_[above].modality;
  if (tree_.has_relation(i, "nmod")) {
    said.negated = own_[above].negated;
    apply(reading_, above, noun_effects, said);
  }
  return said;
}

/// The preposition that belongs to the verb in "called on X to leave".
std::string Standings::preposition_of(std::uint32_t verb) const {
  for (const std::uint32_t child : tree_.children(verb)) {
    if (child > verb && tree_.has_relation(child, "obl")) return reading_.marker(child);
  }
  return {};
}

/// "Used to own", where the infinitive is not a purpose: "used a loan to buy".
bool Standings::is_used_to(std::uint32_t i) const {
  // Taggers do not always tell the past tense from the participle.
  const bool past = tree_.penn(i) == "VBD" || tree_.penn(i) == "VBN";
  return reading_.lemma(i) == "use" && past && !reading_.passive(i) && !reading_.has_auxiliary(i) &&
         tree_.child(i, "obj") == no_token;
}

Standing Standings::of_complement(std::uint32_t above, std::uint32_t i) const {
  Standing standing = own_[above];
  const bool infinitive = tree_.has_relation(i, "xcomp");
  const std::string& lemma = reading_.lemma(above);
  if (infinitive && is_used_to(above)) standing.former = true;
  if (infinitive && lemma == "go" && tree_.penn(above) == "VBG") raise(standing, Modality::planned);
  if (lemma == "be" && infinitive) raise(standing, Modality::planned);
  // Who did not say something has not denied it.
  if (!infinitive && standing.negated && reading_.has_lemma(above, WordSet::say)) {
    standing.negated = false;
    raise(standing, Modality::possible);
  }
  const bool speech = tree_.has_relation(i, "ccomp") && reading_.has_lemma(above, WordSet::say);
  if (speech) {
    const auto speakers = reading_.agents(above);
    if (!speakers.empty()) standing.speaker = speakers.front().token;
  }
  if (tree_.is_verb(above)) {
    // "Warned that X left" asserts it, "warned X to leave" does not.
    const bool only_said =
        speech && reading_.is_finite(i) && reading_.has_lemma(above, WordSet::only_said);
    if (!only_said) apply(reading_, above, verb_effects, standing, preposition_of(above));
  } else {
    apply(reading_, above, predicate_effects, standing);
  }
  if (reading_.has_form(i, WordSet::possible_conjunction) || reading_.marker(i) == "whether" ||
      reading_.marker(i) == "if") {
    raise(standing, Modality::possible);
  }
  return standing;
}

Standing Standings::of_adverbial(std::uint32_t above, std::uint32_t i) const {
  Standing standing;
  standing.speaker = own_[above].speaker;
  const std::string marker = reading_.marker(i);
  const auto is = [&](WordSet set) { return ClauseWords::built_in().has(set, marker); };
  if (is(WordSet::possible_conjunction)) {
    raise(standing, Modality::possible);
    return standing;
  }
  if (marker.starts_with("without") || is(WordSet::negative_conjunction)) {
    standing.negated = true;
    return standing;
  }
  if (reading_.is_finite(i)) return standing;
  const bool content = marker == "of" || marker == "from" || marker == "for" || marker == "into" ||
                       marker == "against";
  if (content && reading_.is_clause(above)) {
    standing = own_[above];
    apply(reading_, above, verb_effects, standing);
    return standing;
  }
  standing.modality = own_[above].modality;
  if (marker == "to" && is_used_to(above)) {
    standing = own_[above];
    standing.former = true;
    return standing;
  }
  if (is(WordSet::purpose_conjunction)) {
    // An infinitive that the parser hung beside the verb instead of below it, or a purpose.
    const bool known = apply(reading_, above, verb_effects, standing, preposition_of(above));
    if (!known) raise(standing, Modality::planned);
  }
  return standing;
}

Standing Standings::of_noun_clause(std::uint32_t noun, std::uint32_t) const {
  Standing standing = own_[noun];
  standing.former = false;
  if (!apply(reading_, noun, noun_effects, standing)) raise(standing, Modality::planned);
  return standing;
}

/// What a verb says of a noun that may name an event: "denied a meeting with", "held no talks".
Standing Standings::of_argument(std::uint32_t above, std::uint32_t i) const {
  Standing standing;
  standing.speaker = own_[above].speaker;
  const bool undergoes = tree_.has_relation(i, "obj") || tree_.has_relation(i, "obl") ||
                         tree_.relation(i) == "nsubj:pass" ||
                         (reading_.passive(above) && tree_.has_relation(i, "nsubj"));
  if (!undergoes || tree_.universal(i) != "NOUN") return standing;
  const Standing& clause = own_[above];
  if (reading_.has_lemma(above, WordSet::support)) {
    standing.modality = clause.modality;
    standing.negated = clause.negated;
    return standing;
  }
  Standing changed = clause;
  if (tree_.is_verb(above) && apply(reading_, above, event_effects, changed, reading_.marker(i))) {
    standing.modality = changed.modality;
    standing.negated = changed.negated;
  }
  return standing;
}

/// "will meet X and visit Y": the second verb has the auxiliaries and the negation of the first.
bool Standings::shares_auxiliary(std::uint32_t first, std::uint32_t i) const {
  if (!reading_.is_clause(first) || !reading_.is_clause(i)) return false;
  if (reading_.has_auxiliary(i) || reading_.is_finite(i) || reading_.is_infinitive(i)) return false;
  return tree_.child(i, "nsubj") == no_token && reading_.has_auxiliary(first) &&
         tree_.penn(i) == tree_.penn(first);
}

void Standings::add_auxiliary(std::uint32_t auxiliary, Standing& standing) const {
  if (reading_.has_form(auxiliary, WordSet::planned_auxiliary)) {
    raise(standing, Modality::planned);
  } else if (reading_.has_form(auxiliary, WordSet::possible_auxiliary)) {
    // "'d" is also "had", and then not a modal.
    if (tree_.penn(auxiliary) == "MD") raise(standing, Modality::possible);
  } else if (reading_.has_form(auxiliary, WordSet::requested_auxiliary)) {
    raise(standing, Modality::requested);
  }
}

/// "Barely a week ago", "hardly 20 people": says how much, wherever the parser hangs it.
bool Standings::is_about_measure(std::uint32_t adverb) const {
  const std::string_view form = tree_.form(adverb);
  if (form != "barely" && form != "hardly" && form != "scarcely") return false;
  const std::uint32_t next = adverb + 1;
  return next < tree_.size() && (tree_.universal(next) == "NUM" || tree_.form(next) == "a" ||
                                 tree_.form(next) == "an");
}

void Standings::add_own_words(std::uint32_t i, Standing& standing) const {
  const auto word = [&](std::uint32_t child, WordSet set) { return reading_.has_form(child, set); };
  const bool noun = !reading_.is_clause(i) || tree_.universal(i) == "NOUN";
  bool no_subject_or_object = false;
  for (const std::uint32_t child : tree_.children(i)) {
    if (tree_.has_relation(child, "aux")) {
      add_auxiliary(child, standing);
    } else if (tree_.has_relation(child, "advmod") || tree_.has_relation(child, "cc")) {
      if (word(child, WordSet::negative_adverb) && !is_about_measure(child) &&
          (tree_.has_relation(child, "advmod") || tree_.form(child) != "nor")) {
        standing.negated = true;
      }
      if (word(child, WordSet::alleged_adverb)) raise(standing, Modality::alleged);
      if (word(child, WordSet::possible_adverb)) raise(standing, Modality::possible);
      if (word(child, WordSet::former_adverb)) standing.former = true;
      const bool ended =
          tree_.form(child) == "longer" && child > 0 && tree_.form(child - 1) == "no";
      if (ended) standing.former = standing.negated = true;
    } else if (noun && (tree_.has_relation(child, "amod") || tree_.has_relation(child, "det") ||
                        tree_.has_relation(child, "compound"))) {
      if (word(child, WordSet::negative_adjective)) standing.negated = true;
      if (word(child, WordSet::alleged_adjective)) raise(standing, Modality::alleged);
      if (word(child, WordSet::planned_adjective)) raise(standing, Modality::planned);
      if (word(child, WordSet::possible_adjective)) raise(standing, Modality::possible);
      if (word(child, WordSet::former_adjective)) standing.former = true;
      if (word(child, WordSet::former_of_office) && reading_.has_lemma(i, WordSet::role)) {
        standing.former = true;
      }
    } else if (reading_.is_clause(i) &&
               (tree_.has_relation(child, "nsubj") || tree_.has_relation(child, "obj"))) {
      const std::uint32_t determiner = tree_.child(child, "det");
      if (determiner != no_token && tree_.form(determiner) == "no") no_subject_or_object = true;
      const std::uint32_t neither = tree_.child(child, "cc:preconj");
      if (neither != no_token && tree_.form(neither) == "neither") no_subject_or_object = true;
      if (tree_.form(child) == "nobody" || tree_.form(child) == "none") no_subject_or_object = true;
    }
  }
  if (no_subject_or_object) standing.negated = true;
}

Tense Standings::tense(std::uint32_t i) const {
  const auto of_tag = [&](std::uint32_t token) {
    const std::string_view tag = tree_.penn(token);
    if (tag == "VBD") return Tense::past;
    return tag == "VBZ" || tag == "VBP" ? Tense::present : Tense::none;
  };
  for (const std::uint32_t child : tree_.children(i)) {
    if (!tree_.has_relation(child, "aux") && tree_.relation(child) != "cop") continue;
    if (reading_.has_form(child, WordSet::planned_auxiliary)) return Tense::future;
    const Tense tense = of_tag(child);
    // "has bought" is over, "has been the head since" and "is buying" are not.
    if (tense == Tense::present && reading_.lemma(child) == "have" && tree_.is_verb(i)) {
      return Tense::past;
    }
    if (tense != Tense::none) return tense;
  }
  return tree_.is_verb(i) || tree_.universal(i) == "AUX" ? of_tag(i) : Tense::none;
}

}  // namespace entente::ingest
