#include <algorithm>
#include <map>
#include <set>

#include "ingest/clauses/open_triples.hpp"
#include "ingest/pipeline/extract.hpp"
#include "ingest/pipeline/read_prose.hpp"
#include "ingest/relations/calibration.hpp"
#include "ingest/relations/claim_values.hpp"
#include "ingest/relations/extractor.hpp"
#include "ingest/relations/open_triples.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Dates are known by their ISO form wherever they are complete enough to have one.
std::string canonical_name(const DocumentEntity& entity) {
  if (entity.type == EntityType::Date && !entity.properties.empty()) {
    const std::string& iso = entity.properties.front().second;
    if (iso.find('X') == std::string::npos) return iso;
  }
  return entity.name;
}

std::string entity_id(const DocumentEntity& entity) {
  std::string id = std::string(to_string(entity.type)) + ":" + canonical_name(entity);
  if (entity.local) id += "@" + std::to_string(entity.first_byte);
  return id;
}

ExtractedEntity make_entity(const SplitText& split, const ResolvedDocument& resolved,
                            const DocumentEntity& entity) {
  ExtractedEntity out;
  out.id = entity_id(entity);
  out.type = to_string(entity.type);
  out.name = canonical_name(entity);
  out.local = entity.local;
  if (out.name != entity.name) out.aliases.push_back(entity.name);
  out.aliases.insert(out.aliases.end(), entity.aliases.begin(), entity.aliases.end());
  for (const auto m : entity.mentions) {
    const Mention& mention = resolved.mentions[m];
    out.mentions.push_back(
        {split.tokens[mention.first_token].begin, split.tokens[mention.last_token - 1].end});
  }
  out.properties = entity.properties;
  if (entity.type == EntityType::Country && !entity.country.empty()) {
    out.properties.emplace_back("iso_code", entity.country);
  }
  // Which country a place lies in tells whether two places can be one seat.
  const bool place = entity.type == EntityType::City || entity.type == EntityType::Region;
  if (place && !entity.country.empty()) out.properties.emplace_back("country", entity.country);
  std::sort(out.properties.begin(), out.properties.end());
  return out;
}

/// Adds an entity, or joins it to the one of the same id: "May 2019" and "2019-05" are one date.
void add_entity(Extraction& out, std::map<std::string, std::size_t>& index,
                ExtractedEntity entity) {
  const auto [found, added] = index.emplace(entity.id, out.entities.size());
  if (added) {
    out.entities.push_back(std::move(entity));
    return;
  }
  ExtractedEntity* same = &out.entities[found->second];
  for (std::string& alias : entity.aliases) {
    if (std::find(same->aliases.begin(), same->aliases.end(), alias) == same->aliases.end()) {
      same->aliases.push_back(std::move(alias));
    }
  }
  same->mentions.insert(same->mentions.end(), entity.mentions.begin(), entity.mentions.end());
  const auto place = [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; };
  std::sort(same->mentions.begin(), same->mentions.end(), place);
}

ExtractedClaim make_claim(const SourceDocument& document, const SplitText& split,
                          const ResolvedDocument& resolved, FoundClaim& found) {
  ExtractedClaim out;
  out.subject = entity_id(resolved.entities[found.subject]);
  out.object = entity_id(resolved.entities[found.object]);
  out.relation = std::move(found.relation);
  out.subject_span = found.subject_span;
  out.object_span = found.object_span;
  out.span = found.span;
  out.sentence_index = found.sentence;
  const Sentence& sentence = split.sentences[found.sentence];
  out.sentence = collapse_space(
      std::string_view(document.text).substr(sentence.begin, sentence.end - sentence.begin));
  out.rule = std::move(found.rule);
  // Two decimals are all that a rule's prior can claim, and they print the same everywhere.
  const auto rounded = [](double share) {
    return static_cast<double>(static_cast<int>(share * 100 + 0.5)) / 100;
  };
  out.confidence = rounded(Calibration::built_in().measured(rounded(found.confidence)));
  out.modality = std::move(found.modality);
  out.speaker = std::move(found.speaker);
  out.valid_from = std::move(found.valid_from);
  out.valid_to = std::move(found.valid_to);
  out.qualifiers.assign(found.qualifiers.begin(), found.qualifiers.end());
  return out;
}

