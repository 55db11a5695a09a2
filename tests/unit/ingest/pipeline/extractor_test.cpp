#include <gtest/gtest.h>

#include <algorithm>

#include "ingest/pipeline/external_extractor.hpp"
#include "ingest/pipeline/ingest_store.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::ingest {
namespace {

using testing::must;

const std::string program =
    "python3 " + std::string(ENTENTE_TEST_SOURCE_DIR) + "/tests/support/example_extractor.py";
const std::string text = "On Monday Facebook acquired Instagram in a deal – for „much“ money.";

Result<Extraction> extract(const std::string& mode, const std::string& of = text) {
  IngestOptions options;
  options.extractors = {program + " " + mode};
  options.extractor_timeout_ms = std::chrono::milliseconds(mode == "hang" ? 700 : 20'000);
  return extract_text({"d", of, {}, {}, {}}, options);
}

std::string failure(const std::string& mode) {
  const auto result = extract(mode, text + " This is poison.");
  return result ? "no failure" : result.error().message;
}

TEST(ExternalExtractor, AddsToTheBuiltInOne) {
  const Extraction extraction = must(extract(""));
  const auto claim = std::find_if(extraction.claims.begin(), extraction.claims.end(),
                                  [](const auto& c) { return c.relation == "ACQUIRED"; });
  ASSERT_NE(claim, extraction.claims.end());
  EXPECT_EQ(claim->rule, "example:acquired");
  EXPECT_EQ(claim->subject, "Company:Facebook");
  EXPECT_EQ(claim->sentence, text);
  EXPECT_EQ(
      text.substr(claim->object_span.begin, claim->object_span.end - claim->object_span.begin),
      "Instagram");
  const auto named = [&](const char* id) {
    return std::count_if(extraction.entities.begin(), extraction.entities.end(),
                         [&](const auto& entity) { return entity.id == id; });
  };
  EXPECT_EQ(named("Company:Facebook"), 1);
  EXPECT_EQ(named("Company:Instagram"), 1);
}

TEST(ExternalExtractor, EveryFailureIsNamed) {
  EXPECT_NE(failure("crash").find("ended with exit code 7"), std::string::npos);
  EXPECT_NE(failure("hang").find("no answer in time"), std::string::npos);
  EXPECT_NE(failure("garbage").find("no JSON object: no json"), std::string::npos);
  EXPECT_NE(failure("span").find("[0, 1000000000) is no span"), std::string::npos);
  EXPECT_NE(failure("unknown").find("which is no entity"), std::string::npos);
  EXPECT_NE(failure("error").find("too hard"), std::string::npos);
  EXPECT_NE(failure("protocol").find("speaks protocol 2"), std::string::npos);
  IngestOptions options;
  options.extractors = {"/no/such/program"};
  const auto missing = extract_text({"d", text, {}, {}, {}}, options);
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("exit code 127"), std::string::npos)
      << missing.error().message;
  options.extractors = {"true"};
  EXPECT_FALSE(extract_text({"d", text, {}, {}, {}}, options));
}

TEST(ExternalExtractor, OneDocumentFailsAndTheOthersAreWritten) {
  auto store = must(storage::GraphStore::open({}));
  IngestOptions options;
  options.extractors = {program + " crash"};
  options.threads = 2;
  std::vector<DocumentText> documents;
  for (int i = 0; i < 6; ++i) {
    documents.push_back({std::to_string(i), text + (i == 2 ? " poison" : ""), {}, {}, {}});
  }
  const IngestReport report = must(ingest_texts(*store, documents, options));
  EXPECT_EQ(report.documents_added, 5U);
  ASSERT_EQ(report.skipped.size(), 1U);
  EXPECT_EQ(report.skipped[0].input, "2");
  // What failed is tried again, the others are known.
  const IngestReport again = must(ingest_texts(*store, documents, options));
  EXPECT_EQ(again.documents_unchanged, 5U);
  EXPECT_EQ(again.skipped.size(), 1U);
}

class AnswerTest : public ::testing::Test {
 protected:
  AnswerTest() {
    extraction_.document = "d";
    extraction_.text = "Zürich – Anna met Ben.";
    extraction_.sentences = {{0, {0, extraction_.text.size()}}};
    extraction_.entities = {{"Person:Anna", "Person", "Anna", {}, {{13, 17}}, {}}};
  }
  std::string refusal(const std::string& line) {
    AnswerReader reader("p", extraction_);
    const auto taken = reader.take(line);
    return taken ? "taken" : taken.error().message;
  }
  Extraction extraction_;
};

TEST_F(AnswerTest, SpansMustFitTheText) {
  const auto entity = [](const std::string& span) {
    return R"({"kind":"entity","type":"City","name":"Z","mentions":[)" + span + "]}";
  };
  EXPECT_EQ(refusal(entity("[0,7]")), "taken");
  EXPECT_NE(refusal(entity("[0,2]")).find("no span"), std::string::npos);  // through the ü
  EXPECT_NE(refusal(entity("[5,5]")).find("no span"), std::string::npos);
  EXPECT_NE(refusal(entity("[5,500]")).find("no span"), std::string::npos);
  EXPECT_NE(refusal(entity("[-1,3]")).find("numbers"), std::string::npos);
  EXPECT_NE(refusal(entity("")).find("no \"mentions\""), std::string::npos);
}

TEST_F(AnswerTest, LinesMustBeWhatTheProtocolHas) {
  for (const char* line :
       {"", "1", "{}", R"({"kind":7})", R"({"kind":null})", R"({"kind":"poem"})",
        R"({"kind":"done","document":"other"})", R"({"kind":"error"})",
        R"({"kind":"entity","type":"Firm","name":"x","mentions":[[0,1]]})",
        R"({"kind":"claim","subject":"a","object":"b","relation":"likes","start":0,"end":1})",
        R"({"kind":"claim","subject":"a","object":"b","relation":"LIKES","start":"0","end":1})",
        R"({"kind":"claim","subject":"a","object":"b","relation":"LIKES","start":0,"end":1,
            "confidence":2})",
        R"({"kind":"claim","subject":"a","object":"b","relation":"LIKES","start":0,"end":1,
            "modality":"odd"})"}) {
    EXPECT_NE(refusal(line), "taken") << line;
  }
}

TEST_F(AnswerTest, NothingIsAddedBeforeAllIsRight) {
  AnswerReader reader("p", extraction_);
  ASSERT_FALSE(must(reader.take(
      R"({"kind":"entity","type":"Person","name":"Ben","mentions":[[22,25]],"aliases":["B."]})")));
  ASSERT_FALSE(must(reader.take(
      R"({"kind":"claim","subject":"Person:Anna","object":"Person:Ben","relation":"MET_WITH","start":13,"end":25,"qualifiers":{"n":1}})")));
  EXPECT_EQ(extraction_.entities.size(), 1U);
  EXPECT_TRUE(must(reader.take(R"({"kind":"done"})")));
  ASSERT_TRUE(reader.finish());
  ASSERT_EQ(extraction_.entities.size(), 2U);
  ASSERT_EQ(extraction_.claims.size(), 1U);
  EXPECT_EQ(extraction_.claims[0].rule, "p");
  EXPECT_EQ(extraction_.claims[0].confidence, 0.5);
  EXPECT_EQ(extraction_.claims[0].qualifiers,
            (std::vector<std::pair<std::string, std::string>>{{"n", "1"}}));
}

}  // namespace
}  // namespace entente::ingest
