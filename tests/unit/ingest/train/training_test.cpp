// Trains on a treebank of a few sentences: what a training of hours does is proven here in seconds.
#include <gtest/gtest.h>

#include <fstream>

#include "ingest/train/recipe.hpp"
#include "ingest/train/score.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::ingest::train {
namespace {

const std::string data = ENTENTE_TEST_SOURCE_DIR "/tests/unit/ingest/train/data/";

/// A WordNet of three words, in its own file formats.
class TinyTraining : public ::testing::Test {
 protected:
  void SetUp() override {
    write("index.noun", "boat n 1 1 @ 1 0 00000001\nferry n 1 1 @ 1 0 00000002\n");
    write("data.noun",
          "00000001 06 n 01 boat 0 000 | a small vessel\n"
          "00000002 06 n 01 ferry 0 000 | a boat that crosses water\n");
    write("index.verb", "sell v 1 1 @ 1 0 00000003\n");
    write("data.verb", "00000003 40 v 01 sell 0 000 01 + 08 00 | give for money\n");
    for (const char* part : {"adj", "adv"}) {
      write(std::string("index.") + part, "");
      write(std::string("data.") + part, "");
      write(std::string(part) + ".exc", "");
    }
    write("noun.exc", "oxen ox\n");
    write("verb.exc", "sold sell\n");
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
  }

  Recipe recipe() const {
    Recipe recipe;
    recipe.treebanks = {data + "tiny.conllu"};
    recipe.names = {data + "tiny.iob2"};
    recipe.wordnet = folder_.path();
    recipe.notice = "Trained on sentences written for this test.\n";
    recipe.clusters = 4;
    recipe.cluster_occurrences = 2;
    recipe.tagger = {.epochs = 8, .seeds = 2, .least_updates = 1};
    recipe.jackknife = {.epochs = 4, .least_updates = 1};
    recipe.jackknife_folds = 2;
    recipe.parser.epochs = 12;
    recipe.parser.seeds = 2;
    recipe.parser.least_updates = 1;
    recipe.parser.least = 1;
    recipe.name_finder = {.epochs = 8, .seeds = 1, .least_updates = 1};
    return recipe;
  }

  entente::testing::TempDir folder_;
};

TEST_F(TinyTraining, RepeatsByteForByte) {
  const auto first = train_model(recipe());
  const auto second = train_model(recipe());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->write(), second->write());
  Recipe other = recipe();
  other.parser.epochs = 3;
  const auto third = train_model(other);
  ASSERT_TRUE(third);
  EXPECT_NE(first->write(), third->write());
}

TEST_F(TinyTraining, ModelIsReadAsItWasWritten) {
  const auto trained = train_model(recipe());
  ASSERT_TRUE(trained);
  const std::string bytes = trained->write();
  const auto read = model::LanguageModel::read(bytes);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->write(), bytes);
  EXPECT_EQ(read->notice(), "Trained on sentences written for this test.\n");
  EXPECT_NE(bytes.find("Trained on sentences"), std::string::npos) << "the notice stands readable";
}

TEST_F(TinyTraining, LearnsItsOwnSentences) {
  const auto trained = train_model(recipe());
  const auto treebank = read_treebank(data + "tiny.conllu");
  ASSERT_TRUE(trained && treebank);
  const TreeScore score = score_trees(*trained, *treebank);
  EXPECT_EQ(score.words, 44U);
  EXPECT_EQ(score.penn_tags, score.words);
  EXPECT_EQ(score.lemmas, score.words);
  EXPECT_GE(score.heads, score.words - 4);
  EXPECT_GE(score.arcs, score.words - 6);
}

TEST_F(TinyTraining, LearnsNames) {
  const auto trained = train_model(recipe());
  ASSERT_TRUE(trained);
  const std::string_view tokens[] = {"Ida", "Holm", "left", "Tarnby", "."};
  EXPECT_EQ(trained->parse(tokens).names,
            (std::vector<model::NameSpan>{{0, 2, model::NameKind::person},
                                          {3, 4, model::NameKind::location}}));
}

TEST_F(TinyTraining, ReusedPartsGiveTheSameModel) {
  const auto trained = train_model(recipe());
  ASSERT_TRUE(trained);
  Recipe again = recipe();
  again.reuse = &*trained;
  const auto same = train_model(again);
  again.reuse_parser = true;
  const auto same_parser = train_model(again);
  ASSERT_TRUE(same && same_parser);
  EXPECT_EQ(same->write(), trained->write());
  EXPECT_EQ(same_parser->write(), trained->write());
}

TEST_F(TinyTraining, SaysWhatIsMissing) {
  Recipe no_treebank = recipe();
  no_treebank.treebanks.clear();
  EXPECT_EQ(train_model(no_treebank).error().error_class, ErrorClass::input_error);
  Recipe no_file = recipe();
  no_file.names = {data + "none.iob2"};
  EXPECT_EQ(train_model(no_file).error().error_class, ErrorClass::not_found);
  Recipe no_wordnet = recipe();
  no_wordnet.wordnet = data;
  EXPECT_EQ(train_model(no_wordnet).error().error_class, ErrorClass::not_found);
}

TEST(Treebank, LeavesOutWhatIsNoWord) {
  const auto treebank = read_treebank(data + "tiny.conllu");
  ASSERT_TRUE(treebank);
  ASSERT_EQ(treebank->size(), 5U);
  const TreeSentence& fourth = (*treebank)[3];
  EXPECT_EQ(fourth.document, "tiny-office");
  ASSERT_EQ(fourth.tokens.size(), 10U);
  EXPECT_EQ(fourth.tokens[6].lemma, "they");
  EXPECT_EQ(fourth.tokens[6].head, 5);
  EXPECT_EQ(fourth.tokens[5].head, -1);
}

TEST(Treebank, NamesAreProperNounsOfEntities) {
  const auto treebank = read_treebank(data + "tiny.conllu");
  ASSERT_TRUE(treebank);
  const auto named = marked_names(*treebank);
  ASSERT_EQ(named.size(), 5U);
  EXPECT_EQ(named[1].names, (std::vector<model::NameSpan>{{0, 2, model::NameKind::person},
                                                          {6, 7, model::NameKind::location}}));
  EXPECT_TRUE(named[2].names.empty()) << "a pronoun is no name";
  EXPECT_EQ(named[3].names, (std::vector<model::NameSpan>{{1, 5, model::NameKind::organisation}}))
      << "the outermost name, without its article";
}

TEST(Treebank, BadLinesAreErrorsWithTheirNumber) {
  const entente::testing::TempDir folder;
  const std::string path = folder / "bad.conllu";
  std::ofstream(path) << "# a comment\n1\tword\n";
  const auto bad = read_treebank(path);
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().message.find(":2:"), std::string::npos) << bad.error().message;
  std::ofstream(path) << "1\ta\ta\tX\tFW\t_\t7\troot\t_\t_\n\n";
  EXPECT_FALSE(read_treebank(path)) << "a head outside the sentence";
}

}  // namespace
}  // namespace entente::ingest::train
