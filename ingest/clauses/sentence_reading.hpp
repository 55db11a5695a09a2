#pragma once

#include "ingest/clauses/standing.hpp"

namespace entente::ingest {

/// One sentence as it is read for predications and triples.
struct SentenceReading {
  const SentenceTree& tree;
  const ClauseReading& clauses;
  const Standings& standings;
  /// Number of the sentence in the document.
  std::uint32_t number = 0;
};

/// Calls `visit` with the reading of each sentence in turn, which lasts as long as the call.
template <typename Visitor>
void for_each_sentence(const SplitText& text, const std::vector<model::ParsedSentence>& parsed,
                       Visitor visit) {
  for (std::uint32_t s = 0; s < parsed.size(); ++s) {
    const SentenceTree tree(text, text.sentences[s], parsed[s]);
    const ClauseReading clauses(tree);
    const Standings standings(clauses);
    visit(SentenceReading{tree, clauses, standings, s});
  }
}

}  // namespace entente::ingest
