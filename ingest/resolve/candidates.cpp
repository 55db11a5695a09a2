#include "ingest/resolve/candidates.hpp"

#include <algorithm>

namespace entente::ingest {

namespace {

using F = ReferenceFeature;

/// How far back a reference looks, in sentences and in things spoken of.
constexpr std::uint32_t sentences_back_max = 6;
constexpr std::uint32_t sentences_back_max_nominal = 10;
constexpr std::size_t candidates_max = 24;

class CandidateFinder {
 public:
  CandidateFinder(const SplitText& text, const DocumentTrees& trees,
                  const ResolvedDocument& document, const WordClasses& classes,
                  const Discourse& discourse, std::uint32_t p, ReferenceKind kind)
      : text_(text),
        trees_(trees),
        document_(document),
        classes_(classes),
        discourse_(discourse),
        at_(p),
        anaphor_(discourse.phrases[p]),
        kind_(kind) {}

  std::vector<ReferenceCandidate> run() {
    found_.emplace_back();
    add_earlier();
    describe_nothing(found_.front().features);
    return std::move(found_);
  }

 private:
  static void set(ReferenceFeatures& features, F feature, bool value = true) {
    if (value) features.set(static_cast<std::size_t>(feature));
  }

  void add_earlier() {
    const std::uint32_t back_max =
        kind_ == ReferenceKind::nominal ? sentences_back_max_nominal : sentences_back_max;
    std::size_t between = 0;
    for (std::uint32_t p = at_; p-- > 0 && found_.size() <= candidates_max;) {
      if (anaphor_.sentence - discourse_.phrases[p].sentence > back_max) break;
      for (const std::uint32_t referent : {discourse_.group[p], discourse_.meaning[p]}) {
        if (referent == no_referent) continue;
        const Referent& meant = discourse_.referents[referent];
        // Each is a candidate where it was spoken of last.
        if (meant.phrases.back() != p || !may_mean(meant, discourse_.phrases[p])) continue;
        ReferenceCandidate& candidate = found_.emplace_back();
        candidate.referent = referent;
        describe(meant, discourse_.phrases[p], between, candidate.features);
        ++between;
      }
    }
  }

  bool may_mean(const Referent& referent, const Phrase& last) const {
    if (last.kind == Phrase::Kind::adjective && kind_ != ReferenceKind::nominal &&
        referent.phrases.size() == 1) {
      return false;
    }
    return number_fits(referent) && class_fits(referent) && gender_fits(referent) &&
           !grammar_excludes(referent);
  }

  bool number_fits(const Referent& referent) const {
    if (kind_ == ReferenceKind::plural) {
      return referent.plural || referent.meaning == PhraseClass::organisation ||
             referent.meaning == PhraseClass::person;
    }
    return referent.plural == anaphor_.plural;
  }

  bool class_fits(const Referent& referent) const {
    if (kind_ == ReferenceKind::personal) return referent.meaning == PhraseClass::person;
    if (kind_ == ReferenceKind::neuter) {
      return anaphor_.expected == PhraseClass::unknown ? referent.meaning != PhraseClass::person
                                                       : referent.meaning == anaphor_.expected;
    }
    if (kind_ == ReferenceKind::plural) return true;
    if (same_lemma(referent)) return true;
    // A noun that was not used before may still say what a named one is.
    if (referent.entities.empty()) return false;
    if (referent.entities.size() > 1) return false;
    const EntityType type = document_.entities[referent.entities.front()].type;
    const std::string& noun = text_.tokens[anaphor_.head].form;
    const auto in = [&](const char* name) {
      return classes_.match(name, text_.tokens, anaphor_.head) > 0;
    };
    switch (type) {
      case EntityType::Person: return anaphor_.meaning == PhraseClass::person;
      case EntityType::Company: return in("company_noun");
      case EntityType::Organization:
        return in("agency_noun") || in("company_noun") ||
               (anaphor_.meaning == PhraseClass::organisation && noun != "country" &&
                noun != "nation" && noun != "government");
      case EntityType::Country:
        return noun == "country" || noun == "nation" || noun == "state" || noun == "republic" ||
               in("government_noun");
      case EntityType::Pipeline: return noun == "pipeline" || noun == "line" || noun == "project";
      case EntityType::City: return noun == "city" || noun == "town" || noun == "capital";
      case EntityType::Region:
        return noun == "region" || noun == "province" || noun == "state" || noun == "island" ||
               noun == "peninsula" || noun == "territory";
      default: return false;
    }
  }

  bool same_lemma(const Referent& referent) const {
    return !anaphor_.lemma.empty() &&
           std::find(referent.descriptions.begin(), referent.descriptions.end(), anaphor_.lemma) !=
               referent.descriptions.end();
  }

