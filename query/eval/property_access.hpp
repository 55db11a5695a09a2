#pragma once

#include <string_view>

#include "query/eval/context.hpp"

namespace entente::query {

/// subject.key for every kind that has properties or components: nodes, relationships, maps,
/// temporal values, durations, points; null for null. TypeError / InvalidArgumentType for other
/// kinds, EntityNotFound / DeletedEntityAccess for elements deleted by this transaction.
Result<Value> property_of(EvalContext& context, const Value& subject, std::string_view key);

/// All properties of a node, relationship or map, sorted by key. The kind is asserted.
Result<PropertyMap> properties_of(EvalContext& context, const Value& subject);

/// Fails with DeletedEntityAccess if the element was deleted. Costs nothing in transactions that
/// deleted nothing.
Status check_not_deleted(EvalContext& context, const Value& element);

}  // namespace entente::query
