#include "storage/claims/neighbours.hpp"

namespace entente::storage {

Result<std::vector<Neighbour>> neighbours(Transaction& transaction, NodeId node,
                                          Direction direction, std::string_view type) {
  std::vector<Neighbour> all;
  const auto id = transaction.find_relationship_type(type);
  if (!id) return all;
  ENTENTE_ASSIGN(auto expansion, transaction.expand(direction, {*id}));
  const std::vector<NodeId> start = {node};
  ENTENTE_TRY(expansion->begin(start));
  ExpandColumns found;
  constexpr std::size_t rows = 256;
  for (;;) {
    found.clear();
    ENTENTE_ASSIGN(const bool more, expansion->next(found, rows));
    if (!more) return all;
    for (std::size_t i = 0; i < found.size(); ++i) {
      all.push_back({found.relationship[i], found.neighbour[i], found.outgoing[i] != 0});
    }
  }
}

Result<std::vector<std::string>> label_names(Transaction& transaction, NodeId node) {
  std::vector<std::string> names;
  ENTENTE_ASSIGN(const auto record, transaction.node(node));
  if (!record) return names;
  for (const LabelId label : record->labels) names.emplace_back(transaction.label_name(label));
  return names;
}

Result<Value> property_of(Transaction& transaction, NodeId node, std::string_view key) {
  const auto id = transaction.find_property_key(key);
  if (!id) return Value();
  return transaction.node_property(node, *id);
}

Result<Value> property_of(Transaction& transaction, RelationshipId id, std::string_view key) {
  const auto key_id = transaction.find_property_key(key);
  if (!key_id) return Value();
  return transaction.relationship_property(id, *key_id);
}

Result<std::string> display_name(Transaction& transaction, NodeId node) {
  ENTENTE_ASSIGN(const Value name, property_of(transaction, node, "name"));
  if (name.is_string()) return std::string(name.as_string());
  return "node " + std::to_string(node.value);
}

}  // namespace entente::storage
