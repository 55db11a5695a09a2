#include <algorithm>

#include "ingest/clauses/predication_builder.hpp"

namespace entente::ingest {

namespace {

class VerbReader {
 public:
  VerbReader(const SentenceReading& sentence, std::vector<Predication>& out)
      : sentence_(sentence), tree_(sentence.tree), clauses_(sentence.clauses), out_(out) {}

  void read(std::uint32_t i) {
    if (!clauses_.is_clause(i)) {
      if (is_modifying_adjective(i)) read_adjective(i);
    } else if (tree_.is_verb(i) || tree_.universal(i) == "AUX") {
      if (tree_.relation(i) == "amod") {
        read_participle(i);
      } else {
        read_verb(i);
      }
    } else if (tree_.universal(i) == "ADJ") {
      // "The chief executive" is a noun, however it is tagged.
      if (!clauses_.has_lemma(i, WordSet::role)) read_adjective(i);
    } else if (clauses_.copula(i) != no_token && tree_.child(i, "case") != no_token) {
      read_place(i);
    }
  }

 private:
  /// "the minister responsible for trade": an adjective after its noun, with arguments.
  [[nodiscard]] bool is_modifying_adjective(std::uint32_t i) const {
    if (tree_.universal(i) != "ADJ" || clauses_.has_lemma(i, WordSet::role)) return false;
    const bool modifies = tree_.relation(i) == "amod" || tree_.relation(i) == "acl" ||
                          tree_.relation(i) == "appos" || tree_.relation(i) == "xcomp" ||
                          tree_.relation(i) == "advcl" || tree_.relation(i) == "conj";
    return modifies && tree_.child(i, "obl") != no_token;
  }

  void read_verb(std::uint32_t i) {
    PredicationBuilder builder(sentence_, Predication::Kind::verb, i, clauses_.lemma(i));
    builder.set_standing(i);
    const bool passive = clauses_.passive(i);
    builder.set_passive(passive);
    add_places(i, builder);
    add_gap(i, builder);
    share_object(i, builder);
    add_surface_subjects(i, builder);
    out_.push_back(builder.finish());
  }

  void add_surface_subjects(std::uint32_t i, PredicationBuilder& builder) const {
    Role role = Role::subject;
    if (clauses_.passive(i)) {
      const bool receiver = builder.has(Role::object) && clauses_.has_lemma(i, WordSet::giving);
      role = receiver ? Role::indirect_object : Role::object;
    }
    builder.add(role, "", clauses_.subjects(i));
  }

  void add_places(std::uint32_t i, PredicationBuilder& builder) const {
    const bool passive = clauses_.passive(i);
    for (const std::uint32_t child : tree_.children(i)) {
      if (tree_.has_relation(child, "obj")) {
        builder.add_phrase(object_role(i, child), child);
      } else if (tree_.has_relation(child, "iobj")) {
        // "Elected X president" is sometimes parsed as "gave X a prize".
        const bool named = clauses_.has_lemma(i, WordSet::naming);
        builder.add_phrase(named ? Role::object : Role::indirect_object, child);
      } else if (tree_.has_relation(child, "obl") || tree_.has_relation(child, "nmod")) {
        if (passive && is_agent(child)) {
          builder.add_phrase(Role::subject, child);
        } else if (child < i && is_joining(clauses_.marker(child))) {
          builder.add(passive ? Role::object : Role::subject, "", clauses_.fillers(child));
        } else if (tree_.universal(child) != "ADP") {
          // A preposition whose noun stands before the relative clause fills no place itself.
          builder.add_phrase(Role::oblique, child);
        }
      } else if (tree_.has_relation(child, "xcomp")) {
        add_open_complement(child, builder);
      } else if (tree_.has_relation(child, "ccomp") || tree_.has_relation(child, "csubj") ||
                 tree_.has_relation(child, "advcl")) {
        builder.add_phrase(Role::complement, child);
      }
    }
  }

  [[nodiscard]] Role object_role(std::uint32_t i, std::uint32_t child) const {
    if (!clauses_.has_lemma(i, WordSet::naming)) return Role::object;
    if (clauses_.passive(i)) return Role::predicate_noun;
    return tree_.child(i, "iobj") != no_token && tree_.child(i, "iobj") != child
               ? Role::predicate_noun
               : Role::object;
  }

  [[nodiscard]] bool is_agent(std::uint32_t child) const {
    if (tree_.relation(child) == "obl:agent") return true;
    return clauses_.marker(child) == "by" && tree_.universal(child) != "NUM" &&
           tree_.universal(child) != "VERB";
  }

  void add_open_complement(std::uint32_t child, PredicationBuilder& builder) const {
    if (tree_.is_verb(child) || clauses_.copula(child) != no_token) {
      builder.add_phrase(Role::complement, child);
    } else {
      // "hosted Donald Trump": few verbs say that somebody is somebody with a name.
      const std::uint32_t verb = tree_.head(child);
      const bool object = tree_.is_name(child) && !builder.has(Role::object) &&
                          !clauses_.passive(verb) && !clauses_.has_lemma(verb, WordSet::naming) &&
                          !clauses_.has_lemma(verb, WordSet::becoming);
      builder.add_phrase(object ? Role::object : Role::predicate_noun, child);
    }
  }

