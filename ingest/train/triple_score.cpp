#include "ingest/train/triple_score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <string_view>
#include <tuple>

namespace entente::ingest::train {

namespace {

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

/// Takes each gold word out of the found ones once; gives how many there were.
std::size_t take_common(const std::vector<std::string_view>& gold,
                        std::vector<std::string_view>& found) {
  std::size_t common = 0;
  for (const std::string_view word : gold) {
    const auto at = std::find(found.begin(), found.end(), word);
    if (at == found.end()) continue;
    found.erase(at);
    ++common;
  }
  return common;
}

std::string objects_of(const WordTriple& triple) {
  std::string objects;
  for (std::size_t i = 1; i < triple.arguments.size(); ++i) objects += triple.arguments[i] + " ";
  return objects;
}

struct Slots {
  std::string_view predicate;
  /// Subject and objects; the second is not there without any object.
  std::vector<std::string> arguments;
};

Slots slots_of(const WordTriple& triple) {
  Slots slots{triple.predicate, {}};
  if (!triple.arguments.empty()) slots.arguments.push_back(triple.arguments.front());
  if (triple.arguments.size() > 1) slots.arguments.push_back(objects_of(triple));
  return slots;
}

TripleMatch match_slots(const Slots& gold, const Slots& found) {
  auto gold_words = words_in(gold.predicate);
  auto found_words = words_in(found.predicate);
  std::size_t gold_count = gold_words.size();
  std::size_t found_count = found_words.size();
  std::size_t common = take_common(gold_words, found_words);
  // "be" matches each of its forms.
  const bool left = std::find(found_words.begin(), found_words.end(), "be") != found_words.end();
  constexpr std::array<std::string_view, 8> forms = {"be",  "is",   "am",   "are",
                                                     "was", "were", "been", "being"};
  if (left && std::find_first_of(gold_words.begin(), gold_words.end(), forms.begin(),
                                 forms.end()) != gold_words.end()) {
    ++common;
  }
  if (common == 0) return {};
  for (std::size_t i = 0; i < gold.arguments.size(); ++i) {
    if (i >= found.arguments.size()) return {};
    gold_words = words_in(gold.arguments[i]);
    found_words = words_in(found.arguments[i]);
    gold_count += gold_words.size();
    found_count += found_words.size();
    common += take_common(gold_words, found_words);
  }
  const auto share = [&](std::size_t count) {
    return static_cast<double>(common) / static_cast<double>(count);
  };
  return {share(found_count), share(gold_count)};
}

/// Sums over the sentences, at one threshold of the confidence.
struct Sums {
  double precision = 0;
  double found = 0;
  double recall = 0;
  double gold = 0;

