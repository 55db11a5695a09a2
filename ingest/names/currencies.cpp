#include "ingest/names/currencies.hpp"

#include <algorithm>

#include "ingest/names/data_lines.hpp"
#include "ingest/names/gazetteer.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

std::string_view form(std::span<const Token> tokens, std::size_t i) {
  return i < tokens.size() ? std::string_view(tokens[i].form) : std::string_view();
}

/// Spellings of CLDR's names that news prefers.
std::string newspaper_spelling(std::string_view name) {
  std::string spelled(name);
  if (const auto at = spelled.find("ruble"); at != std::string::npos) spelled.insert(at + 1, "o");
  return spelled;
}

}  // namespace

const Currencies& Currencies::built_in() {
  static const Currencies currencies;
  return currencies;
}

Currencies::Currencies() {
  for_each_line(data::currencies(), [&](std::string_view line) {
    const auto field = split_fields(line, '\t');
    const std::string code(field[0]);
    codes_.insert(fold(code));
    const auto add = [&](std::size_t column, Codes& into) {
      if (column >= field.size()) return;
      for (const std::string_view word : split_fields(field[column], ' ')) {
        if (!word.empty()) into.emplace(word, code);
      }
    };
    add(1, signs_);
    add(2, words_);
    add(3, prefixes_);
  });
  for_each_line(data::gazetteer(), [&](std::string_view line) {
    if (!line.starts_with("currency\t")) return;
    const auto field = split_fields(line, '\t');
    const std::string key = name_key(field[1]);
    codes_.insert(fold(field[3]));
    const auto words = static_cast<std::uint32_t>(std::count(key.begin(), key.end(), ' ') + 1);
    // One word alone, of the many pesos and francs, is the hand list's to give.
    if (words == 1) return;
    names_.emplace(key, field[3]);
    names_.emplace(newspaper_spelling(key), field[3]);
    longest_ = std::max(longest_, words);
  });
}

CurrencyMatch Currencies::before(std::span<const Token> tokens, std::size_t at) const {
  if (at == 0) return {};
  const std::string_view sign = form(tokens, at - 1);
  if (const auto known = signs_.find(sign); known != signs_.end()) {
    if (sign == "$" && at > 1 && !tokens[at - 1].space_before) {
      const auto prefix = prefixes_.find(form(tokens, at - 2));
      if (prefix != prefixes_.end() && tokens[at - 2].upper) return {prefix->second, 2};
    }
    return {known->second, 1};
  }
  if (sign.size() == 3 && tokens[at - 1].upper && codes_.count(sign) > 0) {
    const auto word = words_.find(sign);
    // "Try 5" is no lira: a code that is a word counts if its list says so, and in capitals only,
    // which folding hides; so such codes are left to what stands behind the number.
    if (word != words_.end() && sign != "try" && sign != "all" && sign != "top") {
      return {word->second, 1};
    }
  }
  return {};
}

CurrencyMatch Currencies::behind(std::span<const Token> tokens, std::size_t at) const {
  std::string key;
  CurrencyMatch best;
  for (std::uint32_t words = 1; words <= longest_ && at + words <= tokens.size(); ++words) {
    if (words > 1) key += ' ';
    key += form(tokens, at + words - 1);
    if (const auto name = names_.find(key); name != names_.end()) best = {name->second, words};
  }
  if (best.token_count > 0) return best;
  // "U.S. dollars", "American dollars".
  const std::string_view first = form(tokens, at);
  const bool american = first == "u.s." || first == "us" || first == "american";
  const std::size_t shift = american ? 1 : 0;
  const std::string_view word = form(tokens, at + shift);
  if (const auto known = words_.find(word); known != words_.end()) {
    if (american && known->second != "USD") return {};
    return {known->second, static_cast<std::uint32_t>(shift + 1)};
  }
  if (const auto sign = signs_.find(first); sign != signs_.end()) return {sign->second, 1};
  return {};
}

}  // namespace entente::ingest
