#include "query/exec/path_constraint.hpp"

#include <algorithm>

#include "query/eval/comparison.hpp"
#include "query/exec/batch_util.hpp"

namespace entente::query {

Status PathConstraint::begin_row(EvalContext& context, const Batch& batch, std::size_t row) {
  excluded_.clear();
  wanted_.clear();
  never_ = false;
  distinct_.collect(batch, row, excluded_);
  if (properties_ == nullptr) return {};
  ENTENTE_ASSIGN(const Value map, evaluate_at(context, *properties_, batch, row));
  if (map.is_null()) {
    never_ = true;
    return {};
  }
  if (!map.is_map()) {
    return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                          "the properties of a pattern must be a map but are " + map.to_text());
  }
  for (const auto& [key, value] : map.as_map()) {
    never_ = never_ || value.is_null();
    wanted_.emplace_back(key, value);
  }
  return {};
}

Result<bool> PathConstraint::allows(EvalContext& context, RelationshipId relationship) const {
  if (never_) return false;
  if (std::find(excluded_.begin(), excluded_.end(), relationship) != excluded_.end()) return false;
  for (const auto& [name, wanted] : wanted_) {
    const auto key = context.transaction.find_property_key(name);
    if (!key) return false;
    ENTENTE_ASSIGN(const Value value,
                   context.transaction.relationship_property(relationship, *key));
    if (!equals(value, wanted).value_or(false)) return false;
  }
  return true;
}

}  // namespace entente::query
