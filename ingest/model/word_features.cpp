#include "ingest/model/word_features.hpp"

#include <algorithm>

namespace entente::ingest::model {

namespace {

/// Adds the keys of one word; each kind of feature has a number of its own.
class Collector {
 public:
  explicit Collector(WordFeatures& out) : out_(out) {}

  template <class... Atoms>
  void add(std::uint32_t kind, Atoms... atoms) {
    out_.add(feature_key(kind, static_cast<Atom>(atoms)...));
  }

 private:
  WordFeatures& out_;
};

enum Kind : std::uint32_t {
  kind_form = 1,
  kind_shape,
  kind_prefix,
  kind_suffix = kind_prefix + longest_affix,
  kind_cluster = kind_suffix + longest_affix,
  kind_tag_set,
  kind_parts_of_speech,
  kind_noun_class,
  kind_verb_frames,
  kind_list,
  kind_case,
};

void add_spelling(const Word& word, Collector& add) {
  add.add(kind_shape, word.shape);
  for (std::uint32_t n = 0; n < longest_affix; ++n) {
    if (word.prefix[n] != no_atom) add.add(kind_prefix + n, word.prefix[n]);
    if (word.suffix[n] != no_atom) add.add(kind_suffix + n, word.suffix[n]);
  }
}

void add_facts(const Word& word, std::uint32_t lists, std::uint32_t place, Collector& add) {
  add.add(kind_cluster, word.facts.cluster);
  add.add(kind_tag_set, word.facts.tag_set);
  add.add(kind_parts_of_speech, word.facts.parts_of_speech);
  add.add(kind_noun_class, word.facts.noun_class);
  add.add(kind_verb_frames, word.facts.verb_frames);
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    if ((lists >> bit & 1U) != 0) add.add(kind_list, bit, word.upper);
  }
  add.add(kind_case, word.upper, word.all_upper, word.has_digit, word.has_letter, place);
}

}  // namespace

WordFeatures word_features(std::span<const Word> words, const Lexicon& lexicon) {
  const std::vector<std::uint32_t> lists = look_up_names(words, lexicon);
  // Where everything is in capitals, they tell nothing.
  const bool shouted = std::none_of(
      words.begin(), words.end(), [](const Word& word) { return word.has_letter && !word.upper; });
  WordFeatures features;
  Collector add(features);
  for (std::size_t i = 0; i < words.size(); ++i) {
    add.add(kind_form, words[i].form);
    features.finish_table();
    add_spelling(words[i], add);
    features.finish_table();
    add_facts(words[i], lists[i], (i == 0 ? 1U : 0U) | (shouted ? 2U : 0U), add);
    features.finish_table();
  }
  return features;
}

WordFeatures feature_rows(const WordFeatures& keys,
                          std::span<const EmbeddingTable, input_table_count> tables) {
  WordFeatures rows;
  for (std::size_t i = 0; i < keys.words(); ++i) {
    for (std::size_t t = 0; t < input_table_count; ++t) {
      for (const std::uint32_t key : keys.of(i, t)) {
        const std::uint32_t row = tables[t].find(key);
        if (row != EmbeddingTable::unknown || t == static_cast<std::size_t>(InputTable::word)) {
          rows.add(row);
        }
      }
      rows.finish_table();
    }
  }
  return rows;
}

std::vector<std::uint32_t> look_up_names(std::span<const Word> words, const Lexicon& lexicon) {
  std::vector<std::uint32_t> all(words.size(), 0);
  for (std::size_t i = 0; i < words.size(); ++i) {
    all[i] |= words[i].facts.names;
    if (!words[i].upper) continue;
    Atom key = phrase_atom(0, words[i].form);
    std::size_t end = i;
    std::uint32_t found = 0;
    for (std::size_t j = i + 1; j < words.size() && j < i + longest_phrase; ++j) {
      key = phrase_atom(key, words[j].form);
      const std::uint8_t lists = lexicon.phrase(key);
      if (lists != 0) {
        end = j;
        found = lists;
      }
    }
    if (found == 0) continue;
    all[i] |= found << 8U;
    for (std::size_t j = i + 1; j < end; ++j) all[j] |= found << 16U;
    all[end] |= found << 24U;
  }
  return all;
}

}  // namespace entente::ingest::model
