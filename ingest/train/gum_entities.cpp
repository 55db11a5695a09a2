#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "ingest/train/treebank.hpp"

namespace entente::ingest::train {

namespace {

using model::NameKind;
using model::NameSpan;

/// The value of `Entity=` in a MISC column, or empty.
std::string_view entity_field(std::string_view misc) {
  constexpr std::string_view name = "Entity=";
  const auto begin = misc.find(name);
  if (begin == std::string_view::npos) return {};
  misc.remove_prefix(begin + name.size());
  return misc.substr(0, misc.find('|'));
}

std::optional<NameKind> kind_of(std::string_view type) {
  if (type == "person") return NameKind::person;
  if (type == "organization") return NameKind::organisation;
  if (type == "place") return NameKind::location;
  return std::nullopt;
}

/// Entities of a sentence: GUM opens one with "(number-type-…" and closes it with "number)".
class EntityReader {
 public:
  std::vector<NameSpan> read(const TreeSentence& sentence) {
    for (std::uint32_t i = 0; i < sentence.tokens.size(); ++i) {
      read_field(entity_field(sentence.tokens[i].misc), i);
    }
    return std::move(spans_);
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
      if (opens) {
        item.remove_prefix(std::min(number.size() + 1, item.size()));
        open_[number].push_back({at, kind_of(item.substr(0, item.find('-')))});
      }
      if (closes) close(number, at + 1);
    }
  }

  void close(const std::string& number, std::uint32_t end) {
    auto& opened = open_[number];
    if (opened.empty()) return;
    if (opened.back().kind) spans_.push_back({opened.back().begin, end, *opened.back().kind});
    opened.pop_back();
  }

  struct Opened {
    std::uint32_t begin = 0;
    std::optional<NameKind> kind;
  };
  std::map<std::string, std::vector<Opened>> open_;
  std::vector<NameSpan> spans_;
};

/// By the Penn tag: "United" and "New" of names are adjectives and verbs by the universal one.
bool is_proper(const TreeToken& token) { return token.penn_tag.starts_with("NNP"); }

bool is_title(std::string_view text) {
  static constexpr std::string_view titles[] = {
      "President", "Mr.",     "Mrs.",      "Ms.", "Dr.",  "Prime", "Minister",
      "Senator",   "Justice", "Professor", "Sir", "King", "Queen", "General"};
  return std::find(std::begin(titles), std::end(titles), text) != std::end(titles);
}

/// The name in a mention: the run of proper nouns around its head, with "of …" after it if that
/// is part of the mention's name too.
std::optional<NameSpan> name_in(const TreeSentence& sentence, const NameSpan& mention) {
  const auto& tokens = sentence.tokens;
  std::optional<std::uint32_t> head;
  for (std::uint32_t i = mention.begin; i < mention.end; ++i) {
    const int above = tokens[i].head;
    const bool outside =
        above < static_cast<int>(mention.begin) || above >= static_cast<int>(mention.end);
    if (outside && !head && tokens[i].universal_tag != "PUNCT") head = i;
  }
  if (!head || !is_proper(tokens[*head])) return std::nullopt;
  NameSpan name{*head, *head + 1, mention.kind};
  while (name.begin > mention.begin && is_proper(tokens[name.begin - 1])) --name.begin;
  while (name.end < mention.end && is_proper(tokens[name.end])) ++name.end;
  if (mention.kind != NameKind::person) {
    std::uint32_t next = name.end;
    while (next < mention.end && (tokens[next].text == "of" || tokens[next].text == "the" ||
                                  tokens[next].text == "and" || tokens[next].text == "&")) {
      ++next;
    }
    if (next > name.end && next < mention.end && is_proper(tokens[next])) {
      name.end = next;
      while (name.end < mention.end && is_proper(tokens[name.end])) ++name.end;
    }
  }
  while (name.kind == NameKind::person && name.begin + 1 < name.end &&
         is_title(tokens[name.begin].text)) {
    ++name.begin;
  }
  return name;
}

}  // namespace

std::vector<std::optional<std::vector<NameSpan>>> marked_names(const Treebank& treebank) {
  std::set<std::string> marked;
  for (const TreeSentence& sentence : treebank) {
    for (const TreeToken& token : sentence.tokens) {
      if (!entity_field(token.misc).empty()) marked.insert(sentence.document);
    }
  }
  std::vector<std::optional<std::vector<NameSpan>>> result;
  for (const TreeSentence& sentence : treebank) {
    std::optional<std::vector<NameSpan>>& names = result.emplace_back();
    if (marked.count(sentence.document) == 0) continue;
    names.emplace();
    std::vector<NameSpan> mentions = EntityReader().read(sentence);
    // Of nested names the outermost counts.
    std::stable_sort(mentions.begin(), mentions.end(), [](const NameSpan& a, const NameSpan& b) {
      return a.end - a.begin > b.end - b.begin;
    });
    std::vector<bool> taken(sentence.tokens.size(), false);
    for (const NameSpan& mention : mentions) {
      const auto name = name_in(sentence, mention);
      if (!name || std::find(taken.begin() + name->begin, taken.begin() + name->end, true) !=
                       taken.begin() + name->end) {
        continue;
      }
      std::fill(taken.begin() + name->begin, taken.begin() + name->end, true);
      names->push_back(*name);
    }
    std::sort(names->begin(), names->end(),
              [](const NameSpan& a, const NameSpan& b) { return a.begin < b.begin; });
  }
  return result;
}

}  // namespace entente::ingest::train
