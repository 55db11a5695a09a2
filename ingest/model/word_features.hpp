#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ingest/model/embedding.hpp"
#include "ingest/model/words.hpp"

namespace entente::ingest::model {

/// The tables of the network's input: one vector for the word, one for its spelling, one for what
/// the lexicon and the place in the sentence say.
enum class InputTable : std::uint8_t { word, spelling, facts };
inline constexpr std::size_t input_table_count = 3;

/// Keys of features, or rows of tables, of the words of a sentence: for each word, those of each
/// table in turn.
class WordFeatures {
 public:
  void add(std::uint32_t feature) { features_.push_back(feature); }
  /// What is added from now on is of the next table, or of the next word after the last table.
  void finish_table() { ends_.push_back(static_cast<std::uint32_t>(features_.size())); }

  [[nodiscard]] std::size_t words() const { return ends_.size() / input_table_count; }
  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t word, std::size_t table) const {
    const std::size_t at = word * input_table_count + table;
    const std::uint32_t begin = at == 0 ? 0 : ends_[at - 1];
    return std::span(features_).subspan(begin, ends_[at] - begin);
  }

 private:
  std::vector<std::uint32_t> features_;
  std::vector<std::uint32_t> ends_;
};

/// The keys of all features of a sentence.
WordFeatures word_features(std::span<const Word> words, const Lexicon& lexicon);

/// The rows of those features that have a vector in their table. A word that has none is read as
/// unknown; other features are left out.
WordFeatures feature_rows(const WordFeatures& keys,
                          std::span<const EmbeddingTable, input_table_count> tables);

/// NameList bits of each word: 8 bits each for the word's own lists and for lists on which a
/// longer name begins, goes on or ends here.
std::vector<std::uint32_t> look_up_names(std::span<const Word> words, const Lexicon& lexicon);

}  // namespace entente::ingest::model
