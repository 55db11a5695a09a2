#include <algorithm>
#include <optional>
#include <set>

#include "ingest/train/gum_mentions.hpp"

namespace entente::ingest::train {

namespace {

using model::NameKind;
using model::NameSpan;

std::optional<NameKind> kind_of(std::string_view type) {
  if (type == "person") return NameKind::person;
  if (type == "organization") return NameKind::organisation;
  if (type == "place") return NameKind::location;
  return std::nullopt;
}

/// The mentions of persons, organisations and places, in the order in which they end.
std::vector<NameSpan> entities_of(const TreeSentence& sentence) {
  std::vector<NameSpan> entities;
  for (const MarkedMention& mention : read_mentions(sentence)) {
    const auto kind = kind_of(mention.type);
    if (kind) entities.push_back({mention.begin, mention.end, *kind});
  }
  return entities;
}

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
    std::vector<NameSpan> mentions = entities_of(sentence);
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
