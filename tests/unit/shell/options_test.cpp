#include "shell/cli/options.hpp"

#include <gtest/gtest.h>

namespace entente::shell {
namespace {

Result<CommandLine> parse(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "entente");
  return parse_command_line(static_cast<int>(arguments.size()), arguments.data());
}

TEST(CommandLineTest, Shell) {
  const auto line =
      parse({"shell",     "kg.db",    "-c",       "RETURN 1", "-f",          "a.cypher",    "-c",
             "RETURN 2",  "--format", "json",     "-P",       "a=1",         "-P",          "b=2",
             "--timeout", "2s",       "--memory", "1MB",      "--read-only", "--keep-going"});
  ASSERT_TRUE(line) << line.error().message;
  EXPECT_EQ(line->subcommand, Subcommand::shell);
  const ShellOptions& o = line->shell;
  EXPECT_EQ(o.database, "kg.db");
  ASSERT_EQ(o.scripts.size(), 3U);
  EXPECT_EQ(o.scripts[0].text, "RETURN 1");
  EXPECT_TRUE(o.scripts[1].file);
  EXPECT_EQ(o.scripts[1].text, "a.cypher");
  EXPECT_EQ(o.scripts[2].text, "RETURN 2");
  EXPECT_EQ(o.format, Format::json);
  EXPECT_EQ(o.parameters, (std::vector<std::string>{"a=1", "b=2"}));
  EXPECT_EQ(o.timeout_ms->count(), 2000);
  EXPECT_EQ(o.memory_bytes, 1048576U);
  EXPECT_TRUE(o.read_only);
  EXPECT_TRUE(o.keep_going);
  EXPECT_FALSE(o.interactive);
}

TEST(CommandLineTest, RepeatedOptionsDoNotSwallowTheDatabase) {
  const auto line = parse({"shell", "-c", "RETURN 1", "kg.db"});
  ASSERT_TRUE(line);
  EXPECT_EQ(line->shell.database, "kg.db");
  EXPECT_EQ(line->shell.scripts.size(), 1U);
}

TEST(CommandLineTest, Ingest) {
  const auto line = parse({"ingest", "kg.db", "a.txt", "b.md", "--format", "markdown", "--remove",
                           "c.txt", "--log-level", "debug"});
  ASSERT_TRUE(line) << line.error().message;
  EXPECT_EQ(line->subcommand, Subcommand::ingest);
  EXPECT_EQ(line->ingest.database, "kg.db");
  EXPECT_EQ(line->ingest.files, (std::vector<std::string>{"a.txt", "b.md"}));
  EXPECT_EQ(line->ingest.removals, std::vector<std::string>{"c.txt"});
  EXPECT_EQ(line->ingest.reading.format, DocumentFormat::markdown);
  EXPECT_EQ(line->log_level, LogLevel::debug);
}

TEST(CommandLineTest, ReadingIsTheSameForIngestAndExtract) {
  const auto ingest =
      parse({"ingest", "kg.db", "--watch", "news", "--include", "*.html", "--exclude", "old/*",
             "--encoding", "windows-1252", "--extractor", "mine --fast", "--extractor-timeout",
             "2s", "--prune", "--threads", "3"});
  ASSERT_TRUE(ingest) << ingest.error().message;
  EXPECT_EQ(ingest->ingest.watched, std::vector<std::string>{"news"});
  EXPECT_TRUE(ingest->ingest.prune);
  IngestOptions options;
  ingest->ingest.reading.apply_to(options);
  EXPECT_EQ(options.include, std::vector<std::string>{"*.html"});
  EXPECT_EQ(options.exclude, std::vector<std::string>{"old/*"});
  EXPECT_EQ(options.encoding, "windows-1252");
  EXPECT_EQ(options.extractors, std::vector<std::string>{"mine --fast"});
  EXPECT_EQ(options.extractor_timeout_ms, std::chrono::seconds(2));
  EXPECT_EQ(options.threads, 3U);
  const auto extract = parse({"extract", "a.pdf", "--format", "html", "--input-format", "pdf"});
  ASSERT_TRUE(extract) << extract.error().message;
  EXPECT_EQ(extract->extract.format, ExtractFormat::html);
  EXPECT_EQ(extract->extract.reading.format, DocumentFormat::pdf);
  EXPECT_EQ(parse({"extract", "a.pdf", "--text"})->extract.format, ExtractFormat::source);
  EXPECT_FALSE(parse({"extract", "a.pdf", "--text", "--format", "html"}));
  EXPECT_FALSE(parse({"ingest", "kg.db", "--watch", "news", "--dry-run"}));
}

TEST(CommandLineTest, Times) {
  const auto shell =
      parse({"shell", "kg.db", "--as-of-recorded", "2026-01-31", "--as-of-valid", "2024-03-01"});
  ASSERT_TRUE(shell) << shell.error().message;
  EXPECT_EQ(shell->shell.as_of.to_text(), "recorded 2026-01-31, valid 2024-03-01");
  const auto ingest = parse({"ingest", "kg.db", "a.txt", "--recorded-at", "2026-01-31"});
  ASSERT_TRUE(ingest) << ingest.error().message;
  EXPECT_EQ(ingest->ingest.recorded_at, *recorded_time_from("2026-01-31", DayMeans::beginning));
  EXPECT_FALSE(parse({"ingest", "kg.db", "a.txt"})->ingest.recorded_at);
}

TEST(CommandLineTest, Import) {
  const auto line = parse({"import", "kg.db", "--nodes", "Person=p.csv", "--nodes", "City=c.csv",
                           "--relationships", "KNOWS=k.csv", "--delimiter", "tab"});
  ASSERT_TRUE(line) << line.error().message;
  EXPECT_EQ(line->import.nodes, (std::vector<std::string>{"Person=p.csv", "City=c.csv"}));
  EXPECT_EQ(line->import.relationships, std::vector<std::string>{"KNOWS=k.csv"});
  EXPECT_EQ(line->import.delimiter, "\t");
}

TEST(CommandLineTest, HelpAndVersionAreAnswers) {
  for (const auto& arguments : std::vector<std::vector<const char*>>{
           {"--help"}, {"shell", "--help"}, {"--version"}, {"ingest", "-h"}}) {
    const auto line = parse(arguments);
    ASSERT_TRUE(line);
    EXPECT_FALSE(line->information.empty());
  }
  EXPECT_NE(parse({"shell", "--help"})->information.find("Exit codes"), std::string::npos);
}

TEST(CommandLineTest, MistakesAreExplained) {
  struct Case {
    std::vector<const char*> arguments;
    const char* hint;
  };
  const std::vector<Case> cases = {
      {{}, "entente --help"},
      {{"shel"}, "did you mean 'shell'?"},
      {{"kg.db"}, "entente shell kg.db"},
      {{"shell", "--fromat", "csv"}, "did you mean '--format'?"},
      {{"shell", "--format", "cvs"}, "did you mean 'csv'?"},
      {{"shell", "--timeout", "soon"}, "500ms"},
      {{"shell", "--memory", "much"}, "512MB"},
      {{"shell", "--jsonl", "-c", "RETURN 1"}, "--format jsonl"},
      {{"ingest", "kg.db"}, "entente ingest --help"},
      {{"ingest", "kg.db", "x", "--format", "markdwn"}, "did you mean 'markdown'?"},
      {{"ingest"}, "entente ingest --help"},
      {{"extract", "--format", "xml", "a"}, "jsonl, text and html"},
      {{"frames"}, "entente frames --help"},
      {{"frames", "a", "--tri", "b"}, "did you mean '--try'?"},
      {{"check"}, "entente check --help"},
      {{"import", "kg.db"}, "entente import --help"},
      {{"import", "kg.db", "--nodes", "A=b", "--delimiter", "ab"}, ""},
      {{"--log-level", "loud", "check", "x"}, "trace"},
      {{"--color", "green", "check", "x"}, ""},
      {{"shell", "a", "b"}, "entente shell --help"},
  };
  for (const Case& c : cases) {
    const auto line = parse(c.arguments);
    std::string shown;
    for (const char* argument : c.arguments) shown += std::string(argument) + " ";
    ASSERT_FALSE(line) << shown;
    EXPECT_EQ(line.error().error_class, ErrorClass::argument_error) << shown;
    EXPECT_NE(line.error().hint.find(c.hint), std::string::npos)
        << shown << "gave the hint: " << line.error().hint;
  }
}

}  // namespace
}  // namespace entente::shell
