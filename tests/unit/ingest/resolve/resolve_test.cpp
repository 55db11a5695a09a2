#include <gtest/gtest.h>

#include "ingest/names/recogniser.hpp"
#include "ingest/resolve/document_entities.hpp"
#include "ingest/resolve/resolver_steps.hpp"

namespace entente::ingest {
namespace {

class ResolveTest : public ::testing::Test {
 protected:
  void read(std::string text) {
    text_ = std::move(text);
    split_ = split_text(text_, {{0, text_.size(), false}});
    const auto& gazetteer = Gazetteer::built_in();
    const auto& classes = WordClasses::built_in();
    document_ =
        resolve_document(split_, recognise_names(split_, gazetteer, classes), gazetteer, classes);
  }
  /// Names of the entities that the last token of this form stands for, joined by "+".
  std::string meaning(const std::string& form) {
    std::string out;
    for (std::size_t i = split_.tokens.size(); i-- > 0;) {
      if (split_.tokens[i].form != form) continue;
      const auto m = document_.mention_over[i];
      if (m == no_entity) return "nobody";
      for (const auto e : document_.mentions[m].entities) {
        out += (out.empty() ? "" : "+") + document_.entities[e].name;
      }
      return out;
    }
    return "no such word";
  }
  const DocumentEntity* entity(const std::string& name) {
    for (const auto& e : document_.entities) {
      if (e.name == name) return &e;
    }
    return nullptr;
  }

