#include "ingest/pipeline/read_prose.hpp"

#include "ingest/model/parse_text.hpp"
#include "ingest/names/recogniser.hpp"

namespace entente::ingest {

ProseReading read_prose(std::string_view text, const std::vector<TextBlock>& blocks,
                        const model::LanguageModel& model) {
  const Gazetteer& gazetteer = Gazetteer::built_in();
  const WordClasses& classes = WordClasses::built_in();
  ProseReading reading;
  reading.split = split_text(text, blocks);
  reading.parsed = model::parse_text(model, reading.split);
  reading.resolved = resolve_document(
      reading.split, recognise_names(reading.split, gazetteer, classes, reading.parsed), gazetteer,
      classes, reading.parsed);
  reading.predications = find_predications(reading.split, reading.parsed);
  return reading;
}

}  // namespace entente::ingest
