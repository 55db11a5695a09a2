#include "query/eval/procedures/builtin_procedures.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

void append_names(const std::vector<std::string>& names, std::vector<ValueList>& rows) {
  for (const std::string& name : names) rows.push_back({Value(name)});
}

Status labels(EvalContext& context, std::span<const Value> /*arguments*/,
              std::vector<ValueList>& rows) {
  ENTENTE_ASSIGN(const auto names, context.transaction.labels_in_use());
  append_names(names, rows);
  return {};
}

Status relationship_types(EvalContext& context, std::span<const Value> /*arguments*/,
                          std::vector<ValueList>& rows) {
  ENTENTE_ASSIGN(const auto names, context.transaction.relationship_types_in_use());
  append_names(names, rows);
  return {};
}

Status property_keys(EvalContext& context, std::span<const Value> /*arguments*/,
                     std::vector<ValueList>& rows) {
  ENTENTE_ASSIGN(const auto names, context.transaction.property_keys());
  append_names(names, rows);
  return {};
}

}  // namespace

void add_name_procedures(ProcedureList& list) {
  list.push_back(
      make_procedure("db.labels() :: (label :: STRING)", labels, "Lists the labels in use."));
  list.push_back(make_procedure("db.relationshipTypes() :: (relationshipType :: STRING)",
                                relationship_types, "Lists the relationship types in use."));
  list.push_back(make_procedure("db.propertyKeys() :: (propertyKey :: STRING)", property_keys,
                                "Lists the property keys ever used."));
}

}  // namespace entente::query
