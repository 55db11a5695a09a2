#include <algorithm>
#include <cmath>
#include <map>

#include "ingest/resolve/candidates.hpp"
#include "ingest/resolve/referents.hpp"

namespace entente::ingest {

namespace {

/// Walks over the phrases and keeps what was spoken of.
class DiscourseReader {
 public:
  DiscourseReader(const SplitText& text, const DocumentTrees& trees,
                  const ResolvedDocument& document, const Gazetteer& gazetteer,
                  const WordClasses& classes, const ReferenceJudge& judge)
      : text_(text),
        trees_(trees),
        document_(document),
        gazetteer_(gazetteer),
        classes_(classes),
        judge_(judge) {
    out_.phrases = find_phrases(text, trees, document, gazetteer, classes);
    out_.meaning.assign(out_.phrases.size(), no_referent);
    out_.probability.assign(out_.phrases.size(), -1.0);
    out_.group.assign(out_.phrases.size(), no_referent);
    phrase_at_.assign(trees.size(), no_entity);
    for (std::uint32_t p = 0; p < out_.phrases.size(); ++p) phrase_at_[out_.phrases[p].head] = p;
    say_ = classes.find("say");
    company_noun_ = classes.find("company_noun");
    government_noun_ = classes.find("government_noun");
  }

  Discourse run() {
    for (std::uint32_t p = 0; p < out_.phrases.size(); ++p) read(p);
    return std::move(out_);
  }

 private:
  void read(std::uint32_t p) {
    const Phrase& phrase = out_.phrases[p];
    switch (phrase.kind) {
      case Phrase::Kind::name:
      case Phrase::Kind::adjective: mean(p, referent_of_mention(phrase.mention)); break;
      case Phrase::Kind::group: mean(p, referent_of_mention(phrase.mention)); break;
      case Phrase::Kind::nominal: read_nominal(p); break;
      case Phrase::Kind::pronoun: read_pronoun(p); break;
    }
    if (out_.meaning[p] != no_referent) read_group(p);
  }

  std::uint32_t referent_of_mention(std::uint32_t m) {
    const Mention& mention = document_.mentions[m];
    const auto [found, added] = of_entities_.emplace(mention.entities, out_.referents.size());
    if (added) {
      Referent& referent = out_.referents.emplace_back();
      referent.entities = mention.entities;
      referent.meaning = class_of(mention.type);
      referent.plural = mention.entities.size() > 1;
    }
    return static_cast<std::uint32_t>(found->second);
  }

  void mean(std::uint32_t p, std::uint32_t r, double probability = -1) {
    if (r == no_referent) return;
    const Phrase& phrase = out_.phrases[p];
    Referent& referent = out_.referents[r];
    out_.meaning[p] = r;
    out_.probability[p] = probability;
    if (referent.gender == Gender::unknown) referent.gender = phrase.gender;
    if (!phrase.lemma.empty()) referent.descriptions.push_back(phrase.lemma);
    if (phrase.kind == Phrase::Kind::name) describe_by_titles(phrase, referent);
    referent.phrases.push_back(p);
  }

  /// "singer Adele": nouns that hang on a name in front of it describe it.
  void describe_by_titles(const Phrase& name, Referent& referent) const {
    if (referent.phrases.size() > 3) return;
    for (const std::uint32_t child : trees_.children(name.head)) {
      if (child >= name.first) break;
      if (trees_.tag(child) == "NOUN") referent.descriptions.push_back(trees_.lemma(child));
    }
    if (referent.meaning == PhraseClass::person) return;
    // "the university" after "the University of Oxford", "the pipeline" after one of a name.
    for (std::uint32_t i = name.first; i < name.last; ++i) {
      const std::string& form = text_.tokens[i].form;
      if (gazetteer_.head(form) != nullptr || i + 1 == name.last) {
        referent.descriptions.push_back(form);
      }
    }
  }

  std::uint32_t new_referent(std::uint32_t p) {
    const Phrase& phrase = out_.phrases[p];
    Referent& referent = out_.referents.emplace_back();
    referent.meaning = phrase.meaning;
    referent.plural = phrase.plural;
    return static_cast<std::uint32_t>(out_.referents.size() - 1);
  }

