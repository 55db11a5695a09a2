#pragma once

#include <string_view>

namespace entente::query {

/// What to write instead of a word of SQL, of Neo4j's past or of its administration, or of another
/// programming language; empty if the word is none of these. Any case.
std::string_view hint_for_foreign_word(std::string_view word);

/// The same for words that can be read as names, so that the grammar only stumbles behind them.
std::string_view hint_for_word_before(std::string_view word);

}  // namespace entente::query
