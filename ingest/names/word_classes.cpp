#include "ingest/names/word_classes.hpp"

#include <algorithm>
#include <cassert>

#include "ingest/names/data_lines.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/inflection.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

const WordClasses& WordClasses::built_in() {
  static const WordClasses classes(data::word_classes());
  return classes;
}

WordClasses::WordClasses(std::string_view data) {
  int current = -1;
  for_each_line(data, [&](std::string_view line) {
    if (line.front() != ' ') {
      const auto equals = line.find('=');
      const std::string name(trim(line.substr(0, equals)));
      const auto [entry, added] = numbers_.emplace(name, static_cast<int>(classes_.size()));
      if (added) classes_.emplace_back();
      current = entry->second;
      line.remove_prefix(equals + 1);
    }
    assert(current >= 0);
    for (const std::string_view entry : split_fields(line, '|')) {
      add_entry(classes_[static_cast<std::size_t>(current)], trim(entry));
    }
  });
}

void WordClasses::add_entry(Class& into, std::string_view entry) {
  if (entry.empty()) return;
  const auto words = split_fields(entry, ' ');
  // Only the first word of an entry may be inflected; that is all the frames need.
  const bool inflected = words.front().front() == '~';
  const auto forms = inflected ? inflect(words.front().substr(1))
                               : std::vector<std::string>{std::string(words.front())};
  for (const std::string& form : forms) {
    std::string phrase = form;
    for (std::size_t i = 1; i < words.size(); ++i) {
      phrase += ' ';
      phrase += words[i];
    }
    into.phrases.insert(phrase);
    into.first_words.insert(form);
  }
  into.longest = std::max(into.longest, static_cast<std::uint32_t>(words.size()));
}

int WordClasses::find(std::string_view name) const {
  const auto found = numbers_.find(name);
  return found == numbers_.end() ? -1 : found->second;
}

std::vector<std::string> WordClasses::phrases(int word_class) const {
  if (word_class < 0) return {};
  const auto& phrases = classes_[static_cast<std::size_t>(word_class)].phrases;
  std::vector<std::string> sorted(phrases.begin(), phrases.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

std::vector<std::uint32_t> WordClasses::match_all(int word_class, std::span<const Token> tokens,
                                                  std::size_t at) const {
  std::vector<std::uint32_t> sizes;
  if (word_class < 0 || at >= tokens.size()) return sizes;
  const Class& wanted = classes_[static_cast<std::size_t>(word_class)];
  if (wanted.first_words.count(tokens[at].form) == 0) return sizes;
  std::string phrase;
  for (std::uint32_t size = 1; size <= wanted.longest && at + size <= tokens.size(); ++size) {
    if (size > 1) phrase += ' ';
    phrase += tokens[at + size - 1].form;
    if (wanted.phrases.count(phrase) > 0) sizes.insert(sizes.begin(), size);
  }
  return sizes;
}

std::uint32_t WordClasses::match(int word_class, std::span<const Token> tokens,
                                 std::size_t at) const {
  const auto sizes = match_all(word_class, tokens, at);
  return sizes.empty() ? 0 : sizes.front();
}

bool WordClasses::ends_with(int word_class, std::span<const Token> tokens, std::size_t first,
                            std::size_t last) const {
  for (std::size_t at = first; at <= last; ++at) {
    if (at + match(word_class, tokens, at) == last + 1) return true;
  }
  return false;
}

std::uint32_t WordClasses::match(std::string_view name, std::span<const Token> tokens,
                                 std::size_t at) const {
  return match(find(name), tokens, at);
}

}  // namespace entente::ingest
