// Trains on a treebank of a few sentences: what a training of hours does is proven here in seconds.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "ingest/train/known_names.hpp"
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
    write("fnames.idx", "Nora\n");
    write("mnames.idx", "Otto\n");
    write("lnames.idx", "Brandt\n");
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
    recipe.people = folder_.path();
    recipe.notice = "Trained on sentences written for this test.\n";
    recipe.tag_occurrences = 1;
    recipe.clusters = 4;
    recipe.cluster_occurrences = 2;
    recipe.network.sizes.input = {24, 16, 16};
    recipe.network.sizes.first = 32;
    recipe.network.sizes.second = 32;
    recipe.network.sizes.tag_vector = 8;
    recipe.network.sizes.arc = 24;
    recipe.network.sizes.relation = 24;
    recipe.network.sizes.name = 24;
    recipe.network.least_occurrences = {1, 1, 1};
    // So few sentences are learnt by heart, without dropout.
    for (NetworkPlan* plan : {&recipe.network, &recipe.finish}) {
      plan->batch_words = 25;
      plan->rate = 0.01F;
      plan->warm_up = 10;
      plan->drop_input = plan->drop_output = plan->drop_state = plan->drop_word = 0;
    }
    recipe.network.epochs = 80;
    recipe.finish.epochs = 20;
    return recipe;
  }

  entente::testing::TempDir folder_;
};

TEST_F(TinyTraining, RepeatsByteForByte) {
  const auto first = train_model(recipe());
  const auto second = train_model(recipe());
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->write(), second->write());
  Recipe threads = recipe();
  threads.network.threads = 2;
  threads.finish.threads = 2;
  const auto parallel = train_model(threads);
  ASSERT_TRUE(parallel);
  EXPECT_EQ(parallel->write(), first->write());
  Recipe other = recipe();
  other.network.seed = 2;
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

TEST_F(TinyTraining, ReaderTakesThePlaceOfTheFirstPart) {
  std::string reader;
  Recipe first = recipe();
  first.after_epoch = [&](const model::LanguageModel& so_far) { reader = so_far.write(); };
  const auto trained = train_model(first);
  const auto so_far = model::LanguageModel::read(reader);
  ASSERT_TRUE(trained && so_far);
  Recipe again = recipe();
  again.reader = &*so_far;
  const auto same = train_model(again);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->write(), trained->write());
}

TEST_F(TinyTraining, CrossValidationScoresEveryName) {
  Recipe validation = recipe();
  const auto trained = train_model(validation);
  ASSERT_TRUE(trained);
  validation.reader = &*trained;
  validation.finish.epochs = 2;
  const auto score = cross_validate_names(validation);
  ASSERT_TRUE(score);
  EXPECT_EQ(score->all.gold, 4U);
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
  Recipe no_people = recipe();
  no_people.people = data;
  EXPECT_EQ(train_model(no_people).error().error_class, ErrorClass::not_found);
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
  EXPECT_EQ(named[1]->names, (std::vector<model::NameSpan>{{0, 2, model::NameKind::person},
                                                           {6, 7, model::NameKind::location}}));
  EXPECT_TRUE(named[2]->names.empty()) << "a pronoun is no name";
  EXPECT_EQ(named[3]->names, (std::vector<model::NameSpan>{{1, 5, model::NameKind::organisation}}))
      << "the outermost name, without its article";
  Treebank adjective = *treebank;
  adjective[3].tokens[1].universal_tag = "ADJ";
  EXPECT_EQ(marked_names(adjective)[3]->names.front().begin, 1U)
      << "an adjective in a name is told by its Penn tag";
  Treebank bare = *treebank;
  for (TreeSentence& sentence : bare) {
    for (TreeToken& token : sentence.tokens) token.misc = "_";
  }
  EXPECT_FALSE(marked_names(bare)[1]) << "nothing is known of names where none is marked";
}

/// A sentence in lines of word, Penn tag, head, relation and Entity.
Treebank sentence_of(const std::string& lines) {
  TreeSentence sentence;
  sentence.document = "one";
  std::istringstream in(lines);
  TreeToken token;
  std::string entity;
  while (in >> token.text >> token.penn_tag >> token.head >> token.relation >> entity) {
    --token.head;
    token.misc = entity == "_" ? "_" : "Entity=" + entity;
    sentence.tokens.push_back(token);
  }
  return {sentence};
}

TEST(MarkedNames, LeaveTitlesAndCountriesOfPersonsOut) {
  const auto named =
      marked_names(sentence_of("US NNP 2 compound (1-person-new(2-place-new)\n"
                               "President NNP 3 nmod:desc _\n"
                               "Barack NNP 5 nsubj _\n"
                               "Obama NNP 3 flat 1)\n"
                               "met VBD 0 root _\n"
                               "Thais NNPS 5 obj (3-person-new)\n"
                               "and CC 8 cc _\n"
                               "Minister NNP 6 conj (4-person-new)\n"));
  EXPECT_EQ(named[0]->names, (std::vector<model::NameSpan>{{0, 1, model::NameKind::location},
                                                           {2, 4, model::NameKind::person}}));
  EXPECT_TRUE(named[0]->unsure.empty());
}

