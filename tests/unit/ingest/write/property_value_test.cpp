#include "ingest/write/property_value.hpp"

#include <gtest/gtest.h>

#include "ingest/write/same_as.hpp"

namespace entente::ingest {
namespace {

TEST(PropertyValue, NumbersBecomeNumbersAndNamesStay) {
  EXPECT_TRUE(identical(property_value("founded", "1989"), Value(std::int64_t{1989})));
  EXPECT_TRUE(identical(property_value("share", "0.5"), Value(0.5)));
  EXPECT_TRUE(identical(property_value("date", "2019"), Value("2019")));
  EXPECT_TRUE(identical(property_value("zip", "00123"), Value("00123")));
  EXPECT_TRUE(identical(property_value("note", "12 km"), Value("12 km")));
  EXPECT_TRUE(identical(property_value("note", ""), Value("")));
}

TEST(Aliases, PersonsCountByTheirSurnameToo) {
  EXPECT_EQ(alias_keys({"Person"}, {"Vladimir Putin"}),
            (std::vector<std::string>{"putin", "vladimir putin", "~vladimir putin"}));
  EXPECT_EQ(alias_keys({"Person"}, {"Xi Jinping"}),
            (std::vector<std::string>{"xi", "xi jinping", "~ksi jinping"}));
  EXPECT_EQ(alias_keys({"Company"}, {"Deutsche Bank"}),
            (std::vector<std::string>{"&deutsche bank", "deutsche bank", "~deutshe bank"}));
}

TEST(Aliases, SpellingsOfANameAreOneIdentity) {
  EXPECT_EQ(identity_alias("City", "São Paulo"), identity_alias("City", "Sao  PAULO"));
  EXPECT_NE(identity_alias("City", "Moscow"), identity_alias("Region", "Moscow"));
}

}  // namespace
}  // namespace entente::ingest
