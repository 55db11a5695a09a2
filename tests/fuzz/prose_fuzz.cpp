// Any bytes as a news text: reading it for entities, claims and triples may not crash, hang or grow
// without bounds, and every span must lie in the text, in its sentence, and cut no character.
//
//   cmake --preset fuzz && cmake --build --preset fuzz --target prose_fuzz
//   build/fuzz/tests/fuzz/prose_fuzz -timeout=20 -max_len=4096 CORPUS examples/news

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "ingest/clauses/open_triples.hpp"
#include "ingest/pipeline/read_prose.hpp"
#include "ingest/readers/encoding.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/relations/claim_values.hpp"
#include "ingest/relations/extractor.hpp"
#include "ingest/relations/open_triples.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace entente;
using namespace entente::ingest;

const model::LanguageModel& english() {
  static const auto model =
      model::load_model(ENTENTE_TEST_SOURCE_DIR "/ingest/model/data/english.model");
  require(static_cast<bool>(model), "the model cannot be read");
  return **model;
}

void check_span(const SplitText& split, const TextSpan& span) {
  require(span.begin < span.end && span.end <= split.text.size(), "a span is outside of the text");
  require(begins_character(split.text, span.begin) && begins_character(split.text, span.end),
          "a span cuts a character");
}

void check(const SplitText& split, const ResolvedDocument& document) {
  for (const Mention& mention : document.mentions) {
    require(mention.first_token < mention.last_token && mention.last_token <= split.tokens.size(),
            "a mention has no tokens");
    require(!mention.entities.empty(), "a mention means nothing");
    for (const std::uint32_t entity : mention.entities) {
      require(entity < document.entities.size(), "a mention means an entity that is not there");
    }
  }
}

void check(const SplitText& split, const ResolvedDocument& document, const FoundClaim& claim) {
  require(claim.subject < document.entities.size() && claim.object < document.entities.size(),
          "a claim is about an entity that is not there");
  require(claim.confidence > 0 && claim.confidence <= 1, "a confidence is no share");
  require(claim.sentence < split.sentences.size(), "a claim is in no sentence");
  check_span(split, claim.span);
  check_span(split, claim.subject_span);
  check_span(split, claim.object_span);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto decoded = decode_text("x", bytes, {});
  if (!decoded) return 0;
  const SourceDocument document = read_plain_text("x", decoded->text);
  ProseReading reading = read_prose(document.readable(), document.blocks, english());
  const SplitText& split = reading.split;
  check(split, reading.resolved);
  auto claims = find_claims({split, reading.parsed, reading.predications}, reading.resolved,
                            *FrameSet::built_in(), Gazetteer::built_in(), WordClasses::built_in());
  complete_claims(split, "2024-06-01", claims);
  const std::vector<OpenTriple> triples = find_open_triples(split, reading.parsed);
  for (const OpenTriple& triple : triples) {
    require(!triple.subject.empty() && (!triple.predicate.empty() || !triple.objects.empty()),
            "a triple has no words");
  }
  add_open_triples(split, reading.resolved, triples, claims);
  check(split, reading.resolved);
  for (const FoundClaim& claim : claims) check(split, reading.resolved, claim);
  return 0;
}
