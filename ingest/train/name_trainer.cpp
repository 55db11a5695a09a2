#include "ingest/train/name_trainer.hpp"

#include <algorithm>

namespace entente::ingest::train {

namespace {

using model::name_label_count;
using model::NameLabel;

/// Scores a sentence with `weights`, which is a Perceptron or a SparseModel.
template <class Weights>
void find_best(const Weights& weights, const NameExample& example, std::vector<NameLabel>& labels) {
  const std::size_t words = example.features.size();
  std::vector<std::int32_t> scores(words * name_label_count, 0);
  std::vector<std::int32_t> moves(name_label_count * name_label_count, 0);
  for (std::size_t i = 0; i < words; ++i) {
    weights.add_scores(example.features[i],
                       std::span(scores).subspan(i * name_label_count, name_label_count));
  }
  for (NameLabel before = 0; before < name_label_count; ++before) {
    const model::FeatureKey key = model::transition_key(before);
    weights.add_scores({&key, 1},
                       std::span(moves).subspan(before * name_label_count, name_label_count));
  }
  model::best_labels(scores, moves, words, labels);
}

void learn(const NameExample& example, Perceptron& perceptron, std::vector<NameLabel>& guessed) {
  find_best(perceptron, example, guessed);
  NameLabel right_before = model::no_name;
  NameLabel guessed_before = model::no_name;
  for (std::size_t i = 0; i < guessed.size(); ++i) {
    const NameLabel right = example.labels[i];
    if (guessed[i] != right) {
      perceptron.update(example.features[i], right, 1);
      perceptron.update(example.features[i], guessed[i], -1);
    }
    if (guessed[i] != right || guessed_before != right_before) {
      const model::FeatureKey right_key = model::transition_key(right_before);
      const model::FeatureKey guessed_key = model::transition_key(guessed_before);
      perceptron.update({&right_key, 1}, right, 1);
      perceptron.update({&guessed_key, 1}, guessed[i], -1);
    }
    right_before = right;
    guessed_before = guessed[i];
  }
  perceptron.tick();
}

}  // namespace

NameExample name_example(const model::LanguageModel& model, const NamedSentence& sentence) {
  const auto texts = sentence.texts();
  const auto words = model::look_at_words(texts, model.parts().lexicon);
  std::vector<std::uint16_t> tags;
  model::tag_words(model.parts().tagger, words, tags);
  const auto lemmas = model.lemmas(texts, tags);
  std::vector<model::Arc> arcs;
  if (words.size() <= model::longest_parsed_sentence) arcs = model.tree(words, tags, lemmas);
  const model::NameInput input = model::look_up_names(words, tags, arcs, model.parts().lexicon);
  NameExample example;
  example.features.resize(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    model::name_features(input, i, example.features[i]);
  }
  example.labels = model::labels_of(sentence.names, words.size());
  return example;
}

model::SparseModel train_names(const std::vector<const NameExample*>& examples,
                               const TrainingPlan& plan) {
  AverageWeights averages;
  std::vector<NameLabel> guessed;
  for (int seed = 0; seed < plan.seeds; ++seed) {
    Random random(static_cast<std::uint64_t>(seed) + 1);
    Perceptron perceptron(name_label_count, plan.least_updates);
    std::vector<const NameExample*> order = examples;
    for (int epoch = 0; epoch < plan.epochs; ++epoch) {
      random.shuffle(order);
      for (const NameExample* example : order) learn(*example, perceptron, guessed);
    }
    perceptron.add_averages(averages);
  }
  return make_model(std::move(averages), name_label_count, static_cast<std::size_t>(plan.seeds),
                    plan.scale, plan.least);
}

std::vector<model::NameSpan> names_in(const model::SparseModel& weights,
                                      const NameExample& example) {
  std::vector<NameLabel> labels;
  find_best(weights, example, labels);
  return model::spans_of(labels);
}

}  // namespace entente::ingest::train
