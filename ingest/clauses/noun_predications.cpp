#include <algorithm>

#include "ingest/clauses/predication_builder.hpp"

namespace entente::ingest {

namespace {

class NounReader {
 public:
  NounReader(const SentenceReading& sentence, std::vector<Predication>& out)
      : sentence_(sentence),
        tree_(sentence.tree),
        clauses_(sentence.clauses),
        words_(ClauseWords::built_in()),
        out_(out) {}

  void read(std::uint32_t i) {
    // "The chief executive" is a noun, however it is tagged; "an executive decision" has none.
    const bool office =
        tree_.universal(i) == "ADJ" && is_office(i) && (tree_.relation(i) != "amod" || is_title(i));
    const bool noun = tree_.universal(i) == "NOUN" || office || is_quantity(i);
    if (!noun && !tree_.is_name(i)) return;
    if (tree_.has_relation(i, "flat") || tree_.has_relation(i, "fixed")) return;
    PredicationBuilder builder(sentence_, Predication::Kind::noun, i, clauses_.lemma(i));
    builder.set_standing(i);
    builder.add(Role::subject, "", holders(i));
    add_own_places(i, builder);
    share_of_coordination(i, builder);
    share_of_named(i, builder);
    if (!builder.has(Role::subject) && !builder.has(Role::possessor)) share_of_verb(i, builder);
    const bool stated = noun ? !builder.empty() : has_more_than_modifiers(builder);
    if (stated) out_.push_back(builder.finish());
  }

 private:
  [[nodiscard]] bool is_office(std::uint32_t i) const {
    return words_.has(WordSet::role, clauses_.lemma(i));
  }
  /// "gets most of its gas from X": tagged as an adjective, it stands for a noun.
  [[nodiscard]] bool is_quantity(std::uint32_t i) const {
    const std::string_view tag = tree_.universal(i);
    return (tag == "ADJ" || tag == "DET") && tree_.child(i, "nmod") != no_token &&
           (tree_.has_relation(i, "obj") || tree_.has_relation(i, "obl") ||
            tree_.has_relation(i, "nsubj") || tree_.has_relation(i, "nmod"));
  }
  /// A common noun, or a capitalised one that is an office ("President").
  [[nodiscard]] bool describes(std::uint32_t i) const {
    return tree_.universal(i) == "NOUN" || is_office(i);
  }

  [[nodiscard]] static bool has_more_than_modifiers(const PredicationBuilder& builder) {
    return builder.has(Role::subject) || builder.has(Role::oblique) ||
           builder.has(Role::possessor) || builder.has(Role::apposition);
  }

  /// Who or what the noun is said to be.
  [[nodiscard]] std::vector<Filler> holders(std::uint32_t i) const {
    // "The minister, X, and the chief, Y": each has a name of its own.
    if (auto own = named_by_it(i); !own.empty()) return own;
    // What is coordinated is what the first is: "chairman and founder".
    std::uint32_t first = i;
    while (tree_.has_relation(first, "conj") && tree_.head(first) != no_token && describes(first) &&
           describes(tree_.head(first)) &&
           (!clauses_.is_clause(first) || clauses_.subjects(first).empty())) {
      first = tree_.head(first);
    }
    auto result = holders_of_first(first);
    return first == i ? result : shared(std::move(result));
  }

