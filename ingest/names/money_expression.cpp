#include "ingest/names/money_expression.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "ingest/names/currencies.hpp"

namespace entente::ingest {

namespace {

struct Scale {
  std::string_view word;
  double factor;
};

constexpr std::array<Scale, 18> scales = {{{"hundred", 1e2},
                                           {"thousand", 1e3},
                                           {"k", 1e3},
                                           {"lakh", 1e5},
                                           {"million", 1e6},
                                           {"millions", 1e6},
                                           {"mln", 1e6},
                                           {"mn", 1e6},
                                           {"m", 1e6},
                                           {"crore", 1e7},
                                           {"billion", 1e9},
                                           {"billions", 1e9},
                                           {"bln", 1e9},
                                           {"bn", 1e9},
                                           {"b", 1e9},
                                           {"trillion", 1e12},
                                           {"trn", 1e12},
                                           {"tn", 1e12}}};

constexpr std::array<Scale, 22> number_words = {
    {{"a", 1},       {"an", 1},      {"one", 1},      {"two", 2},     {"three", 3},   {"four", 4},
     {"five", 5},    {"six", 6},     {"seven", 7},    {"eight", 8},   {"nine", 9},    {"ten", 10},
     {"eleven", 11}, {"twelve", 12}, {"fifteen", 15}, {"twenty", 20}, {"thirty", 30}, {"forty", 40},
     {"fifty", 50},  {"sixty", 60},  {"eighty", 80},  {"ninety", 90}}};

template <std::size_t N>
double value_in(const std::array<Scale, N>& words, std::string_view form) {
  for (const Scale& entry : words) {
    if (entry.word == form) return entry.factor;
  }
  return 0;
}

bool is_hyphen(std::string_view form) { return form == "-" || form == "–"; }

/// A number as written, its scale apart: of "5-7 billion" both ends have the scale of the second.
struct Quantity {
  double value = 0;
  double scale = 1;
  bool scaled = false;
  bool in_words = false;
};

/// Names of currencies that are also other words: "two won", "10 pounds of sugar".
bool is_ambiguous(std::string_view word) {
  for (const std::string_view known : {"real", "won", "try", "rub", "som", "rand", "dram", "drams",
                                       "pound", "pounds", "rs", "nis"}) {
    if (known == word) return true;
  }
  return false;
}

class MoneyReader {
 public:
  MoneyReader(std::span<const Token> tokens, std::size_t at) : tokens_(tokens), at_(at) {}

  std::optional<MoneyExpression> read() {
    MoneyExpression money;
    const CurrencyMatch sign = Currencies::built_in().before(tokens_, at_);
    money.first = at_ - sign.token_count;
    auto low = quantity();
    if (!low) return std::nullopt;
    auto high = range_end(sign);
    if (high && !low->scaled && high->scaled) low->scale = high->scale;
    money.currency = sign.code;
    if (money.currency.empty()) {
      // "a dollar" and "one euro" are more often words than sums.
      if (low->in_words && !low->scaled) return std::nullopt;
      if (is_hyphen(form(at_))) ++at_;
      const CurrencyMatch name = Currencies::built_in().behind(tokens_, at_);
      if (name.token_count == 0) return std::nullopt;
      const bool sure = low->scaled ||
                        (form(at_).starts_with("pound") && !low->in_words && form(at_ + 1) != "of");
      if (name.token_count == 1 && !sure && is_ambiguous(form(at_))) return std::nullopt;
      money.currency = name.code;
      at_ += name.token_count;
    }
    money.last = at_;
    money.amount = low->value * low->scale;
    if (high && high->value * high->scale > money.amount) {
      money.amount_max = high->value * high->scale;
    }
    money.bound = bound_before(money.first);
    money.per = unit_behind();
    return money;
  }

 private:
  [[nodiscard]] std::string_view form(std::size_t i) const {
    return i < tokens_.size() ? std::string_view(tokens_[i].form) : std::string_view();
  }

