// The model of the source tree on text that is cut by ingest/text: the tokens that it reads in use.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include "ingest/model/parse_text.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::ingest::model {
namespace {

constexpr const char* path = ENTENTE_TEST_SOURCE_DIR "/ingest/model/data/english.model";

const LanguageModel& english() {
  static const auto model = load_model(path);
  EXPECT_TRUE(model) << model.error().message;
  return **model;
}

std::string read_file() {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// A text with its sentences read.
struct Reading {
  explicit Reading(std::string_view text)
      : split(split_text(text, {{0, text.size(), false}})), parsed(parse_text(english(), split)) {}

  std::string names(std::size_t sentence = 0) const {
    std::string out;
    for (const NameSpan& name : parsed[sentence].names) {
      const std::uint32_t first = split.sentences[sentence].first_token;
      const auto begin = split.tokens[first + name.begin].begin;
      const auto end = split.tokens[first + name.end - 1].end;
      out += out.empty() ? "" : ", ";
      out += split.text.substr(begin, end - begin);
      out += ":" + std::string(name_kind_names[static_cast<std::size_t>(name.kind)]);
    }
    return out;
  }

  /// "relation(head, word)" of the first token of that text.
  std::string arc(std::string_view word) const {
    for (std::size_t i = 0; i < parsed[0].tokens.size(); ++i) {
      if (split.tokens[i].text(split.text) != word) continue;
      const ParsedToken& token = parsed[0].tokens[i];
      const auto head = token.head == no_head ? std::string_view("root")
                                              : split.tokens[token.head].text(split.text);
      return std::string(token.relation) + "(" + std::string(head) + ")";
    }
    return "none";
  }

  SplitText split;
  std::vector<ParsedSentence> parsed;
};

TEST(EnglishModel, ReadsSentencesOfNews) {
  const Reading reading("The company bought two pipelines in Kazakhstan last year.");
  EXPECT_EQ(reading.arc("company"), "nsubj(bought)");
  EXPECT_EQ(reading.arc("bought"), "root(root)");
  EXPECT_EQ(reading.arc("pipelines"), "obj(bought)");
  EXPECT_EQ(reading.arc("two"), "nummod(pipelines)");
  EXPECT_EQ(reading.names(), "Kazakhstan:LOC");
  EXPECT_EQ(reading.parsed[0].tokens[2].lemma, "buy");
  EXPECT_EQ(reading.parsed[0].tokens[2].penn_tag, "VBD");
  EXPECT_EQ(reading.parsed[0].tokens[4].lemma, "pipeline");
}

TEST(EnglishModel, ReadsPassivesAndTypographicMarks) {
  const Reading reading("The minister’s plan wasn’t accepted by the government.");
  EXPECT_EQ(reading.arc("plan"), "nsubj:pass(accepted)");
  EXPECT_EQ(reading.arc("minister"), "nmod:poss(plan)");
  EXPECT_EQ(reading.arc("’s"), "case(minister)");
  EXPECT_EQ(reading.arc("n’t"), "advmod(accepted)");
  EXPECT_EQ(reading.arc("government"), "obl:agent(accepted)");
}

TEST(EnglishModel, FindsNamesOfEachKind) {
  EXPECT_EQ(Reading("Angela Merkel spoke in Berlin.").names(), "Angela Merkel:PER, Berlin:LOC");
}

TEST(EnglishModel, EverySentenceIsATree) {
  // Tokens of all kinds, sentences of all lengths, far past what is parsed in one piece.
  const char* const words[] = {"Putin", "the", ",", "says", "“", "5G", "—", "of", "and", "U.S."};
  std::uint32_t state = 1;
  for (std::size_t length = 1; length < 1000; length = length * 3 / 2 + 1) {
    std::vector<std::string_view> tokens;
    for (std::size_t i = 0; i < length; ++i) {
      state = state * 1664525U + 1013904223U;
      tokens.emplace_back(words[(state >> 16U) % 10]);
    }
    const ParsedSentence parsed = english().parse(tokens);
    ASSERT_EQ(parsed.tokens.size(), length);
    std::size_t roots = 0;
    for (std::size_t i = 0; i < length; ++i) {
      roots += parsed.tokens[i].head == no_head ? 1 : 0;
      std::size_t steps = 0;
      for (std::uint32_t at = parsed.tokens[i].head; at != no_head; at = parsed.tokens[at].head) {
        ASSERT_LT(at, length);
        ASSERT_LE(++steps, length);
      }
    }
    EXPECT_EQ(roots, 1U) << length;
  }
  EXPECT_TRUE(english().parse({}).tokens.empty());
}

TEST(EnglishModel, TellsHowSureItIs) {
  const Reading reading("The president visited Berlin.");
  for (const ParsedToken& token : reading.parsed[0].tokens) {
    EXPECT_GT(token.head_probability, 0.5F);
    EXPECT_LE(token.head_probability, 1.0F);
  }
  ASSERT_EQ(reading.parsed[0].names.size(), 1U);
  EXPECT_GT(reading.parsed[0].names[0].probability, 0.5F);
  EXPECT_LE(reading.parsed[0].names[0].probability, 1.0F);
}

TEST(EnglishModel, ReadsTheSameAloneAmongOthersAndInThreads) {
  const std::vector<LanguageModel::Tokens> sentences = {
      {"The", "bank", "raised", "its", "rate", "."},
      {},
      {"Brussels", "and", "London", "agreed", "."},
      {"Oil", "prices", "fell", "sharply", "after", "the", "ministers", "met", "in", "Vienna",
       "."}};
  const auto print = [](const std::vector<ParsedSentence>& parsed) {
    std::ostringstream out;
    for (const ParsedSentence& sentence : parsed) {
      for (const ParsedToken& token : sentence.tokens) {
        out << token.penn_tag << ' ' << token.lemma << ' ' << token.head << ' ' << token.relation
            << ' ' << std::hexfloat << token.head_probability << '\n';
      }
      for (const NameSpan& name : sentence.names) out << name.begin << ' ' << name.probability;
    }
    return out.str();
  };
  const std::string expected = print(english().parse_all(sentences));
  std::vector<ParsedSentence> alone;
  for (const auto& sentence : sentences) alone.push_back(english().parse(sentence));
  EXPECT_EQ(print(alone), expected);
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::string& one : found) {
    threads.emplace_back([&] { one = print(english().parse_all(sentences)); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& one : found) EXPECT_EQ(one, expected);
}

TEST(EnglishModel, LemmasAreWords) {
  // Rules of other tags once got into those of prepositions, by keys that were the same.
  const Reading reading(
      "People from Houston were happy with its ideas and his need to review them.");
  std::string lemmas;
  for (const ParsedToken& token : reading.parsed[0].tokens) lemmas += token.lemma + " ";
  EXPECT_EQ(lemmas, "people from Houston be happy with its idea and his need to review they . ");
}

TEST(EnglishModel, PrintsConllU) {
  const Reading reading("Ships sail.");
  std::string out;
  append_conllu(out, reading.split, reading.split.sentences[0], reading.parsed[0]);
  EXPECT_EQ(out,
            "# text = Ships sail.\n"
            "1\tShips\tship\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n"
            "2\tsail\tsail\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No\n"
            "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n");
}

TEST(EnglishModel, NamesItsSourcesAndStaysSmall) {
  const std::string bytes = read_file();
  EXPECT_LE(bytes.size(), 10U * 1000 * 1000);
  EXPECT_NE(english().notice().find("CC BY-SA 4.0"), std::string_view::npos);
  EXPECT_NE(english().notice().find("UD_English-EWT"), std::string_view::npos);
  std::ifstream licence(std::string(path) + ".LICENCE");
  std::ostringstream text;
  text << licence.rdbuf();
  EXPECT_EQ(english().notice(), text.view());
  EXPECT_EQ(english().write(), bytes);
}

TEST(ModelFile, DamagedOnesAreRefused) {
  const std::string bytes = read_file();
  EXPECT_EQ(LanguageModel::read("no model").error().error_class, ErrorClass::corruption);
  EXPECT_EQ(
      LanguageModel::read(std::string_view(bytes).substr(0, bytes.size() - 1)).error().error_class,
      ErrorClass::corruption);
  std::string version = bytes;
  version[23] = 99;
  EXPECT_EQ(LanguageModel::read(version).error().error_class, ErrorClass::format_version);
  for (const std::size_t at :
       {std::size_t{40}, std::size_t{5000}, bytes.size() / 2, bytes.size() - 1}) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const auto read = LanguageModel::read(changed);
    ASSERT_FALSE(read) << at;
    EXPECT_EQ(read.error().error_class, ErrorClass::corruption);
    EXPECT_FALSE(read.error().hint.empty());
  }
}

TEST(ModelFile, IsFoundWhereTheEnvironmentSaysOrInTheTree) {
  const entente::testing::TempDir folder;
  ::setenv("ENTENTE_MODEL", (folder / "none.model").c_str(), 1);
  const auto missing = load_english_model();
  ::unsetenv("ENTENTE_MODEL");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().error_class, ErrorClass::not_found);
  EXPECT_NE(missing.error().message.find("none.model"), std::string::npos);
  EXPECT_TRUE(load_english_model());
}

}  // namespace
}  // namespace entente::ingest::model