  void add(const Sums& other, double sign) {
    precision += sign * other.precision;
    found += sign * other.found;
    recall += sign * other.recall;
    gold += sign * other.gold;
  }
};

using Matches = std::vector<std::vector<TripleMatch>>;

/// Takes the most precise pair of a gold and a found triple that are both free, again and again.
double assigned_precision(const Matches& matches, std::vector<std::size_t> free_found) {
  std::vector<std::size_t> free_gold(matches.size());
  for (std::size_t i = 0; i < free_gold.size(); ++i) free_gold[i] = i;
  double sum = 0;
  while (!free_gold.empty() && !free_found.empty()) {
    auto gold = free_gold.begin();
    auto found = free_found.begin();
    for (auto i = free_gold.begin(); i != free_gold.end(); ++i) {
      for (auto j = free_found.begin(); j != free_found.end(); ++j) {
        if (matches[*i][*j].precision > matches[*gold][*found].precision) {
          gold = i;
          found = j;
        }
      }
    }
    sum += matches[*gold][*found].precision;
    free_gold.erase(gold);
    free_found.erase(found);
  }
  return sum;
}

Sums sums_at(const Matches& matches, const std::vector<WordTriple>& found, double threshold) {
  std::vector<std::size_t> taken;
  for (std::size_t j = 0; j < found.size(); ++j) {
    if (found[j].confidence >= threshold) taken.push_back(j);
  }
  Sums sums;
  sums.found = static_cast<double>(taken.size());
  sums.gold = static_cast<double>(matches.size());
  sums.precision = assigned_precision(matches, taken);
  for (const auto& row : matches) {
    double best = 0;
    for (const std::size_t j : taken) best = std::max(best, row[j].recall);
    sums.recall += best;
  }
  return sums;
}

}  // namespace

TripleMatch match_triples(const WordTriple& gold, const WordTriple& found) {
  const Slots wanted = slots_of(gold);
  Slots slots = slots_of(found);
  const TripleMatch straight = match_slots(wanted, slots);
  constexpr std::array<std::string_view, 5> saying = {"said", "told", "added", "adds", "says"};
  const bool said = std::any_of(saying.begin(), saying.end(), [&](std::string_view word) {
    return gold.predicate.find(word) != std::string::npos;
  });
  if (!said || slots.arguments.size() < 2) return straight;
  std::swap(slots.arguments[0], slots.arguments[1]);
  const TripleMatch reverse = match_slots(wanted, slots);
  const auto better =
      std::tie(reverse.precision, reverse.recall) > std::tie(straight.precision, straight.recall);
  return better ? reverse : straight;
}

TripleScore score_triples(const std::vector<TripleSentence>& gold,
                          const std::vector<std::vector<WordTriple>>& found) {
  std::set<double> distinct;
  for (const auto& sentence : found) {
    for (const WordTriple& triple : sentence) distinct.insert(triple.confidence);
  }
  const std::vector<double> thresholds(distinct.begin(), distinct.end());
  // changes[t] is what the sums at threshold t have more than those at t - 1.
  std::vector<Sums> changes(thresholds.size() + 1);
  for (std::size_t s = 0; s < gold.size(); ++s) {
    Matches matches(gold[s].triples.size());
    for (std::size_t i = 0; i < matches.size(); ++i) {
      for (const WordTriple& triple : found[s]) {
        matches[i].push_back(match_triples(gold[s].triples[i], triple));
      }
    }
    std::set<double> own;
    for (const WordTriple& triple : found[s]) own.insert(triple.confidence);
    std::size_t begin = 0;
    for (const double threshold : own) {
      const auto at = std::lower_bound(thresholds.begin(), thresholds.end(), threshold);
      const auto end = static_cast<std::size_t>(at - thresholds.begin()) + 1;
      const Sums sums = sums_at(matches, found[s], threshold);
      changes[begin].add(sums, 1);
      changes[end].add(sums, -1);
      begin = end;
    }
    const Sums none{0, 0, 0, static_cast<double>(gold[s].triples.size())};
    changes[begin].add(none, 1);
  }
  TripleScore best;
  Sums sums;
  double last_precision = 1;
  double last_recall = 0;
  for (std::size_t t = 0; t < thresholds.size(); ++t) {
    sums.add(changes[t], 1);
    const double precision = sums.found > 0 ? sums.precision / sums.found : 1;
    const double recall = sums.gold > 0 ? sums.recall / sums.gold : 0;
    const double f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    if (f1 > best.f1) {
      best.precision = precision;
      best.recall = recall;
      best.f1 = f1;
      best.confidence = thresholds[t];
    }
    if (t > 0) best.area += (last_recall - recall) * (last_precision + precision) / 2;
    last_precision = precision;
    last_recall = recall;
  }
  // The curve begins where nothing is found, at precision 1.
  best.area += last_recall * (last_precision + 1) / 2;
  return best;
}

std::string TripleScore::text() const {
  return fmt::format(
      "F1 {:.3f}  precision {:.3f}  recall {:.3f}  at confidence {:.2f}  AUC {:.3f}\n", f1,
      precision, recall, confidence, area);
}

Result<std::vector<TripleSentence>> read_gold_triples(const std::string& path) {
  std::ifstream file(path);
  if (!file) return Error::plain(ErrorClass::not_found, fmt::format("cannot read {}", path));
  std::vector<TripleSentence> result;
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == '\t') {
        fields.emplace_back();
      } else if (c != '\r') {
        fields.back() += c;
      }
    }
    if (fields.size() < 3) {
      return Error::plain(ErrorClass::input_error,
                          fmt::format("{}:{}: no sentence, predicate and subject", path, number));
    }
    if (result.empty() || result.back().text != fields[0]) result.push_back({fields[0], {}});
    result.back().triples.push_back({fields[1], {fields.begin() + 2, fields.end()}, 0});
  }
  return result;
}

}  // namespace entente::ingest::train
