// Who says the sentences of a quotation.
#include "ingest/relations/quotations.hpp"

#include <gtest/gtest.h>

#include "ingest/names/recogniser.hpp"

namespace entente::ingest {
namespace {

/// The speakers of the sentences, joined by " | ".
std::string speakers_of(const std::string& text) {
  const SplitText split = split_text(text, {{0, text.size(), false}});
  const auto& gazetteer = Gazetteer::built_in();
  const auto& classes = WordClasses::built_in();
  const auto document =
      resolve_document(split, recognise_names(split, gazetteer, classes), gazetteer, classes);
  std::string out;
  for (const std::string& speaker :
       speakers_of_sentences(split, views_of_sentences(split, document, classes))) {
    out += (out.empty() ? "" : " | ") + (speaker.empty() ? std::string("-") : speaker);
  }
  return out;
}

TEST(Quotations, AreSaidByWhoeverIsNamedAtTheirEnd) {
  EXPECT_EQ(speakers_of("“Russia sells gas. China buys it,” said Olaf Scholz. Rain fell."),
            "Olaf Scholz | Olaf Scholz | -");
}

TEST(Quotations, GoOnUntilTheyClose) {
  EXPECT_EQ(speakers_of("“China buys gas,” said Olaf Scholz. “Russia sells it. Iran sells oil.” "
                        "Norway sells gas too."),
            "Olaf Scholz | Olaf Scholz | Olaf Scholz | -");
}

TEST(Quotations, StraightMarksOpenAndCloseInTurn) {
  EXPECT_EQ(speakers_of("\"Russia sells gas. China buys it,\" said Olaf Scholz. Rain fell."),
            "Olaf Scholz | Olaf Scholz | -");
}

TEST(Quotations, OfAnotherSpeakerAreNotMixed) {
  EXPECT_EQ(
      speakers_of("“China buys gas,” said Olaf Scholz. “Russia sells it,” said Angela Merkel."),
      "Olaf Scholz | Angela Merkel");
}

TEST(Quotations, WithoutASpeakerHaveNone) {
  EXPECT_EQ(speakers_of("“Russia sells gas. China buys it.” Rain fell."), "- | - | -");
}

}  // namespace
}  // namespace entente::ingest
