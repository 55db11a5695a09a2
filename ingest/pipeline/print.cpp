#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "entente/ingest.hpp"
#include "ingest/text/vocabulary.hpp"

namespace entente {

namespace {

using Json = nlohmann::ordered_json;

Json span_json(const TextSpan& span) { return Json::array({span.begin, span.end}); }

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
                 {"span", span_json(claim.span)},
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
  std::string out = line({{"kind", "document"},
                          {"document", extraction.document},
                          {"title", extraction.title},
                          {"date", extraction.date},
                          {"source", extraction.source},
                          {"sentences", extraction.sentences},
                          {"bytes", extraction.bytes}});
  for (const auto& entity : extraction.entities) out += line(entity_json(extraction, entity));
  for (const auto& claim : extraction.claims) out += line(claim_json(extraction, claim));
  return out;
}

std::string to_text(const Extraction& extraction) {
  std::string out = fmt::format("{}\n", extraction.document);
  if (!extraction.title.empty()) out += fmt::format("  title: {}\n", extraction.title);
  if (!extraction.date.empty()) out += fmt::format("  date: {}\n", extraction.date);
  out += fmt::format("  {} sentences, {} entities, {} claims\n\nEntities\n", extraction.sentences,
                     extraction.entities.size(), extraction.claims.size());
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
