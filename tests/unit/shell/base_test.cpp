#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "shell/base/exit_code.hpp"
#include "shell/base/interrupt.hpp"
#include "shell/base/output.hpp"
#include "shell/base/suggest.hpp"
#include "shell/base/terminal.hpp"
#include "shell/base/units.hpp"
#include "shell/base/words.hpp"
#include "tests/support/temp_dir.hpp"

namespace entente::shell {
namespace {

TEST(Units, ReadsLengthsOfTime) {
  const std::vector<std::pair<std::string, std::int64_t>> good = {
      {"500ms", 500}, {"30s", 30000},    {"2m", 120000}, {"1h", 3600000},
      {"1.5", 1500},  {"2 min", 120000}, {"0.0001s", 1}, {"1S", 1000},
  };
  for (const auto& [text, expected_ms] : good) {
    const auto duration = parse_duration_ms(text);
    ASSERT_TRUE(duration) << text;
    EXPECT_EQ(duration->count(), expected_ms) << text;
  }
  for (const char* text :
       {"", "s", "-1s", "0", "0s", "1 fortnight", "nan", "inf", "1e99h", "1s2"}) {
    EXPECT_FALSE(parse_duration_ms(text)) << text;
  }
}

TEST(Units, ReadsAmountsOfMemory) {
  const std::vector<std::pair<std::string, std::uint64_t>> good = {
      {"1", 1}, {"64KiB", 65536}, {"512MB", 512ULL << 20U}, {"2G", 2ULL << 30U}, {"1.5k", 1536}};
  for (const auto& [text, expected] : good) {
    const auto bytes = parse_bytes(text);
    ASSERT_TRUE(bytes) << text;
    EXPECT_EQ(*bytes, expected) << text;
  }
  for (const char* text : {"", "MB", "0", "-5", "12 parsecs", "1e30", "nan"}) {
    EXPECT_FALSE(parse_bytes(text)) << text;
  }
}

TEST(Units, WritesForPeople) {
  EXPECT_EQ(bytes_text(17), "17 bytes");
  EXPECT_EQ(bytes_text(1024), "1 KiB");
  EXPECT_EQ(bytes_text(1536), "1.5 KiB");
  EXPECT_EQ(bytes_text(3ULL << 30U), "3 GiB");
  EXPECT_EQ(duration_text(0.4242), "0.42 ms");
  EXPECT_EQ(duration_text(12.4), "12 ms");
  EXPECT_EQ(duration_text(3100), "3.1 s");
  EXPECT_EQ(duration_text(125000), "2 min 5 s");
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(1234567), "1,234,567");
  EXPECT_EQ(counted(1, "entity", "entities"), "1 entity");
  EXPECT_EQ(counted(2, "entity", "entities"), "2 entities");
  EXPECT_EQ(counted(0, "row"), "0 rows");
}

TEST(Words, SplitsLikeAShell) {
  const auto words = split_words(R"( a  'b c' "d \"e\" \\ 'f'" g'h'i '' )");
  ASSERT_TRUE(words);
  EXPECT_EQ(*words, (std::vector<std::string>{"a", "b c", R"(d "e" \ 'f')", "ghi", ""}));
  EXPECT_TRUE(split_words("")->empty());
  EXPECT_FALSE(split_words("'open"));
  EXPECT_FALSE(split_words("\"open"));
}

TEST(Suggest, FindsWhatWasMeant) {
  const std::vector<std::string> names{":help", ":schema", ":ingest", ":quit"};
  EXPECT_EQ(closest_name(":shcema", names), ":schema");
  EXPECT_EQ(closest_name(":HELP", names), ":help");
  EXPECT_EQ(closest_name(":ingst", names), ":ingest");
  EXPECT_EQ(closest_name(":frobnicate", names), "");
  EXPECT_EQ(did_you_mean(":quti", names), "did you mean ':quit'?");
  EXPECT_EQ(did_you_mean("x", {}), "");
}

TEST(ExitCodes, FollowTheErrorClass) {
  const auto of = [](ErrorClass c) { return exit_code_of(Error::plain(c, "m")); };
  EXPECT_EQ(of(ErrorClass::syntax_error), ExitCode::failed);
  EXPECT_EQ(of(ErrorClass::timeout), ExitCode::timeout);
  EXPECT_EQ(of(ErrorClass::interrupted), ExitCode::interrupted);
  EXPECT_EQ(of(ErrorClass::locked), ExitCode::locked);
  EXPECT_EQ(exit_code_of_open(Error::plain(ErrorClass::corruption, "m")), ExitCode::cannot_open);
  EXPECT_EQ(exit_code_of_open(Error::plain(ErrorClass::locked, "m")), ExitCode::locked);
}

TEST(OutputTest, WritesEverythingInOrder) {
  const testing::TempDir folder;
  const std::string path = folder / "out";
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT, 0600);
  ASSERT_GE(descriptor, 0);
  std::string expected;
  {
    Output out(descriptor);
    for (int i = 0; i < 20000; ++i) {
      const std::string line = "line " + std::to_string(i);
      out.line(line);
      expected += line + "\n";
    }
    EXPECT_FALSE(out.failed());
  }
  ::close(descriptor);
  std::ostringstream content;
  content << std::ifstream(path).rdbuf();
  EXPECT_EQ(content.str(), expected);
}

TEST(OutputTest, RemembersAReaderThatWentAway) {
  const InterruptHandler handler(InterruptMode::script);
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  Output out(ends[1]);
  out.line("nobody reads this");
  out.flush();
  EXPECT_TRUE(out.failed());
  out.line("more");
  out.flush();
  EXPECT_TRUE(out.text().empty()) << "what cannot be written must not pile up";
  ::close(ends[1]);
}

TEST(Interrupt, SetsTheTokenAndCountsPresses) {
  const InterruptHandler handler(InterruptMode::interactive);
  EXPECT_FALSE(InterruptHandler::token().stop_requested());
  ::raise(SIGINT);
  EXPECT_TRUE(InterruptHandler::token().stop_requested());
  EXPECT_EQ(InterruptHandler::presses(), 1);
  InterruptHandler::reset();
  EXPECT_FALSE(InterruptHandler::token().stop_requested());
  EXPECT_EQ(InterruptHandler::presses(), 0);
}

TEST(InterruptDeathTest, SecondPressEndsAScript) {
  EXPECT_EXIT(
      {
        const InterruptHandler handler(InterruptMode::script);
        ::raise(SIGINT);
        ::raise(SIGINT);  // the same press, delivered twice
        ::usleep(400'000);
        if (InterruptHandler::presses() != 2) ::_exit(1);
        ::raise(SIGINT);
      },
      ::testing::ExitedWithCode(130), "");
}

TEST(Colors, FollowChoiceAndEnvironment) {
  EXPECT_TRUE(use_colors(ColorChoice::always, -1));
  EXPECT_FALSE(use_colors(ColorChoice::never, -1));
  EXPECT_FALSE(use_colors(ColorChoice::automatic, -1)) << "no terminal";
  EXPECT_EQ(paint("x", Style::error, false), "x");
  EXPECT_NE(paint("x", Style::error, true), "x");
  EXPECT_EQ(paint("x", Style::plain, true), "x");
}

}  // namespace
}  // namespace entente::shell
