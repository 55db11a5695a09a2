#include "ingest/train/tagger_trainer.hpp"

#include <algorithm>
#include <map>

#include "ingest/model/tag_features.hpp"

namespace entente::ingest::train {

namespace {

std::uint16_t best_class(const std::vector<std::int32_t>& scores) {
  return static_cast<std::uint16_t>(std::max_element(scores.begin(), scores.end()) -
                                    scores.begin());
}

void train_epoch(const std::vector<TaggedSentence>& sentences,
                 const std::vector<std::size_t>& order, Perceptron& perceptron) {
  std::vector<model::FeatureKey> features;
  std::vector<std::int32_t> scores(perceptron.class_count());
  std::vector<std::uint16_t> guessed;
  for (const std::size_t number : order) {
    const TaggedSentence& sentence = sentences[number];
    guessed.assign(sentence.words.size(), 0);
    for (std::size_t i = 0; i < sentence.words.size(); ++i) {
      model::tag_features(sentence.words, guessed, i, features);
      std::fill(scores.begin(), scores.end(), 0);
      perceptron.add_scores(features, scores);
      // The next words are tagged after the guess, right or wrong, as they will be in use.
      guessed[i] = best_class(scores);
      if (guessed[i] != sentence.tags[i]) {
        perceptron.update(features, sentence.tags[i], 1);
        perceptron.update(features, guessed[i], -1);
      }
      perceptron.tick();
    }
  }
}

}  // namespace

model::TagSet collect_tags(const Treebank& treebank) {
  std::map<std::string, int> counts;
  for (const TreeSentence& sentence : treebank) {
    for (const TreeToken& token : sentence.tokens) {
      ++counts[token.penn_tag + " " + token.universal_tag];
    }
  }
  std::vector<std::pair<int, std::string>> sorted;
  for (const auto& [name, count] : counts) sorted.emplace_back(-count, name);
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string> names;
  // A pair that was seen once or twice is a slip of the annotators.
  for (const auto& [count, name] : sorted) {
    if (count <= -3 || names.empty()) names.push_back(name);
  }
  return model::TagSet(std::move(names));
}

std::vector<TaggedSentence> tag_numbers(const Treebank& treebank, const model::TagSet& tags,
                                        const model::Lexicon& lexicon) {
  std::map<std::string, std::uint16_t> numbers;
  for (std::uint16_t tag = 0; tag < tags.size(); ++tag) numbers[tags.names()[tag]] = tag;
  std::vector<TaggedSentence> result;
  for (const TreeSentence& sentence : treebank) {
    TaggedSentence tagged;
    tagged.words = model::look_at_words(sentence.texts(), lexicon);
    for (const TreeToken& token : sentence.tokens) {
      const auto found = numbers.find(token.penn_tag + " " + token.universal_tag);
      tagged.tags.push_back(found != numbers.end() ? found->second : 0);
    }
    result.push_back(std::move(tagged));
  }
  return result;
}

model::SparseModel train_tagger(const std::vector<TaggedSentence>& sentences,
                                const std::vector<std::size_t>& numbers, std::size_t tag_count,
                                const TrainingPlan& plan) {
  AverageWeights averages;
  for (int seed = 0; seed < plan.seeds; ++seed) {
    Random random(static_cast<std::uint64_t>(seed) + 1);
    Perceptron perceptron(tag_count, plan.least_updates);
    std::vector<std::size_t> order = numbers;
    for (int epoch = 0; epoch < plan.epochs; ++epoch) {
      random.shuffle(order);
      train_epoch(sentences, order, perceptron);
    }
    perceptron.add_averages(averages);
  }
  return make_model(std::move(averages), tag_count, static_cast<std::size_t>(plan.seeds),
                    plan.scale, plan.least);
}

std::vector<std::vector<std::uint16_t>> jackknife_tags(const std::vector<TaggedSentence>& sentences,
                                                       std::size_t tag_count, std::size_t folds,
                                                       const TrainingPlan& plan) {
  std::vector<std::vector<std::uint16_t>> tags(sentences.size());
  // Neighbouring sentences are of one document, so a fold is a stretch and not every n-th.
  const auto fold_of = [&](std::size_t i) { return i * folds / sentences.size(); };
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      if (fold_of(i) != fold) others.push_back(i);
    }
    const model::SparseModel tagger = train_tagger(sentences, others, tag_count, plan);
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      if (fold_of(i) == fold) model::tag_words(tagger, sentences[i].words, tags[i]);
    }
  }
  return tags;
}

}  // namespace entente::ingest::train
