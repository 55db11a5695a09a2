#include "ingest/text/inflection.hpp"

#include <algorithm>
#include <map>

#include "ingest/text/data.hpp"

namespace entente::ingest {

namespace {

using Irregular = std::map<std::string, std::vector<std::string>, std::less<>>;

std::vector<std::string> split_words(std::string_view line) {
  std::vector<std::string> words;
  while (!line.empty()) {
    const auto end = std::min(line.find(' '), line.size());
    if (end > 0) words.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

Irregular parse(std::string_view data) {
  Irregular verbs;
  while (!data.empty()) {
    const auto end = std::min(data.find('\n'), data.size());
    const auto words = split_words(data.substr(0, end));
    data.remove_prefix(std::min(end + 1, data.size()));
    if (words.empty() || words.front().front() == '#') continue;
    verbs[words.front()].assign(words.begin() + 1, words.end());
  }
  return verbs;
}

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

bool takes_es(std::string_view word) {
  return word.ends_with('s') || word.ends_with('x') || word.ends_with('z') ||
         word.ends_with("ch") || word.ends_with("sh");
}

/// "ship" → "shipp": one syllable of consonant, vowel, consonant.
bool doubles(std::string_view word) {
  if (word.size() < 3 || word.size() > 4) return false;
  const char last = word.back();
  const auto vowels = std::count_if(word.begin(), word.end(), is_vowel);
  return vowels == 1 && !is_vowel(last) && is_vowel(word[word.size() - 2]) && last != 'w' &&
         last != 'x' && last != 'y';
}

void add(std::vector<std::string>& forms, std::string form) {
  if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(std::move(form));
}

}  // namespace

std::vector<std::string> inflect(std::string_view base) {
  static const Irregular irregular = parse(data::irregular_verbs());
  const std::string word(base);
  std::vector<std::string> forms = {word};
  if (const auto found = irregular.find(base); found != irregular.end()) {
    for (const std::string& form : found->second) add(forms, form);
  }
  if (word.size() < 2) return forms;
  const bool consonant_y = word.back() == 'y' && !is_vowel(word[word.size() - 2]);
  const std::string stem = word.substr(0, word.size() - 1);
  if (consonant_y) {
    add(forms, stem + "ies");
    add(forms, stem + "ied");
    add(forms, word + "ing");
  } else if (word.back() == 'e') {
    add(forms, word + "s");
    add(forms, word + "d");
    add(forms, stem + "ing");
  } else {
    add(forms, word + (takes_es(word) ? "es" : "s"));
    const std::string doubled = doubles(word) ? word + word.back() : word;
    add(forms, doubled + "ed");
    add(forms, doubled + "ing");
  }
  return forms;
}

}  // namespace entente::ingest