  [[nodiscard]] std::vector<Filler> holders_of_first(std::uint32_t i) const {
    if (clauses_.is_clause(i) && tree_.child(i, "case") == no_token) return clauses_.subjects(i);
    std::vector<Filler> result = named_by_it(i);
    const std::uint32_t above = tree_.head(i);
    if (!result.empty() || above == no_token) return result;
    if (tree_.has_relation(i, "appos")) {
      if (describes(i)) result = is_one(i) ? of_one(above) : clauses_.fillers(above);
      // What follows is coordinated with what is described: "A, a trader, B and C".
      std::erase_if(result, [&](const Filler& filler) { return filler.token > i; });
      return result;
    }
    if (is_title(i)) return {{above, false}};
    // "The head of the bank is X" says of X that he is the head.
    if (tree_.has_relation(i, "nsubj") && describes(i) && tree_.is_name(above) &&
        clauses_.copula(above) != no_token && tree_.child(above, "case") == no_token &&
        !is_office(above)) {
      return clauses_.fillers(above);
    }
    if (!tree_.has_relation(i, "obl") && !tree_.has_relation(i, "xcomp") &&
        !tree_.has_relation(i, "obj") && !tree_.has_relation(i, "advcl")) {
      return {};
    }
    if (!clauses_.is_clause(above)) return {};
    if (clauses_.marker(i) == "as") return shared(clauses_.controllers(i));
    if (tree_.has_relation(i, "xcomp")) return shared(clauses_.controllers(i));
    if (tree_.has_relation(i, "obj") && clauses_.has_lemma(above, WordSet::naming)) {
      if (clauses_.passive(above)) return shared(clauses_.subjects(above));
      const std::uint32_t named = tree_.child(above, "iobj");
      if (named != no_token && named != i) return shared(clauses_.fillers(named));
    }
    return {};
  }

  [[nodiscard]] bool is_one(std::uint32_t i) const { return tree_.penn(i) == "NN"; }
  /// Without what is coordinated with it: one minister is one person.
  [[nodiscard]] std::vector<Filler> of_one(std::uint32_t i) const {
    auto result = clauses_.fillers(i);
    const auto others = clauses_.conjuncts(i);
    std::erase_if(result, [&](const Filler& filler) {
      const bool joined = std::find(others.begin(), others.end(), filler.token) != others.end();
      return filler.token != i && joined;
    });
    return result;
  }

  /// Names that follow a describing noun: "the head of Gazprom, X", "President Y".
  [[nodiscard]] std::vector<Filler> named_by_it(std::uint32_t i) const {
    if (!describes(i)) return {};
    std::vector<Filler> result;
    for (const std::uint32_t child : tree_.children(i)) {
      const bool name = tree_.is_name(child) && child > i && !is_office(child);
      if (!name) continue;
      if (tree_.has_relation(child, "appos") || tree_.has_relation(child, "flat")) {
        for (const Filler& filler : is_one(i) ? of_one(child) : clauses_.fillers(child)) {
          result.push_back(filler);
        }
        // The words of one name are one holder.
        if (tree_.has_relation(child, "flat")) break;
      }
    }
    return result;
  }

  /// "President Y", "Gazprom chief executive Y".
  [[nodiscard]] bool is_title(std::uint32_t i) const {
    const std::uint32_t above = tree_.head(i);
    if (above == no_token || !tree_.is_name(above) || above < i || !describes(i)) return false;
    if (tree_.relation(i) == "nmod:desc") return true;
    return (tree_.has_relation(i, "compound") || tree_.has_relation(i, "nmod") ||
            tree_.has_relation(i, "amod")) &&
           tree_.relation(i) != "nmod:poss" && clauses_.marker(i).empty();
  }

  void add_own_places(std::uint32_t i, PredicationBuilder& builder) const {
    for (const std::uint32_t child : tree_.children(i)) {
      const bool phrase = tree_.has_relation(child, "nmod") ||
                          (tree_.has_relation(child, "obl") &&
                           (clauses_.is_clause(i) || tree_.universal(i) == "ADJ"));
      if (tree_.relation(child) == "nmod:poss") {
        builder.add_phrase(Role::possessor, child);
      } else if (is_before_noun(child, i)) {
        if (tree_.universal(child) != "VERB") builder.add_phrase(Role::modifier, child);
      } else if (phrase) {
        builder.add_phrase(Role::oblique, child);
      } else if (tree_.has_relation(child, "appos")) {
        if (!describes(child) && !describes(i)) builder.add_phrase(Role::apposition, child);
      } else if (tree_.has_relation(child, "acl") && clauses_.is_content_of_noun(child)) {
        builder.add_phrase(Role::complement, child);
      }
    }
  }

  [[nodiscard]] bool is_before_noun(std::uint32_t child, std::uint32_t noun) const {
    if (child > noun) return false;
    return tree_.has_relation(child, "compound") || tree_.has_relation(child, "amod") ||
           (tree_.has_relation(child, "nmod") && clauses_.marker(child).empty());
  }

