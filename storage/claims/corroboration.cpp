#include "storage/claims/corroboration.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "storage/graph/evidence_summary.hpp"

namespace entente::storage {

namespace {

/// Runs of words that more claims share say nothing, and comparing all of them would cost.
constexpr std::size_t sharers_max = 64;

/// Claims that are one voice, as sets that are joined.
class Voices {
 public:
  explicit Voices(std::size_t claims) : parent_(claims) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t claim) {
    while (parent_[claim] != claim) claim = parent_[claim] = parent_[parent_[claim]];
    return claim;
  }
  void join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words_of(std::string_view sentence) {
  std::vector<std::string> words;
  bool inside = false;
  for (char c : sentence) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool word = is_word_byte(c);
    if (word && !inside) words.emplace_back();
    if (word) words.back() += c;
    inside = word;
  }
  return words;
}

/// Hashes of all runs of three words, sorted; of a shorter sentence the one of all its words.
std::vector<std::size_t> shingles_of(std::string_view sentence) {
  constexpr std::size_t run = 3;
  const std::vector<std::string> words = words_of(sentence);
  std::vector<std::size_t> shingles;
  for (std::size_t i = 0; i == 0 || i + run <= words.size(); ++i) {
    std::string text;
    for (std::size_t k = i; k < std::min(i + run, words.size()); ++k) text += words[k] + ' ';
    shingles.push_back(std::hash<std::string>{}(text));
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

double jaccard(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  std::vector<std::size_t> common;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
  const std::size_t all = a.size() + b.size() - common.size();
  return static_cast<double>(common.size()) / static_cast<double>(all);
}

void join_copies(std::span<const Claim> claims, Voices& voices) {
  std::map<std::string_view, std::size_t> sentences;
  std::vector<std::size_t> distinct;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    // Rows of tables have none.
    if (claims[i].sentence.empty()) continue;
    const auto [first, added] = sentences.emplace(claims[i].sentence, i);
    if (added) {
      distinct.push_back(i);
    } else {
      voices.join(first->second, i);
    }
  }
  std::vector<std::vector<std::size_t>> shingles;
  std::unordered_map<std::size_t, std::vector<std::size_t>> sharers;
  for (std::size_t at = 0; at < distinct.size(); ++at) {
    shingles.push_back(shingles_of(claims[distinct[at]].sentence));
    std::set<std::size_t> candidates;
    for (const std::size_t shingle : shingles.back()) {
      std::vector<std::size_t>& others = sharers[shingle];
      candidates.insert(others.begin(), others.end());
      if (others.size() < sharers_max) others.push_back(at);
    }
    for (const std::size_t other : candidates) {
      if (voices.find(distinct[other]) == voices.find(distinct[at])) continue;
      if (jaccard(shingles[other], shingles[at]) < near_duplicate) continue;
      voices.join(distinct[other], distinct[at]);
    }
  }
}

void join_sources(std::span<const Claim> claims,
                  const std::function<std::string(DocumentId)>& source_of, Voices& voices) {
  std::map<DocumentId, std::size_t> documents;
  std::map<std::string, std::size_t> sources;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const auto [document, new_document] = documents.emplace(claims[i].document, i);
    if (!new_document) {
      voices.join(document->second, i);
      continue;
    }
    const std::string key = source_key(source_of(claims[i].document));
    if (key.empty()) continue;
    const auto [source, new_source] = sources.emplace(key, i);
    if (!new_source) voices.join(source->second, i);
  }
}

double noisy_or(std::vector<double> confidences) {
  // One order, so that rounding does not depend on the order of the claims.
  std::sort(confidences.begin(), confidences.end());
  double all_wrong = 1;
  for (const double confidence : confidences) all_wrong *= 1 - confidence;
  return std::min(1 - all_wrong, std::max(confidence_max, confidences.back()));
}

}  // namespace

std::string source_key(std::string_view source) {
  std::string key;
  for (const char c : source) {
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto scheme = key.find("://");
  if (scheme != std::string::npos) key.erase(0, scheme + 3);
  const bool address = key.find(' ') == std::string::npos && key.find('.') != std::string::npos;
  if (!address) return key;
  key.resize(std::min(key.find('/'), key.size()));
  std::vector<std::string> labels = {""};
  for (const char c : key) {
    if (c == '.') {
      labels.emplace_back();
    } else {
      labels.back() += c;
    }
  }
  // The ending of a site is not its name, nor what stands before it: "news.bbc.co.uk" is the BBC's.
  constexpr std::size_t country_letters = 2;
  constexpr std::size_t kind_letters = 3;
  const std::size_t count = labels.size();
  const bool two_endings = count >= 3 && labels[count - 1].size() == country_letters &&
                           labels[count - 2].size() <= kind_letters;
  return labels[count - (two_endings ? 3 : 2)];
}

Corroboration corroborate(std::span<const Claim> claims,
                          const std::function<std::string(DocumentId)>& source_of) {
  Corroboration found;
  found.voices.resize(claims.size());
  if (claims.empty()) return found;
  Voices joined(claims.size());
  join_sources(claims, source_of, joined);
  join_copies(claims, joined);
  for (const Claim& claim : claims) found.modality = stronger(found.modality, claim.modality);
  std::map<std::size_t, std::size_t> numbers;
  std::map<std::size_t, double> best;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const auto number = numbers.emplace(joined.find(i), numbers.size()).first->second;
    found.voices[i] = number;
    if (claims[i].modality != found.modality) continue;
    best[number] = std::max(best[number], claims[i].confidence);
  }
  found.voice_count = numbers.size();
  std::vector<double> confidences;
  for (const auto& [number, confidence] : best) confidences.push_back(confidence);
  found.confidence = noisy_or(std::move(confidences));
  return found;
}

}  // namespace entente::storage