std::string_view word_of(MentionForm form) {
  switch (form) {
    case MentionForm::name: return "name";
    case MentionForm::adjective: return "adjective";
    case MentionForm::people: return "people";
    case MentionForm::reference: return "reference";
  }
  return "name";
}

/// All mentions of entities that `out` has, references included.
void add_mentions(Extraction& out, const SplitText& split, const ResolvedDocument& resolved) {
  std::set<std::string_view> known;
  for (const ExtractedEntity& entity : out.entities) known.insert(entity.id);
  std::size_t sentence = 0;
  for (const Mention& mention : resolved.mentions) {
    while (split.sentences[sentence].last_token <= mention.first_token) ++sentence;
    const TextSpan span = {split.tokens[mention.first_token].begin,
                           split.tokens[mention.last_token - 1].end};
    for (const std::uint32_t e : mention.entities) {
      std::string id = entity_id(resolved.entities[e]);
      if (known.count(id) == 0) continue;
      out.mentions.push_back({static_cast<std::uint32_t>(sentence), span, std::move(id),
                              std::string(word_of(mention.form))});
    }
  }
}

TextSpan span_of(const SplitText& split, const Phrase& phrase) {
  return {split.tokens[phrase.front()].begin, split.tokens[phrase.back()].end};
}

ExtractedTriple make_triple(const SplitText& split, const OpenTriple& triple) {
  ExtractedTriple out;
  out.sentence_index = triple.sentence;
  out.subject = words_of(split, triple.subject);
  out.subject_span = span_of(split, triple.subject);
  out.predicate = predicate_words(split, triple);
  // What is only implied has no words of its own; every triple of that kind has an object.
  const bool written = !triple.predicate.empty();
  out.predicate_span = span_of(split, written ? triple.predicate : triple.objects.front());
  for (const Phrase& object : triple.objects) {
    out.objects.push_back(words_of(split, object));
    out.object_spans.push_back(span_of(split, object));
  }
  out.confidence = triple.confidence;
  return out;
}

}  // namespace

Extraction extract_prose(const SourceDocument& document, const IngestOptions& options,
                         const ReadingTools& tools) {
  ProseReading reading = read_prose(document.readable(), document.blocks, *tools.model);
  const SplitText& split = reading.split;
  ResolvedDocument& resolved = reading.resolved;
  auto claims = find_claims({split, reading.parsed, reading.predications}, resolved, *tools.frames,
                            Gazetteer::built_in(), WordClasses::built_in());
  complete_claims(split, document.date, claims);
  Extraction out;
  if (options.open_triples) {
    const std::vector<OpenTriple> triples = find_open_triples(split, reading.parsed);
    add_open_triples(split, resolved, triples, claims);
    for (const OpenTriple& triple : triples) out.triples.push_back(make_triple(split, triple));
  }

  out.document = document.id;
  out.title = document.title;
  out.date = document.date;
  out.source = document.source;
  out.author = document.author;
  out.format = document.format;
  out.converted = document.converted;
  out.text = document.text;
  for (const TextBlock& block : document.blocks) {
    out.blocks.push_back({{block.begin, block.end}, block.heading});
  }
  for (std::size_t i = 0; i < split.sentences.size(); ++i) {
    const Sentence& sentence = split.sentences[i];
    out.sentences.push_back({static_cast<std::uint32_t>(i), {sentence.begin, sentence.end}});
  }
  std::map<std::string, std::size_t> index;
  std::vector<bool> used(resolved.entities.size(), false);
  for (const FoundClaim& claim : claims) used[claim.subject] = used[claim.object] = true;
  for (std::size_t e = 0; e < resolved.entities.size(); ++e) {
    const DocumentEntity& entity = resolved.entities[e];
    if (!used[e] && entity.mentions.empty()) continue;
    add_entity(out, index, make_entity(split, resolved, entity));
  }
  add_mentions(out, split, resolved);
  for (FoundClaim& claim : claims) {
    ExtractedClaim made = make_claim(document, split, resolved, claim);
    if (made.subject != made.object) out.claims.push_back(std::move(made));
  }
  return out;
}

}  // namespace entente::ingest
