#include "ingest/resolve/phrases.hpp"

#include <algorithm>
#include <array>

namespace entente::ingest {

namespace {

struct PronounEntry {
  std::string_view form;
  PronounKind kind;
  Gender gender = Gender::unknown;
  bool possessive = false;
  bool reflexive = false;
};

constexpr auto male = Gender::male;
constexpr auto female = Gender::female;
constexpr auto either = Gender::unknown;

constexpr std::array<PronounEntry, 36> pronouns = {{
    {"he", PronounKind::personal, male},
    {"him", PronounKind::personal, male},
    {"his", PronounKind::personal, male, true},
    {"himself", PronounKind::personal, male, false, true},
    {"she", PronounKind::personal, female},
    {"her", PronounKind::personal, female},
    {"hers", PronounKind::personal, female},
    {"herself", PronounKind::personal, female, false, true},
    {"it", PronounKind::neuter},
    {"its", PronounKind::neuter, either, true},
    {"itself", PronounKind::neuter, either, false, true},
    {"they", PronounKind::plural},
    {"them", PronounKind::plural},
    {"their", PronounKind::plural, either, true},
    {"theirs", PronounKind::plural},
    {"themselves", PronounKind::plural, either, false, true},
    {"i", PronounKind::speaker},
    {"me", PronounKind::speaker},
    {"my", PronounKind::speaker, either, true},
    {"mine", PronounKind::speaker},
    {"myself", PronounKind::speaker},
    {"we", PronounKind::speakers},
    {"us", PronounKind::speakers},
    {"our", PronounKind::speakers, either, true},
    {"ours", PronounKind::speakers},
    {"ourselves", PronounKind::speakers},
    {"who", PronounKind::relative},
    {"whom", PronounKind::relative},
    {"whose", PronounKind::relative, either, true},
    {"which", PronounKind::relative},
    {"that", PronounKind::relative},
    {"where", PronounKind::relative},
    {"whoever", PronounKind::none},
    {"what", PronounKind::none},
    {"this", PronounKind::none},
    {"there", PronounKind::none},
}};

const PronounEntry* pronoun_entry(std::string_view form) {
  const auto found = std::find_if(pronouns.begin(), pronouns.end(),
                                  [&](const PronounEntry& entry) { return entry.form == form; });
  return found == pronouns.end() || found->kind == PronounKind::none ? nullptr : &*found;
}

/// Reads phrases off the trees of a document.
class PhraseFinder {
 public:
  PhraseFinder(const SplitText& text, const DocumentTrees& trees, const ResolvedDocument& document,
               const Gazetteer& gazetteer, const WordClasses& classes)
      : text_(text),
        trees_(trees),
        document_(document),
        gazetteer_(gazetteer),
        classes_(classes),
        organisation_nouns_{classes.find("company_noun"), classes.find("agency_noun")},
        company_role_(classes.find("company_role")),
        had_by_organisation_(classes.find("had_by_organisation")),
        had_by_place_(classes.find("had_by_place")),
        organised_verb_(classes.find("organised_verb")),
        company_verb_(classes.find("company_verb")),
        male_noun_(classes.find("male_noun")),
        female_noun_(classes.find("female_noun")) {}

  std::vector<Phrase> run() {
    mark_quotes();
    for (std::uint32_t i = 0; i < trees_.size(); ++i) {
      const std::uint32_t m = document_.mention_over[i];
      if (m != no_entity) {
        if (is_head_of(document_.mentions[m], i)) add_mention(i, m);
      } else if (!add_pronoun(i)) {
        add_nominal(i);
      }
    }
    return std::move(phrases_);
  }

 private:
  bool is_head_of(const Mention& mention, std::uint32_t i) const {
    // The first token whose head stands outside, as trees may cut names in several pieces.
    for (std::uint32_t k = mention.first_token; k < i; ++k) {
      if (is_outside(mention, trees_.head(k))) return false;
    }
    return is_outside(mention, trees_.head(i));
  }

  static bool is_outside(const Mention& mention, std::uint32_t token) {
    return token == no_entity || token < mention.first_token || token >= mention.last_token;
  }

  void mark_quotes() {
    quoted_.assign(trees_.size(), false);
    bool open = false;
    std::uint32_t block = no_entity;
    for (std::uint32_t i = 0; i < trees_.size(); ++i) {
      const std::uint32_t now = text_.sentences[trees_.sentence(i)].block;
      if (now != block) open = false;
      block = now;
      const std::string& form = text_.tokens[i].form;
      if (form == "“") {
        open = true;
      } else if (form == "”") {
        open = false;
      } else if (form == "\"") {
        open = !open;
      }
      quoted_[i] = open;
    }
  }

  Phrase& add(std::uint32_t head, Phrase::Kind kind) {
    Phrase& phrase = phrases_.emplace_back();
    phrase.kind = kind;
    phrase.head = head;
    phrase.first = head;
    phrase.last = head + 1;
    phrase.sentence = trees_.sentence(head);
    phrase.quoted = quoted_[head];
    phrase.clause = trees_.clause(head);
    set_role(phrase);
    return phrase;
  }

