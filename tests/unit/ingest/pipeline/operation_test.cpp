#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "entente/ingest.hpp"
#include "ingest/pipeline/ingest_store.hpp"
#include "ingest/pipeline/input_paths.hpp"
#include "tests/support/graph_text.hpp"
#include "tests/support/store_fixture.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::ingest {
namespace {

using testing::GraphText;
using testing::must;

const char* const first_text = "Gazprom supplies gas to China. Vladimir Putin visited China.";
const char* const second_text = "Huawei signed a deal with MTS in Moscow.";

class OperationTest : public ::testing::Test {
 protected:
  OperationTest() : store_(must(storage::GraphStore::open({}))) {}

  std::string write(const std::string& name, const std::string& content) {
    const std::string path = folder_ / name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }
  IngestReport run(const std::vector<std::string>& paths, const IngestOptions& options = {}) {
    return must(ingest_files(*store_, paths, options));
  }
  std::vector<std::string> ids() {
    std::vector<std::string> out;
    for (const auto& document : must(list_documents(*store_))) {
      out.push_back(std::filesystem::path(document.id).filename());
    }
    std::sort(out.begin(), out.end());
    return out;
  }

  testing::TempDir folder_;
  std::shared_ptr<storage::GraphStore> store_;
};

using Names = std::vector<std::string>;

TEST_F(OperationTest, FoldersAreReadWithWhatIsInThem) {
  write("a.txt", first_text);
  write("sub/b.md", second_text);
  write("sub/deep/c.html", std::string("<p>") + first_text + "</p>");
  write("sub/picture.png", "\x89PNG");
  write(".hidden/d.txt", first_text);
  write("sub/.e.txt", first_text);
  EXPECT_EQ(run({folder_.path()}).documents_added, 3U);
  EXPECT_EQ(ids(), (Names{"a.txt", "b.md", "c.html"}));
}

TEST_F(OperationTest, PatternsChooseFilesOfFolders) {
  write("a.txt", first_text);
  write("b.text", second_text);
  write("drafts/c.txt", first_text);
  IngestOptions options;
  options.include = {"*.txt"};
  options.exclude = {"drafts/*"};
  EXPECT_EQ(run({folder_.path()}, options).documents_added, 1U);
  EXPECT_EQ(ids(), (Names{"a.txt"}));
  // A file that is named itself, or by a pattern of its own, is read whatever they say.
  EXPECT_EQ(run({folder_ / "*.text"}, options).documents_added, 1U);
  const IngestReport none = run({folder_ / "*.nothing"});
  ASSERT_EQ(none.skipped.size(), 1U);
  EXPECT_NE(none.skipped[0].reason.message.find("no file matches"), std::string::npos);
}

TEST_F(OperationTest, WhatIsThereIsNotExtractedAgain) {
  const std::string path = write("a.txt", first_text);
  EXPECT_EQ(run({path}).sentences, 2U);
  const IngestReport again = run({path});
  EXPECT_EQ(again.documents_unchanged, 1U);
  EXPECT_EQ(again.sentences, 0U);
  EXPECT_EQ(again.bytes, std::string(first_text).size());
}

// The second document was once taken for known while the first replaced it.
TEST_F(OperationTest, TwoDocumentsOfOneIdInOneRunAreWrittenInOrder) {
  const std::string line = R"({"id": "x", "text": "TEXT"})";
  const auto lines = [&](const char* text) {
    return std::string(line).replace(line.find("TEXT"), 4, text) + "\n";
  };
  const std::string b = write("b.jsonl", lines(second_text));
  run({b});
  const std::string before = GraphText::of(*store_);
  const std::string a = write("a.jsonl", lines(first_text));
  const IngestReport report = run({a, b});
  EXPECT_EQ(report.documents_updated, 2U);
  EXPECT_EQ(GraphText::of(*store_), before);
}

TEST_F(OperationTest, DryRunSaysWhatWouldBeDone) {
  const std::string a = write("a.txt", first_text);
  const std::string b = write("b.txt", second_text);
  run({a, b});
  const std::string before = GraphText::of(*store_);
  write("b.txt", first_text);
  const std::string c = write("c.txt", second_text);
  std::filesystem::remove(a);
  IngestOptions options;
  options.dry_run = true;
  options.prune = true;
  std::map<std::string, DocumentOutcome> outcomes;
  options.on_document = [&](std::string_view id, DocumentOutcome outcome) {
    outcomes[std::string(id)] = outcome;
  };
  const IngestReport report = run({folder_.path()}, options);
  EXPECT_EQ(outcomes, (std::map<std::string, DocumentOutcome>{{a, DocumentOutcome::removed},
                                                              {b, DocumentOutcome::updated},
                                                              {c, DocumentOutcome::added}}));
  EXPECT_EQ(report.documents_added + report.documents_updated + report.documents_removed, 3U);
  EXPECT_EQ(GraphText::of(*store_), before);
}

TEST_F(OperationTest, PruneTakesBackWhatIsGone) {
  const std::string a = write("a.txt", first_text);
  write("b.jsonl", R"({"id": "one", "text": "Gazprom is a company."}
{"id": "two", "text": "Huawei is a company."}
)");
  write("c.rss",
        "<rss><channel><item><guid>old</guid><title>Putin visited China.</title></item>"
        "</channel></rss>");
  testing::TempDir elsewhere;
  std::ofstream(elsewhere / "d.txt") << second_text;
  run({folder_.path(), elsewhere.path()});
  EXPECT_EQ(ids(), (Names{"a.txt", "d.txt", "old", "one", "two"}));
  std::filesystem::remove(a);
  std::filesystem::remove(elsewhere / "d.txt");
  write("b.jsonl", "{\"id\": \"two\", \"text\": \"Huawei is a company.\"}\n");
  write("c.rss",
        "<rss><channel><item><guid>new</guid><title>Xi visited Russia.</title></item>"
        "</channel></rss>");
  IngestOptions options;
  options.prune = true;
  // What is outside of the folder stays, and so do old items of a feed.
  EXPECT_EQ(run({folder_.path()}, options).documents_removed, 2U);
  EXPECT_EQ(ids(), (Names{"d.txt", "new", "old", "two"}));
}

TEST_F(OperationTest, PruneKeepsWhatABrokenLineMayHold) {
  write("b.jsonl", R"({"id": "one", "text": "Gazprom is a company."}
{"id": "two", "text": "Huawei is a company."}
)");
  run({folder_.path()});
  write("b.jsonl",
        "{\"id\": \"one\", broken\n{\"id\": \"two\", \"text\": \"Huawei is a company.\"}\n");
  IngestOptions options;
  options.prune = true;
  EXPECT_EQ(run({folder_.path()}, options).documents_removed, 0U);
  EXPECT_EQ(ids(), (Names{"one", "two"}));
}

TEST_F(OperationTest, ConvertedTextIsKeptWithItsDocument) {
  run({write("a.html", std::string("<p>") + first_text + "</p>"), write("b.txt", second_text)});
  const std::string text = GraphText::of(*store_);
  EXPECT_NE(text.find(std::string("text: '") + first_text), std::string::npos) << text;
  EXPECT_EQ(text.find(std::string("text: '") + second_text), std::string::npos);
}

TEST_F(OperationTest, StopLeavesWholeDocuments) {
  std::string lines;
  for (int i = 0; i < 200; ++i) {
    lines += "{\"id\": \"" + std::to_string(i) + "\", \"text\": \"" + first_text + "\"}\n";
  }
  IngestOptions options;
  std::stop_source stop;
  options.stop = stop.get_token();
  options.threads = 3;
  options.progress = [&](const IngestProgress& progress) {
    if (progress.documents_done >= 20) stop.request_stop();
  };
  const IngestReport report = run({write("a.jsonl", lines)}, options);
  EXPECT_TRUE(report.interrupted);
  EXPECT_EQ(report.documents_added, 20U);
  EXPECT_EQ(must(list_documents(*store_)).size(), 20U);
}

std::string extracted(const std::vector<std::string>& paths, unsigned threads) {
  IngestOptions options;
  options.threads = threads;
  std::string out;
  must(extract_files(paths, options, [&](const Extraction& e) { out += to_json_lines(e); }));
  return out;
}

const std::string samples = std::string(ENTENTE_TEST_SOURCE_DIR) + "/examples/news";

TEST(Determinism, SameBytesForAllThreadsAndRuns) {
  const std::string once = extracted({samples}, 1);
  EXPECT_EQ(extracted({samples}, 1), once);
  EXPECT_EQ(extracted({samples}, 2), once);
  EXPECT_EQ(extracted({samples}, 8), once);
}

TEST(Determinism, OrderOfInputsDecidesOnlyTheOrder) {
  std::vector<SkippedInput> skipped;
  std::vector<std::string> files = expand_paths({samples}, {}, skipped);
  ASSERT_GT(files.size(), 10U);
  std::map<std::string, std::string> alone;
  for (const std::string& file : files) alone[file] = extracted({file}, 1);
  std::reverse(files.begin(), files.end());
  std::string expected;
  for (const std::string& file : files) expected += alone[file];
  EXPECT_EQ(extracted(files, 4), expected);
}

bool on_characters(const std::string& text, const TextSpan& span) {
  const auto begins = [&](std::uint64_t at) {
    return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
  };
  return span.begin < span.end && span.end <= text.size() && begins(span.begin) && begins(span.end);
}

TEST(Spans, OfAllSamplesVerifyAgainstTheText) {
  std::size_t checked = 0;
  const auto check = [&](const Extraction& extraction) {
    const std::string& text = extraction.text;
    if (!extraction.converted && extraction.input == extraction.document) {
      std::ifstream in(extraction.input, std::ios::binary);
      EXPECT_EQ(text, std::string(std::istreambuf_iterator<char>(in), {})) << extraction.document;
    }
    std::map<std::uint32_t, TextSpan> sentences;
    for (const auto& sentence : extraction.sentences) {
      EXPECT_TRUE(on_characters(text, sentence.span)) << extraction.document;
      sentences[sentence.index] = sentence.span;
    }
    const auto inside = [&](const TextSpan& span, std::uint32_t sentence) {
      ++checked;
      const TextSpan& whole = sentences[sentence];
      return on_characters(text, span) && span.begin >= whole.begin && span.end <= whole.end;
    };
    for (const auto& mention : extraction.mentions) {
      EXPECT_TRUE(inside(mention.span, mention.sentence_index)) << extraction.document;
    }
    for (const auto& claim : extraction.claims) {
      EXPECT_TRUE(inside(claim.span, claim.sentence_index)) << claim.sentence;
      EXPECT_TRUE(on_characters(text, claim.subject_span)) << claim.sentence;
      EXPECT_TRUE(on_characters(text, claim.object_span)) << claim.sentence;
    }
    for (const auto& triple : extraction.triples) {
      EXPECT_TRUE(inside(triple.subject_span, triple.sentence_index)) << triple.subject;
      EXPECT_TRUE(inside(triple.predicate_span, triple.sentence_index)) << triple.predicate;
    }
  };
  IngestOptions options;
  options.open_triples = true;
  const auto report = must(extract_files({samples}, options, check));
  EXPECT_TRUE(report.skipped.empty());
  EXPECT_GT(checked, 200U);
}

}  // namespace
}  // namespace entente::ingest