  /// The referent of the name or noun that phrase p stands in apposition to or is said to be.
  std::uint32_t identified(std::uint32_t p) {
    const std::uint32_t head = out_.phrases[p].head;
    const std::uint32_t above = trees_.head(head);
    if (trees_.base_relation(head) == "appos" && above != no_entity) {
      const std::uint32_t other = phrase_at_[above];
      if (other != no_entity && other < p) return out_.meaning[other];
    }
    // "Bono, the singer" read as the noun with the name in apposition to it.
    for (const std::uint32_t child : trees_.children(head)) {
      const std::uint32_t other = phrase_at_[child];
      if (other == no_entity) continue;
      const Phrase& name = out_.phrases[other];
      if (trees_.base_relation(child) == "appos" && name.kind == Phrase::Kind::name &&
          agrees(out_.phrases[p], name)) {
        return referent_of_mention(name.mention);
      }
    }
    const std::uint32_t subject = trees_.child(head, "nsubj");
    if (subject != no_entity && trees_.child(head, "cop") != no_entity &&
        phrase_at_[subject] != no_entity && phrase_at_[subject] < p) {
      return out_.meaning[phrase_at_[subject]];
    }
    return no_referent;
  }

  /// "The Dutch government", "Kenya's government": the state that it acts for.
  std::uint32_t governed(std::uint32_t p) {
    const Phrase& phrase = out_.phrases[p];
    if (phrase.plural || classes_.match(government_noun_, text_.tokens, phrase.head) == 0) {
      return no_referent;
    }
    for (const std::uint32_t child : trees_.children(phrase.head)) {
      const std::uint32_t m = document_.mention_over[child];
      if (m == no_entity || document_.mentions[m].type != EntityType::Country) continue;
      return referent_of_mention(m);
    }
    return no_referent;
  }

  static bool agrees(const Phrase& a, const Phrase& b) {
    return a.meaning == b.meaning || a.meaning == PhraseClass::unknown ||
           b.meaning == PhraseClass::unknown;
  }

  void read_nominal(std::uint32_t p) {
    const Phrase& phrase = out_.phrases[p];
    if (phrase.mention != no_entity) {
      mean(p, referent_of_mention(phrase.mention));
      return;
    }
    if (const std::uint32_t state = governed(p); state != no_referent) {
      mean(p, state);
      return;
    }
    if (const std::uint32_t same = identified(p); same != no_referent) {
      const Referent& referent = out_.referents[same];
      const bool fits = referent.meaning == phrase.meaning || referent.entities.empty();
      if (fits && referent.plural == phrase.plural) {
        mean(p, same);
        return;
      }
    }
    if (phrase.definite) judge(p, ReferenceKind::nominal);
    if (phrase.definite && out_.meaning[p] == no_referent) mean_by_kind(p);
    if (out_.meaning[p] == no_referent) mean(p, new_referent(p));
  }

  /// "The company", and nothing more, is the one that was named last, subjects first; so is "the
  /// country", and the organisation of "its headquarters". News says so more often than the
  /// weights' treebank.
  void mean_by_kind(std::uint32_t p) {
    const Phrase& phrase = out_.phrases[p];
    const std::string& noun = text_.tokens[phrase.head].form;
    const bool country = noun == "country" || noun == "nation" ||
                         classes_.match(government_noun_, text_.tokens, phrase.head) > 0;
    const bool company = classes_.match(company_noun_, text_.tokens, phrase.head) > 0;
    const std::uint32_t origin = company ? only_origin(trees_, document_, phrase.head) : no_entity;
    const bool bare = !phrase.restricted && !phrase.plural &&
                      (phrase.first + 2 == phrase.last || origin != no_entity);
    if (phrase.kind == Phrase::Kind::nominal && (!bare || (!country && !company))) return;
    const auto fits = [&](const Phrase& before) {
      const EntityType type = document_.mentions[before.mention].type;
      if (country) return type == EntityType::Country;
      if (before.kind == Phrase::Kind::adjective) return false;
      const std::string& from =
          document_.entities[document_.mentions[before.mention].entities.front()].country;
      if (origin != no_entity && !from.empty() && from != document_.mentions[origin].country) {
        return false;
      }
      return type == EntityType::Company || (!company && type == EntityType::Organization);
    };
    constexpr std::uint32_t sentences_back_max = 3;
    std::uint32_t best = no_entity;
    for (std::uint32_t q = p; q-- > 0;) {
      const Phrase& before = out_.phrases[q];
      if (phrase.sentence - before.sentence > sentences_back_max) break;
      if (before.mention == no_entity || out_.meaning[q] == no_referent || !fits(before)) continue;
      if (best != no_entity && out_.phrases[best].sentence != before.sentence) break;
      const int prominent = prominence(before);
      const bool better =
          prominent > 0 && best != no_entity && prominent >= prominence(out_.phrases[best]);
      if (best == no_entity || better) best = q;
    }
    constexpr double probability = 0.6;
    if (best != no_entity) mean(p, out_.meaning[best], probability);
  }

