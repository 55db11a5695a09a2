#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::ingest::model {

/// The tags the model knows: pairs of a Penn Treebank tag and a universal part of speech, such as
/// IN + ADP and IN + SCONJ, which help the parser more than either alone.
class TagSet {
 public:
  TagSet() = default;
  /// Names "XPOS UPOS", each once.
  explicit TagSet(std::vector<std::string> names);

  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::string_view penn(std::uint16_t tag) const;
  [[nodiscard]] std::string_view universal(std::uint16_t tag) const;
  /// The likeliest tag of the likeliest Penn tag, from the probabilities of all.
  [[nodiscard]] std::uint16_t likeliest(const float* probabilities) const;

 private:
  std::vector<std::string> names_;
  /// For each tag, the number of its Penn tag.
  std::vector<std::uint16_t> penn_numbers_;
};

}  // namespace entente::ingest::model
