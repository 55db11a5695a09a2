#include "ingest/train/score.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <ctime>

namespace entente::ingest::train {

namespace {

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

bool has(const std::vector<model::NameSpan>& names, const model::NameSpan& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string TreeScore::text() const {
  return fmt::format(
      "sentences {}  words {}\nXPOS {:.2f}  UPOS {:.2f}  lemma {:.2f}  UAS {:.2f}  LAS {:.2f}\n"
      "{:.2f} CPU s, {:.0f} sentences and {:.0f} words per CPU second\n",
      sentences, words, percent(penn_tags, words), percent(universal_tags, words),
      percent(lemmas, words), percent(heads, words), percent(arcs, words), seconds,
      static_cast<double>(sentences) / seconds, static_cast<double>(words) / seconds);
}

TreeScore score_trees(const model::LanguageModel& model, const Treebank& treebank) {
  TreeScore score;
  std::vector<model::LanguageModel::Tokens> sentences;
  for (const TreeSentence& sentence : treebank) sentences.push_back(sentence.texts());
  const std::clock_t begin = std::clock();
  const std::vector<model::ParsedSentence> parsed = model.parse_all(sentences);
  score.seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  score.sentences = treebank.size();
  for (std::size_t s = 0; s < treebank.size(); ++s) {
    for (std::size_t i = 0; i < treebank[s].tokens.size(); ++i) {
      const TreeToken& gold = treebank[s].tokens[i];
      const model::ParsedToken& token = parsed[s].tokens[i];
      const int head = token.head == model::no_head ? -1 : static_cast<int>(token.head);
      ++score.words;
      score.penn_tags += token.penn_tag == gold.penn_tag ? 1 : 0;
      score.universal_tags += token.universal_tag == gold.universal_tag ? 1 : 0;
      score.lemmas += token.lemma == gold.lemma ? 1 : 0;
      score.heads += head == gold.head ? 1 : 0;
      score.arcs += head == gold.head && token.relation == gold.relation ? 1 : 0;
    }
  }
  return score;
}

void NameScore::add(const std::vector<model::NameSpan>& found,
                    const std::vector<model::NameSpan>& gold) {
  const auto count = [&](std::size_t NameCounts::*number, const model::NameSpan& name) {
    ++(all.*number);
    ++(by_kind[static_cast<std::size_t>(name.kind)].*number);
  };
  for (const model::NameSpan& name : gold) count(&NameCounts::gold, name);
  for (const model::NameSpan& name : found) {
    count(&NameCounts::found, name);
    if (has(gold, name)) count(&NameCounts::right, name);
  }
}

std::string NameCounts::text() const {
  return fmt::format("P {:.2f}  R {:.2f}  F1 {:.2f}  ({} right, {} found, {} gold)\n",
                     percent(right, found), percent(right, gold), percent(2 * right, found + gold),
                     right, found, gold);
}

std::string NameScore::text() const {
  std::string text = "names " + all.text();
  for (std::size_t kind = 0; kind < by_kind.size(); ++kind) {
    text += fmt::format("  {} {}", model::name_kind_names[kind], by_kind[kind].text());
  }
  return text;
}

std::string mistakes(const NamedSentence& sentence, const std::vector<model::NameSpan>& found) {
  std::string lines;
  const auto join = [&](std::size_t begin, std::size_t end) {
    return fmt::format("{}",
                       fmt::join(sentence.tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                                 sentence.tokens.begin() + static_cast<std::ptrdiff_t>(end), " "));
  };
  const auto add = [&](std::string_view what, const std::vector<model::NameSpan>& names,
                       const std::vector<model::NameSpan>& others) {
    for (const model::NameSpan& name : names) {
      if (has(others, name)) continue;
      lines += fmt::format("{}\t{}\t{}\t{}\n", what,
                           model::name_kind_names[static_cast<std::size_t>(name.kind)],
                           join(name.begin, name.end), join(0, sentence.tokens.size()));
    }
  };
  add("wrong", found, sentence.names);
  add("missed", sentence.names, found);
  return lines;
}

}  // namespace entente::ingest::train
