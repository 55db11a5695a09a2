#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "entente/ingest.hpp"
#include "ingest/text/utf8.hpp"
#include "ingest/text/vocabulary.hpp"
#include "storage/base/checksum.hpp"

namespace entente {

namespace {

using Json = nlohmann::ordered_json;

Json span_json(const TextSpan& span) { return Json::array({span.begin, span.end}); }

std::string_view quote(const Extraction& extraction, const TextSpan& span) {
  return std::string_view(extraction.text).substr(span.begin, span.end - span.begin);
}

std::string sentence_text(const Extraction& extraction, std::uint32_t index) {
  const auto before = [](const ExtractedSentence& sentence, std::uint32_t wanted) {
    return sentence.index < wanted;
  };
  const auto found =
      std::lower_bound(extraction.sentences.begin(), extraction.sentences.end(), index, before);
  if (found == extraction.sentences.end() || found->index != index) return {};
  return ingest::collapse_space(quote(extraction, found->span));
}

Json map_json(const std::vector<std::pair<std::string, std::string>>& entries) {
  Json object = Json::object();
  for (const auto& [key, value] : entries) object[key] = value;
  return object;
}

/// Text is valid UTF-8 by the readers' checks; "replace" keeps the printer from throwing all the
/// same.
std::string line(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json entity_json(const Extraction& extraction, const ExtractedEntity& entity) {
  Json object = {{"kind", "entity"},    {"document", extraction.document},
                 {"id", entity.id},     {"type", entity.type},
                 {"name", entity.name}, {"aliases", entity.aliases}};
  Json mentions = Json::array();
  for (const TextSpan& span : entity.mentions) mentions.push_back(span_json(span));
  object["mentions"] = std::move(mentions);
  if (!entity.properties.empty()) object["properties"] = map_json(entity.properties);
  if (entity.local) object["local"] = true;
  return object;
}

Json claim_json(const Extraction& extraction, const ExtractedClaim& claim) {
  Json object = {{"kind", "claim"},
                 {"document", extraction.document},
                 {"subject", claim.subject},
                 {"relation", claim.relation},
                 {"object", claim.object},
                 {"sentence", claim.sentence},
                 {"sentence_index", claim.sentence_index},
                 {"start", claim.span.begin},
                 {"end", claim.span.end},
                 {"subject_span", span_json(claim.subject_span)},
                 {"object_span", span_json(claim.object_span)},
                 {"rule", claim.rule},
                 {"confidence", claim.confidence},
                 {"modality", claim.modality}};
  if (!claim.speaker.empty()) object["speaker"] = claim.speaker;
  if (!claim.valid_from.empty()) object["valid_from"] = claim.valid_from;
  if (!claim.valid_to.empty()) object["valid_to"] = claim.valid_to;
  if (!claim.qualifiers.empty()) object["qualifiers"] = map_json(claim.qualifiers);
  return object;
}

Json sentence_json(const Extraction& extraction, const ExtractedSentence& sentence) {
  return {{"kind", "sentence"},
          {"document", extraction.document},
          {"index", sentence.index},
          {"span", span_json(sentence.span)},
          {"text", quote(extraction, sentence.span)}};
}

Json mention_json(const Extraction& extraction, const ExtractedMention& mention) {
  return {{"kind", "mention"},
          {"document", extraction.document},
          {"sentence_index", mention.sentence_index},
          {"span", span_json(mention.span)},
          {"entity", mention.entity},
          {"form", mention.form},
          {"text", quote(extraction, mention.span)}};
}

Json triple_json(const Extraction& extraction, const ExtractedTriple& triple) {
  Json object_spans = Json::array();
  for (const TextSpan& span : triple.object_spans) object_spans.push_back(span_json(span));
  return {{"kind", "triple"},
          {"document", extraction.document},
          {"sentence", sentence_text(extraction, triple.sentence_index)},
          {"sentence_index", triple.sentence_index},
          {"subject", triple.subject},
          {"predicate", triple.predicate},
          {"objects", triple.objects},
          {"subject_span", span_json(triple.subject_span)},
          {"predicate_span", span_json(triple.predicate_span)},
          {"object_spans", std::move(object_spans)},
          {"confidence", triple.confidence}};
}

std::string claim_text(const ExtractedClaim& claim) {
  const auto name = [](const std::string& id) { return id.substr(id.find(':') + 1); };
  std::string out =
      fmt::format("  {} {} {}", name(claim.subject), claim.relation, name(claim.object));
  std::string details;
  const auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty()) details += fmt::format("{}{}: {}", details.empty() ? "" : ", ", key, value);
  };
  if (claim.modality != "stated") add("modality", claim.modality);
  for (const auto& [key, value] : claim.qualifiers) add(key, value);
  add("from", claim.valid_from);
  add("to", claim.valid_to);
  add("speaker", claim.speaker);
  if (!details.empty()) out += fmt::format(" ({})", details);
  out += fmt::format("\n    {:.2f} {} — {}\n", claim.confidence, claim.rule, claim.sentence);
  return out;
}

}  // namespace

std::string to_json_lines(const Extraction& extraction) {
  std::string out =
      line({{"kind", "document"},
            {"document", extraction.document},
            {"title", extraction.title},
            {"date", extraction.date},
            {"source", extraction.source},
            {"author", extraction.author},
            {"format", to_string(extraction.format)},
            {"converted", extraction.converted},
            {"text_hash", fmt::format("xxh3:{:016x}", storage::checksum(extraction.text))},
            {"sentences", extraction.sentences.size()},
            {"bytes", extraction.text.size()}});
  for (const auto& item : extraction.sentences) out += line(sentence_json(extraction, item));
  for (const auto& item : extraction.mentions) out += line(mention_json(extraction, item));
  for (const auto& item : extraction.entities) out += line(entity_json(extraction, item));
  for (const auto& item : extraction.claims) out += line(claim_json(extraction, item));
  for (const auto& item : extraction.triples) out += line(triple_json(extraction, item));
  return out;
}

std::string to_text(const Extraction& extraction) {
  std::string out = fmt::format("{}\n", extraction.document);
  if (!extraction.title.empty()) out += fmt::format("  title: {}\n", extraction.title);
  if (!extraction.date.empty()) out += fmt::format("  date: {}\n", extraction.date);
  out += fmt::format("  {} sentences, {} entities, {} claims\n\nEntities\n",
                     extraction.sentences.size(), extraction.entities.size(),
                     extraction.claims.size());
  for (const std::string_view type : ingest::entity_type_names()) {
    std::string names;
    for (const auto& entity : extraction.entities) {
      if (entity.type != type) continue;
      names += fmt::format("{}{}", names.empty() ? "" : ", ", entity.name);
    }
    if (!names.empty()) out += fmt::format("  {}: {}\n", type, names);
  }
  out += "\nClaims\n";
  for (const auto& claim : extraction.claims) out += claim_text(claim);
  return out + "\n";
}

}  // namespace entente
