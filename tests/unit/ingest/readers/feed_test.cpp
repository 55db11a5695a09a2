#include <gtest/gtest.h>

#include "ingest/readers/rfc_dates.hpp"
#include "tests/support/readers_fixture.hpp"

namespace entente::ingest {
namespace {

using FeedTest = testing::ReadersFixture;

TEST_F(FeedTest, RssHasOneDocumentAnItem) {
  const auto items = read(write("f.rss", R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Example &amp; News</title><link>https://example.org</link>
<item><title>Border opens</title><link>https://example.org/1</link><guid>tag:example.org,1</guid>
  <pubDate>Thu, 16 May 2024 23:30:00 -0400</pubDate><dc:creator>Jane Doe</dc:creator>
  <media:content url="x.jpg"><media:title>A picture</media:title></media:content>
  <description>Short.</description>
  <content:encoded><![CDATA[<p>The border&nbsp;opens <b>today</b>.</p><p>Two ministers came.</p>]]></content:encoded>
</item>
<item><title>AT&amp;amp;T sells</title><link>https://example.org/2</link>
  <author>desk@example.org (News Desk)</author><description>It sells &lt;i&gt;cables&lt;/i&gt;.</description></item>
<item><title>Again</title><guid>tag:example.org,1</guid></item>
<item><guid>empty</guid></item>
</channel></rss>)"));
  ASSERT_EQ(items.size(), 4U);
  const auto& one = std::get<SourceDocument>(items[0]);
  EXPECT_EQ(one.id, "tag:example.org,1");
  EXPECT_EQ(one.title, "Border opens");
  EXPECT_EQ(one.date, "2024-05-16");
  EXPECT_EQ(one.author, "Jane Doe");
  EXPECT_EQ(one.source, "Example & News");
  EXPECT_EQ(one.text, "Border opens\n\nThe border opens today.\n\nTwo ministers came.\n");
  EXPECT_TRUE(one.converted);
  const auto& two = std::get<SourceDocument>(items[1]);
  EXPECT_EQ(two.id, "https://example.org/2");
  EXPECT_EQ(two.title, "AT&T sells");
  EXPECT_EQ(two.author, "News Desk");
  EXPECT_EQ(two.text, "AT&T sells\n\nIt sells cables.\n");
  EXPECT_NE(std::get<SkippedInput>(items[2]).reason.message.find("already used by item 1"),
            std::string::npos);
  EXPECT_NE(std::get<SkippedInput>(items[3]).reason.message.find("no text"), std::string::npos);
  EXPECT_TRUE(std::get<SkippedInput>(items[3]).input.ends_with("f.rss:4"));
}

TEST_F(FeedTest, AtomHasEntries) {
  const auto read = document(write("f.xml", R"(<feed xmlns="http://www.w3.org/2005/Atom">
<title>Example News</title>
<entry><title type="html">Talks &amp;mdash; again</title><id>urn:1</id>
  <link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
  <updated>2024-05-17T08:00:00Z</updated><published>2024-05-16T08:00:00Z</published>
  <author><name>Jane Doe</name><email>jane@example.org</email></author>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Talks went on.</p>
  <p>They end soon.</p></div></content></entry></feed>)"));
  EXPECT_EQ(read.id, "urn:1");
  EXPECT_EQ(read.title, "Talks — again");
  EXPECT_EQ(read.date, "2024-05-16");
  EXPECT_EQ(read.author, "Jane Doe");
  EXPECT_EQ(read.text, "Talks — again\n\nTalks went on.\n\nThey end soon.\n");
}

TEST_F(FeedTest, OldRssHasItemsBesideItsChannel) {
  const auto read =
      document(write("f.rdf", R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel><title>Example</title></channel>
<item><title>Talks</title><link>https://example.org/1</link><description>They ended.</description></item></rdf:RDF>)"));
  EXPECT_EQ(read.id, "https://example.org/1");
  EXPECT_EQ(read.source, "Example");
}

TEST_F(FeedTest, WhatIsNoFeedSaysSo) {
  EXPECT_NE(reason(write("a.xml", "<note><to>x</to></note>")).message.find("<note>"),
            std::string::npos);
  EXPECT_NE(reason(write("b.xml", "no xml at all")).message.find("no element"), std::string::npos);
  EXPECT_NE(reason(write("c.rss", "<rss><channel/></rss>")).message.find("without items"),
            std::string::npos);
}

// An entity that doubles itself forty times once would have filled the memory.
TEST_F(FeedTest, EntitiesOfTheDocumentAreLeftOut) {
  std::string bomb = "<!DOCTYPE rss [<!ENTITY a0 \"boom\">";
  for (int i = 1; i <= 40; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    bomb += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + "\">";
  }
  bomb +=
      "]><rss><channel><item><guid>1</guid><description>Talks &a40; ended.</description></item>"
      "</channel></rss>";
  const std::string text = document(write("bomb.rss", bomb)).text;
  EXPECT_TRUE(text.starts_with("Talks")) << text;
  EXPECT_EQ(text.find("boom"), std::string::npos);
  const std::string outside =
      "<!DOCTYPE rss [<!ENTITY file SYSTEM \"file:///etc/hostname\">]><rss><channel><item><guid>1"
      "</guid><description>Talks &file;ended.</description></item></channel></rss>";
  EXPECT_EQ(document(write("file.rss", outside)).text, "Talks ended.\n");
}

TEST(DayOfDate, OfMailFeedsAndIso) {
  EXPECT_EQ(day_of_date("Wed, 05 Jun 2019 10:00:00 +0200"), "2019-06-05");
  EXPECT_EQ(day_of_date("5 Jun 19 10:00 GMT"), "2019-06-05");
  EXPECT_EQ(day_of_date("Wednesday, 05-Jun-94 10:00:00 GMT"), "1994-06-05");
  EXPECT_EQ(day_of_date("Wed Jun  5 10:00:00 2019"), "2019-06-05");
  EXPECT_EQ(day_of_date("2019-06-05T10:00:00Z"), "2019-06-05");
  EXPECT_EQ(day_of_date("2019-06-05 10:00"), "2019-06-05");
  EXPECT_EQ(day_of_date("2019-06"), "2019-06");
  EXPECT_EQ(day_of_date("Monday, June 3, 2019 9:12 AM"), "2019-06-03");
  EXPECT_EQ(day_of_date("31 Feb 2019"), "");
  EXPECT_EQ(day_of_date("soon"), "");
  EXPECT_EQ(day_of_date(""), "");
}

}  // namespace
}  // namespace entente::ingest
