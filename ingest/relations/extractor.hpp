#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "entente/ingest.hpp"
#include "ingest/clauses/predication.hpp"
#include "ingest/model/parsed_sentence.hpp"
#include "ingest/relations/frame_set.hpp"
#include "ingest/resolve/document_entities.hpp"
#include "ingest/text/sentences.hpp"

namespace entente::ingest {

/// A statement about two entities of a document.
struct FoundClaim {
  std::uint32_t subject = 0;
  std::uint32_t object = 0;
  std::string relation;
  std::uint32_t sentence = 0;
  /// Bytes of the words that fill the places, and of the whole claim.
  TextSpan subject_span;
  TextSpan object_span;
  TextSpan span;
  std::string rule;
  double confidence = 0;
  std::string modality;
  std::string speaker;
  std::string valid_from;
  std::string valid_to;
  std::map<std::string, std::string> qualifiers;
  /// Found by the sentence's tree, not only by its words.
  bool from_tree = false;
};

/// A document as far as it is read before its relations. The references must outlive it.
struct ReadText {
  const SplitText& text;
  /// One for each sentence.
  const std::vector<model::ParsedSentence>& parsed;
  /// Sorted by head. Without them only patterns over words are applied.
  const std::vector<Predication>& predications;
};

/// Applies the frames to every sentence; claims are sorted by place in the text, and one sentence
/// states each fact once. May add entities to `document` (the country that "Moscow" stands for).
std::vector<FoundClaim> find_claims(const ReadText& read, ResolvedDocument& document,
                                    const FrameSet& frames, const Gazetteer& gazetteer,
                                    const WordClasses& classes);

/// Puts claims into the order of the text and leaves out repetitions inside a sentence.
void tidy_claims(std::vector<FoundClaim>& claims);

}  // namespace entente::ingest
