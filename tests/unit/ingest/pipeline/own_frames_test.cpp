// Frames of a user's own: checked, explained, and read with.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "entente/frames.hpp"
#include "entente/ingest.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente {
namespace {

class OwnFrames : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) const {
    const std::string path = folder_ / name;
    std::ofstream(path) << text;
    return path;
  }

  static std::string claims(const std::string& text, std::vector<std::string> frames) {
    IngestOptions options;
    options.frames = std::move(frames);
    const auto extraction = extract_text({"d", text, {}, {}, {}}, options);
    if (!extraction) return extraction.error().message;
    std::string out;
    for (const ExtractedClaim& claim : extraction->claims) {
      out += claim.subject + " " + claim.relation + " " + claim.object + "\n";
    }
    return out;
  }

  entente::testing::TempDir folder_;
};

constexpr const char* mentors =
    "relation MENTOR_OF\n"
    "frame mentor.clause MENTOR_OF 0.8\n"
    "  verb mentor|coach subj=<s:Person> obj=<o:Person>\n"
    "  noun mentor subj=<s:Person> of|poss=<o:Person>\n";

TEST_F(OwnFrames, AreCountedWhenTheyAreRight) {
  const auto counts = check_frames({file("mentors.frames", mentors)});
  ASSERT_TRUE(counts) << counts.error().message;
  EXPECT_EQ(counts->frames, 1U);
  EXPECT_EQ(counts->predications, 2U);
  EXPECT_EQ(counts->patterns, 0U);
  EXPECT_EQ(counts->own_relations, std::vector<std::string>{"MENTOR_OF"});
}

TEST_F(OwnFrames, MistakesAreShownWithFileLineAndColumn) {
  const std::string path =
      file("wrong.frames", "frame a LEADS 1\n  verb lead subj=<s:Persn> obj=<o:Company>\n");
  const auto counts = check_frames({path});
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.error().message, path + ":2:21: 'Persn' is no entity type or group");
  EXPECT_EQ(counts.error().hint, "did you mean 'Person'?");
  EXPECT_NE(claims("Angela Merkel left.", {path}).find(":2:21:"), std::string::npos);
  EXPECT_EQ(check_frames({folder_ / "none"}).error().error_class, ErrorClass::not_found);
}

TEST_F(OwnFrames, MayUseWhatFilesBeforeThemDefine) {
  const auto first = file("a.frames", mentors);
  const auto second =
      file("b.frames", "frame more MENTOR_OF 0.7\n  verb tutor subj=<s:Person> obj=<o:Actor>\n");
  EXPECT_TRUE(check_frames({first, second}));
  EXPECT_FALSE(check_frames({second}));
}

TEST_F(OwnFrames, FindRelationsOfTheirOwnBesideTheBuiltInOnes) {
  const std::string text = "Joe Biden mentored Barack Obama. Angela Merkel visited Beijing.";
  EXPECT_EQ(claims(text, {}), "Person:Angela Merkel VISITED City:Beijing\n");
  EXPECT_EQ(claims(text, {file("mentors.frames", mentors)}),
            "Person:Joe Biden MENTOR_OF Person:Barack Obama\n"
            "Person:Angela Merkel VISITED City:Beijing\n");
}

TEST_F(OwnFrames, TellWhatALineLacks) {
  const auto text = explain_frames({file("mentors.frames", mentors)}, "Joe Biden coached people.");
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_NE(text->find("Joe Biden: Person"), std::string::npos) << *text;
  EXPECT_NE(text->find("subj=Joe obj=people"), std::string::npos) << *text;
  EXPECT_NE(text->find("mentors.frames:3 mentor.clause: obj=<o:Person> does not fit"),
            std::string::npos)
      << *text;
}

}  // namespace
}  // namespace entente
