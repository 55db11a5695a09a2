#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ingest/clauses/clause_words.hpp"
#include "ingest/clauses/sentence_tree.hpp"

namespace entente::ingest {

/// A token that fills a place, and whether it does so by way of another clause.
struct Filler {
  std::uint32_t token = 0;
  bool shared = false;
  /// It is another name of a filler: by apposition, or as subject of the copula.
  bool identity = false;

  friend bool operator==(const Filler&, const Filler&) = default;
};

/// What a tree says without saying it twice: which tokens head clauses, in which voice, with which
/// subjects, and what relative pronouns stand for. Numbers are those of the tree, which is
/// borrowed. Everything is found going down the tree once, so no tree leads into a loop.
class ClauseReading {
 public:
  explicit ClauseReading(const SentenceTree& tree);

  [[nodiscard]] const SentenceTree& tree() const { return tree_; }
  /// True for verbs that predicate something, and for nouns and adjectives with a copula.
  [[nodiscard]] bool is_clause(std::uint32_t i) const { return clauses_[i]; }
  /// Folded, with the particles of a verb: "take_over".
  [[nodiscard]] const std::string& lemma(std::uint32_t i) const { return lemmas_[i]; }
  [[nodiscard]] bool has_lemma(std::uint32_t i, WordSet set) const {
    return words_.has(set, lemmas_[i]);
  }
  [[nodiscard]] bool passive(std::uint32_t i) const { return passive_[i]; }
  /// Subjects as the voice puts them: of a passive, to whom it is done.
  [[nodiscard]] const std::vector<Filler>& subjects(std::uint32_t i) const { return subjects_[i]; }
  /// Who does what an active or passive verb says.
  [[nodiscard]] std::vector<Filler> agents(std::uint32_t i) const;
  [[nodiscard]] std::uint32_t copula(std::uint32_t i) const { return tree_.child(i, "cop"); }
  /// An auxiliary or the copula, or the verb itself.
  [[nodiscard]] bool is_finite(std::uint32_t i) const;
  [[nodiscard]] bool has_auxiliary(std::uint32_t i) const {
    return tree_.child(i, "aux") != no_token;
  }

  /// The token and what is coordinated with it; relative pronouns as what they stand for, and
  /// names in apposition to a common noun besides it.
  [[nodiscard]] std::vector<Filler> fillers(std::uint32_t i) const;
  /// The token and the tokens coordinated with it, nouns with nouns and clauses with clauses.
  [[nodiscard]] std::vector<std::uint32_t> conjuncts(std::uint32_t i) const;
  /// The noun that a relative pronoun stands for, or no_token.
  [[nodiscard]] std::uint32_t antecedent(std::uint32_t i) const;
  /// The relative clause heading verb has a relative pronoun somewhere in it.
  [[nodiscard]] bool has_relative_pronoun(std::uint32_t i) const { return relative_[i]; }
  /// The lowest verb of the chain of infinitives that begins at i: "wants to try to buy": buy.
  [[nodiscard]] std::uint32_t innermost(std::uint32_t i) const;

  /// Prepositions before a phrase, or the conjunction of a clause, joined by '_'; coordinated
  /// phrases without any have those of the first.
  [[nodiscard]] std::string marker(std::uint32_t i) const;
  /// True for an infinitive with "to".
  [[nodiscard]] bool is_infinitive(std::uint32_t i) const;
  /// True if the clause modifies a noun by an infinitive or by "of" and a gerund, without the noun
  /// being its subject: "plan to build", "goal of building", but not "first to build".
  [[nodiscard]] bool is_content_of_noun(std::uint32_t i) const;
  /// Whom an open complement or a phrase with "as" speaks of: the object of the verb above if it
  /// has one ("elected X president"), else its subject ("became president", "was named head").
  [[nodiscard]] std::vector<Filler> controllers(std::uint32_t i) const;
  /// The names, offices and nouns that a noun is said to be, by apposition or copula.
  [[nodiscard]] std::vector<std::uint32_t> identities(std::uint32_t i) const;

  [[nodiscard]] bool has_form(std::uint32_t i, WordSet set) const {
    return words_.has(set, tree_.form(i));
  }

 private:
  [[nodiscard]] bool find_clause(std::uint32_t i) const;
  [[nodiscard]] bool find_passive(std::uint32_t i) const;
  [[nodiscard]] std::vector<Filler> find_subjects(std::uint32_t i) const;
  [[nodiscard]] std::vector<Filler> subjects_by_relation(std::uint32_t i) const;
  [[nodiscard]] std::vector<Filler> subjects_by_noun(std::uint32_t i) const;
  [[nodiscard]] std::vector<Filler> doers_of_noun(std::uint32_t noun) const;
  [[nodiscard]] bool takes_subject_of_main_clause(std::uint32_t i) const;
  [[nodiscard]] std::vector<Filler> objects(std::uint32_t i) const;
  void add_conjuncts(std::uint32_t i, std::vector<std::uint32_t>& out) const;
  void mark_relative_clauses();

  const SentenceTree& tree_;
  const ClauseWords& words_;
  std::vector<std::string> lemmas_;
  std::vector<bool> clauses_;
  std::vector<bool> passive_;
  std::vector<bool> relative_;
  std::vector<std::vector<Filler>> subjects_;
};

/// Whether a phrase so marked takes part as well: "X, along with Y, …".
bool is_joining(std::string_view marker);

/// The same fillers, all shared.
std::vector<Filler> shared(std::vector<Filler> fillers);

}  // namespace entente::ingest
