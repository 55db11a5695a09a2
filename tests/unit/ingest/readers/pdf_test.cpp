#include <gtest/gtest.h>

#include "ingest/readers/pdf_layout.hpp"
#include "tests/support/readers_fixture.hpp"
#include "tests/support/tiny_pdf.hpp"

namespace entente::ingest {
namespace {

using entente::testing::PdfText;
using entente::testing::tiny_pdf;

class PdfTest : public testing::ReadersFixture {
 protected:
  void SetUp() override {
    if (!load_pdf("probe", tiny_pdf({{{72, 700, 11, "Probe"}}}), 1000)) {
      GTEST_SKIP() << "this build reads no PDF";
    }
  }
};

TEST_F(PdfTest, ParagraphsInReadingOrder) {
  const auto read = document(write(
      "a.pdf", tiny_pdf({{{72, 760, 20, "Border opens"},
                          {72, 720, 11, "The foreign ministers of the two countries met in Gene-"},
                          {72, 706, 11, "va on Tuesday, in a meeting that was long prepared."},
                          {84, 692, 11, "They agreed to open three crossings before the year"},
                          {72, 678, 11, "ends."}}},
                        {{"Title", "Border opens"},
                         {"Author", "Jane Doe"},
                         {"CreationDate", "D:20240516103000+02'00'"}})));
  EXPECT_EQ(kept(read),
            (std::vector<std::string>{
                "Border opens",
                "The foreign ministers of the two countries met in Geneva on Tuesday, in a meeting "
                "that was long prepared.",
                "They agreed to open three crossings before the year ends."}));
  EXPECT_TRUE(read.blocks.at(0).heading);
  EXPECT_EQ(read.title, "Border opens");
  EXPECT_EQ(read.author, "Jane Doe");
  EXPECT_EQ(read.date, "2024-05-16");
  EXPECT_EQ(read.format, DocumentFormat::pdf);
  EXPECT_TRUE(read.converted);
}

TEST_F(PdfTest, HeadsFeetAndPageNumbersAreLeftOut) {
  std::vector<std::vector<PdfText>> pages;
  for (int i = 1; i <= 3; ++i) {
    pages.push_back({{72, 810, 9, "Example Review, volume " + std::to_string(i + 6)},
                     {72, 700, 11, "Sentence number " + std::to_string(i) + " of the text."},
                     {290, 30, 9, std::to_string(i)}});
  }
  const auto read = document(write("b.pdf", tiny_pdf(pages)));
  EXPECT_EQ(read.text,
            "Sentence number 1 of the text.\n\nSentence number 2 of the text.\n\nSentence number 3 "
            "of the text.\n");
}

TEST_F(PdfTest, ParagraphsGoOnOverPages) {
  const auto read =
      document(write("c.pdf", tiny_pdf({{{72, 100, 11, "The ministers agreed to open"}},
                                        {{72, 740, 11, "three crossings in the north."}}})));
  EXPECT_EQ(read.text, "The ministers agreed to open three crossings in the north.\n");
}

TEST_F(PdfTest, ColumnsAreReadOneAfterTheOther) {
  std::vector<PdfText> page;
  for (int i = 0; i < 5; ++i) {
    const std::string number(1, static_cast<char>('a' + i));
    page.push_back({72, 700.0 - 14 * i, 11, "left column has line " + number});
    page.push_back({330, 700.0 - 14 * i, 11, "right column has line " + number});
  }
  const std::string text = document(write("d.pdf", tiny_pdf({page}))).text;
  EXPECT_LT(text.find("left column has line e"), text.find("right column has line a")) << text;
}

TEST_F(PdfTest, HyphensOfCompoundsStay) {
  const auto read = document(
      write("e.pdf", tiny_pdf({{{72, 700, 11, "The state and the owned firm met; a state-"},
                                {72, 686, 11, "owned company, and the Russia-"},
                                {72, 672, 11, "China trade, went on with-"},
                                {72, 658, 11, "out a pause."}}})));
  EXPECT_EQ(read.text,
            "The state and the owned firm met; a state-owned company, and the Russia-China trade, "
            "went on without a pause.\n");
}

TEST_F(PdfTest, WhatIsNoPdfSaysSo) {
  EXPECT_NE(reason(write("f.pdf", "%PDF-1.4 but broken")).message.find("damaged"),
            std::string::npos);
  EXPECT_NE(reason(write("g.pdf", tiny_pdf({{}}))).message.find("no text"), std::string::npos);
}

}  // namespace
}  // namespace entente::ingest
