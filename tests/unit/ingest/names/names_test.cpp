#include <gtest/gtest.h>

#include "ingest/names/recogniser.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {
namespace {

/// "Type:Canonical" of every mention, separated by bars.
std::string names(const std::string& text) {
  const SplitText split = split_text(text, {{0, text.size(), false}});
  std::string out;
  for (const Mention& m : recognise_names(split, Gazetteer::built_in(), WordClasses::built_in())) {
    if (!out.empty()) out += " | ";
    out += std::string(to_string(m.type)) + ":" + m.canonical;
  }
  return out;
}

struct Case {
  const char* text;
  const char* names;
};

TEST(Names, OfManyKindsAreFound) {
  const Case cases[] = {
      {"Russian President Vladimir Putin spoke.", "Country:Russia | Person:Vladimir Putin"},
      {"Treasury secretary Janet Yellen spoke.", "Person:Janet Yellen"},
      {"said Xi Jinping in Beijing", "Person:Xi Jinping | City:Beijing"},
      {"talks with Kim Jong-un of North Korea", "Person:Kim Jong-un | Country:North Korea"},
      {"the University of Oxford agreed", "Organization:University of Oxford"},
      {"the Institute of Far Eastern Studies of the Russian Academy of Sciences said.",
       "Organization:Institute of Far Eastern Studies | Organization:Russian Academy of Sciences"},
      {"the Council on Foreign and Defense Policy met.",
       "Organization:Council on Foreign and Defense Policy"},
      {"the Power of Siberia-2 pipeline project", "Pipeline:Power of Siberia 2"},
      {"the Yamal project in the Arctic", "Project:Yamal project | Region:Arctic"},
      {"a Russian gas pipeline", "Country:Russia | Commodity:natural gas"},
      {"the Belt and Road Initiative", "Initiative:Belt and Road Initiative"},
      {"paid $8.3bn in April 2024", "Money:$8.3 billion | Date:April 2024"},
      {"paid 20 million euros", "Money:€20 million"},
      {"a $1 billion fund", "Money:$1 billion | Fund:$1 billion fund"},
      {"exports of natural gas and soybeans", "Commodity:natural gas | Commodity:soybeans"},
      {"the US-China trade war",
       "Country:United States | Country:China | Event:US-China trade war"},
      {"the annexation of Crimea", "Event:annexation of Crimea | Region:Crimea"},
      {"Huawei, a Chinese firm", "Company:Huawei | Country:China"},
      {"Acmetel, a Danish telecoms company, grew", "Company:Acmetel | Country:Denmark"},
      {"Bank Rossiya is small", "Organization:Bank Rossiya"},
  };
  for (const Case& c : cases) EXPECT_EQ(names(c.text), c.names) << c.text;
}

TEST(Names, WordsThatOnlyLookLikeNamesAreLeftAlone) {
  for (const char* text : {"Analysts say it may rain.", "Let us go.", "He can read.",
                           "The West wind", "Reading is fun.", "In March they left."}) {
    const std::string found = names(text);
    EXPECT_EQ(found.find("Person"), std::string::npos) << text << " " << found;
    EXPECT_EQ(found.find("City"), std::string::npos) << text << " " << found;
    EXPECT_EQ(found.find("United States"), std::string::npos) << text << " " << found;
  }
}

TEST(Names, TokensOfMentionsDoNotOverlap) {
  const std::string text =
      "U.S. Secretary of State Mike Pompeo met the China National Petroleum Corporation (CNPC) "
      "and Novatek’s Arctic LNG 2 project team in Moscow on 5 June 2019.";
  const SplitText split = split_text(text, {{0, text.size(), false}});
  std::uint32_t last = 0;
  for (const Mention& m : recognise_names(split, Gazetteer::built_in(), WordClasses::built_in())) {
    EXPECT_GE(m.first_token, last);
    EXPECT_LT(m.first_token, m.last_token);
    last = m.last_token;
  }
}

TEST(Gazetteer, KnowsCountriesWithTheirFormsAndCapitals) {
  const Gazetteer& gazetteer = Gazetteer::built_in();
  EXPECT_EQ(gazetteer.country_name("CN"), "China");
  EXPECT_EQ(gazetteer.country_name("XX"), "");
  const auto chinese = gazetteer.lookup("chinese");
  ASSERT_FALSE(chinese.empty());
  EXPECT_EQ(chinese[0].form, MentionForm::adjective);
  EXPECT_EQ(chinese[0].country, "CN");
  const auto kremlin = gazetteer.lookup("kremlin");
  ASSERT_FALSE(kremlin.empty());
  EXPECT_EQ(kremlin[0].stands_for, "RU");
  EXPECT_FALSE(gazetteer.lookup("irkutsk").empty()) << "from GeoNames";
  EXPECT_FALSE(gazetteer.lookup("strait of hormuz").empty());
}

TEST(Gazetteer, OfTwoCitiesOfOneNameTheLargerIsMeant) {
  const auto moscow = Gazetteer::built_in().lookup("moscow");
  ASSERT_FALSE(moscow.empty());
  EXPECT_EQ(moscow[0].country, "RU");
}

TEST(Gazetteer, KnowsWhichOfficesLead) {
  const Gazetteer& gazetteer = Gazetteer::built_in();
  EXPECT_TRUE(gazetteer.is_secondary_office("DE", "president"));
  EXPECT_FALSE(gazetteer.is_secondary_office("DE", "chancellor"));
  EXPECT_TRUE(gazetteer.is_secondary_office("CN", "premier"));
  EXPECT_FALSE(gazetteer.is_secondary_office("US", "president"));
}

TEST(Gazetteer, CommonWordsAreKnownInTheirForms) {
  const Gazetteer& gazetteer = Gazetteer::built_in();
  EXPECT_TRUE(gazetteer.is_common_word("analysts"));
  EXPECT_TRUE(gazetteer.is_common_word("stopped") || gazetteer.is_common_word("believed"));
  EXPECT_FALSE(gazetteer.is_common_word("gazprom"));
}

TEST(WordClasses, PhrasesAndInflectionsMatchLongestFirst) {
  const WordClasses classes("verb = ~hold talks with | ~hold\n  | ~meet\n");
  const std::string text = "They held talks with all and met.";
  const auto tokens = split_tokens(text, 0, text.size());
  EXPECT_EQ(classes.match("verb", tokens, 1), 3U);
  EXPECT_EQ(classes.match_all(classes.find("verb"), tokens, 1), (std::vector<std::uint32_t>{3, 1}));
  EXPECT_EQ(classes.match("verb", tokens, 6), 1U);
  EXPECT_EQ(classes.match("verb", tokens, 0), 0U);
  EXPECT_EQ(classes.find("noun"), -1);
}

}  // namespace
}  // namespace entente::ingest
