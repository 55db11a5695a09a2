#include "ingest/clauses/triple_finder.hpp"

#include <algorithm>
#include <utility>

namespace entente::ingest {

TripleBuilder::TripleBuilder(const SentenceReading& sentence, std::uint32_t source)
    : sentence_(sentence) {
  const Standing& standing = sentence.standings[source];
  OpenTriple& triple = candidate_.triple;
  triple.sentence = sentence.number;
  triple.modality = standing.modality;
  triple.negated = standing.negated;
  triple.former = standing.former;
  if (standing.speaker != no_token) triple.speaker = sentence.tree.in_document(standing.speaker);
}

void TripleBuilder::set_subject(std::uint32_t head, Phrase phrase) {
  candidate_.triple.subject_heads = sentence_.clauses.conjuncts(head);
  candidate_.triple.subject = std::move(phrase);
}

void TripleBuilder::add_object(std::uint32_t head, Phrase phrase) {
  if (phrase.empty()) return;
  candidate_.triple.object_heads.push_back(sentence_.clauses.conjuncts(head));
  candidate_.triple.objects.push_back(std::move(phrase));
}

void TripleBuilder::count(std::string name, std::size_t value, std::size_t most) {
  feature(std::move(name), static_cast<double>(std::min(value, most)) / static_cast<double>(most));
}

void TripleBuilder::finish(std::vector<TripleCandidate>& out) {
  OpenTriple& triple = candidate_.triple;
  if (triple.subject.empty()) return;
  // What no word says needs an object to say anything.
  if (triple.predicate.empty() && (triple.implied.empty() || triple.objects.empty())) return;
  const SentenceTree& tree = sentence_.tree;
  std::size_t object_words = 0;
  for (const Phrase& object : triple.objects) object_words += object.size();
  count("object_words", object_words, 30);
  count("subject_words", triple.subject.size(), 20);
  count("predicate_words", triple.predicate.size(), 8);
  count("sentence_words", tree.size(), 60);
  if (tree.universal(triple.subject_heads.front()) == "PRON") feature("pronoun_subject");
  feature("always");

  const auto in_document = [&](Phrase& phrase) {
    for (std::uint32_t& token : phrase) token = tree.in_document(token);
  };
  in_document(triple.subject);
  in_document(triple.predicate);
  for (Phrase& object : triple.objects) in_document(object);
  in_document(triple.subject_heads);
  for (auto& heads : triple.object_heads) in_document(heads);
  out.push_back(std::move(candidate_));
}

std::size_t depth_of(const SentenceTree& tree, std::uint32_t i) {
  std::size_t result = 0;
  for (; tree.head(i) != no_token; i = tree.head(i)) ++result;
  return result;
}

void remove_part(const SentenceTree& tree, std::uint32_t part, Phrase& phrase) {
  const Phrase words = phrase_of(tree, part);
  std::erase_if(phrase, [&](std::uint32_t token) {
    return std::binary_search(words.begin(), words.end(), token);
  });
  while (!phrase.empty() && tree.universal(phrase.back()) == "PUNCT") phrase.pop_back();
}

}  // namespace entente::ingest
