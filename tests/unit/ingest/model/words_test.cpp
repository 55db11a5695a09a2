#include "ingest/model/words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace entente::ingest::model {
namespace {

Word look(std::string_view text) {
  const std::string_view tokens[] = {text};
  return look_at_words(tokens, Lexicon()).front();
}

TEST(Words, NormalFormsJoinSpellings) {
  EXPECT_EQ(normal_form("Gazprom"), "gazprom");
  EXPECT_EQ(normal_form("1950s"), "0000s");
  EXPECT_EQ(normal_form("“"), "\"");
  EXPECT_EQ(normal_form("—"), "--");
  EXPECT_EQ(normal_form("’s"), "'s");
  EXPECT_EQ(normal_form("…"), "...");
  EXPECT_EQ(normal_form("ÉLYSÉE"), "élysée");
  EXPECT_EQ(normal_form("https://example.org/1"), normal_form("www.example.com"));
}

TEST(Words, ShapesTellKindsOfWords) {
  EXPECT_EQ(look("Moscow").shape, look("Beijing").shape);
  EXPECT_EQ(look("1914").shape, look("2019").shape);
  EXPECT_NE(look("moscow").shape, look("Moscow").shape);
  EXPECT_NE(look("U.S.").shape, look("US").shape);
  EXPECT_TRUE(look("NATO").all_upper);
  EXPECT_FALSE(look("A").all_upper);
  EXPECT_TRUE(look("5G").has_digit);
  EXPECT_TRUE(look("Élysée").upper);
}

TEST(Words, AffixesAreCutBetweenCharacters) {
  const Word word = look("Élysée");
  EXPECT_EQ(word.prefix[0], text_atom("é"));
  EXPECT_EQ(word.prefix[1], text_atom("él"));
  EXPECT_EQ(word.suffix[0], text_atom("e"));
  EXPECT_EQ(word.suffix[1], text_atom("ée"));
  EXPECT_EQ(look("of").suffix[2], look("to").suffix[2]) << "shorter words have no such ending";
}

TEST(Words, FactsComeFromTheLexicon) {
  WordFacts facts;
  facts.cluster = 17;
  facts.names = name_list_city;
  const Lexicon lexicon({{text_atom("minsk"), facts}}, {});
  const std::string_view tokens[] = {"Minsk", "Pinsk"};
  const auto words = look_at_words(tokens, lexicon);
  EXPECT_EQ(words[0].facts, facts);
  EXPECT_EQ(words[1].facts, WordFacts());
}

TEST(Lexicon, IsReadAsItWasWritten) {
  std::vector<Lexicon::Word> words;
  for (Atom i = 1; i < 400; ++i) {
    WordFacts facts;
    facts.cluster = static_cast<std::uint16_t>(i % 300);
    facts.tag_set = static_cast<std::uint16_t>(i % 7);
    facts.parts_of_speech = i % 16;
    facts.noun_class = i % 3 == 0 ? 12 : 0;
    facts.verb_frames = i % 5 == 0 ? 255 : 0;
    facts.names = i % 2 == 0 ? name_list_adjective : 0;
    words.push_back({i * 10000019U, facts});
  }
  std::sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
  const Lexicon lexicon(words, {{3, name_list_city}, {0xFFFFFFFFU, name_list_person}});
  std::string bytes;
  lexicon.write(bytes);
  storage::ByteReader in(bytes);
  const Lexicon read = Lexicon::read(in);
  ASSERT_TRUE(in.finished());
  for (const auto& word : words) EXPECT_EQ(read.word(word.key), word.facts);
  EXPECT_EQ(read.word(1), WordFacts());
  EXPECT_EQ(read.phrase(3), name_list_city);
  EXPECT_EQ(read.phrase(0xFFFFFFFFU), name_list_person);
  EXPECT_EQ(read.phrase(4), 0);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    storage::ByteReader part(std::string_view(bytes).substr(0, size));
    Lexicon::read(part);
    EXPECT_FALSE(part.ok()) << size;
  }
}

TEST(FeatureKeys, SmallNumbersOfTemplatesAndAtomsDoNotMixUp) {
  // Template and first atom once met in one exclusive or: (1, 2) and (2, 3) were the same key.
  std::set<FeatureKey> keys;
  for (std::uint32_t number = 0; number < 40; ++number) {
    for (Atom atom = 0; atom < 200; ++atom) keys.insert(feature_key(number, atom));
  }
  EXPECT_EQ(keys.size(), 40U * 200U);
}

}  // namespace
}  // namespace entente::ingest::model
