#include "ingest/text/tokens.hpp"

#include <gtest/gtest.h>

#include "ingest/text/dates.hpp"
#include "ingest/text/inflection.hpp"
#include "ingest/text/sentences.hpp"
#include "ingest/text/suggest.hpp"
#include "ingest/text/utf8.hpp"
#include "ingest/text/vocabulary.hpp"

namespace entente::ingest {
namespace {

/// The tokens of a text, separated by bars.
std::string cut(std::string_view text) {
  std::string out;
  for (const Token& token : split_tokens(text, 0, text.size())) {
    if (!out.empty()) out += '|';
    out += token.text(text);
  }
  return out;
}

struct Case {
  const char* text;
  const char* tokens;
};

TEST(Tokens, AreCutAsInUniversalDependencies) {
  const Case cases[] = {
      {"Russia’s economy", "Russia|’s|economy"},
      {"both countries’ interests", "both|countries|’|interests"},
      {"It doesn’t work.", "It|does|n’t|work|."},
      {"the US-China trade war", "the|US|-|China|trade|war"},
      {"U.S. tariffs", "U.S.|tariffs"},
      {"Mr. Putin", "Mr.|Putin"},
      {"$8.3bn in April", "$|8.3|bn|in|April"},
      {"a 2,600 mile border", "a|2,600|mile|border"},
      {"5G in the 1950s", "5G|in|the|1950s"},
      {"O’Brien and Côte d’Ivoire", "O’Brien|and|Côte|d’Ivoire"},
      {"“new situation,” he said", "“|new|situation|,|”|he|said"},
      {"see https://example.org/a.b, then", "see|https://example.org/a.b|,|then"},
      {"the bank 's loan is n't ``safe''", "the|bank|'s|loan|is|n't|``|safe|''"},
      {"he said 'so'", "he|said|'|so|'"},
      {"wait... no", "wait|...|no"},
      {"a co-founder of pro-European, oil-rich states",
       "a|co-founder|of|pro-European|,|oil|-|rich|states"},
      {"It cannot be; I’m gonna go", "It|can|not|be|;|I|’m|gon|na|go"},
      {"AT&T and Booking.com, not The.End", "AT&T|and|Booking.com|,|not|The|.|End"},
      {"results_2024.pdf", "results_2024.pdf"},
      {"on 9/11 or 05/16/2024, 2024-05-16", "on|9/11|or|05/16/2024|,|2024|-|05|-|16"},
      {"call 212-555-0100 or 10-15 men at 5pm", "call|212-555-0100|or|10|-|15|men|at|5|pm"},
      {"Really?! No -- never!!!", "Really|?!|No|--|never|!!!"},
      {"Thanks :-) (see: this)", "Thanks|:-)|(|see|:|this|)"},
      {"******* ---- #markets @office", "*******|----|#markets|@office"},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(cut(c.text), c.tokens) << c.text;
}

TEST(Tokens, OffsetsCoverTheTextInOrder) {
  const std::string text = "“Ça va?” said Mr. X’s friend — at 10:30, naïvely.";
  std::size_t last = 0;
  for (const Token& token : split_tokens(text, 0, text.size())) {
    EXPECT_GE(token.begin, last);
    EXPECT_LT(token.begin, token.end);
    last = token.end;
  }
  EXPECT_EQ(last, text.size());
}

TEST(Tokens, BothGenitivesHaveOneForm) {
  const std::string text = "China’s and the countries’ plans";
  const auto tokens = split_tokens(text, 0, text.size());
  EXPECT_EQ(tokens[1].form, "'s");
  EXPECT_EQ(tokens[5].form, "'s");
}

std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> out;
  for (const Sentence& s : split_text(text, {{0, text.size(), false}}).sentences) {
    out.push_back(text.substr(s.begin, s.end - s.begin));
  }
  return out;
}

TEST(Sentences, EndAtStopsAndNotAtAbbreviations) {
  EXPECT_EQ(sentences("Mr. Xi met U.S. officials. It rained.").size(), 2U);
  EXPECT_EQ(sentences("He lives in the U.S. The weather is fine.").size(), 2U);
  EXPECT_EQ(sentences("Acme Inc. said on Jan. 5 that No. 1 is J. Smith.").size(), 1U);
  EXPECT_EQ(sentences("“Why?” asked Li Qiang. “Because.”").size(), 2U);
  EXPECT_EQ(sentences("“What now?” he said.").size(), 1U);
  EXPECT_EQ(sentences("What?! They sold it. Never!! He left.").size(), 4U);
}

TEST(Sentences, NeverCrossBlocks) {
  const std::string text = "A heading\nThe text begins";
  const auto split = split_text(text, {{0, 9, true}, {10, text.size(), false}});
  ASSERT_EQ(split.sentences.size(), 2U);
  EXPECT_EQ(split.sentences[1].begin, 10U);
  EXPECT_EQ(split.sentences[1].block, 1U);
}

std::string iso(const std::string& text) {
  const auto tokens = split_tokens(text, 0, text.size());
  const auto date = parse_date(tokens, 0);
  return date ? date->iso : "none";
}

TEST(Dates, AreReadInManyForms) {
  EXPECT_EQ(iso("5 June 2019"), "2019-06-05");
  EXPECT_EQ(iso("June 5, 2019"), "2019-06-05");
  EXPECT_EQ(iso("5th of June 2019"), "2019-06-05");
  EXPECT_EQ(iso("May 2019"), "2019-05");
  EXPECT_EQ(iso("2019-06-05"), "2019-06-05");
  EXPECT_EQ(iso("1971"), "1971");
  EXPECT_EQ(iso("1950s"), "195X");
  EXPECT_EQ(iso("may 2019"), "none");
  EXPECT_EQ(iso("2,600"), "none");
  EXPECT_EQ(iso("32 June 2019"), "none");
}

TEST(Dates, IsoFormIsChecked) {
  EXPECT_TRUE(is_iso_date("2024"));
  EXPECT_TRUE(is_iso_date("2024-02-29"));
  EXPECT_FALSE(is_iso_date("2024-13"));
  EXPECT_FALSE(is_iso_date("2024-00-10"));
  EXPECT_FALSE(is_iso_date("yesterday"));
  EXPECT_FALSE(is_iso_date(""));
}

TEST(Utf8, InvalidSequencesAreFoundWithTheirOffset) {
  EXPECT_EQ(find_invalid_utf8("naïve"), std::nullopt);
  EXPECT_EQ(find_invalid_utf8("ab\xC3"), 2U);
  EXPECT_EQ(find_invalid_utf8("a\x80"), 1U);
  EXPECT_EQ(find_invalid_utf8("\xC0\xAF"), 0U) << "overlong";
  EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0U) << "surrogate";
  EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0U) << "past the last code point";
}

