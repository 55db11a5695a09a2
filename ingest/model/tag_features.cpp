#include "ingest/model/tag_features.hpp"

namespace entente::ingest::model {

namespace {

/// Gives templates ascending numbers in the order in which they are written.
class Collector {
 public:
  explicit Collector(std::vector<FeatureKey>& out) : out_(out) { out_.clear(); }

  template <class... Atoms>
  void add(Atoms... atoms) {
    out_.push_back(feature_key(next_++, static_cast<Atom>(atoms)...));
  }

 private:
  std::vector<FeatureKey>& out_;
  std::uint32_t next_ = 100;
};

const Word& outside() {
  static const Word word = [] {
    Word w;
    w.exact = w.form = w.shape = no_atom;
    w.prefix.fill(no_atom);
    w.suffix.fill(no_atom);
    return w;
  }();
  return word;
}

Atom lexical(const WordFacts& facts) {
  return facts.parts_of_speech | (static_cast<Atom>(facts.tag_set) << 4U);
}

Atom capital(const Word& word) {
  return (word.upper ? 1U : 0U) | (word.all_upper ? 2U : 0U) | (word.has_digit ? 4U : 0U) |
         (word.has_letter ? 8U : 0U);
}

void own_features(const Word& word, Atom place, Collector& add) {
  add.add(word.form);
  add.add(word.exact, place);
  add.add(word.shape, place);
  for (std::size_t n = 0; n < longest_affix; ++n) {
    add.add(word.prefix[n]);
    add.add(word.suffix[n]);
  }
  add.add(word.suffix[2], word.shape);
  add.add(word.suffix[2], word.facts.parts_of_speech);
  add.add(word.facts.tag_set, capital(word), place);
  add.add(word.facts.parts_of_speech, capital(word), place);
  add.add(word.facts.cluster);
  add.add(word.facts.cluster, word.suffix[1]);
  add.add(word.facts.noun_class, word.facts.verb_frames);
  add.add(word.facts.names, capital(word), place);
}

}  // namespace

void tag_features(std::span<const Word> words, std::span<const std::uint16_t> tags, std::size_t at,
                  std::vector<FeatureKey>& out) {
  Collector add(out);
  const auto neighbour = [&](std::ptrdiff_t offset) -> const Word& {
    const std::ptrdiff_t i = static_cast<std::ptrdiff_t>(at) + offset;
    return i < 0 || i >= static_cast<std::ptrdiff_t>(words.size()) ? outside() : words[i];
  };
  const Word& word = words[at];
  const Word& left = neighbour(-1);
  const Word& left2 = neighbour(-2);
  const Word& right = neighbour(1);
  const Word& right2 = neighbour(2);
  const Atom tag1 = at > 0 ? tags[at - 1] : no_atom;
  const Atom tag2 = at > 1 ? tags[at - 2] : no_atom;
  // Capitals mean less at the beginning of a sentence, and nothing in a shouted one.
  const Atom shouted = left.all_upper && right.all_upper ? 2U : 0U;
  own_features(word, (at == 0 ? 1U : 0U) | shouted, add);

  add.add(tag1);
  add.add(tag1, tag2);
  add.add(tag1, word.form);
  add.add(tag1, tag2, word.form);
  add.add(tag1, word.suffix[2]);
  add.add(tag1, lexical(word.facts));
  add.add(tag1, lexical(right.facts));
  add.add(tag1, lexical(word.facts), lexical(right.facts));
  add.add(tag1, right.form);
  add.add(left.form);
  add.add(left2.form);
  add.add(right.form);
  add.add(right2.form);
  add.add(left.form, word.form);
  add.add(word.form, right.form);
  add.add(left.form, right.form);
  add.add(left2.form, left.form);
  add.add(right.form, right2.form);
  add.add(word.form, lexical(right.facts));
  add.add(lexical(word.facts), lexical(right.facts));
  add.add(lexical(right.facts), lexical(right2.facts));
  add.add(lexical(word.facts), lexical(right.facts), lexical(right2.facts));
  add.add(left.suffix[2]);
  add.add(right.suffix[2]);
  add.add(right.suffix[1], word.form);
  add.add(right.shape, word.shape);
  add.add(left.facts.cluster);
  add.add(right.facts.cluster);
  add.add(right2.facts.cluster);
  add.add(left2.facts.cluster);
  add.add(left.facts.cluster, word.facts.cluster);
  add.add(word.facts.cluster, right.facts.cluster);
  add.add(word.form, right.facts.cluster);
  add.add(tag1, right.facts.cluster);
}

}  // namespace entente::ingest::model
