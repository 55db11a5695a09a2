#include "ingest/train/parser_trainer.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

namespace entente::ingest::train {

namespace {

using model::ParseState;
using model::Transition;

class GreedyTraining {
 public:
  GreedyTraining(Perceptron& perceptron, Random& random, std::uint16_t root_label,
                 std::uint64_t explore_percent)
      : perceptron_(perceptron),
        random_(random),
        root_label_(root_label),
        explore_percent_(explore_percent),
        scores_(perceptron.class_count()) {}

  void learn(const ParseExample& example) {
    ParseState state(example.input.size(), root_label_);
    while (!state.finished()) {
      model::parse_features(state, example.input, features_);
      std::fill(scores_.begin(), scores_.end(), 0);
      perceptron_.add_scores(features_, scores_);
      state.apply(learn_transition(state, Oracle(state, example.gold)));
      perceptron_.tick();
    }
  }

 private:
  /// Learns from one state and says where to go on.
  Transition learn_transition(const ParseState& state, const Oracle& oracle) {
    int guess = -1;
    int right = -1;
    int least = std::numeric_limits<int>::max();
    for (int t = 0; t < static_cast<int>(scores_.size()); ++t) {
      const auto transition = static_cast<Transition>(t);
      if (!state.can(transition)) continue;
      if (guess < 0 || scores_[t] > scores_[guess]) guess = t;
      const int cost = oracle.cost(transition);
      if (cost < least || (cost == least && scores_[t] > scores_[right])) {
        least = cost;
        right = t;
      }
    }
    if (oracle.cost(static_cast<Transition>(guess)) <= least) return static_cast<Transition>(guess);
    perceptron_.update(features_, static_cast<std::uint16_t>(right), 1);
    perceptron_.update(features_, static_cast<std::uint16_t>(guess), -1);
    const bool explore = random_.below(100) < explore_percent_;
    return static_cast<Transition>(explore ? guess : right);
  }

  Perceptron& perceptron_;
  Random& random_;
  std::uint16_t root_label_;
  std::uint64_t explore_percent_;
  std::vector<std::int32_t> scores_;
  std::vector<model::FeatureKey> features_;
};

void train_once(const std::vector<ParseExample>& examples, std::uint16_t root_label,
                const ParserPlan& plan, std::uint64_t seed, Perceptron& perceptron) {
  Random random(seed);
  std::vector<std::size_t> order(examples.size());
  std::iota(order.begin(), order.end(), 0);
  for (int epoch = 0; epoch < plan.epochs; ++epoch) {
    random.shuffle(order);
    plan.report("parser, seed " + std::to_string(seed) + ", epoch " + std::to_string(epoch + 1));
    // The first rounds know too little for their mistakes to be worth following.
    GreedyTraining greedy(perceptron, random, root_label, epoch == 0 ? 0 : plan.explore_percent);
    for (const std::size_t i : order) greedy.learn(examples[i]);
  }
}

}  // namespace

model::SparseModel train_parser(const std::vector<ParseExample>& examples,
                                std::size_t relation_count, std::uint16_t root_label,
                                const ParserPlan& plan) {
  const std::size_t classes = model::transition_count(relation_count);
  AverageWeights averages;
  for (int seed = 0; seed < plan.seeds; ++seed) {
    Perceptron perceptron(classes, plan.least_updates);
    train_once(examples, root_label, plan, static_cast<std::uint64_t>(seed) + 1, perceptron);
    perceptron.add_averages(averages);
  }
  return make_model(std::move(averages), classes, static_cast<std::size_t>(plan.seeds), plan.scale,
                    plan.least);
}

std::vector<ParseExample> reversed(const std::vector<ParseExample>& examples) {
  std::vector<ParseExample> result;
  result.reserve(examples.size());
  for (const ParseExample& example : examples) {
    GoldTree gold(example.gold.rbegin(), example.gold.rend());
    for (model::Arc& arc : gold) {
      if (arc.head < gold.size()) arc.head = static_cast<model::NodeId>(gold.size() - 1 - arc.head);
    }
    result.push_back({example.input.reversed(), std::move(gold)});
  }
  return result;
}

}  // namespace entente::ingest::train
