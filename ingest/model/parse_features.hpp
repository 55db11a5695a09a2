#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/model/feature_key.hpp"
#include "ingest/model/parse_state.hpp"
#include "ingest/model/words.hpp"

namespace entente::ingest::model {

/// A word as the parser sees it.
struct ParseWord {
  Atom form = no_atom;
  Atom lemma = no_atom;
  /// Number of the tag in the TagSet, and of its universal part of speech.
  Atom tag = no_atom;
  Atom universal = no_atom;
  Atom cluster = no_atom;
  /// WordNet's class of a noun or the verb frames of a verb.
  Atom sense = no_atom;
  /// What it adds to the features of what stands between two words.
  std::uint8_t between = 0;
};

/// Bits of ParseWord::between.
enum Between : std::uint8_t {
  between_comma = 1,
  between_verb = 2,
  between_mark = 4,
  between_conjunction = 8
};

/// A sentence for the parser: its words, the root after them, and for every gap sums that tell what
/// stands between two words in constant time.
class ParseInput {
 public:
  explicit ParseInput(std::vector<ParseWord> words);

  [[nodiscard]] std::size_t size() const { return count_; }
  /// The same sentence from its end to its beginning.
  [[nodiscard]] ParseInput reversed() const;
  /// The word, the root (id == size()), or an empty one for no_node.
  [[nodiscard]] const ParseWord& word(NodeId id) const {
    return words_[id == no_node ? count_ + 1 : id];
  }
  /// What stands between two nodes in order: two bits each for commas, verbs, marks, conjunctions.
  [[nodiscard]] Atom between(NodeId left, NodeId right) const;

 private:
  struct Counts {
    std::uint16_t commas = 0;
    std::uint16_t verbs = 0;
    std::uint16_t marks = 0;
    std::uint16_t conjunctions = 0;
  };
  std::size_t count_;
  std::vector<ParseWord> words_;
  std::vector<Counts> before_;
};

/// Collects the features that tell the next transition: words, lemmas and tags at the top of the
/// stack and ahead, their outermost dependents, distances, numbers and labels of dependents (after
/// Zhang and Nivre 2011), and what stands between. Order and numbers of the templates are part of
/// the model's format.
void parse_features(const ParseState& state, const ParseInput& input, std::vector<FeatureKey>& out);

}  // namespace entente::ingest::model
