#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "ingest/text/tokens.hpp"

namespace entente::ingest {

/// A sum of money in a text, normalised.
struct MoneyExpression {
  /// Tokens [first, last) that write it, sign and currency included.
  std::size_t first = 0;
  std::size_t last = 0;
  /// Whole units of the currency; of a range its ends.
  double amount = 0;
  std::optional<double> amount_max;
  /// ISO 4217.
  std::string currency;
  /// "about", "at least" or "at most", by the words before it; else empty.
  std::string bound;
  /// What it is for, by the words behind: "barrel" ("$80 a barrel"), "year" ("€3bn a year").
  std::string per;

  /// One name for all ways to write the sum: "$8.3 billion", "PLN 600 million", "at least €5
  /// billion", "$80 per barrel", "$5 billion to $7 billion".
  [[nodiscard]] std::string name() const;
  /// An amount as text, without exponent or trailing zeros.
  [[nodiscard]] static std::string amount_text(double amount);
};

/// The sum whose number begins at tokens[at]: "$8.3bn", "US$5 billion", "2 trillion roubles", "half
/// a billion dollars", "a million euros", "$5-7 billion", "€3bn to €4bn", "20 million-dollar", "CHF
/// 5m". nullopt if there is no number or no currency.
std::optional<MoneyExpression> parse_money(std::span<const Token> tokens, std::size_t at);

}  // namespace entente::ingest
