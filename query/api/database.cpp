#include "entente/database.hpp"

#include "query/api/database_state.hpp"
#include "query/eval/function_registry.hpp"

namespace entente {

Database::Database(std::shared_ptr<query::DatabaseState> state) : state_(std::move(state)) {}

Result<Database> Database::open(const OpenOptions& options) {
  ENTENTE_ASSIGN(auto store, storage::GraphStore::open(options));
  return Database(std::make_shared<query::DatabaseState>(std::move(store)));
}

Result<Database> Database::open(std::string path) {
  OpenOptions options;
  options.path = std::move(path);
  return open(options);
}

Session Database::session() const { return Session(state_); }

Status Database::register_procedure(TableProcedure procedure) {
  return state_->register_procedure(std::move(procedure));
}

Result<SchemaSummary> Database::schema() const {
  ENTENTE_ASSIGN(const auto transaction, state_->store()->begin(storage::AccessMode::read));
  SchemaSummary summary;
  ENTENTE_ASSIGN(const auto labels, transaction->labels_in_use());
  for (const std::string& name : labels) {
    const auto label = transaction->find_label(name);
    if (!label) continue;
    ENTENTE_ASSIGN(const std::uint64_t count, transaction->node_count(*label));
    summary.labels.push_back({name, count});
  }
  ENTENTE_ASSIGN(const auto types, transaction->relationship_types_in_use());
  for (const std::string& name : types) {
    const auto type = transaction->find_relationship_type(name);
    if (!type) continue;
    ENTENTE_ASSIGN(const std::uint64_t count, transaction->relationship_count(*type));
    summary.relationship_types.push_back({name, count});
  }
  ENTENTE_ASSIGN(summary.property_keys, transaction->property_keys());
  for (const storage::IndexDefinition& index : transaction->indexes()) {
    if (!storage::is_index(index.kind)) continue;
    SchemaSummary::Index entry;
    entry.name = index.name;
    for (const std::uint32_t token : index.tokens) {
      if (!entry.label.empty()) entry.label += '|';
      entry.label += index.entity == storage::EntityKind::node
                         ? transaction->label_name(LabelId(token))
                         : transaction->relationship_type_name(RelationshipTypeId(token));
    }
    for (const PropertyKeyId key : index.properties) {
      entry.properties.emplace_back(transaction->property_key_name(key));
    }
    entry.unique = storage::is_unique(index.kind);
    summary.indexes.push_back(std::move(entry));
  }
  for (const query::FunctionInfo* function : query::all_functions()) {
    summary.functions.emplace_back(function->name);
  }
  for (const query::Procedure* procedure : state_->procedures().all()) {
    summary.procedures.push_back(procedure->name());
  }
  return summary;
}

const std::shared_ptr<storage::GraphStore>& Database::store() const { return state_->store(); }

}  // namespace entente
