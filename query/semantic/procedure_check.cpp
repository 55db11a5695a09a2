#include <fmt/format.h>

#include <algorithm>

#include "query/semantic/analysis.hpp"
#include "query/semantic/messages.hpp"
#include "storage/base/nearest_name.hpp"

namespace entente::query {
namespace {

Error not_found(const CallProcedureClause& clause, const ProcedureCatalog& procedures) {
  std::vector<std::string> names;
  for (const Procedure* procedure : procedures.all()) names.push_back(procedure->name());
  return Error::compile(ErrorClass::procedure_error, "ProcedureNotFound",
                        fmt::format("there is no procedure `{}`", clause.name), clause.name_span,
                        storage::did_you_mean(clause.name, names));
}

/// An integer may be given where a float is wanted.
bool accepts_argument(StaticType wanted, StaticType is) {
  if (wanted == StaticType::floating && is == StaticType::integer) return true;
  return accepts({wanted}, is);
}

}  // namespace

Status Analysis::check_call_procedure(const CallProcedureClause& clause, Scope& scope,
                                      std::vector<std::pair<std::string, Slot>>& result) {
  const Procedure* procedure = procedures_.find(clause.name);
  if (procedure == nullptr) return not_found(clause, procedures_);
  if (procedure->updating()) info_.updating = true;
  ENTENTE_TRY(check_arguments(clause, *procedure, scope));
  if (clause.has_yield) {
    ENTENTE_TRY(check_yield(clause, *procedure, scope));
    if (clause.standalone) {
      for (const auto& item : clause.yield) result.emplace_back(item.variable, info_.slots[&item]);
    }
  }
  const bool all_outputs = clause.standalone && (!clause.has_yield || clause.yield_star);
  if (all_outputs) {
    auto& slots = info_.procedure_outputs[&clause];
    for (const auto& output : procedure->outputs()) {
      const Slot slot = new_symbol(output.name, output.type, clause.span);
      slots.push_back(slot);
      scope.bind(output.name, slot);
      result.emplace_back(output.name, slot);
    }
  }
  if (clause.where) ENTENTE_TRY(check_predicate(*clause.where, scope, "WHERE"));
  return {};
}

Status Analysis::check_arguments(const CallProcedureClause& clause, const Procedure& procedure,
                                 const Scope& scope) {
  if (!clause.explicit_arguments) {
    if (clause.standalone) return {};
    return messages::syntax("InvalidArgumentPassingMode",
                            "a procedure called inside a query needs its arguments in parentheses",
                            clause.name_span, fmt::format("write {}()", clause.name));
  }
  const auto& inputs = procedure.inputs();
  const auto required = static_cast<std::size_t>(std::count_if(
      inputs.begin(), inputs.end(), [](const auto& input) { return !input.default_value; }));
  if (clause.arguments.size() < required || clause.arguments.size() > inputs.size()) {
    return messages::argument_count(clause.name, required, inputs.size(), clause.arguments.size(),
                                    clause.span);
  }
  for (std::size_t i = 0; i < clause.arguments.size(); ++i) {
    ExpressionUse use;
    use.aggregates_forbidden_in = "the arguments of CALL";
    ENTENTE_ASSIGN(const Type type, check(*clause.arguments[i], scope, use));
    if (!accepts_argument(inputs[i].type, type.base)) {
      return messages::invalid_argument(
          fmt::format("argument `{}` of {}", inputs[i].name, clause.name),
          messages::with_article(inputs[i].type), type.base, clause.arguments[i]->span);
    }
  }
  return {};
}

Status Analysis::check_yield(const CallProcedureClause& clause, const Procedure& procedure,
                             Scope& scope) {
  if (clause.yield_star) {
    if (clause.standalone) return {};
    return messages::syntax("UnexpectedSyntax", "YIELD * is allowed in a standalone CALL only",
                            clause.span, "name the columns");
  }
  for (const auto& item : clause.yield) {
    const auto& outputs = procedure.outputs();
    const auto output = std::find_if(outputs.begin(), outputs.end(),
                                     [&](const auto& o) { return o.name == item.column; });
    if (output == outputs.end()) {
      std::vector<std::string> names;
      for (const auto& o : outputs) names.push_back(o.name);
      return messages::syntax(
          "UndefinedVariable",
          fmt::format("procedure `{}` has no column `{}`", clause.name, item.column),
          item.column_span, storage::did_you_mean(item.column, names));
    }
    if (scope.find(item.variable)) {
      return messages::already_bound(item.variable, item.variable_span);
    }
    const Slot slot = new_symbol(item.variable, output->type, item.variable_span);
    info_.slots[&item] = slot;
    scope.bind(item.variable, slot);
  }
  return {};
}

}  // namespace entente::query
