#include "ingest/clauses/clause_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "ingest/names/data_lines.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

Result<ClauseWords> ClauseWords::parse(std::string_view data) {
  ClauseWords words;
  std::vector<std::string_view>* set = nullptr;
  std::string_view wrong;
  for_each_line(data, [&](std::string_view line) {
    if (line.front() != ' ') {
      const auto equals = line.find('=');
      const std::string_view name = trim(line.substr(0, equals));
      const auto known = std::find(word_set_names.begin(), word_set_names.end(), name);
      if (known == word_set_names.end() || equals == std::string_view::npos) {
        if (wrong.empty()) wrong = line;
        return;
      }
      set = &words.sets_[static_cast<std::size_t>(known - word_set_names.begin())];
      line.remove_prefix(equals + 1);
    }
    if (set == nullptr) {
      if (wrong.empty()) wrong = line;
      return;
    }
    for (const std::string_view field : split_fields(line, '|')) {
      if (const std::string_view word = trim(field); !word.empty()) set->push_back(word);
    }
  });
  if (!wrong.empty()) {
    return Error::plain(ErrorClass::input_error,
                        fmt::format("No set of clause words is named in “{}”", wrong));
  }
  for (auto& sorted : words.sets_) std::sort(sorted.begin(), sorted.end());
  return words;
}

bool ClauseWords::has(WordSet set, std::string_view word) const {
  const auto& words = sets_[static_cast<std::size_t>(set)];
  return std::binary_search(words.begin(), words.end(), word);
}

const ClauseWords& ClauseWords::built_in() {
  static const ClauseWords words = [] {
    auto parsed = parse(data::clause_words());
    assert(parsed && "the compiled-in clause words are checked by a test");
    return parsed ? std::move(*parsed) : ClauseWords{};
  }();
  return words;
}

}  // namespace entente::ingest
