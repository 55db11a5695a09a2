#include "storage/claims/corroboration.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace entente::storage {
namespace {

Claim claim(std::uint64_t document, std::string sentence, double confidence,
            Modality modality = Modality::stated) {
  Claim made;
  made.document = DocumentId(document);
  made.sentence = std::move(sentence);
  made.confidence = confidence;
  made.modality = modality;
  return made;
}

std::string no_source(DocumentId /*document*/) { return {}; }

TEST(SourceKey, AddressesAndNamesOfOneSourceAreTheSame) {
  for (const char* source : {"Reuters", "reuters.com", "https://www.reuters.com/world/x.html"}) {
    EXPECT_EQ(source_key(source), "reuters") << source;
  }
  EXPECT_EQ(source_key("http://news.bbc.co.uk/2/hi"), "bbc");
  EXPECT_EQ(source_key("edition.cnn.com"), "cnn");
  EXPECT_EQ(source_key("The New York Times"), "the new york times");
  EXPECT_EQ(source_key(""), "");
}

TEST(Corroborate, IndependentVoicesAddUp) {
  const std::vector<Claim> claims = {claim(1, "Gazprom supplies gas to China.", 0.5),
                                     claim(2, "China buys its gas from Gazprom, too.", 0.8)};
  const Corroboration found = corroborate(claims, no_source);
  EXPECT_EQ(found.voice_count, 2U);
  EXPECT_DOUBLE_EQ(found.confidence, 0.9);
}

TEST(Corroborate, CopiesAndOneSourceAreOneVoice) {
  const char* const story =
      "Gazprom began to supply natural gas to China through a new pipeline in December 2019.";
  const char* const edited =
      "Gazprom began to supply natural gas to China through a new pipeline in late December 2019.";
  const std::vector<Claim> claims = {claim(1, story, 0.6), claim(2, story, 0.5),
                                     claim(3, edited, 0.7),
                                     claim(4, "China has bought Russian gas since 2019.", 0.5),
                                     claim(5, "Moscow's gas flows east, for the first time.", 0.6)};
  const auto source_of = [](DocumentId id) {
    return std::string(id.value >= 4 ? "reuters.com" : "");
  };
  const Corroboration found = corroborate(claims, source_of);
  EXPECT_EQ(found.voices, (std::vector<std::size_t>{0, 0, 0, 1, 1}));
  EXPECT_DOUBLE_EQ(found.confidence, 1 - 0.3 * 0.4);
}

TEST(Corroborate, ADocumentIsOneVoice) {
  const std::vector<Claim> claims = {claim(1, "He leads the company.", 0.5),
                                     claim(1, "The chief executive spoke.", 0.5)};
  EXPECT_EQ(corroborate(claims, no_source).voice_count, 1U);
}

TEST(Corroborate, DenialsBearNothingOut) {
  const std::vector<Claim> claims = {claim(1, "It supplies gas.", 0.5),
                                     claim(2, "It denied that.", 0.9, Modality::negated)};
  const Corroboration found = corroborate(claims, no_source);
  EXPECT_EQ(found.modality, Modality::stated);
  EXPECT_DOUBLE_EQ(found.confidence, 0.5);
}

TEST(Corroborate, ManyVoicesNeverBecomeCertain) {
  std::vector<Claim> claims;
  for (std::uint64_t i = 1; i <= 50; ++i) claims.push_back(claim(i, {}, 0.9));
  EXPECT_EQ(corroborate(claims, no_source).confidence, confidence_max);
  EXPECT_EQ(corroborate(claims, no_source).voice_count, 50U);
}

TEST(Corroborate, TheOrderOfClaimsDoesNotMatter) {
  std::vector<Claim> claims = {claim(1, "a b c d e f", 0.31), claim(2, "a b c d e f g", 0.57),
                               claim(3, "b c d e f g h", 0.73), claim(4, "x y z", 0.11)};
  const double expected = corroborate(claims, no_source).confidence;
  std::sort(claims.begin(), claims.end(),
            [](const Claim& a, const Claim& b) { return a.confidence > b.confidence; });
  EXPECT_EQ(corroborate(claims, no_source).confidence, expected);
}

TEST(Corroborate, NothingIsNoVoice) { EXPECT_EQ(corroborate({}, no_source).voice_count, 0U); }

}  // namespace
}  // namespace entente::storage
