#include "ingest/write/entity_lookup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "ingest/text/vocabulary.hpp"
#include "ingest/write/name_keys.hpp"
#include "storage/base/nearest_name.hpp"
#include "storage/claims/neighbours.hpp"

namespace entente::ingest {

namespace {

Error not_found(std::string_view text, std::string hint) {
  return Error::plain(ErrorClass::not_found, fmt::format("there is no entity '{}'", text),
                      std::move(hint));
}

/// The nearest name of all entities, or of the first ones of very many.
Result<std::string> nearest(storage::Transaction& transaction, std::string_view text) {
  constexpr std::size_t names_max = 200'000;
  std::vector<std::string> names;
  const auto label = transaction.find_label("Entity");
  if (!label) return std::string("read documents first: entente ingest DB FILE…");
  ENTENTE_ASSIGN(auto cursor, transaction.nodes_with_label(*label));
  std::vector<NodeId> batch(1024);
  while (names.size() < names_max) {
    ENTENTE_ASSIGN(const std::size_t found, cursor->next(batch));
    if (found == 0) break;
    for (std::size_t i = 0; i < found; ++i) {
      ENTENTE_ASSIGN(const Value name, storage::property_of(transaction, batch[i], "name"));
      if (name.is_string()) names.emplace_back(name.as_string());
    }
  }
  return storage::did_you_mean(text, names);
}

Result<EntitySummary> find_by_number(storage::Transaction& transaction, std::string_view text) {
  std::uint64_t number = 0;
  const auto digits = text.substr(1);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) {
    return Error::plain(ErrorClass::argument_error,
                        fmt::format("'{}' is no number of a node", text),
                        "write #12, or the name of an entity");
  }
  ENTENTE_ASSIGN(const bool exists, transaction.node_exists(NodeId(number)));
  if (!exists) return not_found(text, "id(n) gives the number of a node");
  return summarise_entity(transaction, NodeId(number));
}

Error ambiguous(std::string_view text, const std::vector<EntitySummary>& found) {
  constexpr std::size_t shown_max = 8;
  std::string list;
  for (std::size_t i = 0; i < std::min(found.size(), shown_max); ++i) {
    list += fmt::format("{}{}:{} (#{})", i == 0 ? "" : ", ", found[i].type, found[i].name,
                        found[i].node.value);
  }
  if (found.size() > shown_max) list += ", …";
  return Error::plain(ErrorClass::argument_error,
                      fmt::format("'{}' may be {} entities", text, found.size()),
                      "say which: " + list);
}

}  // namespace

Result<EntitySummary> summarise_entity(storage::Transaction& transaction, NodeId node) {
  EntitySummary entity;
  entity.node = node;
  ENTENTE_ASSIGN(entity.name, storage::display_name(transaction, node));
  ENTENTE_ASSIGN(const auto labels, storage::label_names(transaction, node));
  for (const std::string& label : labels) {
    if (label != "Entity" && (entity.type.empty() || entity_type_from(label))) entity.type = label;
  }
  ENTENTE_TRY(transaction.visit_documents_of_node(node, [&](DocumentId) -> Result<storage::Next> {
    ++entity.documents;
    return storage::Next::go_on;
  }));
  return entity;
}

Result<EntitySummary> find_entity(storage::Transaction& transaction, std::string_view text) {
  if (text.starts_with('#')) return find_by_number(transaction, text);
  std::string_view name = text;
  std::string_view type;
  if (const auto colon = text.find(':'); colon != std::string_view::npos) {
    if (entity_type_from(text.substr(0, colon))) {
      type = text.substr(0, colon);
      name = text.substr(colon + 1);
    }
  }
  const std::string key = plain_alias(std::string(name));
  ENTENTE_ASSIGN(const std::vector<NodeId> holders, transaction.find_alias(key));
  std::vector<EntitySummary> found;
  for (const NodeId node : holders) {
    ENTENTE_ASSIGN(EntitySummary entity, summarise_entity(transaction, node));
    if (type.empty() || entity.type == type) found.push_back(std::move(entity));
  }
  const auto owns = [&](const EntitySummary& entity) { return plain_alias(entity.name) == key; };
  if (std::any_of(found.begin(), found.end(), owns)) {
    std::erase_if(found, [&](const EntitySummary& entity) { return !owns(entity); });
  }
  if (found.size() == 1) return std::move(found.front());
  if (found.size() > 1) return ambiguous(text, found);
  ENTENTE_ASSIGN(std::string hint, nearest(transaction, name));
  return not_found(text, std::move(hint));
}

}  // namespace entente::ingest
