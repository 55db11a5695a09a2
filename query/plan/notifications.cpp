#include "query/plan/notifications.hpp"

#include <fmt/format.h>

#include "query/plan/name_collector.hpp"
#include "storage/base/nearest_name.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::query {
namespace {

void warn(std::string_view what, const std::string& name,
          const Result<std::vector<std::string>>& known, std::vector<std::string>& out) {
  std::string text = fmt::format("{} `{}` does not exist", what, name);
  const auto near = known ? storage::nearest_name(name, *known) : std::nullopt;
  if (near) text += fmt::format("; did you mean `{}`?", *near);
  out.push_back(std::move(text));
}

}  // namespace

std::vector<std::string> find_unknown_names(const LogicalPlan& plan,
                                            storage::Transaction& transaction) {
  std::vector<std::string> result;
  const auto nodes = transaction.node_count();
  if (!nodes || *nodes == 0) return result;
  const StatementNames names = collect_names(plan);
  for (const auto& label : names.read.labels) {
    if (transaction.find_label(label) || names.written.labels.contains(label)) continue;
    warn("label", label, transaction.labels_in_use(), result);
  }
  for (const auto& type : names.read.types) {
    if (transaction.find_relationship_type(type) || names.written.types.contains(type)) continue;
    warn("relationship type", type, transaction.relationship_types_in_use(), result);
  }
  for (const auto& key : names.read.keys) {
    if (transaction.find_property_key(key) || names.written.keys.contains(key)) continue;
    warn("property key", key, transaction.property_keys(), result);
  }
  return result;
}

}  // namespace entente::query
