#include "ingest/write/name_keys.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "ingest/names/data_lines.hpp"
#include "ingest/names/gazetteer.hpp"
#include "ingest/names/word_classes.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/tokens.hpp"
#include "ingest/write/transliterate.hpp"

namespace entente::ingest {

namespace {

/// First signs of keys that are no plain names, which never begin with them.
constexpr char spelling_mark = '~';
constexpr char initials_mark = '^';
constexpr char company_mark = '&';

/// Shorter names sound alike too often.
constexpr std::size_t spelled_letters_min = 5;

struct Respelling {
  std::string_view from;
  std::string_view to;
};

/// Ways to write one sound, applied in this order wherever they stand.
constexpr std::array<Respelling, 22> respellings = {{
    {"shch", "sh"}, {"sch", "sh"}, {"tsch", "ch"}, {"tch", "ch"}, {"dzh", "j"}, {"dj", "j"},
    {"zh", "j"},    {"kh", "h"},   {"gh", "g"},    {"ph", "f"},   {"ck", "k"},  {"x", "ks"},
    {"q", "k"},     {"w", "v"},    {"ou", "u"},    {"tz", "ts"},  {"yo", "e"},  {"ye", "e"},
    {"iy", "i"},    {"ij", "i"},   {"y", "i"},     {"ei", "ai"},
}};

void replace_all(std::string& word, std::string_view from, std::string_view to) {
  for (auto at = word.find(from); at != std::string::npos; at = word.find(from, at + to.size())) {
    word.replace(at, from.size(), to);
  }
}

std::string spelled(std::string word) {
  for (const Respelling& rule : respellings) replace_all(word, rule.from, rule.to);
  word.erase(std::unique(word.begin(), word.end()), word.end());
  return word;
}

/// A given name in any spelling → the form that stands for all of them.
const std::map<std::string, std::string>& name_variants() {
  static const std::map<std::string, std::string> variants = [] {
    std::map<std::string, std::string> map;
    for_each_line(data::name_variants(), [&](std::string_view line) {
      std::string first;
      for (const std::string_view word : split_fields(line, ' ')) {
        const std::string sound = spelled(std::string(word));
        if (first.empty()) first = sound;
        map.emplace(sound, first);
      }
    });
    return map;
  }();
  return variants;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : split_fields(text, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

bool is_legal_form(std::string_view word) {
  static constexpr std::array<std::string_view, 30> forms = {
      "ag",  "ao",  "as",  "asa",     "bv",  "co",  "company", "corp", "corporation", "gmbh",
      "inc", "jsc", "kg",  "limited", "llc", "llp", "ltd",     "nv",   "oao",         "ojsc",
      "ooo", "oy",  "pao", "pjsc",    "plc", "pte", "sa",      "se",   "spa",         "zao"};
  return std::find(forms.begin(), forms.end(), word) != forms.end();
}

/// "Gazprom PJSC" → "gazprom"; empty if the name has no legal form.
std::string without_legal_form(std::string_view name) {
  std::string plain(name);
  // "S.A." and "p.l.c." are one word.
  std::erase(plain, '.');
  std::vector<std::string> words = words_of(romanised(plain));
  const std::size_t before = words.size();
  while (words.size() > 1 && is_legal_form(words.back())) words.pop_back();
  if (words.size() == before) return {};
  std::string bare;
  for (const std::string& word : words) bare += (bare.empty() ? "" : " ") + word;
  return bare;
}

/// The initials of "International Monetary Fund"; empty for names of less than three words.
std::string initials_of(std::string_view name) {
  std::string initials;
  for (const Token& token : split_tokens(name, 0, name.size())) {
    if (token.kind != TokenKind::word || !token.upper) continue;
    initials += token.form.front();
  }
  return initials.size() >= 3 ? initials : std::string();
}

bool is_initials(std::string_view name) {
  return name.size() >= 3 && name.size() <= 8 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// A person's name without "Mr.", "Dr." and the like before it.
std::string_view without_honorific(std::string_view name) {
  static const int honorific = WordClasses::built_in().find("honorific");
  const auto tokens = split_tokens(name, 0, name.size());
  std::size_t first = 0;
  while (first + 1 < tokens.size() &&
         WordClasses::built_in().match(honorific, tokens, static_cast<std::uint32_t>(first)) == 1) {
    ++first;
  }
  return tokens.empty() ? name : name.substr(tokens[first].begin);
}

void add_person_keys(std::string_view full_name, std::set<std::string>& keys) {
  const std::string name(without_honorific(full_name));
  keys.insert(plain_alias(std::string(full_name)));
  const std::string key = plain_alias(name);
  keys.insert(key);
  const auto space = key.find(' ');
  if (space == std::string::npos) return;
  const std::string first = key.substr(0, space);
  const bool family_first = Gazetteer::built_in().is_family_name_first(first) &&
                            !Gazetteer::built_in().is_given_name(first);
  keys.insert(family_first ? first : key.substr(key.rfind(' ') + 1));
  const auto words = spelled_words(name);
  if (words.size() < 2) return;
  if (words.front().size() + words.back().size() < spelled_letters_min) return;
  keys.insert(spelling_mark + words.front() + " " + words.back());
}

void add_other_keys(const std::string& name, bool company, std::set<std::string>& keys) {
  const std::string key = plain_alias(name);
  if (key.empty()) return;
  keys.insert(key);
  std::string sound;
  for (const std::string& word : spelled_words(name)) sound += (sound.empty() ? "" : " ") + word;
  if (sound.size() >= spelled_letters_min) keys.insert(spelling_mark + sound);
  if (is_initials(name)) {
    keys.insert(initials_mark + key);
  } else if (const std::string initials = initials_of(name); !initials.empty()) {
    keys.insert(initials_mark + initials);
  }
  if (!company) return;
  const std::string bare = without_legal_form(name);
  keys.insert(company_mark + (bare.empty() ? romanised(name) : bare));
}

}  // namespace

NameKeyKind kind_of_key(std::string_view key) {
  switch (key.empty() ? ' ' : key.front()) {
    case spelling_mark: return NameKeyKind::spelling;
    case initials_mark: return NameKeyKind::initials;
    case company_mark: return NameKeyKind::bare_company;
    default: return NameKeyKind::plain;
  }
}

std::string plain_alias(const std::string& name) { return name_key(name); }

std::vector<std::string> alias_keys(const std::vector<std::string>& labels,
                                    const std::vector<std::string>& names) {
  const auto is = [&](std::string_view label) {
    return std::find(labels.begin(), labels.end(), label) != labels.end();
  };
  const bool company = is("Company");
  const bool organisation = company || is("Organization") || is("Fund");
  std::set<std::string> keys;
  for (const std::string& name : names) {
    if (is("Person")) {
      add_person_keys(name, keys);
    } else if (organisation) {
      add_other_keys(name, company, keys);
    } else if (const std::string key = plain_alias(name); !key.empty()) {
      keys.insert(key);
    }
  }
  keys.erase("");
  return {keys.begin(), keys.end()};
}

std::string identity_alias(const std::string& type, const std::string& name) {
  return type + ":" + name_key(name);
}

std::vector<std::string> spelled_words(std::string_view name) {
  std::vector<std::string> words;
  for (std::string& word : words_of(romanised(name))) {
    std::string sound = spelled(std::move(word));
    const auto variant = name_variants().find(sound);
    words.push_back(variant == name_variants().end() ? std::move(sound) : variant->second);
  }
  return words;
}

}  // namespace entente::ingest
