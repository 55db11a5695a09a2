#include "ingest/train/triple_trainer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "ingest/clauses/open_triples.hpp"
#include "ingest/model/parse_text.hpp"

namespace entente::ingest::train {

namespace {

/// Features that fewer candidates have are left out; with how many parts one validates.
constexpr std::size_t feature_count_min = 15;
constexpr std::size_t folds = 5;
/// Strength of the ridge penalty, and most steps of Newton's method.
constexpr double ridge = 1;
constexpr int steps_max = 30;

/// A candidate with its features, and how much of it people wrote.
struct Example {
  WordTriple words;
  std::vector<TripleFeature> features;
  double target = 0;
};

using SentenceExamples = std::vector<Example>;

WordTriple words_of_triple(const SplitText& text, const OpenTriple& triple) {
  WordTriple words{
      predicate_words(text, triple), {words_of(text, triple.subject)}, triple.confidence};
  for (const Phrase& object : triple.objects) words.arguments.push_back(words_of(text, object));
  return words;
}

/// Gives each candidate the precision of its match in the best one-to-one assignment, by F1.
void set_targets(const std::vector<WordTriple>& gold, SentenceExamples& examples) {
  std::vector<std::vector<TripleMatch>> matches(gold.size());
  for (std::size_t i = 0; i < gold.size(); ++i) {
    for (const Example& example : examples) {
      matches[i].push_back(match_triples(gold[i], example.words));
    }
  }
  std::vector<bool> gold_used(gold.size());
  std::vector<bool> used(examples.size());
  for (;;) {
    double best = 0;
    std::size_t best_gold = 0;
    std::size_t best_found = 0;
    for (std::size_t i = 0; i < gold.size(); ++i) {
      for (std::size_t j = 0; !gold_used[i] && j < examples.size(); ++j) {
        const auto [precision, recall] = matches[i][j];
        if (used[j] || precision + recall <= 0) continue;
        const double f1 = 2 * precision * recall / (precision + recall);
        if (f1 <= best) continue;
        best = f1;
        best_gold = i;
        best_found = j;
      }
    }
    if (best <= 0) return;
    gold_used[best_gold] = used[best_found] = true;
    examples[best_found].target = matches[best_gold][best_found].precision;
  }
}

std::vector<SentenceExamples> make_examples(const model::LanguageModel& reader,
                                            const std::vector<TripleSentence>& gold) {
  std::vector<SentenceExamples> result;
  for (const TripleSentence& sentence : gold) {
    const SplitText text = split_text(sentence.text, {{0, sentence.text.size(), false}});
    const auto parsed = model::parse_text(reader, text);
    SentenceExamples examples;
    for (TripleCandidate& candidate : find_triple_candidates(text, parsed)) {
      examples.push_back(
          {words_of_triple(text, candidate.triple), std::move(candidate.features), 0});
    }
    set_targets(sentence.triples, examples);
    result.push_back(std::move(examples));
  }
  return result;
}

/// Logistic regression with as many weights as there are features.
class Regression {
 public:
  explicit Regression(std::span<const Example* const> examples) {
    std::map<std::string, std::size_t> counts;
    for (const Example* example : examples) {
      for (const auto& [name, value] : example->features) counts[name] += value != 0 ? 1 : 0;
    }
    for (const auto& [name, count] : counts) {
      if (count >= feature_count_min) numbers_.emplace(name, numbers_.size());
    }
    weights_.assign(numbers_.size(), 0);
    for (const Example* example : examples) {
      Row row{{}, example->target};
      for (const auto& [name, value] : example->features) {
        const auto found = numbers_.find(name);
        if (found != numbers_.end()) row.values.emplace_back(found->second, value);
      }
      rows_.push_back(std::move(row));
    }
    for (int step = 0; step < steps_max && take_step() > 1e-8; ++step) {
    }
  }

  /// Lines "feature weight".
  [[nodiscard]] std::string text() const {
    std::string result;
    for (const auto& [name, number] : numbers_) {
      result += fmt::format("{} {:.4f}\n", name, weights_[number]);
    }
    return result;
  }

 private:
  struct Row {
    std::vector<std::pair<std::size_t, double>> values;
    double target = 0;
  };