  bool gender_fits(const Referent& referent) const {
    return anaphor_.gender == Gender::unknown || referent.gender == Gender::unknown ||
           anaphor_.gender == referent.gender;
  }

  /// Whether one of the referent's phrases in this sentence stands where the grammar forbids it:
  /// another argument of the same verb, or a phrase that holds the reference.
  bool grammar_excludes(const Referent& referent) const {
    for (auto p = referent.phrases.rbegin(); p != referent.phrases.rend(); ++p) {
      const Phrase& phrase = discourse_.phrases[*p];
      if (phrase.sentence != anaphor_.sentence) return false;
      const bool both_arguments = !anaphor_.possessive && anaphor_.predicate != no_entity &&
                                  phrase.predicate == anaphor_.predicate;
      if (both_arguments && !anaphor_.reflexive) return true;
      const auto inside = trees_.subtree(phrase.head);
      const bool held = anaphor_.head >= inside.first && anaphor_.head < inside.last;
      if (held && anaphor_.clause == phrase.clause) return true;
      const auto own = trees_.subtree(anaphor_.head);
      const bool holds = phrase.head >= own.first && phrase.head < own.last;
      if (holds && kind_ == ReferenceKind::nominal) return true;
    }
    return false;
  }

  void describe(const Referent& referent, const Phrase& last, std::size_t between,
                ReferenceFeatures& out) const {
    describe_distance(last, between, out);
    describe_last(referent, last, out);
    const std::size_t count = referent.phrases.size();
    set(out, count == 1 ? F::mentions_1 : count < 4 ? F::mentions_2 : F::mentions_4);
    set(out, referent.entities.empty() ? F::unnamed : F::named);
    set(out, F::topic, referent.phrases.front() == 0);
    set(out, referent.gender == Gender::unknown ? F::gender_unknown : F::gender_same,
        kind_ == ReferenceKind::personal);
    switch (referent.meaning) {
      case PhraseClass::organisation: set(out, F::class_organisation); break;
      case PhraseClass::place: set(out, F::class_place); break;
      case PhraseClass::thing: set(out, F::class_thing); break;
      case PhraseClass::person: set(out, F::class_person); break;
      case PhraseClass::unknown: set(out, F::class_unknown); break;
    }
    if (anaphor_.possessive) {
      set(out, F::possessive_organisation, referent.meaning == PhraseClass::organisation);
      set(out, F::possessive_place, referent.meaning == PhraseClass::place);
      set(out, F::possessive_person, referent.meaning == PhraseClass::person);
    }
    // Subjects of sentences that follow each other.
    set(out, F::subject_to_subject,
        last.role == PhraseRole::subject && anaphor_.role == PhraseRole::subject &&
            anaphor_.sentence == last.sentence + 1 && !referent.entities.empty());
    set(out, F::number_uncertain, kind_ == ReferenceKind::plural && !referent.plural);
    if (kind_ == ReferenceKind::nominal) {
      const bool same = same_lemma(referent);
      set(out, F::same_lemma, same);
      set(out, F::described, same && !referent.entities.empty());
      set(out, F::same_lemma_far, same && anaphor_.sentence - last.sentence > 2);
      set(out, F::kind_fits, !same);
      set(out, F::class_same, referent.meaning == anaphor_.meaning);
      set(out, F::other_lemma, !same && !referent.descriptions.empty());
    }
  }

  void describe_distance(const Phrase& last, std::size_t between, ReferenceFeatures& out) const {
    switch (anaphor_.sentence - last.sentence) {
      case 0: set(out, F::sentence_same); break;
      case 1: set(out, F::sentence_before); break;
      case 2: set(out, F::sentences_2); break;
      case 3: set(out, F::sentences_3); break;
      default: set(out, F::sentences_more);
    }
    switch (between) {
      case 0: set(out, F::between_0); break;
      case 1: set(out, F::between_1); break;
      case 2: set(out, F::between_2); break;
      default: set(out, F::between_more);
    }
  }

