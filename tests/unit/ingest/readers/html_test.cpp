#include <gtest/gtest.h>

#include "ingest/readers/html_page.hpp"
#include "ingest/readers/markup_tree.hpp"
#include "tests/support/readers_fixture.hpp"

namespace entente::ingest {
namespace {

class HtmlTest : public testing::ReadersFixture {
 protected:
  SourceDocument page(const std::string& html) { return document(write("page.html", html)); }
  std::vector<std::string> blocks(const std::string& html) { return kept(page(html)); }
};

// Sentences long enough to be prose.
const std::string first =
    "The foreign ministers of the two countries met in Geneva on Tuesday to talk about the border.";
const std::string second =
    "They agreed to open three crossings, and to meet again in Vienna before the end of the year.";
const std::string third =
    "The agreement has to be confirmed by both parliaments, which may take until the next summer.";

std::string p(const std::string& text) { return "<p>" + text + "</p>\n"; }

TEST_F(HtmlTest, MainContentWithoutWhatIsAroundIt) {
  const auto read = blocks(
      "<!DOCTYPE html><html><head><title>Border opens | Example News</title>"
      "<style>p { color: red }</style><script>var a = '<p>no</p>';</script></head><body>"
      "<header class='site-header'><a href='/'>Example News</a></header>"
      "<nav><ul><li><a href='/w'>World</a></li><li><a href='/b'>Business</a></li></ul></nav>"
      "<main><article><h1>Border opens</h1><div class='byline'>By Jane Doe</div>" +
      p(first) +
      "<figure><img src='x.jpg' alt='Ministers'><figcaption>Ministers in Geneva. Photo: "
      "Agency</figcaption></figure>" +
      p(second) + "<aside class='related'><h2>More on this</h2><p>" + third +
      "</p></aside><div class='newsletter-signup'><p>Sign up for our daily letter, it is free and "
      "comes every morning at six.</p></div>" +
      p(third) +
      "</article></main><footer><p>Copyright Example News. All rights reserved, also in other "
      "countries of the world.</p></footer></body></html>");
  EXPECT_EQ(read, (std::vector<std::string>{"Border opens", first, second, third}));
}

TEST_F(HtmlTest, PageWithoutMarkedArticleIsFoundByItsDensity) {
  const auto read = blocks(
      "<html><body><div id='top'><a href='/'>Home</a> <a href='/n'>News</a></div>"
      "<div id='left'><ul><li><a href='1'>A story about something else entirely, for all who "
      "read.</a></li><li><a href='2'>And another story about what happened elsewhere today.</a>"
      "</li></ul></div><div id='content'><h1>Border opens</h1>" +
      p(first) + p(second) + p(third) +
      "</div><div id='bottom'>Contact | Imprint | Privacy</div></body></html>");
  EXPECT_EQ(read, (std::vector<std::string>{"Border opens", first, second, third}));
}

TEST_F(HtmlTest, HeadingsListsQuotesAndTables) {
  const auto read =
      blocks("<article><h1>Border</h1>" + p(first) +
             "<h2>What was agreed</h2><ul><li>Three crossings open in May, for cars "
             "and lorries.</li><li>Visas cost nothing for a year from then.</li></ul>"
             "<blockquote><p>This is a good day for both of our countries.</p>"
             "</blockquote><table><tr><th>Crossing</th><th>Opens</th></tr><tr><td>North"
             "</td><td>1 May</td></tr></table><h2>Related</h2>"
             "<ul><li><a href='1'>One more story</a></li></ul>" +
             p(second) + "<h2>Empty</h2></article>");
  EXPECT_EQ(read,
            (std::vector<std::string>{"Border", first, "What was agreed",
                                      "Three crossings open in May, for cars and lorries.",
                                      "Visas cost nothing for a year from then.",
                                      "This is a good day for both of our countries.",
                                      "Crossing | Opens", "North | 1 May", second}));
}

TEST_F(HtmlTest, TextIsWhatSpansReferTo) {
  const auto read = page("<article>" +
                         p("Talks &amp; <b>tariffs</b>:&nbsp;the &ldquo;deal&rdquo; of "
                           "A&T was signed in Rome<sup><a href='#1'>[1]</a></sup> by "
                           "two ministers.") +
                         "</article>");
  EXPECT_TRUE(read.converted);
  EXPECT_EQ(read.format, DocumentFormat::html);
  EXPECT_EQ(read.text, "Talks & tariffs: the “deal” of A&T was signed in Rome by two ministers.\n");
  ASSERT_EQ(read.blocks.size(), 1U);
  EXPECT_EQ(read.text.substr(read.blocks[0].begin, 5), "Talks");
}

TEST_F(HtmlTest, LineBreaksEndParagraphsInPairs) {
  const auto read = blocks("<html><body><div>" + first + "<br>" + second + "<br><br>" + third +
                           "</div></body></html>");
  EXPECT_EQ(read, (std::vector<std::string>{first + " " + second, third}));
}

TEST_F(HtmlTest, MetadataFromJsonLd) {
  const auto read = page(
      "<html><head><title>Short</title><script type='application/ld+json'>{\"@context\": "
      "\"https://schema.org\", \"@graph\": [{\"@type\": \"WebSite\", \"name\": \"S\"}, {\"@type\": "
      "[\"NewsArticle\"], \"headline\": \"Border opens\", \"datePublished\": "
      "\"2024-05-16T23:30:00-04:00\", \"author\": [{\"@type\": \"Person\", \"name\": \"Jane "
      "Doe\"}, "
      "{\"name\": \"John Roe\"}], \"publisher\": {\"name\": \"Example News\"}}]}</script></head>"
      "<body>" +
      p(first) + "</body></html>");
  EXPECT_EQ(read.title, "Border opens");
  EXPECT_EQ(read.date, "2024-05-16");
  EXPECT_EQ(read.author, "Jane Doe, John Roe");
  EXPECT_EQ(read.source, "Example News");
}

TEST_F(HtmlTest, MetadataFromMetaElements) {
  const auto read = page(
      "<html><head><title>Border opens - Example News</title>"
      "<meta property='article:published_time' content='2024-05-16T10:00:00Z'>"
      "<meta property='og:site_name' content='Example News'><meta name='author' content='By Jane "
      "Doe'></head><body>" +
      p(first) + "</body></html>");
  EXPECT_EQ(read.title, "Border opens");
  EXPECT_EQ(read.date, "2024-05-16");
  EXPECT_EQ(read.author, "Jane Doe");
  EXPECT_EQ(read.source, "Example News");
}

TEST_F(HtmlTest, MetadataFromElements) {
  const auto read = page(
      "<html><head><link rel='canonical' href='https://www.example.org/a/b'></head>"
      "<body><article><h1>Border opens</h1><time datetime='2024-05-16'>Thursday"
      "</time><a rel='author' href='/jane'>Jane Doe</a>" +
      p(first) + "</article></body></html>");
  EXPECT_EQ(read.title, "Border opens");
  EXPECT_EQ(read.date, "2024-05-16");
  EXPECT_EQ(read.author, "Jane Doe");
  EXPECT_EQ(read.source, "example.org");
}

// Class names of the whole page once decided over its content.
TEST_F(HtmlTest, NamesOfTheWholePageDoNotHideIt) {
  EXPECT_EQ(blocks("<html><body class='has-sidebar no-comments'><form id='aspnet'><div>" +
                   p(first) + p(second) + "</div></form></body></html>"),
            (std::vector<std::string>{first, second}));
}

TEST_F(HtmlTest, PageWithoutTextIsSkipped) {
  const Error error = reason(write("e.html", "<html><body><script>x()</script></body></html>"));
  EXPECT_NE(error.message.find("no text"), std::string::npos);
}

TEST_F(HtmlTest, TooManyOpenElementsAreRefused) {
  std::string html = "<html><body>";
  for (int i = 0; i < 3000; ++i) html += "<div>";
  EXPECT_EQ(reason(write("deep.html", html + "x")).error_class, ErrorClass::limit_exceeded);
}

TEST_F(HtmlTest, BrokenHtmlIsReadAsFarAsItGoes) {
  const auto read =
      blocks("<html><body><p>" + first + "<p><b>" + second + "<div></i></td>" + third);
  EXPECT_EQ(read, (std::vector<std::string>{first, second, third}));
}

TEST(HtmlCharset, IsDeclaredInTwoWays) {
  EXPECT_EQ(html_charset("<meta charset=\"UTF-8\">"), "utf-8");
  EXPECT_EQ(
      html_charset("<META http-equiv='Content-Type' content='text/html; charset=iso-8859-2'>"),
      "iso-8859-2");
  EXPECT_EQ(html_charset("<meta name='x'> charset=utf-8"), "");
}

}  // namespace
}  // namespace entente::ingest