  /// One step of Newton's method; gives the largest change of a weight.
  double take_step() {
    const std::size_t n = weights_.size();
    std::vector<double> gradient(n);
    std::vector<double> hessian(n * n);
    for (std::size_t i = 0; i < n; ++i) {
      gradient[i] = -ridge * weights_[i];
      hessian[i * n + i] = ridge;
    }
    for (const Row& row : rows_) {
      double sum = 0;
      for (const auto& [i, value] : row.values) sum += weights_[i] * value;
      const double chance = 1 / (1 + std::exp(-sum));
      for (const auto& [i, value] : row.values) {
        gradient[i] += (row.target - chance) * value;
        for (const auto& [j, other] : row.values) {
          hessian[i * n + j] += chance * (1 - chance) * value * other;
        }
      }
    }
    const std::vector<double> change = solve(std::move(hessian), std::move(gradient));
    double largest = 0;
    for (std::size_t i = 0; i < n; ++i) {
      weights_[i] += change[i];
      largest = std::max(largest, std::abs(change[i]));
    }
    return largest;
  }

  /// Solves a symmetric, positive definite system by Cholesky's method.
  static std::vector<double> solve(std::vector<double> matrix, std::vector<double> right) {
    const std::size_t n = right.size();
    const auto at = [&](std::size_t i, std::size_t j) -> double& { return matrix[i * n + j]; };
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t k = 0; k < j; ++k) at(j, j) -= at(j, k) * at(j, k);
      at(j, j) = std::sqrt(at(j, j));
      for (std::size_t i = j + 1; i < n; ++i) {
        for (std::size_t k = 0; k < j; ++k) at(i, j) -= at(i, k) * at(j, k);
        at(i, j) /= at(j, j);
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t k = 0; k < i; ++k) right[i] -= at(i, k) * right[k];
      right[i] /= at(i, i);
    }
    for (std::size_t i = n; i-- > 0;) {
      for (std::size_t k = i + 1; k < n; ++k) right[i] -= at(k, i) * right[k];
      right[i] /= at(i, i);
    }
    return right;
  }

  std::map<std::string, std::size_t> numbers_;
  std::vector<double> weights_;
  std::vector<Row> rows_;
};

/// Sets the confidence of the triples of a sentence, as find_open_triples() gives them.
std::vector<WordTriple> judged(const SentenceExamples& examples, const TripleWeights& weights) {
  std::vector<WordTriple> result;
  for (const Example& example : examples) {
    const double confidence = weights.confidence(example.features);
    if (confidence < triple_confidence_min) continue;
    WordTriple triple = example.words;
    triple.confidence = static_cast<double>(std::lround(confidence * 100)) / 100;
    result.push_back(std::move(triple));
  }
  return result;
}

}  // namespace

std::string train_triple_weights(const model::LanguageModel& reader,
                                 const std::vector<TripleSentence>& gold) {
  const auto all = make_examples(reader, gold);
  std::vector<const Example*> examples;
  for (const SentenceExamples& sentence : all) {
    for (const Example& example : sentence) examples.push_back(&example);
  }
  return "# Weights of a logistic model of the confidence of open triples: features as\n"
         "# clause_triples.cpp, noun_triples.cpp and triple_finder.cpp name them. Written by\n"
         "# entente_train triples.\n" +
         Regression(examples).text();
}

TripleScore cross_validate_triples(const model::LanguageModel& reader,
                                   const std::vector<TripleSentence>& gold) {
  const auto all = make_examples(reader, gold);
  std::vector<std::vector<WordTriple>> found(all.size());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<const Example*> examples;
    for (std::size_t s = 0; s < all.size(); ++s) {
      if (s % folds == fold) continue;
      for (const Example& example : all[s]) examples.push_back(&example);
    }
    const auto weights = TripleWeights::parse(Regression(examples).text());
    if (!weights) return {};
    for (std::size_t s = fold; s < all.size(); s += folds) found[s] = judged(all[s], *weights);
  }
  return score_triples(gold, found);
}

TripleScore score_open_triples(const model::LanguageModel& reader,
                               const std::vector<TripleSentence>& gold) {
  std::vector<std::vector<WordTriple>> found;
  for (const SentenceExamples& examples : make_examples(reader, gold)) {
    found.push_back(judged(examples, TripleWeights::built_in()));
  }
  return score_triples(gold, found);
}

}  // namespace entente::ingest::train