  /// What a sentence is about comes before what its other clauses are about.
  int prominence(const Phrase& phrase) const {
    if (phrase.role != PhraseRole::subject) return 0;
    const bool main_clause =
        phrase.predicate != no_entity && trees_.base_relation(phrase.predicate) == "root";
    return main_clause ? 2 : 1;
  }

  /// "After her speech Angela Merkel left": the subject of the sentence, which follows the pronoun.
  std::uint32_t subject_behind(const Phrase& phrase) {
    const Sentence& sentence = text_.sentences[phrase.sentence];
    for (std::uint32_t i = phrase.head + 1; i < sentence.last_token; ++i) {
      if (trees_.base_relation(i) != "root") continue;
      const std::uint32_t subject = trees_.child(i, "nsubj");
      if (subject == no_entity || subject < phrase.head || phrase_at_[subject] == no_entity) break;
      const auto whole = trees_.subtree(subject);
      if (phrase.head >= whole.first && phrase.head < whole.last) break;
      const Phrase& name = out_.phrases[phrase_at_[subject]];
      const bool fits = name.kind == Phrase::Kind::name && name.meaning == PhraseClass::person &&
                        !name.plural &&
                        (name.gender == Gender::unknown || phrase.gender == Gender::unknown ||
                         name.gender == phrase.gender);
      return fits ? referent_of_mention(name.mention) : no_referent;
    }
    return no_referent;
  }

  /// "Russia and China signed it. They …": those who were named together right before.
  void mean_last_group(std::uint32_t p) {
    constexpr std::uint32_t sentences_back_max = 1;
    for (std::uint32_t q = p; q-- > 0;) {
      if (out_.phrases[p].sentence - out_.phrases[q].sentence > sentences_back_max) return;
      const std::uint32_t group = out_.group[q];
      if (group == no_referent || out_.referents[group].entities.size() < 2) continue;
      constexpr double probability = 0.5;
      if (out_.phrases[q].role == PhraseRole::subject) mean(p, group, probability);
      return;
    }
  }

  void read_pronoun(std::uint32_t p) {
    const Phrase& phrase = out_.phrases[p];
    if (phrase.pronoun == PronounKind::relative) {
      mean(p, antecedent_of_relative(phrase));
      return;
    }
    if (phrase.pronoun == PronounKind::speaker || phrase.pronoun == PronounKind::speakers) {
      read_speaker(p);
      return;
    }
    if (phrase.reflexive) {
      if (const auto subject = subject_of(phrase.predicate); subject != no_referent) {
        mean(p, subject);
        return;
      }
    }
    if (const auto speaker = says_of_itself(phrase); speaker != no_referent) {
      mean(p, speaker);
      return;
    }
    judge(p, phrase.pronoun == PronounKind::personal ? ReferenceKind::personal
             : phrase.pronoun == PronounKind::neuter ? ReferenceKind::neuter
                                                     : ReferenceKind::plural);
    if (out_.meaning[p] == no_referent && phrase.pronoun == PronounKind::plural) mean_last_group(p);
    if (out_.meaning[p] == no_referent && phrase.possessive &&
        phrase.pronoun == PronounKind::personal) {
      if (const auto subject = subject_behind(phrase); subject != no_referent) mean(p, subject);
    }
    // Nobody was named: a person all the same, of whom later pronouns may speak.
    if (out_.meaning[p] == no_referent && phrase.pronoun == PronounKind::personal) {
      mean(p, new_referent(p));
    }
    if (phrase.expected == PhraseClass::organisation && out_.meaning[p] == no_referent) {
      mean_by_kind(p);
    }
    if (phrase.expected == PhraseClass::organisation && out_.meaning[p] == no_referent) {
      mean(p, new_referent(p));
      out_.referents.back().meaning = PhraseClass::organisation;
    }
  }

  /// The subject of a verb, if it has a name, which may follow its noun: "the company Rosatom
  /// said".
  std::uint32_t named_subject_of(std::uint32_t verb) const {
    const auto named = [&](std::uint32_t token) {
      const std::uint32_t phrase = phrase_at_[token];
      const std::uint32_t referent = phrase == no_entity ? no_referent : out_.meaning[phrase];
      return referent != no_referent && !out_.referents[referent].entities.empty() ? referent
                                                                                   : no_referent;
    };
    const std::uint32_t subject = trees_.child(verb, "nsubj");
    if (subject == no_entity) return no_referent;
    if (const auto referent = named(subject); referent != no_referent) return referent;
    for (const std::uint32_t child : trees_.children(subject)) {
      if (child == subject + 1 && trees_.tag(child) == "PROPN") return named(child);
    }
    return no_referent;
  }

