#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "ingest/text/tokens.hpp"

namespace entente::ingest {

/// Named sets of words and phrases, from names/data/word_classes.txt. Immutable; any thread may
/// read.
class WordClasses {
 public:
  static const WordClasses& built_in();
  /// Parses the format of the data file; a class that is defined twice is extended.
  explicit WordClasses(std::string_view data);

  /// Number of a class, or -1 if there is none of that name.
  [[nodiscard]] int find(std::string_view name) const;
  /// Tokens of the longest entry of the class that begins at tokens[at]; 0 if none does.
  [[nodiscard]] std::uint32_t match(int word_class, std::span<const Token> tokens,
                                    std::size_t at) const;
  [[nodiscard]] std::uint32_t match(std::string_view name, std::span<const Token> tokens,
                                    std::size_t at) const;
  /// All lengths that match at tokens[at], longest first.
  [[nodiscard]] std::vector<std::uint32_t> match_all(int word_class, std::span<const Token> tokens,
                                                     std::size_t at) const;
  /// Whether an entry of the class that begins at tokens[first] or later ends with tokens[last].
  [[nodiscard]] bool ends_with(int word_class, std::span<const Token> tokens, std::size_t first,
                               std::size_t last) const;
  /// The entries of a class as written out, words joined by one space, sorted.
  [[nodiscard]] std::vector<std::string> phrases(int word_class) const;

 private:
  struct Class {
    std::unordered_set<std::string> phrases;
    std::unordered_set<std::string> first_words;
    std::uint32_t longest = 0;
  };
  void add_entry(Class& into, std::string_view entry);

  std::map<std::string, int, std::less<>> numbers_;
  std::vector<Class> classes_;
};

}  // namespace entente::ingest
