#include "entente/version.hpp"
#include "query/eval/function_registry.hpp"
#include "query/eval/procedures/builtin_procedures.hpp"

namespace entente::query {
namespace {

Status components(EvalContext& /*context*/, std::span<const Value> /*arguments*/,
                  std::vector<ValueList>& rows) {
  rows.push_back({Value("Entente"), Value(ValueList{Value(version())}), Value("community")});
  return {};
}

Status functions(EvalContext& /*context*/, std::span<const Value> /*arguments*/,
                 std::vector<ValueList>& rows) {
  for (const FunctionInfo* function : all_functions()) {
    rows.push_back({Value(function->name), Value(function->signature), Value(function->description),
                    Value(function->aggregate)});
  }
  return {};
}

}  // namespace

void add_dbms_procedures(ProcedureList& list) {
  list.push_back(make_procedure(
      "dbms.components() :: (name :: STRING, versions :: LIST OF STRING, edition :: STRING)",
      components, "Names the program and its version."));
  list.push_back(make_procedure(
      "dbms.functions() :: (name :: STRING, signature :: STRING, description :: STRING, "
      "aggregating :: BOOLEAN)",
      functions, "Lists the functions."));
}

}  // namespace entente::query