  /// "Gazprom's chairman and founder", "owner and operator of the line": what stands before the
  /// first or after the last belongs to all.
  void share_of_coordination(std::uint32_t i, PredicationBuilder& builder) const {
    if (tree_.has_relation(i, "conj") && tree_.head(i) != no_token) {
      const std::uint32_t first = tree_.head(i);
      if (!describes(first) || !describes(i)) return;
      for (const std::uint32_t child : tree_.children(first)) {
        if (tree_.relation(child) == "nmod:poss" && !builder.has(Role::possessor)) {
          builder.add_phrase(Role::possessor, child, true);
        } else if (is_before_noun(child, first) && tree_.is_name(child)) {
          builder.add_phrase(Role::modifier, child, true);
        } else if (tree_.has_relation(child, "nmod") && child > i && !builder.has(Role::oblique)) {
          builder.add_phrase(Role::oblique, child, true);
        }
      }
      return;
    }
    if (!describes(i) || builder.has(Role::oblique)) return;
    for (const std::uint32_t last : tree_.children(i)) {
      if (!tree_.has_relation(last, "conj") || !describes(last)) continue;
      for (const std::uint32_t child : tree_.children(last)) {
        if (!tree_.has_relation(child, "nmod") || child < last) continue;
        builder.add_phrase(Role::oblique, child, true);
      }
    }
  }

  /// "Apple's chief executive Y", "Gazprom chief Y": parsers hang what belongs to the title below
  /// the name.
  void share_of_named(std::uint32_t i, PredicationBuilder& builder) const {
    if (!is_title(i)) return;
    const std::uint32_t named = tree_.head(i);
    for (const std::uint32_t child : tree_.children(named)) {
      if (child == i) continue;
      if (tree_.relation(child) == "nmod:poss") {
        if (!builder.has(Role::possessor)) builder.add_phrase(Role::possessor, child, true);
      } else if (child < i && is_before_noun(child, named)) {
        builder.add_phrase(Role::modifier, child, true);
      } else if (child > named && tree_.has_relation(child, "nmod")) {
        builder.add_phrase(Role::oblique, child, true);
      }
    }
  }

  /// "X said after a meeting with Y", "X spoke during a visit to Y": who is said to do something
  /// then took part.
  [[nodiscard]] bool is_occasion(std::uint32_t i) const {
    return tree_.has_relation(i, "obl") && clauses_.has_lemma(i, WordSet::occasion) &&
           words_.has(WordSet::during, clauses_.marker(i));
  }

  /// "X paid a visit to Y", "a deal was signed by X with Y": the places of a verb that means little
  /// more than its object are those of the object.
  void share_of_verb(std::uint32_t i, PredicationBuilder& builder) const {
    const std::uint32_t verb = tree_.head(i);
    if (verb == no_token || !tree_.is_verb(verb) || !clauses_.is_clause(verb)) return;
    if (tree_.universal(i) != "NOUN") return;
    if (is_occasion(i)) {
      builder.add(Role::subject, "", shared(clauses_.agents(verb)));
      return;
    }
    if (!clauses_.has_lemma(verb, WordSet::support)) return;
    const bool object =
        clauses_.passive(verb) ? tree_.has_relation(i, "nsubj") : tree_.has_relation(i, "obj");
    if (!object) return;
    builder.add(Role::subject, "", shared(clauses_.agents(verb)));
    for (const std::uint32_t child : tree_.children(verb)) {
      if (!tree_.has_relation(child, "obl") || tree_.relation(child) == "obl:agent") continue;
      if (clauses_.marker(child).empty()) continue;
      builder.add_phrase(Role::oblique, child, true);
    }
  }

  const SentenceReading& sentence_;
  const SentenceTree& tree_;
  const ClauseReading& clauses_;
  const ClauseWords& words_;
  std::vector<Predication>& out_;
};

}  // namespace

void add_noun_predications(const SentenceReading& sentence, std::vector<Predication>& out) {
  NounReader reader(sentence, out);
  for (std::uint32_t i = 0; i < sentence.tree.size(); ++i) reader.read(i);
}

}  // namespace entente::ingest
