#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ingest/pipeline/external_extractor.hpp"
#include "ingest/text/suggest.hpp"
#include "ingest/text/utf8.hpp"
#include "ingest/text/vocabulary.hpp"
#include "storage/graph/evidence_summary.hpp"

namespace entente::ingest {

namespace {

using Json = nlohmann::json;
using TextProperties = std::vector<std::pair<std::string, std::string>>;

Error wrong(std::string message, std::string hint = {}) {
  return Error::plain(ErrorClass::input_error, std::move(message), std::move(hint));
}

Result<std::string> text_of(const Json& line, const char* key, bool needed) {
  const auto found = line.find(key);
  if (found == line.end() || found->is_null()) {
    if (!needed) return std::string{};
    return wrong(fmt::format("wrote a line without \"{}\"", key));
  }
  if (!found->is_string()) return wrong(fmt::format("\"{}\" is not text", key));
  const auto& text = found->get_ref<const std::string&>();
  if (needed && trim(text).empty()) return wrong(fmt::format("\"{}\" is empty", key));
  return text;
}

Result<std::vector<std::string>> texts_of(const Json& line, const char* key) {
  std::vector<std::string> out;
  const auto found = line.find(key);
  if (found == line.end() || found->is_null()) return out;
  if (!found->is_array()) return wrong(fmt::format("\"{}\" is not a list", key));
  for (const Json& item : *found) {
    if (!item.is_string()) return wrong(fmt::format("\"{}\" holds what is not text", key));
    out.push_back(item.get<std::string>());
  }
  return out;
}

/// Members of an object, sorted by key; values that are no text as JSON writes them.
Result<TextProperties> properties_of(const Json& line, const char* key) {
  TextProperties out;
  const auto found = line.find(key);
  if (found == line.end() || found->is_null()) return out;
  if (!found->is_object()) return wrong(fmt::format("\"{}\" is not an object", key));
  for (const auto& [name, value] : found->items()) {
    out.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
  }
  return out;
}

bool begins_character(std::string_view text, std::uint64_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

/// A span must be inside of the text and cut no character.
Result<TextSpan> checked_span(std::string_view text, const Json& begin, const Json& end) {
  if (!begin.is_number_unsigned() || !end.is_number_unsigned()) {
    return wrong("a span is two numbers of bytes");
  }
  const TextSpan span{begin.get<std::uint64_t>(), end.get<std::uint64_t>()};
  if (span.begin >= span.end || span.end > text.size() || !begins_character(text, span.begin) ||
      !begins_character(text, span.end)) {
    return wrong(fmt::format("[{}, {}) is no span of the text, which has {} bytes", span.begin,
                             span.end, text.size()));
  }
  return span;
}

Result<TextSpan> span_of(std::string_view text, const Json& span) {
  if (!span.is_array() || span.size() != 2) return wrong("a span is [begin, end]");
  return checked_span(text, span[0], span[1]);
}

/// Relationship types as the graph has them: SUPPLIES, SIGNED_DEAL_WITH.
bool is_relation_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && name.front() >= 'A' && name.front() <= 'Z' &&
         std::all_of(name.begin(), name.end(), allowed);
}

Result<ExtractedEntity> read_entity(const Json& line, std::string_view text) {
  ExtractedEntity entity;
  ENTENTE_ASSIGN(entity.type, text_of(line, "type", true));
  if (!entity_type_from(entity.type)) {
    return wrong(fmt::format("there is no entity type '{}'", entity.type),
                 did_you_mean(entity.type, entity_type_names()));
  }
  ENTENTE_ASSIGN(entity.name, text_of(line, "name", true));
  ENTENTE_ASSIGN(entity.id, text_of(line, "id", false));
  if (entity.id.empty()) entity.id = entity.type + ":" + entity.name;
  ENTENTE_ASSIGN(entity.aliases, texts_of(line, "aliases"));
  ENTENTE_ASSIGN(entity.properties, properties_of(line, "properties"));
  const auto mentions = line.find("mentions");
  if (mentions == line.end() || !mentions->is_array() || mentions->empty()) {
    return wrong(fmt::format("the entity '{}' has no \"mentions\"", entity.name),
                 "list the spans of the text that name it");
  }
  for (const Json& mention : *mentions) {
    ENTENTE_ASSIGN(const TextSpan span, span_of(text, mention));
    entity.mentions.push_back(span);
  }
  return entity;
}

Result<double> confidence_of(const Json& line) {
  constexpr double unsaid = 0.5;
  const auto found = line.find("confidence");
  if (found == line.end()) return unsaid;
  if (!found->is_number()) return wrong("\"confidence\" is not a number");
  const auto value = found->get<double>();
  if (!(value >= 0 && value <= 1)) return wrong("\"confidence\" is not from 0 to 1");
  return value;
}

Result<ExtractedClaim> read_claim(const Json& line, const Extraction& extraction) {
  ExtractedClaim claim;
  ENTENTE_ASSIGN(claim.subject, text_of(line, "subject", true));
  ENTENTE_ASSIGN(claim.object, text_of(line, "object", true));
  ENTENTE_ASSIGN(claim.relation, text_of(line, "relation", true));
  if (!is_relation_name(claim.relation)) {
    return wrong(fmt::format("'{}' is no name of a relation", claim.relation),
                 "they are in capitals: SIGNED_DEAL_WITH");
  }
  ENTENTE_ASSIGN(claim.span, checked_span(extraction.text, line.value("start", Json()),
                                          line.value("end", Json())));
  claim.subject_span = claim.object_span = claim.span;
  if (line.contains("subject_span")) {
    ENTENTE_ASSIGN(claim.subject_span, span_of(extraction.text, line["subject_span"]));
  }
  if (line.contains("object_span")) {
    ENTENTE_ASSIGN(claim.object_span, span_of(extraction.text, line["object_span"]));
  }
  ENTENTE_ASSIGN(claim.confidence, confidence_of(line));
  ENTENTE_ASSIGN(claim.rule, text_of(line, "rule", false));
  ENTENTE_ASSIGN(claim.modality, text_of(line, "modality", false));
  if (claim.modality.empty()) claim.modality = "stated";
  if (storage::modality_word(storage::modality_from(claim.modality)) != claim.modality) {
    return wrong(fmt::format("there is no modality '{}'", claim.modality));
  }
  ENTENTE_ASSIGN(claim.speaker, text_of(line, "speaker", false));
  ENTENTE_ASSIGN(claim.valid_from, text_of(line, "valid_from", false));
  ENTENTE_ASSIGN(claim.valid_to, text_of(line, "valid_to", false));
  ENTENTE_ASSIGN(claim.qualifiers, properties_of(line, "qualifiers"));
  // The sentence in which the claim begins.
  const auto after = std::upper_bound(
      extraction.sentences.begin(), extraction.sentences.end(), claim.span.begin,
      [](std::uint64_t at, const ExtractedSentence& s) { return at < s.span.begin; });
  if (after == extraction.sentences.begin() || claim.span.begin >= (after - 1)->span.end) {
    return wrong(fmt::format("byte {} is in no sentence that is read", claim.span.begin),
                 "text outside of the request's sentences is boilerplate");
  }
  const ExtractedSentence& sentence = *(after - 1);
  claim.sentence_index = sentence.index;
  claim.sentence =
      collapse_space(std::string_view(extraction.text)
                         .substr(sentence.span.begin, sentence.span.end - sentence.span.begin));
  return claim;
}

void add_aliases(ExtractedEntity& to, const ExtractedEntity& from) {
  for (const std::string& alias : from.aliases) {
    if (alias == to.name) continue;
    if (std::find(to.aliases.begin(), to.aliases.end(), alias) == to.aliases.end()) {
      to.aliases.push_back(alias);
    }
  }
}

std::uint32_t sentence_at(const Extraction& extraction, std::uint64_t at) {
  std::uint32_t index = 0;
  for (const ExtractedSentence& sentence : extraction.sentences) {
    if (sentence.span.begin <= at) index = sentence.index;
  }
  return index;
}

/// Adds an entity, or what is new of one that is known.
void add_entity(Extraction& extraction, ExtractedEntity entity) {
  auto known = std::find_if(extraction.entities.begin(), extraction.entities.end(),
                            [&](const ExtractedEntity& other) { return other.id == entity.id; });
  if (known == extraction.entities.end()) {
    extraction.entities.push_back(
        {entity.id, entity.type, entity.name, {}, {}, std::move(entity.properties)});
    known = extraction.entities.end() - 1;
  }
  add_aliases(*known, entity);
  for (const TextSpan& span : entity.mentions) {
    if (std::find(known->mentions.begin(), known->mentions.end(), span) != known->mentions.end()) {
      continue;
    }
    known->mentions.push_back(span);
    extraction.mentions.push_back({sentence_at(extraction, span.begin), span, entity.id, "name"});
  }
}

}  // namespace

Result<bool> AnswerReader::take(const std::string& text) {
  constexpr std::size_t lines_max = 1'000'000;
  const Json line = Json::parse(text, nullptr, false);
  if (!line.is_object())
    return wrong(fmt::format("wrote a line that is no JSON object: {:.60}", text));
  ENTENTE_ASSIGN(const std::string kind, text_of(line, "kind", true));
  ENTENTE_ASSIGN(const std::string document, text_of(line, "document", false));
  if (!document.empty() && document != extraction_.document) {
    return wrong(fmt::format("answered for '{}', asked for '{}'", document, extraction_.document));
  }
  if (kind == "done") return true;
  if (kind == "error") {
    ENTENTE_ASSIGN(const std::string message, text_of(line, "message", true));
    return wrong(message);
  }
  if (entities_.size() + claims_.size() >= lines_max) {
    return Error::plain(ErrorClass::limit_exceeded, "answered with more than 1,000,000 lines");
  }
  if (kind == "entity") {
    ENTENTE_ASSIGN(ExtractedEntity entity, read_entity(line, extraction_.text));
    entities_.push_back(std::move(entity));
  } else if (kind == "claim") {
    ENTENTE_ASSIGN(ExtractedClaim claim, read_claim(line, extraction_));
    claim.rule = claim.rule.empty() ? program_ : program_ + ":" + claim.rule;
    claims_.push_back(std::move(claim));
  } else {
    return wrong(fmt::format("wrote a line of unknown kind '{}'", kind),
                 "there are entity, claim, done and error");
  }
  return false;
}

Status AnswerReader::finish() {
  const auto is_known = [&](const std::string& id) {
    const auto same = [&](const ExtractedEntity& entity) { return entity.id == id; };
    return std::any_of(entities_.begin(), entities_.end(), same) ||
           std::any_of(extraction_.entities.begin(), extraction_.entities.end(), same);
  };
  for (const ExtractedClaim& claim : claims_) {
    for (const std::string& id : {claim.subject, claim.object}) {
      if (!is_known(id)) return wrong(fmt::format("a claim is about '{}', which is no entity", id));
    }
    if (claim.subject == claim.object) {
      return wrong(fmt::format("a claim relates '{}' to itself", claim.subject));
    }
  }
  for (ExtractedEntity& entity : entities_) add_entity(extraction_, std::move(entity));
  for (ExtractedClaim& claim : claims_) extraction_.claims.push_back(std::move(claim));
  std::stable_sort(extraction_.mentions.begin(), extraction_.mentions.end(),
                   [](const auto& a, const auto& b) { return a.span.begin < b.span.begin; });
  std::stable_sort(
      extraction_.claims.begin(), extraction_.claims.end(),
      [](const auto& a, const auto& b) { return a.sentence_index < b.sentence_index; });
  return {};
}

}  // namespace entente::ingest
