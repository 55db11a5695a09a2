#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/model/feature_key.hpp"
#include "storage/base/bytes.hpp"

namespace entente::ingest::model {

/// What is known of a word before any sentence is read.
struct WordFacts {
  /// Number of the class of words that stand in the same places; 0: too rare to tell.
  std::uint16_t cluster = 0;
  /// Number of the set of tags that the word had in the treebanks; 0: never seen.
  std::uint16_t tag_set = 0;
  /// Parts of speech in WordNet: 1 noun, 2 verb, 4 adjective, 8 adverb, of any inflected form.
  std::uint8_t parts_of_speech = 0;
  /// WordNet's lexicographer file of the commonest noun sense, plus one (1 to 45); 0: no noun.
  std::uint8_t noun_class = 0;
  /// Which complements WordNet's verb frames allow: see lexicon_builder.cpp.
  std::uint8_t verb_frames = 0;
  /// Which lists of names the word is on: NameList bits.
  std::uint8_t names = 0;

  friend bool operator==(const WordFacts&, const WordFacts&) = default;
};

/// Bits of WordFacts::names and of Lexicon::phrase().
enum NameList : std::uint8_t {
  name_list_country = 1,
  name_list_city = 2,
  name_list_place = 4,
  name_list_organisation = 8,
  name_list_person = 16,
  name_list_given_name = 32,
  name_list_family_name = 64,
  name_list_adjective = 128,
};

/// Longest name of several words that is looked up.
inline constexpr std::size_t longest_phrase = 5;

/// Facts about words and names by the hashes of their normal forms. Immutable, any thread may read.
class Lexicon {
 public:
  struct Word {
    Atom key = 0;
    WordFacts facts;
  };
  struct Phrase {
    Atom key = 0;
    std::uint8_t lists = 0;
  };

  Lexicon() = default;
  /// Both ascend by key, without repetitions.
  Lexicon(std::vector<Word> words, std::vector<Phrase> phrases);

  /// The facts about a word; all zero for one that is not there.
  [[nodiscard]] const WordFacts& word(Atom normal_form) const;
  /// NameList bits of a name of two or more words, by phrase_atom(); 0 if it is on no list.
  [[nodiscard]] std::uint8_t phrase(Atom key) const;
  [[nodiscard]] std::size_t word_count() const { return words_.size(); }
  [[nodiscard]] std::size_t phrase_count() const { return phrases_.size(); }

  void write(std::string& out) const;
  static Lexicon read(storage::ByteReader& in);

 private:
  void index();

  std::vector<Word> words_;
  std::vector<Phrase> phrases_;
  /// Where the keys with each value of the upper 16 bits begin.
  std::vector<std::uint32_t> word_buckets_;
  std::vector<std::uint32_t> phrase_buckets_;
};

/// The key of a name of several words: chain it over the normal forms, from 0.
constexpr Atom phrase_atom(Atom so_far, Atom next) { return finish(mix(so_far, next)); }

}  // namespace entente::ingest::model
