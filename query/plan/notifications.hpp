#pragma once

#include <string>
#include <vector>

#include "query/plan/logical_plan.hpp"

namespace entente::storage {
class Transaction;
}

namespace entente::query {

/// Warnings for labels, relationship types and property keys that the plan's statement looks for
/// but the database does not know, with a suggestion where a name is near. Names the statement
/// itself creates are known, and an empty database knows none worth a warning.
std::vector<std::string> find_unknown_names(const LogicalPlan& plan,
                                            storage::Transaction& transaction);

}  // namespace entente::query
