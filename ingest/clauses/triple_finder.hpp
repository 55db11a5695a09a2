#pragma once

#include <string>
#include <vector>

#include "ingest/clauses/open_triples.hpp"
#include "ingest/clauses/predication_builder.hpp"

namespace entente::ingest {

/// Appends what verbs and copulas say.
void add_clause_triples(const SentenceReading& sentence, std::vector<TripleCandidate>& out);
/// Appends what appositions, titles, possessives and prepositions after nouns say.
void add_noun_triples(const SentenceReading& sentence, std::vector<TripleCandidate>& out);

/// Collects the parts of one triple by their numbers in the tree.
class TripleBuilder {
 public:
  /// `source`: the head of the clause or noun that says it.
  TripleBuilder(const SentenceReading& sentence, std::uint32_t source);

  void set_subject(std::uint32_t head, Phrase phrase);
  void set_implied(std::string word) { candidate_.triple.implied = std::move(word); }
  void set_predicate(Phrase phrase) { candidate_.triple.predicate = std::move(phrase); }
  void add_object(std::uint32_t head, Phrase phrase);

  void feature(std::string name, double value = 1) {
    candidate_.features.emplace_back(std::move(name), value);
  }
  /// A number as a feature: at most `most`, and divided by it.
  void count(std::string name, std::size_t value, std::size_t most);

  /// Adds the features of its size and appends it, if it has a subject and a predicate.
  void finish(std::vector<TripleCandidate>& out);

 private:
  const SentenceReading& sentence_;
  TripleCandidate candidate_;
};

/// Steps from a token to the root of its tree.
std::size_t depth_of(const SentenceTree& tree, std::uint32_t i);
/// Takes the words below `part` out of a phrase, with punctuation that then ends it.
void remove_part(const SentenceTree& tree, std::uint32_t part, Phrase& phrase);

}  // namespace entente::ingest
