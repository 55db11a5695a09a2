#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entente::ingest::model {

/// Where the words of several sentences stand while they are read together: first the first words
/// of all, then the second words, and so on. Sentences are in order of falling length, so that
/// those which still have a word stand together at the beginning of every step.
class BatchLayout {
 public:
  /// Lengths must not rise; none may be 0.
  explicit BatchLayout(std::span<const std::uint32_t> lengths);

  [[nodiscard]] std::size_t sentences() const { return lengths_.size(); }
  [[nodiscard]] std::size_t steps() const { return first_.size() - 1; }
  [[nodiscard]] std::size_t rows() const { return first_.back(); }
  [[nodiscard]] std::uint32_t length(std::size_t sentence) const { return lengths_[sentence]; }
  /// Number of sentences with a word at `step`, which have rows [first(step), first(step + 1)).
  [[nodiscard]] std::size_t count(std::size_t step) const {
    return first_[step + 1] - first_[step];
  }
  [[nodiscard]] std::uint32_t first(std::size_t step) const { return first_[step]; }
  [[nodiscard]] std::uint32_t row(std::size_t sentence, std::size_t word) const {
    return first_[word] + static_cast<std::uint32_t>(sentence);
  }
  /// The sentence of each row.
  [[nodiscard]] std::span<const std::uint32_t> sentence_of() const { return sentence_of_; }
  /// For each row, the row of the word that is as far from the end of the sentence as it from the
  /// beginning. Twice mirrored is as before.
  [[nodiscard]] std::span<const std::uint32_t> mirror() const { return mirror_; }
  /// The rows sentence by sentence; the words of one begin at start(sentence).
  [[nodiscard]] std::span<const std::uint32_t> by_sentence() const { return by_sentence_; }
  [[nodiscard]] std::uint32_t start(std::size_t sentence) const { return starts_[sentence]; }
  /// The place in by_sentence() of each row: the opposite order.
  [[nodiscard]] std::span<const std::uint32_t> by_step() const { return by_step_; }

 private:
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint32_t> first_{0};
  std::vector<std::uint32_t> sentence_of_;
  std::vector<std::uint32_t> mirror_;
  std::vector<std::uint32_t> by_sentence_;
  std::vector<std::uint32_t> by_step_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace entente::ingest::model
