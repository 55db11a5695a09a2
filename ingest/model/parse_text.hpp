#pragma once

#include <vector>

#include "ingest/model/language_model.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest::model {

/// Reads every sentence of a document: one result for each of `split.sentences`, in order, whose
/// tokens are those of the sentence, from Sentence::first_token on.
std::vector<ParsedSentence> parse_text(const LanguageModel& model, const SplitText& split);

/// Appends a sentence in the format CoNLL-U of Universal Dependencies, with its text, and names in
/// the column MISC as IOB2 labels ("Name=B-PER").
void append_conllu(std::string& out, const SplitText& split, const Sentence& sentence,
                   const ParsedSentence& parsed);

}  // namespace entente::ingest::model