  [[nodiscard]] std::optional<double> digits_at(std::size_t i) const {
    if (i >= tokens_.size() || tokens_[i].kind != TokenKind::number) return std::nullopt;
    std::string plain;
    for (const char c : tokens_[i].form) {
      if (c != ',') plain += c;
    }
    double value = 0;
    const auto end = plain.data() + plain.size();
    const auto read = std::from_chars(plain.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return value;
  }

  /// "8.3", "half a billion", "two and a half million".
  std::optional<Quantity> quantity() {
    Quantity found;
    if (const auto digits = digits_at(at_)) {
      found.value = *digits;
      ++at_;
    } else if (form(at_) == "half") {
      found.value = 0.5;
      found.in_words = true;
      at_ += form(at_ + 1) == "a" ? 2 : 1;
    } else if (const double word = value_in(number_words, form(at_)); word > 0) {
      found.value = word;
      found.in_words = true;
      ++at_;
    } else {
      return std::nullopt;
    }
    if (form(at_) == "and" && form(at_ + 1) == "a" && form(at_ + 2) == "half") {
      found.value += 0.5;
      at_ += 3;
    }
    const std::size_t hyphen = is_hyphen(form(at_)) ? 1 : 0;
    if (const double scale = value_in(scales, form(at_ + hyphen)); scale > 0) {
      found.scale = scale;
      found.scaled = true;
      at_ += hyphen + 1;
      // "five hundred million".
      if (const double more = value_in(scales, form(at_)); scale < 1e6 && more > scale) {
        found.scale *= more;
        ++at_;
      }
    }
    if (found.in_words && found.value < 1 && !found.scaled) return std::nullopt;
    return found;
  }

  /// "-7 billion", "to €4bn" behind the first number; nothing is taken if it is not there.
  std::optional<Quantity> range_end(const CurrencyMatch& sign) {
    const std::size_t before = at_;
    if (!is_hyphen(form(at_)) && form(at_) != "to") return std::nullopt;
    ++at_;
    // The sign may be written again.
    for (std::size_t ahead = 1; ahead <= 2; ++ahead) {
      const CurrencyMatch again = Currencies::built_in().before(tokens_, at_ + ahead);
      if (again.token_count != ahead) continue;
      if (again.code != sign.code) break;
      at_ += ahead;
      break;
    }
    if (digits_at(at_)) {
      if (auto end = quantity()) return end;
    }
    at_ = before;
    return std::nullopt;
  }

  [[nodiscard]] std::string bound_before(std::size_t first) const {
    const std::string_view last = first > 0 ? form(first - 1) : std::string_view();
    const std::string_view before = first > 1 ? form(first - 2) : std::string_view();
    for (const std::string_view word :
         {"about", "around", "roughly", "approximately", "some", "nearly", "almost", "estimated"}) {
      if (last == word) return "about";
    }
    if (last == "over" || last == "exceeding" || last == "above" ||
        (last == "than" && before == "more") || (last == "least" && before == "at")) {
      return "at least";
    }
    if (last == "under" || last == "below" || (last == "than" && before == "less") ||
        (last == "to" && before == "up") || (last == "most" && before == "at")) {
      return "at most";
    }
    return {};
  }

  /// "a barrel", "per tonne", "every year".
  [[nodiscard]] std::string unit_behind() const {
    const std::string_view word = form(at_);
    if (word == "annually" || word == "yearly") return "year";
    if (word == "monthly") return "month";
    if (word != "a" && word != "an" && word != "per" && word != "each" && word != "every")
      return {};
    if (word == "per" && at_ + 1 < tokens_.size()) return tokens_[at_ + 1].form;
    for (const std::string_view unit :
         {"barrel", "tonne", "ton", "ounce", "gallon", "litre", "share", "day", "week", "month",
          "quarter", "year", "hour", "person", "kilogram", "kilo", "bushel", "head"}) {
      if (form(at_ + 1) == unit) return std::string(unit);
    }
    return {};
  }

  std::span<const Token> tokens_;
  std::size_t at_;
};

}  // namespace

namespace {

/// "$8.3 billion", "RUB 2 trillion", "$1,250.5".
std::string sum_name(std::string_view currency, double amount) {
  struct Sign {
    std::string_view code;
    std::string_view sign;
  };
  constexpr std::array<Sign, 5> signs = {
      {{"USD", "$"}, {"EUR", "€"}, {"GBP", "£"}, {"JPY", "¥"}, {"INR", "₹"}}};
  struct Unit {
    double factor;
    std::string_view word;
  };
  constexpr std::array<Unit, 3> units = {
      {{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}}};
  std::string text(currency);
  text += ' ';
  for (const Sign& sign : signs) {
    if (sign.code == currency) text = sign.sign;
  }
  for (const Unit& unit : units) {
    if (amount >= unit.factor) {
      return fmt::format("{}{:.9g}{}", text, amount / unit.factor, unit.word);
    }
  }
  std::string digits = fmt::format("{:.9g}", amount);
  const auto point = std::min(digits.find('.'), digits.size());
  constexpr std::size_t group = 3;
  constexpr double thousand = 1e3;
  for (std::size_t at = point; amount >= thousand && at > group; at -= group) {
    digits.insert(at - group, ",");
  }
  return text + digits;
}

}  // namespace

std::string MoneyExpression::name() const {
  std::string text = bound.empty() ? std::string() : bound + " ";
  text += sum_name(currency, amount);
  if (amount_max) text += " to " + sum_name(currency, *amount_max);
  if (!per.empty()) text += " per " + per;
  return text;
}

std::string MoneyExpression::amount_text(double amount) {
  // Up to where doubles are whole numbers, all digits are written.
  constexpr double exact_max = 9e15;
  if (amount < exact_max && amount == std::floor(amount)) return fmt::format("{:.0f}", amount);
  return fmt::format("{:.15g}", amount);
}

std::optional<MoneyExpression> parse_money(std::span<const Token> tokens, std::size_t at) {
  if (at >= tokens.size()) return std::nullopt;
  return MoneyReader(tokens, at).read();
}

}  // namespace entente::ingest
