#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/result.hpp"

namespace entente::ingest {

/// The sets of words in data/clause_words.txt, by their names there.
#define ENTENTE_WORD_SETS(X) \
  X(planned)                 \
  X(requested)               \
  X(alleged)                 \
  X(denied)                  \
  X(planned_event)           \
  X(requested_event)         \
  X(alleged_event)           \
  X(denied_event)            \
  X(only_said)               \
  X(possible)                \
  X(say)                     \
  X(subject_control)         \
  X(naming)                  \
  X(giving)                  \
  X(support)                 \
  X(located)                 \
  X(becoming)                \
  X(place)                   \
  X(requested_noun)          \
  X(alleged_noun)            \
  X(denied_noun)             \
  X(possible_noun)           \
  X(planned_predicate)       \
  X(possible_predicate)      \
  X(denied_predicate)        \
  X(former_of_office)        \
  X(negative_adverb)         \
  X(alleged_adverb)          \
  X(possible_adverb)         \
  X(former_adverb)           \
  X(negative_adjective)      \
  X(alleged_adjective)       \
  X(planned_adjective)       \
  X(possible_adjective)      \
  X(former_adjective)        \
  X(planned_auxiliary)       \
  X(possible_auxiliary)      \
  X(requested_auxiliary)     \
  X(possible_conjunction)    \
  X(negative_conjunction)    \
  X(purpose_conjunction)     \
  X(role)                    \
  X(title)                   \
  X(ranking)                 \
  X(occasion)                \
  X(during)                  \
  X(stranded)

enum class WordSet : std::uint8_t {
#define ENTENTE_WORD_SET(name) name,
  ENTENTE_WORD_SETS(ENTENTE_WORD_SET)
#undef ENTENTE_WORD_SET
};

inline constexpr std::array word_set_names = {
#define ENTENTE_WORD_SET(name) std::string_view(#name),
    ENTENTE_WORD_SETS(ENTENTE_WORD_SET)
#undef ENTENTE_WORD_SET
};

/// Words by which clauses are understood. Immutable; any thread may read.
class ClauseWords {
 public:
  static const ClauseWords& built_in();
  /// Reads the format of the data file, "set = word | word", with continued lines indented. The
  /// words stay views into `data`. Errors: input_error for a line that names no known set.
  static Result<ClauseWords> parse(std::string_view data);

  /// `word` is a lemma in lower case.
  [[nodiscard]] bool has(WordSet set, std::string_view word) const;
  [[nodiscard]] std::size_t size(WordSet set) const {
    return sets_[static_cast<std::size_t>(set)].size();
  }

 private:
  std::array<std::vector<std::string_view>, word_set_names.size()> sets_;
};

}  // namespace entente::ingest
