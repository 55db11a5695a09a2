#include <fmt/format.h>

#include "query/eval/procedures/builtin_procedures.hpp"
#include "storage/claims/identity.hpp"
#include "storage/graph/claim_period.hpp"

namespace entente::query {
namespace {

struct Options {
  storage::IdentityFact fact;
  storage::SplitMemory memory = storage::SplitMemory::remember;
};

Error wrong_option(std::string message, std::string hint = {}) {
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue", std::move(message), {},
                        std::move(hint));
}

Status take_text(std::string_view name, const Value& value, std::string& text) {
  if (!value.is_string()) return wrong_option(fmt::format("the option `{}` is a text", name));
  text = value.as_string();
  return {};
}

/// A day as a date or as a text.
Status take_date(std::string_view name, const Value& value, std::string& text) {
  text = value.to_text();
  if (value.is(ValueKind::date)) return {};
  if (value.is_string()) {
    text = value.as_string();
    if (storage::period_of_date(text).from) return {};
  }
  return wrong_option(fmt::format("the option `{}` is a date", name),
                      "write date('2021-12-08'), '2021-12' or '2021'");
}

Result<Options> read_options(EvalContext& context, const Value& map, bool split) {
  Options options;
  options.fact.reason = "stated by a person";
  options.fact.recorded_at = std::chrono::floor<std::chrono::milliseconds>(context.now);
  if (map.is_null()) return options;
  for (const auto& [name, value] : map.as_map()) {
    if (name == "reason") {
      ENTENTE_TRY(take_text(name, value, options.fact.reason));
    } else if (name == "valid_from") {
      ENTENTE_TRY(take_date(name, value, options.fact.valid_from));
    } else if (name == "valid_to") {
      ENTENTE_TRY(take_date(name, value, options.fact.valid_to));
    } else if (name == "forget" && split && value.is_boolean()) {
      if (value.as_boolean()) options.memory = storage::SplitMemory::forget;
    } else {
      return wrong_option(fmt::format("there is no option `{}` of this kind", name),
                          split ? "the options are `reason`, `valid_from`, `valid_to` and `forget`"
                                : "the options are `reason`, `valid_from` and `valid_to`");
    }
  }
  return options;
}

Result<std::pair<NodeId, NodeId>> two_nodes(std::span<const Value> arguments) {
  if (arguments[0].is_null() || arguments[1].is_null()) {
    return wrong_option("both nodes must be there, not null");
  }
  return std::pair(arguments[0].node_id(), arguments[1].node_id());
}

/// Errors of the store's functions as errors of a query.
Error at_runtime(const Error& error) {
  if (error.error_class != ErrorClass::argument_error &&
      error.error_class != ErrorClass::not_found) {
    return error;
  }
  return wrong_option(error.message, error.hint);
}

Status merge(EvalContext& context, std::span<const Value> arguments, std::vector<ValueList>& rows) {
  ENTENTE_ASSIGN(const auto nodes, two_nodes(arguments));
  ENTENTE_ASSIGN(const Options options, read_options(context, arguments[2], false));
  const auto change =
      storage::merge_nodes(context.transaction, nodes.first, nodes.second, options.fact);
  if (!change) return at_runtime(change.error());
  ENTENTE_ASSIGN(const NodeId canonical, storage::canonical_node(context.transaction, nodes.first));
  rows.push_back({Value(canonical), Value(*change == storage::IdentityChange::made)});
  return {};
}

Status split(EvalContext& context, std::span<const Value> arguments, std::vector<ValueList>& rows) {
  ENTENTE_ASSIGN(const auto nodes, two_nodes(arguments));
  ENTENTE_ASSIGN(const Options options, read_options(context, arguments[2], true));
  const auto change = storage::split_nodes(context.transaction, nodes.first, nodes.second,
                                           options.memory, options.fact);
  if (!change) return at_runtime(change.error());
  rows.push_back({Value(*change == storage::IdentityChange::made)});
  return {};
}

}  // namespace

void add_identity_procedures(ProcedureList& list) {
  list.push_back(make_procedure(
      "entente.merge(node :: NODE, into :: NODE, options = {} :: MAP) :: (canonical :: NODE, "
      "changed :: BOOLEAN)",
      merge, "States that a node is the same as another one.", ProcedureAccess::write));
  list.push_back(make_procedure(
      "entente.split(first :: NODE, second :: NODE, options = {} :: MAP) :: (changed :: BOOLEAN)",
      split, "States that two nodes are not the same.", ProcedureAccess::write));
}

}  // namespace entente::query