  void set_role(Phrase& phrase) const {
    std::uint32_t at = phrase.head;
    while (trees_.base_relation(at) == "conj" && trees_.head(at) != no_entity &&
           trees_.tag(trees_.head(at)) != "VERB") {
      at = trees_.head(at);
    }
    // "The minister, X, said": X is the subject as well.
    const bool beside = trees_.base_relation(at) == "appos" && trees_.head(at) != no_entity &&
                        trees_.tag(trees_.head(at)) == "NOUN" && trees_.tag(at) == "PROPN";
    if (beside) at = trees_.head(at);
    const std::string_view relation = trees_.base_relation(at);
    const std::uint32_t above = trees_.head(at);
    if (relation == "nsubj" || relation == "csubj") {
      phrase.role = PhraseRole::subject;
    } else if (relation == "obj" || relation == "iobj") {
      phrase.role = PhraseRole::object;
    } else if (relation == "obl") {
      phrase.role = PhraseRole::oblique;
    } else if (trees_.relation(at) == "nmod:poss") {
      phrase.role = PhraseRole::possessor;
    }
    phrase.possessive = phrase.role == PhraseRole::possessor;
    phrase.embedded =
        relation == "nmod" || relation == "compound" || relation == "amod" || relation == "appos";
    const bool argument = phrase.role == PhraseRole::subject || phrase.role == PhraseRole::object ||
                          phrase.role == PhraseRole::oblique;
    if (argument) phrase.predicate = above;
  }

  void add_mention(std::uint32_t i, std::uint32_t m) {
    const Mention& mention = document_.mentions[m];
    const auto kind = mention.entities.size() > 1              ? Phrase::Kind::group
                      : mention.form == MentionForm::reference ? Phrase::Kind::nominal
                      : mention.form == MentionForm::adjective ? Phrase::Kind::adjective
                                                               : Phrase::Kind::name;
    if (mention.type == EntityType::Date || mention.type == EntityType::Money) return;
    Phrase& phrase = add(i, kind);
    phrase.mention = m;
    phrase.first = mention.first_token;
    phrase.last = mention.last_token;
    phrase.meaning = class_of(mention.type);
    phrase.plural = mention.form == MentionForm::people || kind == Phrase::Kind::group;
    phrase.definite = true;
    if (mention.type == EntityType::Person) phrase.gender = gender_of_person(mention);
  }

  Gender gender_of_person(const Mention& mention) const {
    if (mention.first_token > 0) {
      const std::uint32_t before = mention.first_token - 1;
      if (const Gender told = gender_of_noun(before); told != Gender::unknown) return told;
    }
    for (std::uint32_t i = mention.first_token;
         i + 1 < mention.last_token || i == mention.first_token; ++i) {
      const Gender gender = gazetteer_.gender_of_name(text_.tokens[i].form);
      if (gender != Gender::unknown) return gender;
      if (i + 1 >= mention.last_token) break;
    }
    return Gender::unknown;
  }

  Gender gender_of_noun(std::uint32_t i) const {
    if (classes_.match(female_noun_, text_.tokens, i) > 0) return Gender::female;
    if (classes_.match(male_noun_, text_.tokens, i) > 0) return Gender::male;
    const std::string& form = text_.tokens[i].form;
    if (form.ends_with("woman") || form.ends_with("women")) return Gender::female;
    return gazetteer_.noun_class(trees_.lemma(i)).gender;
  }

  bool add_pronoun(std::uint32_t i) {
    const PronounEntry* entry = pronoun_entry(text_.tokens[i].form);
    if (entry == nullptr) return false;
    const std::string_view tag = trees_.penn_tag(i);
    if (entry->kind == PronounKind::relative) {
      if (tag != "WP" && tag != "WDT" && tag != "WP$" && tag != "WRB") return tag != "IN";
    } else if (entry->kind == PronounKind::speaker && text_.tokens[i].form == "i" && tag != "PRP") {
      return true;
    } else if (tag == "NN" && text_.tokens[i].form == "mine") {
      return false;  // "a copper mine"
    }
    Phrase& phrase = add(i, Phrase::Kind::pronoun);
    phrase.pronoun = entry->kind;
    phrase.gender = entry->gender;
    phrase.plural = entry->kind == PronounKind::plural || entry->kind == PronounKind::speakers;
    phrase.possessive = entry->possessive || tag == "PRP$";
    phrase.reflexive = entry->reflexive;
    phrase.definite = true;
    const bool person = entry->kind == PronounKind::personal || entry->kind == PronounKind::speaker;
    if (person) phrase.meaning = PhraseClass::person;
    if (entry->kind == PronounKind::neuter) phrase.expected = expected_of(i);
    return true;
  }

