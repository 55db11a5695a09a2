#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "ingest/readers/blocks.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/text/utf8.hpp"
#include "tests/support/readers_fixture.hpp"

namespace entente::ingest {
namespace {

using ReadersTest = testing::ReadersFixture;

TEST_F(ReadersTest, BadFilesAreSkippedWithAReason) {
  EXPECT_EQ(reason(folder_ / "missing.txt").error_class, ErrorClass::not_found);
  EXPECT_EQ(reason(folder_.path()).error_class, ErrorClass::input_error);
  EXPECT_NE(reason(write("e.txt", " \n\t ")).message.find("empty"), std::string::npos);
  EXPECT_NE(reason(write("b.txt", std::string("ab\0c", 4))).message.find("binary"),
            std::string::npos);
  const Error invalid = reason(write("u.txt", "fine\nx \xFF\xFE y"));
  EXPECT_NE(invalid.message.find("byte 7"), std::string::npos) << invalid.message;
  EXPECT_NE(invalid.message.find("line 2"), std::string::npos) << invalid.message;
  IngestOptions small;
  small.document_bytes_max = 10;
  EXPECT_EQ(reason(write("l.txt", "more than ten bytes"), small).error_class,
            ErrorClass::limit_exceeded);
}

TEST_F(ReadersTest, UnreadableFileSaysWhy) {
  const std::string path = write("secret.txt", "text");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  if (std::ifstream(path)) GTEST_SKIP() << "permissions do not bind this user";
  const Error error = reason(path);
  EXPECT_EQ(error.error_class, ErrorClass::io_error);
  EXPECT_NE(error.message.find("ermission"), std::string::npos);
}

TEST_F(ReadersTest, FormatFollowsTheNameUnlessItIsGiven) {
  const auto named = [](const char* path) { return detect_format(path, "Some words.", {}); };
  EXPECT_EQ(named("a/b.MD"), DocumentFormat::markdown);
  EXPECT_EQ(named("a.b/c"), DocumentFormat::text);
  EXPECT_EQ(named("x.ndjson"), DocumentFormat::json_lines);
  EXPECT_EQ(named("x.csv"), DocumentFormat::csv);
  EXPECT_EQ(named("x.htm"), DocumentFormat::html);
  EXPECT_EQ(named("x.eml"), DocumentFormat::mail);
  IngestOptions forced;
  forced.format = DocumentFormat::text;
  EXPECT_EQ(detect_format("x.csv", "%PDF-1.4", forced), DocumentFormat::text);
  EXPECT_EQ(document_format_from("jsonl"), DocumentFormat::json_lines);
  EXPECT_EQ(document_format_from("docx"), std::nullopt);
}

TEST_F(ReadersTest, FormatFollowsTheContentWhereThatIsBeyondDoubt) {
  const auto found = [](const char* path, std::string_view head) {
    return detect_format(path, head, {});
  };
  EXPECT_EQ(found("x.txt", "%PDF-1.7\n"), DocumentFormat::pdf);
  EXPECT_EQ(found("x", "\xEF\xBB\xBF <!DOCTYPE HTML><title>"), DocumentFormat::html);
  EXPECT_EQ(found("x.xml", "<?xml version='1.0'?><!-- c --><html xmlns='x'>"),
            DocumentFormat::html);
  EXPECT_EQ(found("x.txt", "<?xml version='1.0'?>\n<rss version='2.0'>"), DocumentFormat::feed);
  EXPECT_EQ(found("x.html", "<feed xmlns='http://www.w3.org/2005/Atom'>"), DocumentFormat::feed);
  EXPECT_EQ(found("x", std::string_view("\xFF\xFE<\0h\0t\0m\0l\0>\0", 14)), DocumentFormat::html);
  EXPECT_EQ(found("x.txt", "From: A <a@b.org>\nSubject: Talks\n\nText."), DocumentFormat::mail);
  EXPECT_EQ(found("x.txt", "Note: this is no mail.\nSubject: unclear\nGo on."),
            DocumentFormat::text);
  EXPECT_EQ(found("x", "{\"id\": 1, \"text\": \"A.\"}\n"), DocumentFormat::json_lines);
  EXPECT_EQ(found("x.md", "<html>"), DocumentFormat::markdown);
  EXPECT_EQ(found("x.txt", "<htmlish> words"), DocumentFormat::text);
}

TEST_F(ReadersTest, TextLosesItsBoilerplate) {
  const std::string text =
      "A summit in Moscow\n\nShare\nText\nSmall\nLarge\n\nThe leaders met in Moscow.\n\n"
      "Recommended: Another story.\n\nThe talks went on. Photograph: Jane Doe/Agency\n\n"
      "The leaders met in Moscow.\n\nIt was late.\n\nRelated stories\n\nSomething else entirely.\n";
  const auto items = read(write("a.txt", text));
  const auto& document = std::get<SourceDocument>(items[0]);
  EXPECT_EQ(kept(document),
            (std::vector<std::string>{"A summit in Moscow", "The leaders met in Moscow.",
                                      "The talks went on. ", "It was late."}));
  EXPECT_EQ(document.title, "A summit in Moscow");
}

TEST_F(ReadersTest, ParagraphThatIsCutOffGivesWayToTheWholeOne) {
  const std::string text =
      "A long first paragraph that is cut…\n\nA long first paragraph that is cut no more.\n";
  const auto items = read(write("a.txt", text));
  EXPECT_EQ(kept(std::get<SourceDocument>(items[0])).size(), 1U);
}

TEST_F(ReadersTest, HardWrappedLinesAreOneParagraph) {
  const std::string line = "Forty to a hundred characters make a line of a wrapped paragraph,";
  const std::string text = line + "\n" + line + "\n" + line + "\n\nSecond one.\n";
  EXPECT_EQ(find_paragraphs(text).size(), 2U);
  EXPECT_EQ(find_paragraphs("One line.\nAnother line.\n").size(), 2U);
}

TEST_F(ReadersTest, DateStandsAtTheHead) {
  EXPECT_EQ(read_plain_text("d", "Title\n\nPublished: 16 May 2024\n\nText.").date, "2024-05-16");
  EXPECT_EQ(read_plain_text("d", "Title\n\nMOSCOW, June 5, 2019 — It began.").date, "2019-06-05");
  EXPECT_EQ(read_plain_text("d", "It began in Rome on June 5, 2019, when all was new.").date, "");
}

// A title or a head that was cut inside a character once stopped the program.
TEST_F(ReadersTest, LongTextWithoutSpacesIsCutBetweenCharacters) {
  for (std::size_t lead = 0; lead < 4; ++lead) {
    std::string text(lead, 'a');
    for (int i = 0; i < 100; ++i) text += "é€";
    const auto document = read_plain_text("d", text + ".");
    EXPECT_EQ(find_invalid_utf8(document.title), std::nullopt);
  }
}

TEST_F(ReadersTest, MarkdownKeepsOffsets) {
  const std::string text =
      "---\ntitle: Deal signed\ndate: 2019-06-05\nsource: Example\n---\n# Heading\n\n"
      "**Huawei** signed a [deal](http://example.org) with _MTS_.\n\n```\ncode here\n```\n- item\n";
  const auto items = read(write("a.md", text));
  const auto& document = std::get<SourceDocument>(items[0]);
  EXPECT_EQ(document.title, "Deal signed");
  EXPECT_EQ(document.date, "2019-06-05");
  EXPECT_EQ(document.source, "Example");
  EXPECT_EQ(document.masked.size(), text.size());
  const auto at = text.find("Huawei");
  EXPECT_EQ(document.masked.substr(at, 6), "Huawei");
  for (const char* gone : {"**", "http", "code here", "](", "#"}) {
    EXPECT_EQ(document.masked.find(gone), std::string::npos) << gone;
  }
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_TRUE(document.blocks[0].heading);
}

TEST_F(ReadersTest, JsonLinesReadsOnAfterABrokenLine) {
  const auto items = read(write("a.jsonl",
                                "{\"id\": \"one\", \"title\": \"T\", \"date\": \"2024-05-16\", "
                                "\"text\": \"First.\"}\n"
                                "{\"id\": \"two\", \"text\": \n\n"
                                "[1]\n"
                                "{\"id\": \"three\"}\n"
                                "{\"id\": \"one\", \"text\": \"Again.\"}\n"
                                "{\"text\": \"No id.\"}\n"
                                "{\"id\": \"d\", \"date\": \"soon\", \"text\": \"x\"}\n"));
  ASSERT_EQ(items.size(), 7U);
  EXPECT_EQ(std::get<SourceDocument>(items[0]).id, "one");
  EXPECT_EQ(std::get<SourceDocument>(items[0]).date, "2024-05-16");
  const auto skipped = [&](std::size_t i) { return std::get<SkippedInput>(items[i]); };
  EXPECT_TRUE(skipped(1).input.ends_with("a.jsonl:2"));
  EXPECT_NE(skipped(1).reason.message.find("JSON"), std::string::npos);
  EXPECT_NE(skipped(2).reason.message.find("array"), std::string::npos);
  EXPECT_NE(skipped(3).reason.message.find("\"text\""), std::string::npos);
  EXPECT_NE(skipped(4).reason.message.find("line 1"), std::string::npos);
  EXPECT_TRUE(std::get<SourceDocument>(items[5]).id.ends_with("a.jsonl:7"));
  EXPECT_NE(skipped(6).reason.message.find("soon"), std::string::npos);
}

TEST_F(ReadersTest, CsvOfRelations) {
  const auto items =
      read(write("r.csv",
                 "source,source_type,relation,target,target_type,since,confidence\r\n"
                 "Gazprom,Company,supplies,China,Country,2019,0.9\r\n"
                 "Gazprom,Firm,SUPPLIES,China,Country,2019,0.9\r\n"
                 "\"Gazprom, PAO\",Company,SUPLIES,China,Country,2019,0.9\r\n"
                 "Gazprom,Company,SUPPLIES,China,Country,2019,2\r\n"
                 "Gazprom,Company\r\n"));
  ASSERT_EQ(items.size(), 5U);
  EXPECT_NE(std::get<SkippedInput>(items[0]).reason.message.find("'Firm'"), std::string::npos);
  EXPECT_EQ(std::get<SkippedInput>(items[1]).reason.hint, "did you mean 'SUPPLIES'?");
  EXPECT_NE(std::get<SkippedInput>(items[2]).reason.message.find("from 0 to 1"), std::string::npos);
  EXPECT_NE(std::get<SkippedInput>(items[3]).reason.message.find("2 fields"), std::string::npos);
  const auto& table = std::get<TableDocument>(items[4]);
  ASSERT_EQ(table.relations.size(), 1U);
  EXPECT_EQ(table.relations[0].relation, "SUPPLIES");
  EXPECT_EQ(table.relations[0].qualifiers, (TextProperties{{"since", "2019"}}));
  EXPECT_EQ(table.relations[0].line, 2U);
}

TEST_F(ReadersTest, CsvOfEntities) {
  const auto items = read(write(
      "e.csv", "name,type,aliases,founded\nGazprom,Company,Gazprom PJSC; OAO Gazprom,1989\n"));
  const auto& table = std::get<TableDocument>(items.at(0));
  ASSERT_EQ(table.entities.size(), 1U);
  EXPECT_EQ(table.entities[0].aliases, (std::vector<std::string>{"Gazprom PJSC", "OAO Gazprom"}));
  EXPECT_EQ(table.entities[0].properties, (TextProperties{{"founded", "1989"}}));
}

TEST_F(ReadersTest, WrongCsvHeaderNamesWhatIsMissing) {
  const Error error =
      reason(write("h.csv", "source,source_typ,relation,target,target_type\na,b,c,d,e\n"));
  EXPECT_NE(error.message.find("missing 'source_type'"), std::string::npos) << error.message;
  EXPECT_NE(error.hint.find("source_typ"), std::string::npos) << error.hint;
  EXPECT_NE(reason(write("i.csv", "a,b\n1,2\n")).hint.find("source,source_type"),
            std::string::npos);
  EXPECT_NE(reason(write("q.csv", "name,type\n\"open,Company\n")).message.find("2"),
            std::string::npos);
}

TEST_F(ReadersTest, TextInMemoryNeedsAnId) {
  EXPECT_TRUE(std::holds_alternative<SkippedInput>(
      read_text({.id = {}, .text = "x", .title = {}, .date = {}, .source = {}}, {})));
  const auto item =
      read_text({.id = "m", .text = "Some text.", .title = "Given", .date = {}, .source = {}}, {});
  EXPECT_EQ(std::get<SourceDocument>(item).title, "Given");
}

}  // namespace
}  // namespace entente::ingest
