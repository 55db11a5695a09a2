#include <chrono>
#include <map>
#include <optional>

#include "entente/as_of.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/functions/evidence_map.hpp"
#include "query/eval/functions/function_groups.hpp"
#include "storage/claims/corroboration.hpp"
#include "storage/graph/claim_period.hpp"
#include "storage/graph/evidence_summary.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::Claim;
using storage::DocumentRecord;

/// What is not known is null, not an empty text.
Value text_or_null(std::string_view text) { return text.empty() ? Value() : Value(text); }

Value day_or_null(const std::optional<Date>& day) { return day ? Value(*day) : Value(); }

/// The recorded clock of a document; null for one that was lost.
Value recorded_at(const DocumentRecord& document) {
  if (document.external_id.empty()) return {};
  return Value(to_date_time(RecordedTime(std::chrono::milliseconds(document.recorded_at_ms))));
}

Value claim_map(const Claim& claim, const DocumentRecord& document, std::size_t voice) {
  return Value::map({{"document", Value(document.external_id)},
                     {"title", text_or_null(document.title)},
                     {"date", text_or_null(document.date)},
                     {"source", text_or_null(document.source)},
                     {"sentence", Value(claim.sentence)},
                     {"span", Value(ValueList{Value(static_cast<std::int64_t>(claim.span_begin)),
                                              Value(static_cast<std::int64_t>(claim.span_end))})},
                     {"rule", Value(claim.rule)},
                     {"confidence", Value(claim.confidence)},
                     {"modality", Value(storage::modality_word(claim.modality))},
                     {"speaker", text_or_null(claim.speaker)},
                     {"recorded_at", recorded_at(document)},
                     {"valid_from", day_or_null(storage::period_of_date(claim.valid_from).from)},
                     {"valid_to", day_or_null(storage::period_of_date(claim.valid_to).to)},
                     {"qualifiers", Value::map(claim.qualifiers)},
                     {"voice", Value(static_cast<std::int64_t>(voice + 1))}});
}

using Documents = std::map<DocumentId, DocumentRecord>;

/// The documents of claims; one that was lost is there without content.
Result<Documents> documents_of(EvalContext& context, std::span<const Claim> claims) {
  Documents documents;
  for (const Claim& claim : claims) {
    if (documents.contains(claim.document)) continue;
    ENTENTE_ASSIGN(auto document, context.transaction.document(claim.document));
    documents.emplace(claim.document, std::move(document).value_or(DocumentRecord{}));
  }
  return documents;
}

storage::Corroboration corroborate(std::span<const Claim> claims, const Documents& documents) {
  return storage::corroborate(claims, [&](DocumentId id) { return documents.at(id).source; });
}

Result<Value> corroboration(EvalContext& context, std::span<const Value> arguments) {
  const Value& relationship = arguments[0];
  if (relationship.is_null()) return Value();
  if (!relationship.is_relationship()) {
    return argument_error("corroboration", "a RELATIONSHIP", relationship);
  }
  ENTENTE_ASSIGN(const auto claims,
                 context.transaction.claims_of_relationship(relationship.as_relationship().id));
  if (claims.empty()) return Value();
  ENTENTE_ASSIGN(const Documents documents, documents_of(context, claims));
  const storage::Corroboration found = corroborate(claims, documents);
  const auto count = [](std::size_t number) { return Value(static_cast<std::int64_t>(number)); };
  return Value::map({{"claims", count(claims.size())},
                     {"documents", count(documents.size())},
                     {"voices", count(found.voice_count)},
                     {"confidence", Value(found.confidence)},
                     {"modality", Value(storage::modality_word(found.modality))}});
}

Result<Value> evidence(EvalContext& context, std::span<const Value> arguments) {
  const Value& relationship = arguments[0];
  if (relationship.is_null()) return Value();
  if (!relationship.is_relationship()) {
    return argument_error("evidence", "a RELATIONSHIP", relationship);
  }
  ENTENTE_ASSIGN(const auto claims,
                 context.transaction.claims_of_relationship(relationship.as_relationship().id));
  return evidence_list(context, claims);
}

}  // namespace

Result<Value> evidence_list(EvalContext& context, std::span<const storage::Claim> claims) {
  ENTENTE_ASSIGN(const Documents documents, documents_of(context, claims));
  const storage::Corroboration corroboration = corroborate(claims, documents);
  ValueList maps;
  maps.reserve(claims.size());
  for (std::size_t i = 0; i < claims.size(); ++i) {
    maps.push_back(claim_map(claims[i], documents.at(claims[i].document), corroboration.voices[i]));
  }
  return Value(std::move(maps));
}

const std::vector<FunctionInfo>& evidence_functions() {
  static const std::vector<FunctionInfo> functions = {
      {.name = "evidence",
       .signature = "evidence(relationship :: RELATIONSHIP) :: LIST<MAP>",
       .description = "The claims that state a relationship: document, sentence, confidence, …",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{StaticType::relationship}},
       .result = StaticType::list,
       .call = evidence},
      {.name = "corroboration",
       .signature = "corroboration(relationship :: RELATIONSHIP) :: MAP",
       .description = "How far independent sources bear a relationship out: voices, confidence, …",
       .arguments_min = 1,
       .arguments_max = 1,
       .argument_types = {{StaticType::relationship}},
       .result = StaticType::map,
       .call = corroboration},
  };
  return functions;
}

}  // namespace entente::query
