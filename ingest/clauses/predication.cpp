#include "ingest/clauses/predication.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "ingest/clauses/predication_builder.hpp"

namespace entente::ingest {

PredicationBuilder::PredicationBuilder(const SentenceReading& sentence, Predication::Kind kind,
                                       std::uint32_t head, std::string lemma)
    : sentence_(sentence) {
  result_.kind = kind;
  result_.head = sentence.tree.in_document(head);
  result_.lemma = std::move(lemma);
  result_.sentence = sentence.number;
}

void PredicationBuilder::set_standing(std::uint32_t token) {
  const Standing& standing = sentence_.standings[token];
  result_.modality = standing.modality;
  result_.negated = standing.negated;
  result_.former = standing.former;
  result_.tense = sentence_.standings.tense(token);
  result_.speaker =
      standing.speaker == no_token ? no_token : sentence_.tree.in_document(standing.speaker);
}

void PredicationBuilder::add(Role role, std::string marker, Filler filler) {
  const std::uint32_t head = sentence_.tree.in_document(filler.token);
  if (head == result_.head || result_.arguments.size() >= arguments_max) return;
  const auto same = [&](const Argument& argument) {
    return argument.role == role && argument.head == head && argument.marker == marker;
  };
  if (std::any_of(result_.arguments.begin(), result_.arguments.end(), same)) return;
  result_.arguments.push_back({role, std::move(marker), head, filler.shared});
}

void PredicationBuilder::add(Role role, const std::string& marker,
                             const std::vector<Filler>& fillers) {
  for (const Filler& filler : fillers) add(role, marker, filler);
}

void PredicationBuilder::add_phrase(Role role, std::uint32_t token, bool shared) {
  const bool marked = role == Role::oblique || role == Role::complement;
  for (const std::uint32_t conjunct : sentence_.clauses.conjuncts(token)) {
    const std::string marker = marked ? sentence_.clauses.marker(conjunct) : std::string();
    const std::uint32_t noun = sentence_.clauses.antecedent(conjunct);
    const std::uint32_t head = noun == no_token ? conjunct : noun;
    add(role, marker, Filler{head, shared || noun != no_token});
    for (const std::uint32_t name : sentence_.clauses.identities(head)) {
      if (noun == no_token && sentence_.tree.head(name) != head) continue;
      add(role, marker, Filler{name, true});
    }
  }
}

bool PredicationBuilder::has(Role role) const {
  return std::any_of(result_.arguments.begin(), result_.arguments.end(),
                     [&](const Argument& argument) { return argument.role == role; });
}

Predication PredicationBuilder::finish() {
  std::sort(result_.arguments.begin(), result_.arguments.end(),
            [](const Argument& a, const Argument& b) {
              return std::tie(a.role, a.head, a.marker) < std::tie(b.role, b.head, b.marker);
            });
  return std::move(result_);
}

std::vector<Predication> find_predications(const SplitText& text,
                                           const std::vector<model::ParsedSentence>& parsed) {
  std::vector<Predication> result;
  for_each_sentence(text, parsed, [&](const SentenceReading& sentence) {
    const auto first = static_cast<std::ptrdiff_t>(result.size());
    add_verb_predications(sentence, result);
    add_noun_predications(sentence, result);
    std::stable_sort(result.begin() + first, result.end(),
                     [](const Predication& a, const Predication& b) { return a.head < b.head; });
  });
  return result;
}

std::string_view to_string(Role role) {
  constexpr std::array<std::string_view, 9> words = {"subject",    "object",     "indirect_object",
                                                     "oblique",    "possessor",  "modifier",
                                                     "apposition", "complement", "predicate_noun"};
  return words[static_cast<std::size_t>(role)];
}

std::string_view to_string(Modality modality) {
  constexpr std::array<std::string_view, 5> words = {"asserted", "possible", "planned", "requested",
                                                     "alleged"};
  return words[static_cast<std::size_t>(modality)];
}

}  // namespace entente::ingest
