#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente::storage {

/// Number of Unicode characters of well-formed UTF-8.
std::size_t character_count(std::string_view text);

/// Insertions, deletions, replacements and swaps of neighbouring characters that make `to` of
/// `from` (optimal string alignment); nullopt if that takes more than `limit`.
std::optional<unsigned> edits_between(std::string_view from, std::string_view to, unsigned limit);

/// A pattern with * (any characters) and ? (one); `\` before a character that is meant literally.
/// Matching takes time in proportion to the product of the lengths at worst, never more.
class WildcardPattern {
 public:
  /// `normalise` changes the literal parts as the analyzer changes terms.
  WildcardPattern(std::string_view pattern,
                  const std::function<std::string(std::string_view)>& normalise);

  [[nodiscard]] bool matches(std::string_view term) const;
  /// What every match begins with.
  [[nodiscard]] const std::string& literal_prefix() const { return prefix_; }

 private:
  static constexpr char32_t any_text = 0x110000;
  static constexpr char32_t any_character = 0x110001;
  std::vector<char32_t> parts_;
  std::string prefix_;
};

}  // namespace entente::storage
