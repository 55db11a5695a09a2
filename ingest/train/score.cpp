#include "ingest/train/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace entente::ingest::train {

namespace {

double percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
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

void NameScore::add(const std::vector<model::NameSpan>& found_names,
                    const std::vector<model::NameSpan>& gold_names) {
  found += found_names.size();
  gold += gold_names.size();
  for (const model::NameSpan& name : found_names) {
    right += std::find(gold_names.begin(), gold_names.end(), name) != gold_names.end() ? 1 : 0;
  }
}

std::string NameScore::text() const {
  const double precision = percent(right, found);
  const double recall = percent(right, gold);
  return fmt::format("names P {:.2f}  R {:.2f}  F1 {:.2f}  ({} right, {} found, {} gold)\n",
                     precision, recall, percent(2 * right, found + gold), right, found, gold);
}

}  // namespace entente::ingest::train