  /// "the company he founded", "the city she lives in": the noun fills the place that is empty.
  void add_gap(std::uint32_t i, PredicationBuilder& builder) const {
    for (std::uint32_t up = i; up != no_token; up = tree_.head(up)) {
      if (tree_.relation(up) == "acl:relcl") {
        const std::uint32_t noun = tree_.head(up);
        if (noun == no_token || clauses_.innermost(up) != i) return;
        if (clauses_.has_relative_pronoun(up)) {
          add_relative_adverb(i, noun, builder);
          return;
        }
        if (tree_.child(up, "nsubj") == no_token) return;
        const std::uint32_t preposition = stranded_preposition(i);
        if (preposition != no_token) {
          builder.add(Role::oblique, std::string(tree_.form(preposition)), Filler{noun, true});
        } else if (!clauses_.passive(i) && !builder.has(Role::object) &&
                   !builder.has(Role::complement)) {
          builder.add(Role::object, "", Filler{noun, true});
        }
        return;
      }
      if (tree_.relation(up) != "xcomp") return;
    }
  }

  void add_relative_adverb(std::uint32_t i, std::uint32_t noun, PredicationBuilder& builder) const {
    for (const std::uint32_t child : tree_.children(i)) {
      if (tree_.has_relation(child, "advmod") && tree_.form(child) == "where") {
        builder.add(Role::oblique, "in", Filler{noun, true});
      }
    }
  }

  [[nodiscard]] std::uint32_t stranded_preposition(std::uint32_t i) const {
    std::uint32_t result = no_token;
    for (const std::uint32_t child : tree_.children(i)) {
      // Tagged as a preposition or as an adverb.
      if (child > i && tree_.children(child).empty() && tree_.relation(child) != "compound:prt" &&
          clauses_.has_form(child, WordSet::stranded)) {
        result = child;
      }
    }
    return result;
  }

  /// "designed and built the pipeline": both verbs have the object.
  void share_object(std::uint32_t i, PredicationBuilder& builder) const {
    if (clauses_.passive(i) || builder.has(Role::object) || builder.has(Role::complement)) return;
    if (tree_.relation(i) == "conj") {
      const std::uint32_t first = tree_.head(i);
      const std::uint32_t object = tree_.child(first, "obj");
      if (object != no_token && object > i && !clauses_.passive(first)) {
        builder.add_phrase(Role::object, object, true);
      }
      return;
    }
    // Parsers hang the object below the verb beside it, which is then directly after "and".
    for (const std::uint32_t child : tree_.children(i)) {
      if (tree_.relation(child) != "conj" || child != i + 2 || !tree_.is_verb(child)) continue;
      const std::uint32_t object = tree_.child(child, "obj");
      if (object != no_token && !builder.has(Role::oblique)) {
        builder.add_phrase(Role::object, object, true);
      }
    }
  }

  /// "the Paris-based bank", "a Chinese-owned firm": a participle with what is joined to it.
  void read_participle(std::uint32_t i) {
    const bool passive = clauses_.passive(i);
    PredicationBuilder builder(sentence_, Predication::Kind::verb, i, clauses_.lemma(i));
    builder.set_standing(i);
    builder.set_passive(passive);
    for (const std::uint32_t child : tree_.children(i)) {
      const bool joined = tree_.has_relation(child, "compound") ||
                          tree_.has_relation(child, "obl") || tree_.has_relation(child, "amod") ||
                          tree_.has_relation(child, "nmod") || tree_.has_relation(child, "advmod");
      if (!joined || child > i || tree_.universal(child) == "ADV") continue;
      if (!passive) {
        builder.add_phrase(Role::object, child);
      } else if (clauses_.has_lemma(i, WordSet::located)) {
        for (const Filler& filler : clauses_.fillers(child)) {
          builder.add(Role::oblique, "in", filler);
        }
      } else {
        builder.add_phrase(Role::subject, child);
      }
    }
    // A bare participle ("rising prices", "planned sales") is a property, not a clause.
    if (builder.empty()) return;
    builder.add(passive ? Role::object : Role::subject, "", clauses_.subjects(i));
    out_.push_back(builder.finish());
  }

  void read_adjective(std::uint32_t i) {
    PredicationBuilder builder(sentence_, Predication::Kind::adjective, i, clauses_.lemma(i));
    builder.set_standing(i);
    if (clauses_.is_clause(i)) {
      builder.add(Role::subject, "", clauses_.subjects(i));
    } else if (tree_.relation(i) == "xcomp" || tree_.relation(i) == "advcl" ||
               tree_.relation(i) == "conj") {
      builder.add(Role::subject, "", shared(clauses_.subjects(tree_.head(i))));
    } else {
      builder.add(Role::subject, "", shared(clauses_.fillers(tree_.head(i))));
    }
    add_places(i, builder);
    if (!builder.empty()) out_.push_back(builder.finish());
  }

  /// "The bank is in Paris": a predication of the copula.
  void read_place(std::uint32_t i) {
    const std::uint32_t copula = clauses_.copula(i);
    PredicationBuilder builder(sentence_, Predication::Kind::verb, copula, "be");
    builder.set_standing(i);
    builder.add(Role::subject, "", clauses_.subjects(i));
    builder.add_phrase(Role::oblique, i);
    for (const std::uint32_t child : tree_.children(i)) {
      if (tree_.has_relation(child, "obl")) builder.add_phrase(Role::oblique, child);
    }
    out_.push_back(builder.finish());
  }

  const SentenceReading& sentence_;
  const SentenceTree& tree_;
  const ClauseReading& clauses_;
  std::vector<Predication>& out_;
};

}  // namespace

void add_verb_predications(const SentenceReading& sentence, std::vector<Predication>& out) {
  VerbReader reader(sentence, out);
  for (std::uint32_t i = 0; i < sentence.tree.size(); ++i) reader.read(i);
}

}  // namespace entente::ingest
