// What pronouns and descriptions mean, over trees that are data.
#include <gtest/gtest.h>

#include "ingest/names/recogniser.hpp"
#include "ingest/resolve/document_entities.hpp"
#include "ingest/resolve/document_trees.hpp"
#include "ingest/resolve/reference_features.hpp"
#include "ingest/resolve/resolver_steps.hpp"
#include "tests/support/parsed_text.hpp"

namespace entente::ingest {
namespace {

constexpr const char* folder = ENTENTE_TEST_SOURCE_DIR "/tests/unit/ingest/resolve/data/";

ResolvedDocument resolve(const ParsedText& document) {
  const auto& gazetteer = Gazetteer::built_in();
  const auto& classes = WordClasses::built_in();
  return resolve_document(document.split,
                          recognise_names(document.split, gazetteer, classes, document.parsed),
                          gazetteer, classes, document.parsed);
}

/// Names of what the last token of this form stands for, joined by "+"; in parentheses if they are
/// known in the document only.
std::string meaning(const ParsedText& document, const ResolvedDocument& resolved,
                    const std::string& form) {
  for (std::size_t i = document.split.tokens.size(); i-- > 0;) {
    if (document.split.tokens[i].form != form) continue;
    const auto m = resolved.mention_over[i];
    if (m == no_entity) return "nobody";
    std::string out;
    for (const auto e : resolved.mentions[m].entities) {
      const DocumentEntity& entity = resolved.entities[e];
      out += out.empty() ? "" : "+";
      out += entity.local ? "(" + entity.name + ")" : entity.name;
    }
    return out;
  }
  return "no such word";
}

TEST(References, MeanWhatTheTextSpokeOf) {
  const auto documents = read_parsed_texts(folder + std::string("references.conllu"));
  ASSERT_GE(documents.size(), 18U);
  for (const ParsedText& document : documents) {
    const ResolvedDocument resolved = resolve(document);
    ASSERT_FALSE(document.expected.empty()) << document.id;
    for (const auto& [form, name] : document.expected) {
      EXPECT_EQ(meaning(document, resolved, form), name) << document.id << ": " << form;
    }
  }
}

TEST(References, MentionsStayInOrderAndApart) {
  for (const ParsedText& document : read_parsed_texts(folder + std::string("references.conllu"))) {
    std::uint32_t last = 0;
    for (const Mention& mention : resolve(document).mentions) {
      EXPECT_GE(mention.first_token, last) << document.id;
      EXPECT_FALSE(mention.entities.empty()) << document.id;
      last = mention.last_token;
    }
  }
}

TEST(References, UnnamedPersonsOfOneTextAreKeptApart) {
  const auto documents = read_parsed_texts(folder + std::string("references.conllu"));
  const auto where = std::find_if(documents.begin(), documents.end(), [](const ParsedText& d) {
    return d.id == "where means a place or an organisation";
  });
  ASSERT_NE(where, documents.end());
  std::vector<std::uint32_t> begins;
  for (const DocumentEntity& entity : resolve(*where).entities) {
    if (entity.local) begins.push_back(entity.first_byte);
  }
  ASSERT_EQ(begins.size(), 2U);
  EXPECT_NE(begins[0], begins[1]);
}

TEST(ReferenceWeights, AreReadFromLinesAndSummedUp) {
  const ReferenceWeights weights(
      "# comment\npersonal topic 500\npersonal named -120\nneuter topic 7\nsome thing 9\n");
  ReferenceFeatures features;
  features.set(static_cast<std::size_t>(ReferenceFeature::topic));
  EXPECT_EQ(weights.score(ReferenceKind::personal, features), 500);
  features.set(static_cast<std::size_t>(ReferenceFeature::named));
  EXPECT_EQ(weights.score(ReferenceKind::personal, features), 380);
  EXPECT_EQ(weights.score(ReferenceKind::neuter, features), 7);
  EXPECT_EQ(weights.score(ReferenceKind::nominal, features), 0);
}

TEST(ReferenceWeights, OfTheBuiltInTableKnowTheFeatures) {
  ReferenceFeatures same;
  same.set(static_cast<std::size_t>(ReferenceFeature::sentence_same));
  ReferenceFeatures far;
  far.set(static_cast<std::size_t>(ReferenceFeature::sentences_more));
  const auto& weights = ReferenceWeights::built_in();
  EXPECT_GT(weights.score(ReferenceKind::personal, same),
            weights.score(ReferenceKind::personal, far));
}

TEST(DocumentTrees, KnowClausesChildrenAndWhatHangsBelow) {
  const auto documents = read_parsed_texts(folder + std::string("references.conllu"));
  const auto who = std::find_if(documents.begin(), documents.end(), [](const ParsedText& d) {
    return d.id == "who means what it hangs on";
  });
  ASSERT_NE(who, documents.end());
  const DocumentTrees trees(who->split, who->parsed);
  // Nikola Tesla , who worked for Thomas Edison , moved to New York .
  EXPECT_EQ(trees.clause(3), 4U);
  EXPECT_EQ(trees.clause(0), 9U);
  EXPECT_EQ(trees.child(9, "nsubj"), 0U);
  EXPECT_EQ(trees.child(9, "obj"), no_entity);
  EXPECT_EQ(trees.subtree(4).first, 2U);
  EXPECT_EQ(trees.subtree(4).last, 8U);
}

}  // namespace
}  // namespace entente::ingest
