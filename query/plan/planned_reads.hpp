#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "query/eval/symbol.hpp"
#include "storage/graph/planned_reads.hpp"

namespace entente::query {

class Statistics;
struct LogicalPlan;

/// Reads of a plan that are so many that copies in memory may pay for it alone, by names: see
/// storage::PlannedReads. Plans that read little have none.
struct NamedReads {
  struct Property {
    storage::EntityKind entity = storage::EntityKind::node;
    std::string key;
    std::uint64_t elements = 0;
    bool in_order = false;
  };
  struct Set {
    storage::EntityKind entity = storage::EntityKind::node;
    std::optional<std::string> token;
  };
  std::vector<Property> properties;
  std::vector<Set> sets;
  std::uint64_t expansions = 0;

  [[nodiscard]] bool empty() const { return properties.empty() && sets.empty() && expansions == 0; }
};

/// Adds up what the operators of a finished plan will read, by their estimated rows. What may end
/// early, because a LIMIT stands above, does not count.
NamedReads find_planned_reads(const LogicalPlan& plan, Statistics& statistics);

}  // namespace entente::query