TEST(Utf8, FoldingMakesSpellingsComparable) {
  EXPECT_EQ(fold("Peoples’ ÉCOLE"), "peoples' école");
  EXPECT_EQ(fold_name("São Paulo"), "sao paulo");
  EXPECT_EQ(collapse_space("  a \n\t b  "), "a b");
  EXPECT_EQ(trim("\xC2\xA0x "), "x");
  EXPECT_EQ(prefix("aéb", 2), "a");
  EXPECT_EQ(prefix("aéb", 3), "aé");
  EXPECT_EQ(prefix("aéb", 9), "aéb");
  EXPECT_TRUE(all_upper("U.S."));
  EXPECT_FALSE(all_upper("123"));
}

TEST(Inflection, GivesAllForms) {
  const auto has = [](std::string_view base, const std::string& form) {
    const auto forms = inflect(base);
    return std::find(forms.begin(), forms.end(), form) != forms.end();
  };
  EXPECT_TRUE(has("sign", "signed"));
  EXPECT_TRUE(has("supply", "supplies"));
  EXPECT_TRUE(has("impose", "imposing"));
  EXPECT_TRUE(has("lead", "led"));
  EXPECT_TRUE(has("ship", "shipped"));
  EXPECT_TRUE(has("reach", "reaches"));
  EXPECT_TRUE(has("buy", "bought"));
  EXPECT_FALSE(has("impose", "imposeed"));
}

TEST(Suggest, FindsSlips) {
  const std::string_view words[] = {"Company", "Country"};
  EXPECT_EQ(did_you_mean("Compnay", words), "did you mean 'Company'?");
  EXPECT_EQ(did_you_mean("Zebra", words), "");
}

TEST(Vocabulary, NamesAndTypesMatch) {
  for (const auto name : entity_type_names()) {
    const auto type = entity_type_from(name);
    ASSERT_TRUE(type);
    EXPECT_EQ(to_string(*type), name);
  }
  EXPECT_FALSE(entity_type_from("person"));
  EXPECT_TRUE(is_known_relation("LEADS"));
  EXPECT_FALSE(is_known_relation("LEAD"));
  EXPECT_TRUE(is_symmetric_relation("MET_WITH"));
  EXPECT_FALSE(is_symmetric_relation("SUPPLIES"));
}

}  // namespace
}  // namespace entente::ingest