  void describe_last(const Referent& referent, const Phrase& last, ReferenceFeatures& out) const {
    const bool near = anaphor_.sentence - last.sentence <= 1;
    // Who is to do something is its subject.
    const bool controls = anaphor_.possessive && is_controller(last);
    switch (controls ? PhraseRole::subject : last.role) {
      case PhraseRole::subject:
        set(out, F::last_subject);
        set(out, near ? F::near_subject : F::far_subject);
        break;
      case PhraseRole::object:
        set(out, F::last_object);
        set(out, F::near_object, near);
        break;
      case PhraseRole::oblique: set(out, F::last_oblique); break;
      case PhraseRole::possessor: set(out, F::last_possessor); break;
      case PhraseRole::other: set(out, F::last_other); break;
    }
    const bool group = referent.plural && referent.entities.size() > 1;
    switch (group ? Phrase::Kind::group : last.kind) {
      case Phrase::Kind::name: set(out, F::last_name); break;
      case Phrase::Kind::pronoun: set(out, F::last_pronoun); break;
      case Phrase::Kind::nominal: set(out, F::last_nominal); break;
      case Phrase::Kind::adjective: set(out, F::last_adjective); break;
      case Phrase::Kind::group: set(out, F::last_group); break;
    }
    set(out, F::same_pronoun,
        last.pronoun != PronounKind::none && last.pronoun == anaphor_.pronoun);
    set(out, F::first_of_sentence, is_first_of_sentence(referent.phrases.back()));
    set(out, F::parallel_subject,
        last.role == PhraseRole::subject && anaphor_.role == PhraseRole::subject);
    set(out, F::parallel_object,
        last.role == PhraseRole::object && anaphor_.role == PhraseRole::object);
    const bool same_clause = controls || last.clause == anaphor_.clause;
    set(out, F::same_clause, same_clause);
    set(out, F::clause_subject_of_possessive,
        same_clause && anaphor_.possessive && (controls || last.role == PhraseRole::subject));
    set(out, F::embedded, last.embedded);
    set(out, F::restricted, last.restricted);
    set(out, F::indefinite, !last.definite);
    set(out, last.quoted == anaphor_.quoted ? F::quote_same : F::quote_differs,
        last.quoted || anaphor_.quoted);
    set(out, F::speaker,
        anaphor_.quoted && !last.quoted && last.role == PhraseRole::subject &&
            last.sentence == anaphor_.sentence);
  }

  /// "urged X to cut its imports": X is the one who is to cut.
  bool is_controller(const Phrase& last) const {
    const std::uint32_t asked = trees_.head(anaphor_.clause);
    if (last.role != PhraseRole::object || last.predicate != asked) return false;
    const std::string_view relation = trees_.base_relation(anaphor_.clause);
    // Parsers take the infinitive for a purpose, which is the subject's.
    return relation == "xcomp" || (relation == "advcl" && asked != no_entity &&
                                   classes_.match("asking_verb", text_.tokens, asked) > 0);
  }

  bool is_first_of_sentence(std::uint32_t p) const {
    return p == 0 || discourse_.phrases[p - 1].sentence != discourse_.phrases[p].sentence;
  }

  void describe_nothing(ReferenceFeatures& out) const {
    set(out, F::none_bias);
    set(out, F::none_no_candidate, found_.size() == 1);
    set(out, F::none_one_candidate, found_.size() == 2);
    set(out, F::none_subject, anaphor_.role == PhraseRole::subject);
    set(out, F::none_object, anaphor_.role == PhraseRole::object);
    set(out, F::none_expletive, trees_.base_relation(anaphor_.head) == "expl");
    set(out, F::none_restricted, anaphor_.restricted);
    set(out, F::none_demonstrative, anaphor_.demonstrative);
    set(out, F::none_first_sentence, anaphor_.sentence == 0);
    set(out, F::none_quoted, anaphor_.quoted);
    set(out, F::none_plural, anaphor_.plural);
    set(out, F::none_thing, anaphor_.meaning == PhraseClass::thing);
    set(out, F::none_person, anaphor_.meaning == PhraseClass::person);
    set(out, F::none_organisation, anaphor_.meaning == PhraseClass::organisation);
    set(out, F::none_place, anaphor_.meaning == PhraseClass::place);
    set(out, F::none_possessive, anaphor_.possessive);
    set(out, F::none_modified, kind_ == ReferenceKind::nominal && is_modified());
  }

  /// An adjective or another noun before it ("the new law").
  bool is_modified() const {
    const auto children = trees_.children(anaphor_.head);
    return std::any_of(children.begin(), children.end(), [&](std::uint32_t child) {
      const auto relation = trees_.base_relation(child);
      return relation == "amod" || relation == "compound" || relation == "nummod";
    });
  }

  const SplitText& text_;
  const DocumentTrees& trees_;
  const ResolvedDocument& document_;
  const WordClasses& classes_;
  const Discourse& discourse_;
  std::uint32_t at_;
  const Phrase& anaphor_;
  ReferenceKind kind_;
  std::vector<ReferenceCandidate> found_;
};

}  // namespace

std::vector<ReferenceCandidate> find_candidates(const SplitText& text, const DocumentTrees& trees,
                                                const ResolvedDocument& document,
                                                const WordClasses& classes,
                                                const Discourse& discourse, std::uint32_t p,
                                                ReferenceKind kind) {
  return CandidateFinder(text, trees, document, classes, discourse, p, kind).run();
}

}  // namespace entente::ingest
