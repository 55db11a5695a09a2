#include "query/exec/index_options.hpp"

#include <algorithm>
#include <array>

#include "query/eval/schema_words.hpp"
#include "storage/base/nearest_name.hpp"
#include "storage/graph/full_text_analyzers.hpp"

namespace entente::query {
namespace {

using storage::IndexDefinition;
using storage::IndexKind;

Error wrong(std::string message, std::string hint = {}) {
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue", std::move(message), {},
                        std::move(hint));
}

Error wrong_type(const std::string& option, std::string_view wanted) {
  return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                        "the option `" + option + "` must be a " + std::string(wanted));
}

Status take_provider(const Value& value, const IndexDefinition& definition) {
  if (!value.is_string()) return wrong_type("indexProvider", "string");
  const std::string_view provider = index_provider(definition.kind);
  const bool older = definition.kind == IndexKind::text && value.as_string() == "text-1.0";
  if (value.as_string() == provider || older) return {};
  return wrong(
      "there is no index provider '" + std::string(value.as_string()) + "' for this kind of index",
      "write '" + std::string(provider) + "', or leave it out");
}

Status take_analyzer(const Value& value, IndexDefinition& definition) {
  if (!value.is_string()) return wrong_type("fulltext.analyzer", "string");
  const std::vector<std::string> names = storage::full_text_analyzer_names();
  definition.analyzer = value.as_string();
  if (std::find(names.begin(), names.end(), definition.analyzer) != names.end()) return {};
  std::string hint = storage::did_you_mean(definition.analyzer, names);
  if (hint.empty()) hint = "CALL db.index.fulltext.listAvailableAnalyzers() lists them";
  return wrong("there is no analyzer '" + definition.analyzer + "'", std::move(hint));
}

Status take_full_text(const std::string& name, const Value& value, IndexDefinition& definition,
                      std::vector<std::string>& notifications) {
  if (name == "fulltext.analyzer") return take_analyzer(value, definition);
  if (name == "fulltext.eventually_consistent") {
    if (!value.is_boolean()) return wrong_type(name, "boolean");
    definition.eventually_consistent = value.as_boolean();
    if (definition.eventually_consistent) {
      notifications.emplace_back(
          "fulltext.eventually_consistent has no effect: full-text indexes are always consistent");
    }
    return {};
  }
  return wrong("full-text indexes have no option `" + name + "`",
               "they have `fulltext.analyzer` and `fulltext.eventually_consistent`");
}

/// Bounds of the space an index covers: ours covers all of it.
Status take_point(const std::string& name, const Value& value,
                  std::vector<std::string>& notifications) {
  constexpr std::array<std::string_view, 8> known = {
      "spatial.cartesian.min",    "spatial.cartesian.max", "spatial.cartesian-3d.min",
      "spatial.cartesian-3d.max", "spatial.wgs-84.min",    "spatial.wgs-84.max",
      "spatial.wgs-84-3d.min",    "spatial.wgs-84-3d.max"};
  if (std::find(known.begin(), known.end(), name) == known.end()) {
    return wrong("point indexes have no option `" + name + "`");
  }
  const bool numbers =
      value.is_list() && std::all_of(value.as_list().begin(), value.as_list().end(),
                                     [](const Value& item) { return item.is_number(); });
  if (!numbers) return wrong_type(name, "list of numbers");
  notifications.push_back(name + " has no effect: point indexes cover all of the space");
  return {};
}

Status take_config(const Value& config, IndexDefinition& definition,
                   std::vector<std::string>& notifications) {
  if (!config.is_map()) return wrong_type("indexConfig", "map");
  for (const auto& [name, value] : config.as_map()) {
    switch (definition.kind) {
      case IndexKind::full_text:
        ENTENTE_TRY(take_full_text(name, value, definition, notifications));
        break;
      case IndexKind::point: ENTENTE_TRY(take_point(name, value, notifications)); break;
      default: return wrong("this kind of index has no option `" + name + "`");
    }
  }
  return {};
}

}  // namespace

Status apply_index_options(const Value& options, IndexDefinition& definition,
                           std::vector<std::string>& notifications) {
  if (definition.kind == IndexKind::full_text) {
    definition.analyzer = storage::default_full_text_analyzer();
  }
  if (options.is_null()) return {};
  if (!options.is_map()) {
    return Error::runtime(ErrorClass::type_error, "InvalidArgumentType", "OPTIONS must be a map");
  }
  if (!storage::is_index(definition.kind) && !options.as_map().empty()) {
    return wrong("a constraint without an index has no options");
  }
  for (const auto& [name, value] : options.as_map()) {
    if (name == "indexProvider") {
      ENTENTE_TRY(take_provider(value, definition));
    } else if (name == "indexConfig") {
      ENTENTE_TRY(take_config(value, definition, notifications));
    } else {
      return wrong("there is no option `" + name + "`",
                   "the options are `indexProvider` and `indexConfig`");
    }
  }
  return {};
}

}  // namespace entente::query
