#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "ingest/text/tokens.hpp"

namespace entente::ingest {

/// A currency found in a text.
struct CurrencyMatch {
  /// ISO 4217.
  std::string_view code;
  std::uint32_t token_count = 0;
};

/// Signs, codes and names of currencies: of CLDR (ICU, read when the gazetteer is built) and those
/// of names/data/currencies.tsv. Immutable; any thread may read it.
class Currencies {
 public:
  /// The compiled-in ones, read on first use.
  static const Currencies& built_in();

  /// The sign or code that ends before tokens[at], with what is glued before it: "$", "US$", "CHF".
  [[nodiscard]] CurrencyMatch before(std::span<const Token> tokens, std::size_t at) const;
  /// The sign, word or name at tokens[at]: "€", "roubles", "US dollars", "Hong Kong dollars".
  [[nodiscard]] CurrencyMatch behind(std::span<const Token> tokens, std::size_t at) const;

 private:
  Currencies();

  using Codes = std::map<std::string, std::string, std::less<>>;
  Codes signs_;
  Codes words_;
  /// Names of several words, folded; and the most words one has.
  Codes names_;
  std::uint32_t longest_ = 1;
  /// What stands before a dollar sign.
  Codes prefixes_;
  std::set<std::string, std::less<>> codes_;
};

}  // namespace entente::ingest
