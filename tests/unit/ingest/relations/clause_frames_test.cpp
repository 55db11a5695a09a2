// Frames over predications, on trees that are data: what is tested is the frames, not the model.
#include <gtest/gtest.h>

#include <set>

#include "ingest/names/recogniser.hpp"
#include "ingest/relations/extractor.hpp"
#include "tests/support/parsed_text.hpp"

namespace entente::ingest {
namespace {

constexpr const char* folder = ENTENTE_TEST_SOURCE_DIR "/tests/unit/ingest/relations/data/";

/// "Subject RELATION Object modality" of all claims, sorted, joined by " | ".
std::string claims_of(const ParsedText& document, const FrameSet& frames) {
  const auto& gazetteer = Gazetteer::built_in();
  const auto& classes = WordClasses::built_in();
  ResolvedDocument resolved = resolve_document(
      document.split, recognise_names(document.split, gazetteer, classes, document.parsed),
      gazetteer, classes);
  const auto predications = find_predications(document.split, document.parsed);
  std::set<std::string> lines;
  for (const FoundClaim& c : find_claims({document.split, document.parsed, predications}, resolved,
                                         frames, gazetteer, classes)) {
    lines.insert(resolved.entities[c.subject].name + " " + c.relation + " " +
                 resolved.entities[c.object].name +
                 (c.modality == "stated" ? "" : " " + c.modality));
  }
  std::string out;
  for (const auto& line : lines) out += (out.empty() ? "" : " | ") + line;
  return out;
}

TEST(ClauseFrames, FindEveryRelationAndNothingElse) {
  const auto documents = read_parsed_texts(folder + std::string("frames.conllu"));
  ASSERT_GE(documents.size(), 75U);
  std::set<std::string> relations;
  for (const ParsedText& document : documents) {
    const std::string found = claims_of(document, *FrameSet::built_in());
    EXPECT_EQ(found, document.expected.at("claims")) << document.text;
    for (const std::string_view relation : relation_names()) {
      const std::string word = " " + std::string(relation) + " ";
      if (found.find(word) != std::string::npos) relations.emplace(relation);
    }
  }
  constexpr std::size_t relations_wanted = 50;
  EXPECT_GE(relations.size(), relations_wanted);
}

/// Claims of the only document with this text, by frames that the test writes.
std::string claims_by(const std::string& frames, const std::string& text) {
  static const auto documents = read_parsed_texts(folder + std::string("frames.conllu"));
  const auto set = FrameSet::parse("own", frames, WordClasses::built_in());
  if (!set) return set.error().message;
  for (const ParsedText& document : documents) {
    if (document.text == text) return claims_of(document, *set);
  }
  return "no such text";
}

TEST(ClauseFrames, OwnRelationsAndPlaces) {
  const std::string text = "Bill Gates and Paul Allen founded Microsoft in 1975.";
  EXPECT_EQ(claims_by("relation STARTER_OF\nframe a STARTER_OF 1\n"
                      "  verb found subj=<s:Person> obj=<o:Company>\n",
                      text),
            "Bill Gates STARTER_OF Microsoft | Paul Allen STARTER_OF Microsoft");
  EXPECT_EQ(claims_by("relation PARTNERS symmetric\nframe a PARTNERS 1\n"
                      "  verb * subj=<so:Person> self=found in=<x:Date>\n",
                      text),
            "Bill Gates PARTNERS Paul Allen");
  EXPECT_EQ(claims_by("frame a FOUNDED 1\n"
                      "  verb found subj=<s:Person> obj=<o:Company> in!=*\n",
                      text),
            "");
  EXPECT_EQ(claims_by("frame a FOUNDED 1\n"
                      "  verb found subj=<s:Person> obj=<o:Company> with?=<o:Person>\n",
                      text),
            "Bill Gates FOUNDED Microsoft | Paul Allen FOUNDED Microsoft");
}

TEST(ClauseFrames, PlacesOfTheVerbBesideANoun) {
  const std::string text = "Tim Cook, who serves as chief executive of Apple, visited Brussels.";
  EXPECT_EQ(claims_by("frame a LEADS 1\n  noun chief_executive subj=<s:Person> of=<o:Company> "
                      "gov=serve\n",
                      text),
            "Tim Cook LEADS Apple");
  EXPECT_EQ(claims_by("frame a LEADS 1\n  noun chief_executive gov.subj=<s:Person> of=<o:Company> "
                      "gov!=resign\n",
                      text),
            "Tim Cook LEADS Apple");
  EXPECT_EQ(claims_by("frame a LEADS 1\n  noun executive subj=<s:Person> of=<o:Company> "
                      "gov=resign\n",
                      text),
            "");
}

// The model's lemma of "mentored" was "mentore".
TEST(ClauseFrames, FormsDecideWhereLemmasAreNoWords) {
  EXPECT_EQ(claims_by("relation MENTOR_OF\nframe a MENTOR_OF 1\n"
                      "  verb mentor subj=<s:Person> obj=<o:Person>\n",
                      "Joe Biden mentored Barack Obama."),
            "Joe Biden MENTOR_OF Barack Obama");
}

TEST(ClauseFrames, TheLongestPhraseIsMeant) {
  const std::string text = "Tim Cook, who serves as chief executive of Apple, visited Brussels.";
  EXPECT_EQ(claims_by("frame a LEADS 1\n  noun executive subj=<s:Person> of=<o:Company>\n"
                      "frame b AFFILIATED_WITH 1\n"
                      "  noun chief_executive subj=<s:Person> of=<o:Company>\n",
                      text),
            "Tim Cook AFFILIATED_WITH Apple");
}

}  // namespace
}  // namespace entente::ingest