  /// "Rosatom said that it had signed …": what an organisation says that "it" did, it did itself.
  std::uint32_t says_of_itself(const Phrase& phrase) const {
    const std::uint32_t verb = verb_over_neuter_subject(trees_, phrase);
    if (verb == no_entity || classes_.match(say_, text_.tokens, verb) == 0) return no_referent;
    const std::uint32_t subject = named_subject_of(verb);
    if (subject == no_referent) return no_referent;
    const PhraseClass meaning = out_.referents[subject].meaning;
    const bool speaks = meaning == PhraseClass::organisation || meaning == PhraseClass::place;
    return speaks ? subject : no_referent;
  }

  void judge(std::uint32_t p, ReferenceKind kind) {
    const auto candidates = find_candidates(text_, trees_, document_, classes_, out_, p, kind);
    const ReferenceChoice choice = judge_(out_, p, kind, candidates);
    const std::uint32_t referent = candidates[choice.candidate].referent;
    if (referent != no_referent) mean(p, referent, choice.probability);
  }

  std::uint32_t subject_of(std::uint32_t predicate) const {
    if (predicate == no_entity) return no_referent;
    const std::uint32_t subject = trees_.child(predicate, "nsubj");
    if (subject == no_entity || phrase_at_[subject] == no_entity) return no_referent;
    return out_.meaning[phrase_at_[subject]];
  }

  /// What the relative clause that the pronoun stands in hangs on; where the tree does not say it,
  /// the name right before the pronoun.
  std::uint32_t antecedent_of_relative(const Phrase& phrase) const {
    std::uint32_t at = phrase.head;
    while (at != no_entity && trees_.relation(at) != "acl:relcl" &&
           trees_.relation(at) != "advcl:relcl") {
      at = trees_.head(at);
    }
    const std::uint32_t above = at == no_entity ? no_entity : trees_.head(at);
    if (above != no_entity && above < phrase.head && phrase_at_[above] != no_entity) {
      const std::uint32_t referent = out_.meaning[phrase_at_[above]];
      if (referent != no_referent && relative_fits(phrase, referent)) return referent;
    }
    constexpr std::uint32_t reach = 3;
    for (std::uint32_t i = phrase.head; i-- > 0 && i + reach >= phrase.head;) {
      const std::uint32_t m = document_.mention_over[i];
      if (m == no_entity || trees_.sentence(i) != phrase.sentence) continue;
      const auto found = of_entities_.find(document_.mentions[m].entities);
      if (found == of_entities_.end()) return no_referent;
      const auto referent = static_cast<std::uint32_t>(found->second);
      return relative_fits(phrase, referent) ? referent : no_referent;
    }
    return no_referent;
  }

  bool relative_fits(const Phrase& phrase, std::uint32_t referent) const {
    const std::string& form = text_.tokens[phrase.head].form;
    const PhraseClass meaning = out_.referents[referent].meaning;
    const bool person = meaning == PhraseClass::person;
    if (form == "which") return !person;
    if (form == "where")
      return meaning == PhraseClass::place || meaning == PhraseClass::organisation;
    if (form == "who" || form == "whom") return person || meaning == PhraseClass::organisation;
    return true;
  }

  /// "I" outside of quotations is the author, inside the one who is quoted.
  void read_speaker(std::uint32_t p) {
    const Phrase& phrase = out_.phrases[p];
    const bool plural = phrase.pronoun == PronounKind::speakers;
    if (phrase.quoted) {
      if (!plural) mean(p, quoted_speaker(phrase));
      return;
    }
    std::uint32_t& author = plural ? authors_ : author_;
    if (author == no_referent) {
      author = plural ? leading_organisation() : no_referent;
      if (author == no_referent) {
        author = new_referent(p);
        if (plural) {
          out_.referents[author].meaning = PhraseClass::organisation;
          out_.referents[author].plural = false;
        }
      }
    }
    mean(p, author);
  }

