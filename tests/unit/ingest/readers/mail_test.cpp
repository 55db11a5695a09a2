#include <gtest/gtest.h>

#include "ingest/readers/mail_header.hpp"
#include "tests/support/readers_fixture.hpp"

namespace entente::ingest {
namespace {

using MailTest = testing::ReadersFixture;

TEST_F(MailTest, HeaderQuotesAndSignatureAreLeftOut) {
  const std::string text =
      "From: Jane Doe <jane@example.org>\r\nTo: desk@example.org\r\n"
      "Date: Thu, 16 May 2024 23:30:00 -0400\r\nSubject: Re: Border\r\n opens today\r\n"
      "Organization: Example News\r\n\r\nThe border opened this morning.\r\n\r\n"
      "On Wed, 15 May 2024 at 10:00, News Desk\r\n<desk@example.org> wrote:\r\n"
      "> When does it open?\r\n>> Nobody knows.\r\n\r\nTwo ministers came.\r\n-- \r\nJane Doe\r\n"
      "Example News, Rome\r\n";
  const auto read = document(write("a.eml", text));
  EXPECT_EQ(kept(read),
            (std::vector<std::string>{"Re: Border\r\n opens today",
                                      "The border opened this morning.", "Two ministers came."}));
  EXPECT_EQ(read.text, text);
  EXPECT_FALSE(read.converted);
  EXPECT_EQ(read.title, "Border opens today");
  EXPECT_EQ(read.author, "Jane Doe");
  EXPECT_EQ(read.date, "2024-05-16");
  EXPECT_EQ(read.source, "Example News");
}

TEST_F(MailTest, TextFilesWithAHeaderAreMail) {
  const auto read =
      document(write("a.txt",
                     "From: \"Doe, Jane\" <jane@example.org>\nSent: Monday, June 3, 2019 9:12 AM\n"
                     "Subject: Talks\n\nThe talks ended.\n\n-----Original Message-----\n"
                     "From: Desk\n\nDid they end?\n"));
  EXPECT_EQ(read.format, DocumentFormat::mail);
  EXPECT_EQ(kept(read), (std::vector<std::string>{"Talks", "The talks ended."}));
  EXPECT_EQ(read.author, "Doe, Jane");
  EXPECT_EQ(read.date, "2019-06-03");
}

TEST_F(MailTest, ForwardedTextIsReadWithoutItsHeader) {
  const auto read =
      document(write("a.eml",
                     "From: a@b.org\nSubject: Fwd: News\n\nSee below.\n\n"
                     "---------- Forwarded message ---------\nFrom: Desk <d@b.org>\nDate: today\n"
                     "Subject: News\n\nThe border opened.\n"));
  EXPECT_EQ(kept(read),
            (std::vector<std::string>{"Fwd: News", "See below.", "The border opened."}));
  EXPECT_EQ(read.title, "News");
  EXPECT_EQ(read.author, "");
}

TEST_F(MailTest, PartsAndEncodingsOfMime) {
  const auto read = document(
      write("m.eml",
            "From: =?iso-8859-1?Q?Fran=E7ois?= <f@example.org>\nSubject: =?utf-8?B?VGFsa3Mg4oCT"
            "IGVuZA==?=\nDate: Thu, 16 May 2024 10:00:00 +0200\nMIME-Version: 1.0\n"
            "Content-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: "
            "text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
            "The caf=E9 talks ended in Rome=\n on Tuesday.\n\n> Did they?\n--b\nContent-Type: "
            "text/html\n\n<p>No.</p>\n--b--\n"));
  EXPECT_EQ(read.title, "Talks – end");
  EXPECT_EQ(read.author, "François");
  EXPECT_EQ(read.date, "2024-05-16");
  EXPECT_TRUE(read.converted);
  EXPECT_EQ(kept(read),
            (std::vector<std::string>{"Talks – end", "The café talks ended in Rome on Tuesday."}));
}

TEST_F(MailTest, MessageWithOnlyHtml) {
  const auto read =
      document(write("h.eml",
                     "From: a@b.org\nSubject: Talks\nMIME-Version: 1.0\nContent-Type: "
                     "text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                     "PHA+VGFsa3MgZW5kZWQuPC9wPjxzY3JpcHQ+eDwvc2NyaXB0Pg==\n"));
  EXPECT_EQ(read.text, "Talks\n\nTalks ended.\n");
  EXPECT_EQ(kept(read), (std::vector<std::string>{"Talks", "Talks ended."}));
}

TEST_F(MailTest, MessageWithoutTextIsSkipped) {
  EXPECT_NE(reason(write("n.eml",
                         "From: a@b.org\nMIME-Version: 1.0\nContent-Type: image/png\n"
                         "Content-Transfer-Encoding: base64\n\nAAAA\n"))
                .message.find("without a text"),
            std::string::npos);
}

TEST(MailHeader, OfWhatIsNoMail) {
  EXPECT_FALSE(looks_like_mail("The talks: an overview\n\nFrom: here on.\n"));
  EXPECT_FALSE(looks_like_mail("From: a\n\nText."));
  EXPECT_FALSE(looks_like_mail("Subject: a\nMoscow: b\nRome: c\nParis: d\nTo: e\n\nText."));
  EXPECT_FALSE(looks_like_mail(""));
  EXPECT_TRUE(looks_like_mail("From desk Mon Jun  3\nFrom: a\nDate: b\n\nText."));
}

TEST(MailHeader, NamesOfMailboxes) {
  EXPECT_EQ(display_name("Jane Doe <jane@example.org>"), "Jane Doe");
  EXPECT_EQ(display_name("jane@example.org (Jane Doe)"), "Jane Doe");
  EXPECT_EQ(display_name("jane@example.org"), "");
  EXPECT_EQ(display_name("<jane@example.org>"), "");
}

}  // namespace
}  // namespace entente::ingest
