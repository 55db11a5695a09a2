#include "ingest/clauses/open_triples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>

#include "ingest/clauses/triple_finder.hpp"
#include "ingest/names/data_lines.hpp"
#include "ingest/text/data.hpp"

namespace entente::ingest {

std::vector<TripleCandidate> find_triple_candidates(
    const SplitText& text, const std::vector<model::ParsedSentence>& parsed) {
  std::vector<TripleCandidate> result;
  for_each_sentence(text, parsed, [&](const SentenceReading& sentence) {
    add_clause_triples(sentence, result);
    add_noun_triples(sentence, result);
  });
  return result;
}

std::vector<OpenTriple> find_open_triples(const SplitText& text,
                                          const std::vector<model::ParsedSentence>& parsed) {
  const TripleWeights& weights = TripleWeights::built_in();
  std::vector<OpenTriple> result;
  for (TripleCandidate& candidate : find_triple_candidates(text, parsed)) {
    const double confidence = weights.confidence(candidate.features);
    if (confidence < triple_confidence_min) continue;
    candidate.triple.confidence = static_cast<double>(std::lround(confidence * 100)) / 100;
    result.push_back(std::move(candidate.triple));
  }
  return result;
}

Result<TripleWeights> TripleWeights::parse(std::string_view data) {
  TripleWeights result;
  std::string wrong;
  for_each_line(data, [&](std::string_view line) {
    const auto space = line.find(' ');
    const std::string number(line.substr(std::min(space, line.size() - 1) + 1));
    char* end = nullptr;
    const double weight = std::strtod(number.c_str(), &end);
    const bool whole = space != 0 && end != number.c_str() && *end == '\0' && std::isfinite(weight);
    if (!whole && wrong.empty()) wrong = line;
    result.weights_.emplace_back(line.substr(0, space), weight);
  });
  if (!wrong.empty()) {
    return Error::plain(ErrorClass::input_error,
                        fmt::format("“{}” is no feature with its weight", wrong));
  }
  std::sort(result.weights_.begin(), result.weights_.end());
  return result;
}

double TripleWeights::confidence(const std::vector<TripleFeature>& features) const {
  double sum = 0;
  for (const auto& [name, value] : features) {
    const auto found = std::lower_bound(
        weights_.begin(), weights_.end(), name,
        [](const auto& weight, const std::string& wanted) { return weight.first < wanted; });
    if (found != weights_.end() && found->first == name) sum += found->second * value;
  }
  return 1 / (1 + std::exp(-sum));
}

const TripleWeights& TripleWeights::built_in() {
  static const TripleWeights weights = [] {
    auto parsed = parse(data::triple_weights());
    assert(parsed && "the compiled-in weights are checked by a test");
    return parsed ? std::move(*parsed) : TripleWeights{};
  }();
  return weights;
}

std::string words_of(const SplitText& text, const Phrase& phrase) {
  std::string result;
  for (std::size_t k = 0; k < phrase.size(); ++k) {
    const Token& token = text.tokens[phrase[k]];
    const bool glued = k > 0 && phrase[k] == phrase[k - 1] + 1 && !token.space_before;
    if (k > 0 && !glued) result += ' ';
    result += token.text(text.text);
  }
  return result;
}

std::string predicate_words(const SplitText& text, const OpenTriple& triple) {
  const std::string written = words_of(text, triple.predicate);
  if (triple.implied.empty() || written.empty()) return triple.implied + written;
  return triple.implied + " " + written;
}

}  // namespace entente::ingest