  std::string text_;
  SplitText split_;
  ResolvedDocument document_;
};

TEST_F(ResolveTest, SurnamesMeanThePersonNamedInFull) {
  read("Vladimir Putin spoke. Later Putin left. Mr. Putin returned.");
  EXPECT_EQ(meaning("putin"), "Vladimir Putin");
  ASSERT_NE(entity("Vladimir Putin"), nullptr);
  EXPECT_EQ(entity("Vladimir Putin")->mentions.size(), 3U);
  EXPECT_EQ(entity("Vladimir Putin")->aliases, (std::vector<std::string>{"Putin"}));
  EXPECT_EQ(entity("Putin"), nullptr);
}

TEST_F(ResolveTest, FamilyNameMayComeFirst) {
  read("Xi Jinping spoke. Xi left.");
  EXPECT_EQ(meaning("xi"), "Xi Jinping");
}

TEST_F(ResolveTest, AcronymInParenthesesIsAnotherName) {
  read("The Northern Trade Commission (NTC) met. Then the NTC voted.");
  EXPECT_EQ(meaning("ntc"), "Northern Trade Commission");
}

TEST_F(ResolveTest, CompaniesAreKnownWithoutTheirLegalForm) {
  read("Glasbank Inc. bought the firm Norvelio Ltd. in 2019. Later Norvelio signed a deal.");
  ASSERT_NE(entity("Norvelio Ltd."), nullptr);
  read("The firm Norvelio grew. Norvelio Ltd. has an office in Oslo.");
  ASSERT_NE(entity("Norvelio Ltd."), nullptr);
  EXPECT_EQ(entity("Norvelio Ltd.")->mentions.size(), 2U);
  EXPECT_EQ(entity("Norvelio"), nullptr);
}

TEST_F(ResolveTest, InitialsMeanTheNameInFull) {
  read("The Northern Trade Commission met. Then the NTC voted.");
  EXPECT_EQ(meaning("ntc"), "Northern Trade Commission");
}

TEST_F(ResolveTest, InitialsOfTwoNamesMeanNeither) {
  read("The Northern Trade Commission and the National Transport Council met. The NTC voted.");
  EXPECT_EQ(meaning("ntc"), "NTC");
}

TEST_F(ResolveTest, PhraseStaysAPipelineWithoutTheWord) {
  read("The Power of Siberia pipeline is long. Power of Siberia opened in 2019.");
  ASSERT_NE(entity("Power of Siberia"), nullptr);
  EXPECT_EQ(entity("Power of Siberia")->mentions.size(), 2U);
}

TEST_F(ResolveTest, PairsMeanTheTwoNamedTogether) {
  read("Russia and China signed it. The two countries trade.");
  EXPECT_EQ(meaning("countries"), "Russia+China");
  read("Moscow and Beijing agree. Russia and China signed it. Both countries trade.");
  EXPECT_EQ(meaning("countries"), "Russia+China");
}

TEST_F(ResolveTest, BothMeansTheTwoThatTheTextSpeaksOfMost) {
  read("China sells cars to Russia. Russia sells gas to China. Ukraine lost Crimea to Russia. Both "
       "countries trade.");
  EXPECT_EQ(meaning("countries"), "China+Russia");
}

TEST_F(ResolveTest, LeaderOfACountryIsTheOneWhoWasNamed) {
  read("Russian President Vladimir Putin spoke. The Russian leader left.");
  EXPECT_EQ(meaning("leader"), "Vladimir Putin");
  read("Vladimir Putin, the Russian president, met Xi Jinping. The Russian leader left.");
  EXPECT_EQ(meaning("leader"), "Vladimir Putin");
  read("Vladimir Putin began a term as Russian president. Xi Jinping met the Russian leader.");
  EXPECT_EQ(meaning("leader"), "Vladimir Putin");
}

TEST_F(ResolveTest, SameNameOfDifferentTypesStaysApart) {
  read("Georgia signed it.");
  ASSERT_NE(entity("Georgia"), nullptr);
  const auto country = document_.entity(EntityType::Country, "Georgia");
  EXPECT_NE(document_.entity(EntityType::Region, "Georgia"), country);
  EXPECT_EQ(document_.entity(EntityType::Country, "georgia"), country);
}

Mention guess(EntityType type, const char* name, double confidence, bool told = false) {
  Mention mention;
  mention.type = type;
  mention.canonical = name;
  mention.confidence = confidence;
  mention.told = told;
  return mention;
}

TEST(AgreeOnKinds, WhatTheWordsAroundOneMentionTellHoldsForAll) {
  std::vector<Mention> mentions = {guess(EntityType::Person, "Kelvane Neft", 0.85),
                                   guess(EntityType::Company, "Kelvane Neft", 0.75, true),
                                   guess(EntityType::Person, "Kelvane Neft", 0.85)};
  agree_on_kinds(mentions);
  for (const Mention& mention : mentions) EXPECT_EQ(mention.type, EntityType::Company);
}

TEST(AgreeOnKinds, MostGuessesWinAndWhatIsKnownStays) {
  std::vector<Mention> mentions = {
      guess(EntityType::Organization, "Norvelio", 0.75), guess(EntityType::City, "Norvelio", 0.75),
      guess(EntityType::Organization, "Norvelio", 0.75), guess(EntityType::City, "Warsaw", 1.0),
      guess(EntityType::Person, "Warsaw", 0.7)};
  agree_on_kinds(mentions);
  EXPECT_EQ(mentions[1].type, EntityType::Organization);
  EXPECT_EQ(mentions[3].type, EntityType::City);
  EXPECT_EQ(mentions[4].type, EntityType::City);
}

TEST(AgreeOnKinds, ASurnameMayBeThePersonWhateverElseIsCalledSo) {
  std::vector<Mention> mentions = {guess(EntityType::Person, "Gerald Ford", 0.95),
                                   guess(EntityType::Company, "Ford", 1.0),
                                   guess(EntityType::Person, "Ford", 0.7)};
  agree_on_kinds(mentions);
  EXPECT_EQ(mentions[2].type, EntityType::Person);
}

TEST_F(ResolveTest, NamesWithinNamesAreSpokenOfToo) {
  read("The Yamal gas pipeline opened. Norway sells liquefied natural gas.");
  ASSERT_NE(entity("natural gas"), nullptr);
  EXPECT_EQ(entity("natural gas")->mentions.size(), 2U);
  EXPECT_EQ(meaning("pipeline"), "Yamal");
  // The words still belong to the longer name.
  EXPECT_EQ(meaning("gas"), "liquefied natural gas");
}

TEST_F(ResolveTest, ARegionIsSpokenOfWithItsPartsButNotWithinOtherNames) {
  const auto regions = [](const std::string& text) {
    const SplitText split = split_text(text, {{0, text.size(), false}});
    Mention whole;
    whole.first_token = 0;
    whole.last_token = 2;
    whole.type = EntityType::Region;
    whole.canonical = text;
    std::vector<Mention> mentions = {whole};
    add_names_within(split, Gazetteer::built_in(), WordClasses::built_in(), mentions);
    return mentions.size();
  };
  EXPECT_EQ(regions("Central Siberia"), 2U);
  EXPECT_EQ(regions("North Carolina"), 1U);
  EXPECT_EQ(regions("Lower Siberia"), 1U);
}

}  // namespace
}  // namespace entente::ingest
