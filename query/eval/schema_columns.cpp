#include "query/eval/schema_columns.hpp"

#include <array>

namespace entente::query {

std::span<const ShowColumn> show_columns(SchemaObject object) {
  static constexpr std::array index = {
      ShowColumn{"id"},
      ShowColumn{"name"},
      ShowColumn{"state"},
      ShowColumn{"populationPercent"},
      ShowColumn{"type"},
      ShowColumn{"entityType"},
      ShowColumn{"labelsOrTypes"},
      ShowColumn{"properties"},
      ShowColumn{"indexProvider"},
      ShowColumn{"owningConstraint"},
      ShowColumn{"lastRead"},
      ShowColumn{"readCount"},
      ShowColumn{"trackedSince", false},
      ShowColumn{"options", false},
      ShowColumn{"failureMessage", false},
      ShowColumn{"createStatement", false},
  };
  static constexpr std::array constraint = {
      ShowColumn{"id"},
      ShowColumn{"name"},
      ShowColumn{"type"},
      ShowColumn{"entityType"},
      ShowColumn{"labelsOrTypes"},
      ShowColumn{"properties"},
      ShowColumn{"enforcedLabel"},
      ShowColumn{"ownedIndex"},
      ShowColumn{"propertyType"},
      ShowColumn{"options", false},
      ShowColumn{"createStatement", false},
  };
  static constexpr std::array functions = {
      ShowColumn{"name"},
      ShowColumn{"category"},
      ShowColumn{"description"},
      ShowColumn{"signature", false},
      ShowColumn{"isBuiltIn", false},
      ShowColumn{"argumentDescription", false},
      ShowColumn{"returnDescription", false},
      ShowColumn{"aggregating", false},
      ShowColumn{"rolesExecution", false},
      ShowColumn{"rolesBoostedExecution", false},
      ShowColumn{"isDeprecated", false},
      ShowColumn{"deprecatedBy", false},
  };
  static constexpr std::array procedures = {
      ShowColumn{"name"},
      ShowColumn{"description"},
      ShowColumn{"mode"},
      ShowColumn{"worksOnSystem"},
      ShowColumn{"signature", false},
      ShowColumn{"argumentDescription", false},
      ShowColumn{"returnDescription", false},
      ShowColumn{"admin", false},
      ShowColumn{"rolesExecution", false},
      ShowColumn{"rolesBoostedExecution", false},
      ShowColumn{"isDeprecated", false},
      ShowColumn{"deprecatedBy", false},
      ShowColumn{"option", false},
  };
  switch (object) {
    case SchemaObject::index: return index;
    case SchemaObject::constraint: return constraint;
    case SchemaObject::functions: return functions;
    case SchemaObject::procedures: break;
  }
  return procedures;
}

}  // namespace entente::query
