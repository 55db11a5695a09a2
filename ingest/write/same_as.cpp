#include "ingest/write/same_as.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "ingest/names/gazetteer.hpp"
#include "ingest/text/vocabulary.hpp"

namespace entente::ingest {

namespace {

constexpr std::string_view relationship_name = "SAME_AS";

struct Holder {
  NodeId node;
  EntityType type = EntityType::Organization;
  /// The name is its own, not only another one.
  bool owner = false;
};

struct Link {
  NodeId from;
  NodeId to;
  std::string reason;
  double confidence = 0;
};

/// Types that one thing may be given by different documents.
int type_class(EntityType type) {
  switch (type) {
    case EntityType::Person: return 1;
    case EntityType::Organization:
    case EntityType::Company:
    case EntityType::Fund: return 2;
    case EntityType::Pipeline:
    case EntityType::Project: return 3;
    case EntityType::Region:
    case EntityType::Country:
    case EntityType::HistoricalState: return 0;
    default: return 0;
  }
}

Result<std::vector<Holder>> find_holders(storage::Transaction& transaction,
                                         const std::string& name_key_text) {
  std::vector<Holder> holders;
  const auto name_property = transaction.find_property_key("name");
  if (!name_property) return holders;
  ENTENTE_ASSIGN(const std::vector<NodeId> nodes, transaction.find_alias(name_key_text));
  for (const NodeId node : nodes) {
    ENTENTE_ASSIGN(const auto record, transaction.node(node));
    if (!record) continue;
    Holder holder;
    holder.node = node;
    bool typed = false;
    for (const LabelId label : record->labels) {
      if (const auto type = entity_type_from(transaction.label_name(label))) {
        holder.type = *type;
        typed = true;
      }
    }
    for (const auto& [key, value] : record->properties) {
      if (key == *name_property && value.is_string()) {
        holder.owner = name_key(value.as_string()) == name_key_text;
      }
    }
    if (typed && type_class(holder.type) > 0) holders.push_back(holder);
  }
  return holders;
}

std::vector<Link> wanted_links(const std::vector<Holder>& holders, const std::string& key) {
  std::vector<Link> links;
  const bool single = key.find(' ') == std::string::npos;
  for (const Holder& owner : holders) {
    if (!owner.owner) continue;
    std::vector<NodeId> others;
    for (const Holder& other : holders) {
      if (type_class(other.type) != type_class(owner.type) || other.node == owner.node) continue;
      if (!other.owner && single) others.push_back(other.node);
      if (other.owner && owner.type < other.type) {
        links.push_back({owner.node, other.node, "same name, related type", 0.8});
      }
    }
    if (others.size() == 1) links.push_back({owner.node, others.front(), "short name", 0.5});
  }
  return links;
}

}  // namespace

std::string plain_alias(const std::string& name) { return name_key(name); }

std::vector<std::string> alias_keys(const std::vector<std::string>& labels,
                                    const std::vector<std::string>& names) {
  const bool person = std::find(labels.begin(), labels.end(), "Person") != labels.end();
  std::set<std::string> keys;
  for (const std::string& name : names) {
    const std::string key = plain_alias(name);
    if (key.empty()) continue;
    keys.insert(key);
    if (!person || key.find(' ') == std::string::npos) continue;
    const std::string first = key.substr(0, key.find(' '));
    const bool family_first = Gazetteer::built_in().is_family_name_first(first) &&
                              !Gazetteer::built_in().is_given_name(first);
    keys.insert(family_first ? first : key.substr(key.rfind(' ') + 1));
  }
  return {keys.begin(), keys.end()};
}

std::string identity_alias(const std::string& type, const std::string& name) {
  return type + ":" + name_key(name);
}

Status update_same_as(storage::Transaction& transaction, const std::string& key) {
  ENTENTE_ASSIGN(const std::vector<Holder> holders, find_holders(transaction, key));
  if (holders.empty()) return {};
  std::vector<Link> wanted = wanted_links(holders, key);
  const auto known_type = transaction.find_relationship_type(relationship_name);
  if (known_type) {
    ENTENTE_ASSIGN(const PropertyKeyId key_property, transaction.get_or_create_property_key("key"));
    ENTENTE_ASSIGN(auto expansion, transaction.expand(Direction::outgoing, {*known_type}));
    std::vector<NodeId> sources;
    for (const Holder& holder : holders) sources.push_back(holder.node);
    ENTENTE_TRY(expansion->begin(sources));
    storage::ExpandColumns found;
    constexpr std::size_t rows = 256;
    for (;;) {
      ENTENTE_ASSIGN(const bool more, expansion->next(found, rows));
      if (!more) break;
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      ENTENTE_ASSIGN(const Value value,
                     transaction.relationship_property(found.relationship[i], key_property));
      if (!value.is_string() || value.as_string() != key) continue;
      const NodeId from = sources[found.source_row[i]];
      const auto keep = std::find_if(wanted.begin(), wanted.end(), [&](const Link& link) {
        return link.from == from && link.to == found.neighbour[i];
      });
      if (keep != wanted.end()) {
        wanted.erase(keep);
      } else {
        ENTENTE_TRY(transaction.delete_relationship(found.relationship[i]));
      }
    }
  }
  for (const Link& link : wanted) {
    ENTENTE_ASSIGN(const RelationshipTypeId type,
                   transaction.get_or_create_relationship_type(relationship_name));
    ENTENTE_ASSIGN(const PropertyKeyId key_property, transaction.get_or_create_property_key("key"));
    ENTENTE_ASSIGN(const PropertyKeyId reason, transaction.get_or_create_property_key("reason"));
    ENTENTE_ASSIGN(const PropertyKeyId confidence,
                   transaction.get_or_create_property_key("confidence"));
    storage::Properties properties = {{key_property, Value(key)},
                                      {reason, Value(link.reason)},
                                      {confidence, Value(link.confidence)}};
    std::sort(properties.begin(), properties.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    ENTENTE_TRY(transaction.create_relationship(link.from, type, link.to, std::move(properties)));
  }
  return {};
}

}  // namespace entente::ingest
