#include "ingest/train/clusters.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace entente::ingest::train {

namespace {

/// A word's neighbour (left and right ones apart) and how often it is one.
struct Context {
  std::uint32_t number = 0;
  std::int32_t count = 0;
};

/// n·log2(n) in 1/2^16: integers add up to the same in any order.
std::int64_t weight(std::int64_t n) {
  static const std::vector<std::int64_t> table = [] {
    std::vector<std::int64_t> values(1U << 20U, 0);
    for (std::size_t i = 2; i < values.size(); ++i) {
      const auto x = static_cast<double>(i);
      values[i] = std::llround(x * std::log2(x) * 65536);
    }
    return values;
  }();
  return table[static_cast<std::size_t>(
      std::min<std::int64_t>(n, static_cast<std::int64_t>(table.size()) - 1))];
}

class Exchange {
 public:
  Exchange(const std::vector<std::vector<std::string>>& sentences, std::size_t classes,
           int least_occurrences)
      : classes_(classes), class_total_(classes, 0) {
    collect_words(sentences, least_occurrences);
    collect_contexts(sentences);
    counts_.assign(words_.size() * 2 * classes_, 0);
    class_of_.resize(words_.size());
    for (std::size_t w = 0; w < words_.size(); ++w) {
      class_of_[w] = w % classes_;
      add(w, class_of_[w], 1);
    }
  }

  WordClusters run(int rounds) {
    for (int round = 0; round < rounds; ++round) {
      std::size_t moved = 0;
      for (std::size_t w = 0; w < words_.size(); ++w) moved += move(w) ? 1 : 0;
      if (moved == 0) break;
    }
    WordClusters result;
    for (std::size_t w = 0; w < words_.size(); ++w) {
      result[words_[w]] = static_cast<std::uint16_t>(class_of_[w] + 1);
    }
    return result;
  }

 private:
  /// Frequent words first: they settle what the classes are about.
  void collect_words(const std::vector<std::vector<std::string>>& sentences,
                     int least_occurrences) {
    std::map<std::string, int> counts;
    for (const auto& sentence : sentences) {
      for (const std::string& word : sentence) ++counts[word];
    }
    std::vector<std::pair<int, std::string>> sorted;
    for (const auto& [word, count] : counts) {
      if (count >= least_occurrences) sorted.emplace_back(-count, word);
    }
    std::sort(sorted.begin(), sorted.end());
    for (auto& [count, word] : sorted) {
      numbers_.emplace(word, static_cast<std::uint32_t>(words_.size()));
      words_.push_back(std::move(word));
    }
  }

  void collect_contexts(const std::vector<std::vector<std::string>>& sentences) {
    std::vector<std::map<std::uint32_t, std::int32_t>> counts(words_.size());
    for (const auto& sentence : sentences) {
      for (std::size_t i = 0; i + 1 < sentence.size(); ++i) {
        const auto left = numbers_.find(sentence[i]);
        const auto right = numbers_.find(sentence[i + 1]);
        if (left == numbers_.end() || right == numbers_.end()) continue;
        ++counts[right->second][left->second * 2];
        ++counts[left->second][right->second * 2 + 1];
      }
    }
    contexts_.resize(words_.size());
    totals_.assign(words_.size(), 0);
    for (std::size_t w = 0; w < words_.size(); ++w) {
      for (const auto& [number, count] : counts[w]) {
        contexts_[w].push_back({number, count});
        totals_[w] += count;
      }
    }
  }

  void add(std::size_t w, std::size_t cluster, std::int32_t sign) {
    for (const Context& context : contexts_[w]) {
      counts_[context.number * classes_ + cluster] += sign * context.count;
    }
    class_total_[cluster] += sign * totals_[w];
  }

  /// Moves a word to the class that it fits best.
  bool move(std::size_t w) {
    const std::size_t before = class_of_[w];
    add(w, before, -1);
    std::vector<std::int64_t> gains(classes_, 0);
    for (const Context& context : contexts_[w]) {
      const std::int32_t* row = &counts_[context.number * classes_];
      for (std::size_t c = 0; c < classes_; ++c) {
        gains[c] += weight(row[c] + context.count) - weight(row[c]);
      }
    }
    for (std::size_t c = 0; c < classes_; ++c) {
      gains[c] -= weight(class_total_[c] + totals_[w]) - weight(class_total_[c]);
    }
    const auto best =
        static_cast<std::size_t>(std::max_element(gains.begin(), gains.end()) - gains.begin());
    class_of_[w] = gains[best] > gains[before] ? best : before;
    add(w, class_of_[w], 1);
    return class_of_[w] != before;
  }

  std::size_t classes_;
  std::vector<std::string> words_;
  std::map<std::string, std::uint32_t> numbers_;
  std::vector<std::vector<Context>> contexts_;
  std::vector<std::int64_t> totals_;
  /// How often a context stands beside words of a class.
  std::vector<std::int32_t> counts_;
  std::vector<std::int64_t> class_total_;
  std::vector<std::size_t> class_of_;
};

}  // namespace

WordClusters cluster_words(const std::vector<std::vector<std::string>>& sentences,
                           std::size_t classes, int least_occurrences, int rounds) {
  return Exchange(sentences, classes, least_occurrences).run(rounds);
}

}  // namespace entente::ingest::train
