#pragma once

#include <deque>
#include <string>
#include <vector>

#include "ingest/model/language_model.hpp"
#include "ingest/resolve/referents.hpp"
#include "ingest/train/treebank.hpp"

namespace entente::ingest::train {

/// A document of a treebank with its mentions' clusters, ready to be read as a discourse.
struct ClusteredDocument {
  std::string id;
  std::string text;
  SplitText split;
  std::vector<model::ParsedSentence> parsed;
  /// What the trees' views point into.
  std::deque<std::string> words;
  /// Numbers of the clusters whose mentions have their head at a token, the innermost first.
  std::vector<std::vector<std::string>> clusters;
};

/// The documents of a treebank in which mentions are marked. With a model its trees and names are
/// taken, else those of the treebank.
std::deque<ClusteredDocument> clustered_documents(const Treebank& treebank,
                                                  const model::LanguageModel* model);

/// Learns the weights of ingest/resolve by gradient ascent on the likelihood that a reference means
/// one of the right things (Durrett and Klein 2013); the same documents give the same weights.
ReferenceWeights::Table train_references(const std::deque<ClusteredDocument>& documents,
                                         int epochs);

/// The weights as lines of resolve/data/reference_weights.txt.
std::string weights_text(const ReferenceWeights::Table& table);

/// How many references mean what they should.
struct ReferenceScore {
  struct Count {
    /// References to something that was spoken of before, and those of them that were found.
    int referring = 0;
    int found = 0;
    /// References for which the reader names something.
    int answered = 0;
    /// Those whose thing has a name, and was found.
    int named = 0;
    int named_found = 0;
  };
  std::array<Count, 4> kinds;

  [[nodiscard]] std::string text() const;
};
ReferenceScore score_references(const std::deque<ClusteredDocument>& documents,
                                const ReferenceWeights& weights);

}  // namespace entente::ingest::train
