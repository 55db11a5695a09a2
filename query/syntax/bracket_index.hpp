#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace entente::query {

/// Where the brackets of a text are closed. Strings, names in backquotes and comments hide
/// brackets; one that closes another kind than was opened last leaves all open ones unclosed.
///
/// Look-aheads ask it at every level of nesting, so it reads the text once, on the first question;
/// scanning from each bracket would take time quadratic in the depth. Points into the text.
class BracketIndex {
 public:
  explicit BracketIndex(std::string_view text) : text_(text) {}

  /// The offset behind the partner of the opening bracket at `at`; `at` if it has none.
  std::size_t behind(std::size_t at);

 private:
  void build();

  std::string_view text_;
  bool built_ = false;
  std::vector<std::uint32_t> behind_;  // by offset; 0 where no bracket is opened and closed
};

}  // namespace entente::query