TEST(MarkedNames, GoOnOverHyphensAndGenitives) {
  const auto named =
      marked_names(sentence_of("Coca NNP 3 compound (1-organization-new\n"
                               "- HYPH 3 punct _\n"
                               "Cola NNP 4 nsubj 1)\n"
                               "left VBD 0 root _\n"
                               "Moody NNP 7 nmod:poss (2-organization-new\n"
                               "'s POS 5 case _\n"
                               "Analytics NNP 4 obj 2)\n"));
  EXPECT_EQ(named[0]->names, (std::vector<model::NameSpan>{{0, 3, model::NameKind::organisation},
                                                           {4, 7, model::NameKind::organisation}}));
}

TEST(MarkedNames, AreUnsureOfCountriesThatActAndOfParts) {
  const auto named =
      marked_names(sentence_of("Belgium NNP 2 nsubj (1-organization-new)\n"
                               "beat VBD 0 root _\n"
                               "a DT 5 det (2-person-new\n"
                               "NASA NNP 5 compound _\n"
                               "team NN 2 obj 2)\n"
                               "in IN 7 case _\n"
                               "Belgium NNP 2 obl (3-place-new)\n"));
  EXPECT_EQ(named[0]->names, (std::vector<model::NameSpan>{{6, 7, model::NameKind::location}}));
  EXPECT_EQ(named[0]->unsure, (std::vector<std::uint32_t>{3, 0}));
}

/// The labels that a word may have, in their order: O, and P, O, L with the part of the name.
std::string allowed(model::NameLabelSet set) {
  std::string text;
  for (model::NameLabel label = 0; label < model::name_label_count; ++label) {
    if ((set >> label & 1U) == 0) continue;
    if (label == model::no_name) {
      text += "-";
    } else {
      text += "POL"[static_cast<std::size_t>(model::name_kind(label))];
      text += "bilo"[static_cast<std::size_t>(model::name_part(label))];
    }
  }
  return text;
}

TEST(KnownNames, TreesTellEndsOfNamesAndKindsOfTitledOnes) {
  const auto known =
      known_names(sentence_of("In IN 2 case _\n"
                              "Paris NNP 6 obl _\n"
                              "Mr. NNP 4 nmod:desc _\n"
                              "Victor NNP 6 nsubj _\n"
                              "Hugo NNP 4 flat _\n"
                              "met VBD 0 root _\n"
                              "Gustave NNP 6 obj _\n"
                              "Eiffel NNP 7 flat _\n"
                              "of IN 10 case _\n"
                              "Dijon NNP 7 nmod _\n"
                              "there RB 6 advmod _\n"));
  ASSERT_EQ(known.size(), 1U);
  std::vector<std::string> words;
  for (const auto set : known[0]) words.push_back(allowed(set));
  const std::string any = allowed(model::any_name_label);
  EXPECT_EQ(words, (std::vector<std::string>{"-", any, "-", "Pb", "Pl", "-", "PbObLb", "PlOlLl",
                                             any, any, "-"}));
}

TEST(NameScore, CountsByKindAndListsMistakes) {
  NameScore score;
  const NamedSentence sentence{
      "one",
      {"Siemens", "left", "Berlin"},
      {{0, 1, model::NameKind::organisation}, {2, 3, model::NameKind::location}}};
  const std::vector<model::NameSpan> found = {{0, 1, model::NameKind::person},
                                              {2, 3, model::NameKind::location}};
  score.add(found, sentence.names);
  EXPECT_EQ(score.all.right, 1U);
  EXPECT_EQ(score.all.found, 2U);
  EXPECT_EQ(score.by_kind[0].found, 1U);
  EXPECT_EQ(score.by_kind[1].gold, 1U);
  EXPECT_EQ(score.by_kind[2].right, 1U);
  EXPECT_EQ(mistakes(sentence, found),
            "wrong\tPER\tSiemens\tSiemens left Berlin\n"
            "missed\tORG\tSiemens\tSiemens left Berlin\n");
}

TEST(Docred, MentionsLoseTheirArticleAndNestedOnes) {
  const entente::testing::TempDir folder;
  const std::string path = folder / "docred.json";
  std::ofstream(path) << R"([{"title": "Ferries", "sents": [["The", "Tarnby", "Ferry", "Company",
    "sails", "in", "1990", "."]], "vertexSet": [
    [{"pos": [1, 2], "type": "LOC", "sent_id": 0, "name": "Tarnby"}],
    [{"pos": [0, 4], "type": "ORG", "sent_id": 0, "name": "The Tarnby Ferry Company"}],
    [{"pos": [6, 7], "type": "TIME", "sent_id": 0, "name": "1990"}]], "labels": []}])";
  const auto sentences = read_docred(path);
  ASSERT_TRUE(sentences) << sentences.error().message;
  ASSERT_EQ(sentences->size(), 1U);
  EXPECT_EQ((*sentences)[0].document, "Ferries");
  EXPECT_EQ((*sentences)[0].names,
            (std::vector<model::NameSpan>{{1, 4, model::NameKind::organisation}}));
  std::ofstream(path) << "[{}]";
  EXPECT_EQ(read_docred(path).error().error_class, ErrorClass::input_error);
  EXPECT_EQ(read_docred(folder / "none.json").error().error_class, ErrorClass::not_found);
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
