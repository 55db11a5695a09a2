#include "query/eval/procedures/procedure_registry.hpp"

#include <mutex>

#include "entente/database.hpp"
#include "query/eval/procedures/builtin_procedures.hpp"
#include "query/eval/procedures/table_procedure.hpp"

namespace entente::query {

ProcedureRegistry::ProcedureRegistry() {
  add_name_procedures(owned_);
  add_schema_procedures(owned_);
  add_statistics_procedures(owned_);
  add_full_text_procedures(owned_);
  add_dbms_procedures(owned_);
  add_identity_procedures(owned_);
  add_contradiction_procedures(owned_);
  for (const auto& procedure : owned_) builtin_.emplace(procedure->name(), procedure.get());
}

const Procedure* ProcedureRegistry::find(std::string_view name) const {
  const std::shared_lock lock(mutex_);
  if (const auto it = builtin_.find(name); it != builtin_.end()) return it->second;
  const auto it = registered_.find(name);
  return it == registered_.end() ? nullptr : it->second;
}

std::vector<const Procedure*> ProcedureRegistry::all() const {
  const std::shared_lock lock(mutex_);
  Names names = builtin_;
  names.insert(registered_.begin(), registered_.end());
  std::vector<const Procedure*> procedures;
  procedures.reserve(names.size());
  for (const auto& [name, procedure] : names) procedures.push_back(procedure);
  return procedures;
}

Status ProcedureRegistry::add(std::unique_ptr<const Procedure> procedure) {
  const std::unique_lock lock(mutex_);
  if (builtin_.contains(procedure->name())) {
    return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                          "there is a built-in procedure '" + procedure->name() + "'");
  }
  registered_[procedure->name()] = procedure.get();
  owned_.push_back(std::move(procedure));
  return {};
}

Status ProcedureRegistry::add(TableProcedure definition) {
  ENTENTE_ASSIGN(auto procedure, make_table_procedure(std::move(definition)));
  return add(std::move(procedure));
}

void ProcedureRegistry::clear() {
  const std::unique_lock lock(mutex_);
  registered_.clear();
}

}  // namespace entente::query