  PhraseClass expected_of(std::uint32_t i) const {
    const std::uint32_t governor = trees_.head(i);
    if (governor == no_entity) return PhraseClass::unknown;
    const std::string_view relation = trees_.relation(i);
    const auto in = [&](int name) { return classes_.match(name, text_.tokens, governor) > 0; };
    // "its foreign minister": an entry begins behind the possessive and ends at the noun.
    const auto had_by = [&](int name) {
      return relation == "nmod:poss" && classes_.ends_with(name, text_.tokens, i + 1, governor);
    };
    if (had_by(had_by_place_)) return PhraseClass::place;
    const bool organisation = (relation == "nmod:poss" && in(company_role_)) ||
                              had_by(had_by_organisation_) ||
                              (relation == "nsubj:pass" && in(organised_verb_)) ||
                              (relation == "nsubj" && in(company_verb_));
    return organisation ? PhraseClass::organisation : PhraseClass::unknown;
  }

  void add_nominal(std::uint32_t i) {
    const std::string_view tag = trees_.penn_tag(i);
    if (tag != "NN" && tag != "NNS") return;
    const std::string_view relation = trees_.base_relation(i);
    if (relation == "compound" || relation == "flat" || relation == "fixed") return;
    Phrase& phrase = add(i, Phrase::Kind::nominal);
    phrase.lemma = trees_.lemma(i);
    phrase.plural = tag == "NNS";
    phrase.meaning = class_of_noun(i);
    phrase.gender = phrase.plural ? Gender::unknown : gender_of_noun(i);
    while (phrase.first > 0 && trees_.head(phrase.first - 1) == i &&
           trees_.base_relation(phrase.first - 1) == "compound" &&
           document_.mention_over[phrase.first - 1] == no_entity) {
      --phrase.first;
    }
    for (const std::uint32_t child : trees_.children(i)) {
      const std::string_view link = trees_.base_relation(child);
      const std::string& form = text_.tokens[child].form;
      if (link == "det") {
        phrase.demonstrative =
            form == "this" || form == "these" || form == "that" || form == "those";
        phrase.definite = phrase.demonstrative || form == "the" || form == "both";
      } else if (trees_.relation(child) == "nmod:poss") {
        phrase.restricted = true;
      } else if (child > i && (link == "nmod" || link == "acl" || link == "appos")) {
        phrase.restricted = true;
      }
      if (link == "det" && child + 1 == phrase.first) phrase.first = child;
    }
  }

  PhraseClass class_of_noun(std::uint32_t i) const {
    for (const int organisation : organisation_nouns_) {
      if (classes_.match(organisation, text_.tokens, i) > 0) return PhraseClass::organisation;
    }
    switch (gazetteer_.noun_class(trees_.lemma(i)).kind) {
      case NounClass::Kind::person: return PhraseClass::person;
      case NounClass::Kind::group: return PhraseClass::organisation;
      case NounClass::Kind::place: return PhraseClass::place;
      case NounClass::Kind::thing: break;
    }
    return PhraseClass::thing;
  }

  const SplitText& text_;
  const DocumentTrees& trees_;
  const ResolvedDocument& document_;
  const Gazetteer& gazetteer_;
  const WordClasses& classes_;
  std::array<int, 2> organisation_nouns_;
  int company_role_;
  int had_by_organisation_;
  int had_by_place_;
  int organised_verb_;
  int company_verb_;
  int male_noun_;
  int female_noun_;
  std::vector<bool> quoted_;
  std::vector<Phrase> phrases_;
};

}  // namespace

PhraseClass class_of(EntityType type) {
  switch (type) {
    case EntityType::Person: return PhraseClass::person;
    case EntityType::Organization:
    case EntityType::Company:
    case EntityType::Fund: return PhraseClass::organisation;
    default: return is_place(type) ? PhraseClass::place : PhraseClass::thing;
  }
}

std::uint32_t only_origin(const DocumentTrees& trees, const ResolvedDocument& document,
                          std::uint32_t noun) {
  std::uint32_t origin = no_entity;
  for (const std::uint32_t child : trees.children(noun)) {
    if (child > noun || trees.base_relation(child) == "det") continue;
    const std::uint32_t m = document.mention_over[child];
    const bool country = m != no_entity && document.mentions[m].type == EntityType::Country &&
                         document.mentions[m].form == MentionForm::adjective;
    if (!country || origin != no_entity) return no_entity;
    origin = m;
  }
  return origin;
}

std::uint32_t verb_over_neuter_subject(const DocumentTrees& trees, const Phrase& phrase) {
  if (phrase.pronoun != PronounKind::neuter || phrase.role != PhraseRole::subject ||
      phrase.clause == no_entity || phrase.predicate != phrase.clause) {
    return no_entity;
  }
  const bool content =
      trees.base_relation(phrase.clause) == "ccomp" && trees.base_relation(phrase.head) != "expl";
  return content ? trees.head(phrase.clause) : no_entity;
}

std::vector<Phrase> find_phrases(const SplitText& text, const DocumentTrees& trees,
                                 const ResolvedDocument& document, const Gazetteer& gazetteer,
                                 const WordClasses& classes) {
  return PhraseFinder(text, trees, document, gazetteer, classes).run();
}

}  // namespace entente::ingest
