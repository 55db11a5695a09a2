#include "ingest/train/known_names.hpp"

#include <algorithm>
#include <string>

#include "ingest/model/words.hpp"
#include "ingest/train/gum_mentions.hpp"

namespace entente::ingest::train {

namespace {

using model::NameKind;
using model::NameLabelSet;
using model::NamePart;
using model::NameSpan;

/// More words between two proper nouns seldom belong to one name.
constexpr std::size_t longest_link = 3;

constexpr NameLabelSet outside = model::only_label(model::no_name);

/// In normal forms, with spaces around each.
constexpr std::string_view titles =
    " "
    "president mr. mrs. ms. mr mrs ms miss madam dr. dr doctor prof. prof professor "
    "prime minister vice senator sen. sen rep. rep congressman congresswoman "
    "representative speaker chief justice judge sir lord lords lady dame king queen "
    "prince princess emperor tsar general gen. gen major maj. colonel col. captain "
    "lieutenant lt. sergeant sgt. admiral commander governor gov. gov mayor secretary "
    "chairman chancellor premier ambassador bishop pm director officer deputy sheikh "
    "ayatollah coach sheriff attorney inspector ";

/// What may stand within a name beside proper nouns: "Bank of the West", "Coca-Cola", "Ray's
/// Pizza".
bool is_link(const TreeToken& token) {
  static constexpr std::string_view tags[] = {"IN", "DT", "CC", "POS", "HYPH", ",", "CD", "NN"};
  return std::find(std::begin(tags), std::end(tags), token.penn_tag) != std::end(tags);
}

/// Names of any kind, or of one: the labels of a part of them.
NameLabelSet part_of_name(NamePart part, std::optional<NameKind> kind) {
  NameLabelSet set = 0;
  for (std::size_t k = 0; k < model::name_kind_names.size(); ++k) {
    const auto each = static_cast<NameKind>(k);
    if (kind.value_or(each) == each) set |= model::only_label(model::name_label(each, part));
  }
  return set;
}

void allow_name(std::size_t begin, std::size_t end, std::optional<NameKind> kind,
                KnownNames& known) {
  for (std::size_t i = begin; i < end; ++i) {
    const bool first = i == begin;
    const bool last = i + 1 == end;
    known[i] = part_of_name(first && last ? NamePart::only
                            : first       ? NamePart::begin
                            : last        ? NamePart::last
                                          : NamePart::inside,
                            kind);
  }
}

/// The words that a proper noun and those joined to it as `flat` take, if nothing that may belong
/// to the name stands beside them; empty if it is no such name.
NameSpan flat_name(const TreeSentence& sentence, std::uint32_t head) {
  const auto& tokens = sentence.tokens;
  NameSpan name{head, head + 1, NameKind::person};
  for (std::uint32_t i = head + 1; i < tokens.size(); ++i) {
    if (tokens[i].head == static_cast<int>(head) && tokens[i].relation.starts_with("flat")) {
      if (!is_proper(tokens[i])) return {};
      name.end = i + 1;
    }
  }
  for (std::uint32_t i = head; i < name.end; ++i) {
    if (!is_proper(tokens[i]) && tokens[i].penn_tag != "HYPH") return {};
  }
  const bool goes_on = name.end < tokens.size() &&
                       (is_proper(tokens[name.end]) || tokens[name.end].penn_tag == "HYPH");
  const bool began = head > 0 && is_proper(tokens[head - 1]) && !is_title(tokens[head - 1].text);
  return goes_on || began ? NameSpan{} : name;
}

/// Proper nouns joined as `flat` are one name, and one with a title is a person's.
void allow_flat_names(const TreeSentence& sentence, KnownNames& known) {
  const auto& tokens = sentence.tokens;
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    if (!is_proper(tokens[i]) || tokens[i].relation.starts_with("flat")) continue;
    const NameSpan name = flat_name(sentence, i);
    const bool titled = i > 0 && is_title(tokens[i - 1].text) &&
                        tokens[i - 1].head == static_cast<int>(i) &&
                        tokens[i - 1].relation == "nmod:desc";
    if (name.end < name.begin + (titled ? 1 : 2)) continue;
    allow_name(name.begin, name.end, titled ? std::optional(NameKind::person) : std::nullopt,
               known);
    if (titled) known[i - 1] = outside;
  }
}

}  // namespace

bool is_proper(const TreeToken& token) { return token.penn_tag.starts_with("NNP"); }

bool is_title(std::string_view text) {
  return titles.find(" " + model::normal_form(text) + " ") != std::string_view::npos;
}

KnownNames exactly(std::span<const NameSpan> names, std::size_t words) {
  KnownNames known;
  for (const model::NameLabel label : model::labels_of(names, words)) {
    known.push_back(model::only_label(label));
  }
  return known;
}

KnownNames names_of_tree(const TreeSentence& sentence) {
  const auto& tokens = sentence.tokens;
  KnownNames known(tokens.size(), outside);
  std::size_t last_proper = tokens.size();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    // What annotators could not split or call a word of any kind may be anything.
    if (is_proper(tokens[i]) || tokens[i].penn_tag == "GW" || tokens[i].penn_tag == "ADD") {
      known[i] = model::any_name_label;
    }
    if (!is_proper(tokens[i])) continue;
    if (last_proper < i && i - last_proper - 1 <= longest_link &&
        std::all_of(tokens.begin() + static_cast<std::ptrdiff_t>(last_proper) + 1,
                    tokens.begin() + static_cast<std::ptrdiff_t>(i), is_link)) {
      std::fill(known.begin() + static_cast<std::ptrdiff_t>(last_proper) + 1,
                known.begin() + static_cast<std::ptrdiff_t>(i), model::any_name_label);
    }
    if (i > 0 && tokens[i - 1].text == "The") known[i - 1] = model::any_name_label;
    if (i + 1 < tokens.size() &&
        (tokens[i + 1].penn_tag == "POS" || tokens[i + 1].penn_tag == "CD")) {
      known[i + 1] = model::any_name_label;
    }
    last_proper = i;
  }
  allow_flat_names(sentence, known);
  return known;
}

std::vector<KnownNames> known_names(const Treebank& treebank) {
  const auto marked = marked_names(treebank);
  std::vector<KnownNames> all;
  for (std::size_t s = 0; s < treebank.size(); ++s) {
    if (!marked[s]) {
      all.push_back(names_of_tree(treebank[s]));
      continue;
    }
    all.push_back(exactly(marked[s]->names, treebank[s].tokens.size()));
    for (const std::uint32_t word : marked[s]->unsure) all.back()[word] = model::any_name_label;
  }
  return all;
}

}  // namespace entente::ingest::train