  /// The organisation that the document begins with, if "we" write about it.
  std::uint32_t leading_organisation() const {
    for (const Phrase& phrase : out_.phrases) {
      if (phrase.kind == Phrase::Kind::name && phrase.role == PhraseRole::subject &&
          phrase.meaning == PhraseClass::organisation) {
        const auto found = of_entities_.find(document_.mentions[phrase.mention].entities);
        return found == of_entities_.end() ? no_referent
                                           : static_cast<std::uint32_t>(found->second);
      }
    }
    return no_referent;
  }

  /// The subject of the verb of saying above or beside the quotation, in its sentence.
  std::uint32_t quoted_speaker(const Phrase& phrase) {
    const Sentence& sentence = text_.sentences[phrase.sentence];
    for (std::uint32_t i = sentence.first_token; i < sentence.last_token; ++i) {
      if (trees_.tag(i) != "VERB" || classes_.match(say_, text_.tokens, i) == 0) continue;
      const std::uint32_t subject = trees_.child(i, "nsubj");
      if (subject == no_entity || phrase_at_[subject] == no_entity) continue;
      const Phrase& speaker = out_.phrases[phrase_at_[subject]];
      if (speaker.quoted) continue;
      if (speaker.kind == Phrase::Kind::name) return referent_of_mention(speaker.mention);
      return out_.meaning[phrase_at_[subject]];
    }
    return no_referent;
  }

  /// "Russia and China" is also one thing that "they" may mean: made when its last member is read.
  void read_group(std::uint32_t p) {
    const std::uint32_t head = out_.phrases[p].head;
    if (trees_.base_relation(head) != "conj") return;
    const std::uint32_t first = trees_.head(head);
    if (first == no_entity || phrase_at_[first] == no_entity) return;
    for (const std::uint32_t child : trees_.children(first)) {
      if (child > head && trees_.base_relation(child) == "conj") return;
    }
    std::vector<std::uint32_t> members;
    const auto add = [&](std::uint32_t token) {
      const std::uint32_t phrase = phrase_at_[token];
      if (phrase == no_entity || out_.meaning[phrase] == no_referent) return;
      const auto& entities = out_.referents[out_.meaning[phrase]].entities;
      members.insert(members.end(), entities.begin(), entities.end());
    };
    add(first);
    for (const std::uint32_t child : trees_.children(first)) {
      if (trees_.base_relation(child) == "conj") add(child);
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
    // Members without names make a group that nothing else can name.
    if (members.size() < 2) members.push_back(no_entity - p);
    const auto [found, added] = of_entities_.emplace(members, out_.referents.size());
    if (added) {
      Referent& group = out_.referents.emplace_back();
      if (members.back() < document_.entities.size()) group.entities = members;
      group.meaning = out_.phrases[phrase_at_[first]].meaning;
      group.plural = true;
    }
    out_.referents[found->second].phrases.push_back(phrase_at_[first]);
    out_.group[phrase_at_[first]] = static_cast<std::uint32_t>(found->second);
  }

  const SplitText& text_;
  const DocumentTrees& trees_;
  const ResolvedDocument& document_;
  const Gazetteer& gazetteer_;
  const WordClasses& classes_;
  const ReferenceJudge& judge_;
  Discourse out_;
  std::vector<std::uint32_t> phrase_at_;
  std::map<std::vector<std::uint32_t>, std::size_t> of_entities_;
  std::uint32_t author_ = no_referent;
  std::uint32_t authors_ = no_referent;
  int say_ = -1;
  int company_noun_ = -1;
  int government_noun_ = -1;
};

}  // namespace

ReferenceJudge scoring_judge(const ReferenceWeights& weights) {
  return [&weights](const Discourse&, std::uint32_t, ReferenceKind kind,
                    const std::vector<ReferenceCandidate>& candidates) {
    constexpr double thousandth = 0.001;
    std::vector<std::int32_t> scores;
    scores.reserve(candidates.size());
    for (const auto& candidate : candidates)
      scores.push_back(weights.score(kind, candidate.features));
    const auto best = std::max_element(scores.begin(), scores.end());
    double total = 0;
    for (const std::int32_t score : scores) total += std::exp((score - *best) * thousandth);
    return ReferenceChoice{static_cast<std::size_t>(best - scores.begin()), 1 / total};
  };
}

Discourse read_discourse(const SplitText& text, const DocumentTrees& trees,
                         const ResolvedDocument& document, const Gazetteer& gazetteer,
                         const WordClasses& classes, const ReferenceJudge& judge) {
  return DiscourseReader(text, trees, document, gazetteer, classes, judge).run();
}

}  // namespace entente::ingest
