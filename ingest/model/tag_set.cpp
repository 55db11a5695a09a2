#include "ingest/model/tag_set.hpp"

#include <algorithm>
#include <map>

namespace entente::ingest::model {

TagSet::TagSet(std::vector<std::string> names) : names_(std::move(names)) {
  std::map<std::string_view, std::uint16_t> numbers;
  for (std::uint16_t tag = 0; tag < names_.size(); ++tag) {
    const auto next = static_cast<std::uint16_t>(numbers.size());
    penn_numbers_.push_back(numbers.emplace(penn(tag), next).first->second);
  }
}

std::string_view TagSet::penn(std::uint16_t tag) const {
  const std::string_view name = names_[tag];
  return name.substr(0, name.find(' '));
}

std::string_view TagSet::universal(std::uint16_t tag) const {
  const std::string_view name = names_[tag];
  return name.substr(std::min(name.find(' '), name.size() - 1) + 1);
}

std::uint16_t TagSet::likeliest(const float* probabilities) const {
  std::vector<float> sums(names_.size(), 0.0F);
  for (std::size_t i = 0; i < names_.size(); ++i) sums[penn_numbers_[i]] += probabilities[i];
  const auto penn_number = std::max_element(sums.begin(), sums.end()) - sums.begin();
  std::uint16_t best = 0;
  float highest = -1;
  for (std::uint16_t tag = 0; tag < names_.size(); ++tag) {
    if (penn_numbers_[tag] == penn_number && probabilities[tag] > highest) {
      highest = probabilities[tag];
      best = tag;
    }
  }
  return best;
}

}  // namespace entente::ingest::model
