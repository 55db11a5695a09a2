#include <chrono>
#include <map>
#include <optional>

#include "entente/as_of.hpp"
#include "query/eval/eval_error.hpp"
#include "query/eval/functions/function_groups.hpp"
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

Value claim_map(const Claim& claim, const DocumentRecord& document) {
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
                     {"qualifiers", Value::map(claim.qualifiers)}});
}

Result<Value> evidence(EvalContext& context, std::span<const Value> arguments) {
  const Value& relationship = arguments[0];
  if (relationship.is_null()) return Value();
  if (!relationship.is_relationship()) {
    return argument_error("evidence", "a RELATIONSHIP", relationship);
  }
  ENTENTE_ASSIGN(const auto claims,
                 context.transaction.claims_of_relationship(relationship.as_relationship().id));
  std::map<DocumentId, DocumentRecord> documents;
  ValueList maps;
  maps.reserve(claims.size());
  for (const Claim& claim : claims) {
    auto it = documents.find(claim.document);
    if (it == documents.end()) {
      ENTENTE_ASSIGN(auto document, context.transaction.document(claim.document));
      it = documents.emplace(claim.document, std::move(document).value_or(DocumentRecord{})).first;
    }
    maps.push_back(claim_map(claim, it->second));
  }
  return Value(std::move(maps));
}

}  // namespace

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
  };
  return functions;
}

}  // namespace entente::query
