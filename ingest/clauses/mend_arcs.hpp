#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/model/parsed_sentence.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// The arcs of a sentence: for each token its head (no_token for a root) and its relation.
struct Arcs {
  std::vector<std::uint32_t>& heads;
  std::vector<std::string_view>& relations;
};

/// Puts right what parsers often get wrong, where the words leave no doubt:
/// - a name that runs over a title ("Airbus chief X") is headed by what follows the title;
/// - a title directly before a name that fills the same place is that name's title;
/// - the person in apposition to the last name of "the head of Airbus, X," belongs to the head;
/// - in "founder of Intel and owner of Fiat" the offices are coordinated, not Intel and owner;
/// - in "said on Monday that …" the clause is said, and not one about Monday.
/// The arcs need not be a tree, and need not be one afterwards.
void mend_arcs(const SplitText& text, const Sentence& sentence, const model::ParsedSentence& parsed,
               Arcs arcs);

}  // namespace entente::ingest
