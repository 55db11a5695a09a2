#include <algorithm>
#include <optional>
#include <set>

#include "ingest/train/gum_mentions.hpp"
#include "ingest/train/known_names.hpp"

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

/// The mentions of persons, organisations and places, the outermost first.
std::vector<NameSpan> entities_of(const TreeSentence& sentence) {
  std::vector<NameSpan> entities;
  for (const MarkedMention& mention : read_mentions(sentence)) {
    const auto kind = kind_of(mention.type);
    if (kind) entities.push_back({mention.begin, mention.end, *kind});
  }
  std::stable_sort(entities.begin(), entities.end(), [](const NameSpan& a, const NameSpan& b) {
    return a.end - a.begin > b.end - b.begin;
  });
  return entities;
}

/// Cuts names out of the mentions of a sentence.
class NameCutter {
 public:
  explicit NameCutter(const TreeSentence& sentence) : tokens_(sentence.tokens) {}

  /// The name in a mention: its head, if that is a proper noun, and what belongs to it.
  [[nodiscard]] std::optional<NameSpan> name_in(const NameSpan& mention) const {
    const auto head = head_of(mention);
    if (!head || !is_proper(tokens_[*head])) return std::nullopt;
    return mention.kind == NameKind::person ? person(mention, *head) : thing(mention, *head);
  }

 private:
  [[nodiscard]] std::optional<std::uint32_t> head_of(const NameSpan& mention) const {
    for (std::uint32_t i = mention.begin; i < mention.end; ++i) {
      const int above = tokens_[i].head;
      const bool outside =
          above < static_cast<int>(mention.begin) || above >= static_cast<int>(mention.end);
      if (outside && tokens_[i].universal_tag != "PUNCT") return i;
    }
    return std::nullopt;
  }

  /// A person's first name is the head, the others hang from it as `flat`; titles, and where and
  /// what the person is, hang from it by other relations. Peoples are no names.
  [[nodiscard]] std::optional<NameSpan> person(const NameSpan& mention, std::uint32_t head) const {
    NameSpan name{head, head + 1, NameKind::person};
    for (std::uint32_t i = head + 1; i < mention.end; ++i) {
      if (joined(i, head, "flat") && is_proper(tokens_[i])) name.end = i + 1;
    }
    while (name.begin > mention.begin && is_proper(tokens_[name.begin - 1]) &&
           (joined(name.begin - 1, head, "compound") || joined(name.begin - 1, head, "flat"))) {
      --name.begin;
    }
    while (name.begin < name.end && is_title(tokens_[name.begin].text)) ++name.begin;
    const bool people = name.end == name.begin + 1 && tokens_[name.begin].penn_tag == "NNPS";
    if (name.begin == name.end || people) return std::nullopt;
    return name;
  }

  /// The run of proper nouns around the head of an organisation or place, with hyphens, genitives
  /// and "of …" in it.
  [[nodiscard]] NameSpan thing(const NameSpan& mention, std::uint32_t head) const {
    NameSpan name{head, head + 1, mention.kind};
    while (name.begin > mention.begin) {
      std::uint32_t next = name.begin - 1;
      if (next > mention.begin && is_joint(next)) --next;
      if (!is_proper(tokens_[next])) break;
      name.begin = next;
    }
    while (name.end < mention.end) {
      std::uint32_t next = name.end;
      if (next + 1 < mention.end && is_joint(next)) ++next;
      if (!is_proper(tokens_[next])) break;
      name.end = next + 1;
    }
    std::uint32_t next = name.end;
    while (next < mention.end && (tokens_[next].text == "of" || tokens_[next].text == "the" ||
                                  tokens_[next].text == "and" || tokens_[next].text == "&")) {
      ++next;
    }
    if (next > name.end && next < mention.end && is_proper(tokens_[next])) {
      name.end = next + 1;
      while (name.end < mention.end && is_proper(tokens_[name.end])) ++name.end;
    }
    return name;
  }

  [[nodiscard]] bool joined(std::uint32_t word, std::uint32_t head,
                            std::string_view relation) const {
    return tokens_[word].head == static_cast<int>(head) &&
           tokens_[word].relation.starts_with(relation);
  }
  [[nodiscard]] bool is_joint(std::uint32_t word) const {
    return tokens_[word].penn_tag == "HYPH" || tokens_[word].penn_tag == "POS";
  }

  const std::vector<TreeToken>& tokens_;
};

MarkedNames names_in(const TreeSentence& sentence) {
  const NameCutter cutter(sentence);
  const std::vector<NameSpan> mentions = entities_of(sentence);
  std::vector<bool> taken(sentence.tokens.size(), false);
  MarkedNames marked;
  // Of nested names the outermost counts.
  for (const NameSpan& mention : mentions) {
    const auto name = cutter.name_in(mention);
    if (!name || std::find(taken.begin() + name->begin, taken.begin() + name->end, true) !=
                     taken.begin() + name->end) {
      continue;
    }
    std::fill(taken.begin() + name->begin, taken.begin() + name->end, true);
    marked.names.push_back(*name);
  }
  std::sort(marked.names.begin(), marked.names.end(),
            [](const NameSpan& a, const NameSpan& b) { return a.begin < b.begin; });
  // Whatever else is a proper noun in a mention may be a name that is not marked, or part of one.
  std::set<std::uint32_t> unsure;
  for (const NameSpan& mention : mentions) {
    for (std::uint32_t i = mention.begin; i < mention.end; ++i) {
      const TreeToken& token = sentence.tokens[i];
      if (!taken[i] && token.penn_tag == "NNP" && !is_title(token.text)) unsure.insert(i);
    }
  }
  marked.unsure.assign(unsure.begin(), unsure.end());
  return marked;
}

std::string text_of(const TreeSentence& sentence, const NameSpan& name) {
  std::string text;
  for (std::uint32_t i = name.begin; i < name.end; ++i) text += sentence.tokens[i].text + " ";
  return text;
}

}  // namespace

std::vector<std::optional<MarkedNames>> marked_names(const Treebank& treebank) {
  std::set<std::string> marked;
  for (const TreeSentence& sentence : treebank) {
    for (const TreeToken& token : sentence.tokens) {
      if (!entity_field(token.misc).empty()) marked.insert(sentence.document);
    }
  }
  std::vector<std::optional<MarkedNames>> all(treebank.size());
  std::set<std::string> places;
  for (std::size_t s = 0; s < treebank.size(); ++s) {
    if (marked.count(treebank[s].document) == 0) continue;
    all[s] = names_in(treebank[s]);
    for (const NameSpan& name : all[s]->names) {
      if (name.kind == NameKind::location) places.insert(text_of(treebank[s], name));
    }
  }
  // GUM calls countries organisations where their governments or teams act, others don't.
  for (std::size_t s = 0; s < treebank.size(); ++s) {
    if (!all[s]) continue;
    std::erase_if(all[s]->names, [&](const NameSpan& name) {
      const bool acts =
          name.kind == NameKind::organisation && places.count(text_of(treebank[s], name)) > 0;
      for (std::uint32_t i = name.begin; acts && i < name.end; ++i) all[s]->unsure.push_back(i);
      return acts;
    });
  }
  return all;
}

}  // namespace entente::ingest::train
