#include <fmt/format.h>

#include <array>
#include <charconv>

#include "ingest/names/name_rules.hpp"

namespace entente::ingest {

namespace {

struct Scale {
  std::string_view word;
  double factor;
};

constexpr std::array<Scale, 12> scales = {{{"thousand", 1e3},
                                           {"k", 1e3},
                                           {"million", 1e6},
                                           {"m", 1e6},
                                           {"mn", 1e6},
                                           {"billion", 1e9},
                                           {"bn", 1e9},
                                           {"b", 1e9},
                                           {"trillion", 1e12},
                                           {"tn", 1e12},
                                           {"hundred", 1e2},
                                           {"lakh", 1e5}}};

double scale_of(std::string_view word) {
  for (const Scale& scale : scales) {
    if (scale.word == word) return scale.factor;
  }
  return 0;
}

std::string_view sign_currency(std::string_view sign) {
  if (sign == "$") return "USD";
  if (sign == "€") return "EUR";
  if (sign == "£") return "GBP";
  if (sign == "¥") return "JPY";
  return {};
}

std::string_view word_currency(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 14> words = {{
      {"dollars", "USD"},
      {"dollar", "USD"},
      {"usd", "USD"},
      {"euros", "EUR"},
      {"euro", "EUR"},
      {"eur", "EUR"},
      {"yuan", "CNY"},
      {"renminbi", "CNY"},
      {"yen", "JPY"},
      {"pounds", "GBP"},
      {"roubles", "RUB"},
      {"rubles", "RUB"},
      {"rupees", "INR"},
      {"lira", "TRY"},
  }};
  for (const auto& [name, code] : words) {
    if (name == word) return code;
  }
  return {};
}

std::string amount_text(std::string_view digits, double factor) {
  std::string plain;
  for (const char c : digits) {
    if (c != ',') plain += c;
  }
  double value = 0;
  std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return fmt::format("{:.15g}", value * factor);
}

}  // namespace

void find_money(NameContext& context) {
  for (std::uint32_t i = context.begin(); i < context.end(); ++i) {
    if (context.token(i).kind != TokenKind::number) continue;
    std::uint32_t first = i;
    std::uint32_t last = i + 1;
    const double scale = scale_of(context.form(last));
    if (scale > 0) ++last;
    std::string_view currency = sign_currency(context.form(static_cast<std::int64_t>(i) - 1));
    if (!currency.empty()) {
      --first;
      // "US$5bn" has its country glued to the sign.
      if (context.has(first - 1) && !context.token(first).space_before &&
          context.token(first - 1).form == "us") {
        --first;
      }
    } else {
      std::uint32_t word = last;
      if (context.form(word) == "u.s." || context.form(word) == "us" ||
          context.form(word) == "american") {
        ++word;
      }
      currency = word_currency(context.form(word));
      if (currency.empty()) continue;
      last = word + 1;
    }
    Mention& mention = context.add(NamePriority::number, first, last, EntityType::Money);
    mention.properties.emplace_back("amount", amount_text(context.form(i), scale > 0 ? scale : 1));
    mention.properties.emplace_back("currency", currency);
    // "a $1 billion fund": the fund is named by its money.
    if (context.form(last) == "fund") {
      const std::string name = context.words(first, last + 1);
      context.add(NamePriority::structure, last, last + 1, EntityType::Fund, name);
    }
    i = last - 1;
  }
}

}  // namespace entente::ingest
