#include "ingest/names/money_expression.hpp"

#include <gtest/gtest.h>

namespace entente::ingest {
namespace {

/// "8300000000 USD" of the first sum in a text, with what else is known; "none" without one.
std::string money(const std::string& text) {
  const auto tokens = split_tokens(text, 0, text.size());
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const auto found = parse_money(tokens, at);
    if (!found) continue;
    std::string out = MoneyExpression::amount_text(found->amount);
    if (found->amount_max) out += ".." + MoneyExpression::amount_text(*found->amount_max);
    out += " " + found->currency;
    if (!found->bound.empty()) out += ", " + found->bound;
    if (!found->per.empty()) out += ", per " + found->per;
    return out;
  }
  return "none";
}

struct Case {
  const char* text;
  const char* sum;
};

TEST(Money, SignsNamesAndScalesAreNormalised) {
  const Case cases[] = {
      {"$8.3bn", "8300000000 USD"},
      {"$8.3 billion", "8300000000 USD"},
      {"US$5bn", "5000000000 USD"},
      {"HK$20 million", "20000000 HKD"},
      {"€400 million", "400000000 EUR"},
      {"£1,250", "1250 GBP"},
      {"₽200bn", "200000000000 RUB"},
      {"2 trillion roubles", "2000000000000 RUB"},
      {"2 trillion Russian roubles", "2000000000000 RUB"},
      {"20 million euros", "20000000 EUR"},
      {"half a billion dollars", "500000000 USD"},
      {"two and a half million U.S. dollars", "2500000 USD"},
      {"a million euros", "1000000 EUR"},
      {"five hundred million yuan", "500000000 CNY"},
      {"30 billion Hong Kong dollars", "30000000000 HKD"},
      {"CHF 5m", "5000000 CHF"},
      {"a 20-billion-dollar plan", "20000000000 USD"},
      {"400 million Swiss francs", "400000000 CHF"},
  };
  for (const Case& c : cases) EXPECT_EQ(money(c.text), c.sum) << c.text;
}

TEST(Money, RangesBoundsAndUnitsAreKept) {
  const Case cases[] = {
      {"$5-7 billion", "5000000000..7000000000 USD"},
      {"€3bn to €4bn", "3000000000..4000000000 EUR"},
      {"between $5 and the sea", "5 USD"},
      {"about $400 billion", "400000000000 USD, about"},
      {"more than 3 million euros", "3000000 EUR, at least"},
      {"up to $1bn", "1000000000 USD, at most"},
      {"$80 a barrel", "80 USD, per barrel"},
      {"€3bn a year", "3000000000 EUR, per year"},
      {"$350 per thousand", "350 USD, per thousand"},
  };
  for (const Case& c : cases) EXPECT_EQ(money(c.text), c.sum) << c.text;
}

TEST(Money, OneSumHasOneName) {
  const auto name = [](const std::string& text) {
    const auto tokens = split_tokens(text, 0, text.size());
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      if (const auto found = parse_money(tokens, at)) return found->name();
    }
    return std::string("none");
  };
  const Case cases[] = {
      {"$8.3bn", "$8.3 billion"},
      {"8.3 billion dollars", "$8.3 billion"},
      {"£1,250", "£1,250"},
      {"250,000 euros", "€250,000"},
      {"$0.5", "$0.5"},
      {"two and a half million U.S. dollars", "$2.5 million"},
      {"2 trillion roubles", "RUB 2 trillion"},
      {"more than 3 million euros", "at least €3 million"},
      {"$5-7 billion", "$5 billion to $7 billion"},
      {"$80 a barrel", "$80 per barrel"},
  };
  for (const Case& c : cases) EXPECT_EQ(name(c.text), c.sum) << c.text;
}

TEST(Money, OtherNumbersAreNoSums) {
  for (const char* text : {"two won the race", "10 pounds of sugar", "20 million people", "in 2019",
                           "one real problem", "try 5 times", "a dollar", "5 m long", "half a day",
                           "", "$", "billion dollars"}) {
    EXPECT_EQ(money(text), "none") << text;
  }
}

}  // namespace
}  // namespace entente::ingest
