#include "query/eval/procedures/builtin_procedures.hpp"
#include "query/eval/schema_words.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

using storage::IndexDefinition;

Value property_names(EvalContext& context, const IndexDefinition& index) {
  ValueList names;
  for (const PropertyKeyId key : index.properties) {
    names.emplace_back(context.transaction.property_key_name(key));
  }
  return Value(std::move(names));
}

Value label_names(EvalContext& context, const IndexDefinition& index) {
  ValueList names;
  for (const std::uint32_t token : index.tokens) {
    names.emplace_back(index.entity == storage::EntityKind::node
                           ? context.transaction.label_name(LabelId(token))
                           : context.transaction.relationship_type_name(RelationshipTypeId(token)));
  }
  return Value(std::move(names));
}

Value entity_type(const IndexDefinition& index) {
  return Value(index.entity == storage::EntityKind::node ? "NODE" : "RELATIONSHIP");
}

Status indexes(EvalContext& context, std::span<const Value> /*arguments*/,
               std::vector<ValueList>& rows) {
  for (const IndexDefinition& index : context.transaction.indexes()) {
    if (!storage::is_index(index.kind)) continue;
    rows.push_back({Value(index.name), Value(index_type(index.kind)), entity_type(index),
                    label_names(context, index), property_names(context, index),
                    Value(storage::is_unique(index.kind))});
  }
  return {};
}

Status constraints(EvalContext& context, std::span<const Value> /*arguments*/,
                   std::vector<ValueList>& rows) {
  for (const IndexDefinition& index : context.transaction.indexes()) {
    if (!storage::is_constraint(index.kind)) continue;
    rows.push_back({Value(index.name), Value(constraint_type(index)), entity_type(index),
                    label_names(context, index), property_names(context, index)});
  }
  return {};
}

Status label_counts(EvalContext& context, std::span<const Value> /*arguments*/,
                    std::vector<ValueList>& rows) {
  ENTENTE_ASSIGN(const auto names, context.transaction.labels_in_use());
  for (const std::string& name : names) {
    const auto label = context.transaction.find_label(name);
    if (!label) continue;
    ENTENTE_ASSIGN(const std::uint64_t count, context.transaction.node_count(*label));
    rows.push_back({Value(name), Value(static_cast<std::int64_t>(count))});
  }
  return {};
}

Status type_counts(EvalContext& context, std::span<const Value> /*arguments*/,
                   std::vector<ValueList>& rows) {
  ENTENTE_ASSIGN(const auto names, context.transaction.relationship_types_in_use());
  for (const std::string& name : names) {
    const auto type = context.transaction.find_relationship_type(name);
    if (!type) continue;
    ENTENTE_ASSIGN(const std::uint64_t count, context.transaction.relationship_count(*type));
    rows.push_back({Value(name), Value(static_cast<std::int64_t>(count))});
  }
  return {};
}

}  // namespace

void add_schema_procedures(ProcedureList& list) {
  list.push_back(make_procedure(
      "db.indexes() :: (name :: STRING, type :: STRING, entityType :: STRING, "
      "labelsOrTypes :: LIST OF STRING, properties :: LIST OF STRING, isUnique :: BOOLEAN)",
      indexes, "Lists the indexes; SHOW INDEXES tells more."));
  list.push_back(
      make_procedure("db.constraints() :: (name :: STRING, type :: STRING, entityType :: STRING, "
                     "labelsOrTypes :: LIST OF STRING, properties :: LIST OF STRING)",
                     constraints, "Lists the constraints; SHOW CONSTRAINTS tells more."));
  list.push_back(make_procedure("db.schema.labelCounts() :: (label :: STRING, nodes :: INTEGER)",
                                label_counts, "Counts the nodes with each label."));
  list.push_back(
      make_procedure("db.schema.relationshipTypeCounts() :: (relationshipType :: STRING, "
                     "relationships :: INTEGER)",
                     type_counts, "Counts the relationships of each type."));
}

}  // namespace entente::query
