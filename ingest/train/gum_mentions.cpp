#include "ingest/train/gum_mentions.hpp"

#include <algorithm>
#include <map>

namespace entente::ingest::train {

namespace {

/// GUM opens a mention with "(number-type-…" and closes it with "number)"; one of a single word is
/// "(number-type-…)".
class MentionReader {
 public:
  std::vector<MarkedMention> read(const TreeSentence& sentence) {
    for (std::uint32_t i = 0; i < sentence.tokens.size(); ++i) {
      read_field(entity_field(sentence.tokens[i].misc), i);
    }
    return std::move(closed_);
  }

 private:
  void read_field(std::string_view field, std::uint32_t at) {
    while (!field.empty()) {
      const bool opens = field.front() == '(';
      if (opens) field.remove_prefix(1);
      const auto end = std::min(field.find_first_of("()"), field.size());
      std::string_view item = field.substr(0, end);
      const bool closes = end < field.size() && field[end] == ')';
      field.remove_prefix(closes ? end + 1 : end);
      const std::string number(item.substr(0, item.find('-')));
      item.remove_prefix(std::min(number.size() + 1, item.size()));
      auto& opened = open_[number];
      if (opens) {
        opened.push_back({at, at + 1, number, std::string(item.substr(0, item.find('-')))});
      }
      if (closes && !opened.empty()) {
        opened.back().end = at + 1;
        closed_.push_back(std::move(opened.back()));
        opened.pop_back();
      }
    }
  }

  std::map<std::string, std::vector<MarkedMention>> open_;
  std::vector<MarkedMention> closed_;
};

}  // namespace

std::string_view entity_field(std::string_view misc) {
  constexpr std::string_view name = "Entity=";
  const auto begin = misc.find(name);
  if (begin == std::string_view::npos) return {};
  misc.remove_prefix(begin + name.size());
  return misc.substr(0, misc.find('|'));
}

std::vector<MarkedMention> read_mentions(const TreeSentence& sentence) {
  return MentionReader().read(sentence);
}

std::vector<std::vector<MarkedMention>> marked_mentions(const Treebank& treebank) {
  std::vector<std::vector<MarkedMention>> all;
  for (const TreeSentence& sentence : treebank) {
    all.push_back(read_mentions(sentence));
    std::stable_sort(all.back().begin(), all.back().end(),
                     [](const MarkedMention& a, const MarkedMention& b) {
                       return a.end - a.begin < b.end - b.begin;
                     });
  }
  return all;
}

}  // namespace entente::ingest::train
