#include <gtest/gtest.h>

#include "ingest/readers/blocks.hpp"
#include "tests/support/readers_fixture.hpp"

namespace entente::ingest {
namespace {

std::vector<std::string> kept(const std::string& text) {
  return testing::ReadersFixture::kept(read_plain_text("d", text));
}

const std::string first = "The two ministers met in Geneva on Tuesday to talk about the border.";
const std::string second = "They agreed to open three crossings before the end of the year.";

TEST(Boilerplate, PromptsAndNotesAreLeftOut) {
  for (const char* gone :
       {"Read more: Another story", "Sign up for our daily newsletter",
        "We use cookies to make it work.", "Follow us on social media", "Share this article",
        "4 min read", "Photograph: Jane Doe/Agency",
        "Ministers in Geneva on Tuesday (Jane Doe/AFP via Getty)", "Editing by Jane Doe",
        "This article was amended on 5 June 2019.", "Home > World > Europe",
        "World | Europe | Business | Sport", "© 2024 Example News", "Advertisement",
        "The views expressed here are the author's own.", "Click here to go on",
        "Don't miss our stories, delivered to your inbox every morning."}) {
    EXPECT_EQ(kept(first + "\n\n" + gone + "\n\n" + second + "\n"),
              (std::vector<std::string>{first, second}))
        << gone;
  }
}

TEST(Boilerplate, ProseThatOnlyLooksAlikeStays) {
  for (const char* stays :
       {"Donated tanks were shown in the square.", "Sources close to the ministry said so.",
        "Printing money is no way out, she said.", "Homeland security was the subject.",
        "Correctional officers went on strike.", "More from both sides is needed, he said."}) {
    EXPECT_EQ(kept(first + "\n\n" + stays + "\n\n" + second + "\n"),
              (std::vector<std::string>{first, stays, second}))
        << stays;
  }
}

TEST(Boilerplate, TeasersAtTheEndAreLeftOut) {
  const std::string teasers =
      "A Story About Ships\n\nThe harbour was full of ships on Monday, when the strike of "
      "the...\n\n"
      "Another Story About Trains\n\nNo train has left the main station since the morning of "
      "the…\n";
  EXPECT_EQ(kept(first + "\n\n" + second + "\n\n" + teasers),
            (std::vector<std::string>{first, second}));
  // One sentence that trails off is the author's.
  const std::string pause = "And then there was silence, for a long and dark moment...";
  EXPECT_EQ(kept(first + "\n\nA Heading\n\n" + pause + "\n\n" + second + "\n").size(), 4U);
}

TEST(Boilerplate, SectionNamesOverTheTitleAreLeftOut) {
  EXPECT_EQ(kept("WORLD NEWS\n\nBorder opens\n\n" + first + "\n"),
            (std::vector<std::string>{"Border opens", first}));
}

TEST(ArticleHead, BylineNamesTheAuthor) {
  for (const auto& [line, author] : std::vector<std::pair<std::string, std::string>>{
           {"By Jane Doe", "Jane Doe"},
           {"By JANE DOE and JOHN ROE", "JANE DOE and JOHN ROE"},
           {"By Jane Doe in Rome", "Jane Doe"},
           {"By Jane Doe, Example News", "Jane Doe"},
           {"Written by Jane Doe | Example News", "Jane Doe"}}) {
    const auto document = read_plain_text("d", "Border opens\n\n" + line + "\n\n" + first + "\n");
    EXPECT_EQ(document.author, author) << line;
    EXPECT_EQ(testing::ReadersFixture::kept(document),
              (std::vector<std::string>{"Border opens", first}))
        << line;
  }
  const std::string prose = "By Tuesday the ministers had left Geneva";
  EXPECT_EQ(read_plain_text("d", prose + "\n\n" + first + "\n").author, "");
}

TEST(ArticleHead, DatelinesNameTheAgency) {
  const auto document = read_plain_text(
      "d", "Border opens\n\nGENEVA, June 4, 2019 (Example Agency) – " + first + "\n\n" + second);
  EXPECT_EQ(document.date, "2019-06-04");
  EXPECT_EQ(document.source, "Example Agency");
  EXPECT_EQ(testing::ReadersFixture::kept(document),
            (std::vector<std::string>{"Border opens", first, second}));
  EXPECT_EQ(kept("GENEVA — " + first), (std::vector<std::string>{first}));
  EXPECT_EQ(kept("Geneva (AP) -- " + first), (std::vector<std::string>{first}));
  // A dash inside a sentence is none of a dateline.
  const std::string prose =
      "The talks — long prepared — ended in Geneva on Tuesday, the ministers said.";
  EXPECT_EQ(kept(prose), (std::vector<std::string>{prose}));
}

TEST(ArticleHead, LinesWithNothingButTheDateAreNotRead) {
  for (const char* line : {"Published: 16 May 2024", "Thursday, May 16, 2024 10:30 am EST",
                           "16 May 2024 | Updated 17 May 2024", "2024-05-16"}) {
    EXPECT_EQ(kept("Border opens\n\n" + std::string(line) + "\n\n" + first),
              (std::vector<std::string>{"Border opens", first}))
        << line;
  }
  EXPECT_EQ(kept("Border opens\n\nMay 16 talks\n\n" + first).size(), 3U);
}

TEST(ArticleHead, NotesOnTheAuthorAreLeftOut) {
  const std::string note = "Jane Doe is a fellow at the Example Institute in Geneva.";
  EXPECT_EQ(kept("Border opens\n\nBy Jane Doe\n\n" + first + "\n\n" + note + "\n"),
            (std::vector<std::string>{"Border opens", first}));
  // Of somebody else it is part of the text.
  EXPECT_EQ(kept("Border opens\n\nBy John Roe\n\n" + first + "\n\n" + note + "\n").size(), 3U);
}

}  // namespace
}  // namespace entente::ingest
