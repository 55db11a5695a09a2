#include "ingest/write/same_as.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "ingest/text/vocabulary.hpp"
#include "ingest/write/transliterate.hpp"
#include "storage/claims/identity.hpp"
#include "storage/claims/neighbours.hpp"
#include "storage/graph/evidence_summary.hpp"

namespace entente::ingest {

namespace {

/// A name that more entities have says nothing, and looking at all of them would cost.
constexpr std::size_t holders_max = 64;

struct Holder {
  NodeId node;
  EntityType type = EntityType::Organization;
  /// Its own name, and the same as it sounds.
  std::string name;
  std::vector<std::string> spelled;
  /// Its other names, as they sound.
  std::vector<std::vector<std::string>> spelled_aliases;
};
using Holders = std::vector<Holder>;

struct Link {
  NodeId from;
  NodeId to;
  std::string_view reason;
  double confidence = 0;
};
using Links = std::vector<Link>;

/// Types that one thing may be given by different documents; 0 for those that are never linked,
/// whose names are known from the gazetteer.
int type_class(EntityType type) {
  switch (type) {
    case EntityType::Person: return 1;
    case EntityType::Organization:
    case EntityType::Company:
    case EntityType::Fund: return 2;
    case EntityType::Pipeline:
    case EntityType::Project: return 3;
    default: return 0;
  }
}

/// The holders by class of type, each sorted by name.
Result<std::map<int, Holders>> find_holders(storage::Transaction& transaction,
                                            const std::vector<NodeId>& nodes) {
  std::map<int, Holders> classes;
  for (const NodeId node : nodes) {
    Holder holder;
    holder.node = node;
    bool typed = false;
    ENTENTE_ASSIGN(const auto labels, storage::label_names(transaction, node));
    for (const std::string& label : labels) {
      const auto type = entity_type_from(label);
      if (!type) continue;
      // Of several labels the first in the order of types decides, whatever their numbers.
      holder.type = typed ? std::min(holder.type, *type) : *type;
      typed = true;
    }
    if (!typed || type_class(holder.type) == 0) continue;
    ENTENTE_ASSIGN(const Value name, storage::property_of(transaction, node, "name"));
    if (!name.is_string()) continue;
    holder.name = name.as_string();
    holder.spelled = spelled_words(holder.name);
    ENTENTE_ASSIGN(const Value aliases, storage::property_of(transaction, node, "aliases"));
    for (const std::string& alias : storage::strings_of(aliases)) {
      holder.spelled_aliases.push_back(spelled_words(alias));
    }
    classes[type_class(holder.type)].push_back(std::move(holder));
  }
  for (auto& [type, holders] : classes) {
    std::sort(holders.begin(), holders.end(), [](const Holder& a, const Holder& b) {
      return std::tie(a.name, a.type) < std::tie(b.name, b.type);
    });
  }
  return classes;
}

/// Links all of them to the first.
void link_to_first(const std::vector<const Holder*>& holders, std::string_view reason,
                   double confidence, Links& links) {
  for (std::size_t i = 1; i < holders.size(); ++i) {
    links.push_back({holders[i]->node, holders.front()->node, reason, confidence});
  }
}

void link_names(const Holders& holders, const std::string& key, Links& links) {
  const bool single = key.find(' ') == std::string::npos;
  const auto owns = [&](const Holder& holder) { return plain_alias(holder.name) == key; };
  for (const Holder& owner : holders) {
    if (!owns(owner)) continue;
    std::vector<NodeId> others;
    for (const Holder& other : holders) {
      if (other.node == owner.node) continue;
      if (!owns(other)) others.push_back(other.node);
      if (owns(other) && owner.type < other.type) {
        links.push_back({owner.node, other.node, "same name, related type", 0.8});
      }
    }
    if (others.size() != 1) continue;
    const bool short_name = single && owner.type == EntityType::Person;
    links.push_back({owner.node, others.front(),
                     short_name || single ? "short name" : "another name of it",
                     single ? 0.5 : 0.6});
  }
}

/// The middle names of a person, by its own name or, if that has none, by its other names; nullopt
/// if these differ among themselves.
std::optional<std::vector<std::string>> middle_names(const Holder& holder) {
  const auto middle = [](const std::vector<std::string>& words) {
    return std::vector<std::string>(words.begin() + 1, words.end() - 1);
  };
  std::vector<std::string> found = middle(holder.spelled);
  if (!found.empty()) return found;
  for (const auto& alias : holder.spelled_aliases) {
    const bool same_ends = alias.size() > 2 && alias.front() == holder.spelled.front() &&
                           alias.back() == holder.spelled.back();
    if (!same_ends || middle(alias) == found) continue;
    if (!found.empty()) return std::nullopt;
    found = middle(alias);
  }
  return found;
}

/// Persons of one first and last name. A middle name may be left out, but two that differ are of
/// two persons.
void link_persons(const Holders& holders, Links& links) {
  std::map<std::vector<std::string>, std::vector<const Holder*>> by_middle;
  for (const Holder& holder : holders) {
    if (holder.spelled.size() < 2) continue;
    if (auto middle = middle_names(holder)) by_middle[std::move(*middle)].push_back(&holder);
  }
  std::vector<const Holder*> firsts;
  for (const auto& [middle, same] : by_middle) {
    link_to_first(same, "spelling of the name", 0.8, links);
    firsts.push_back(same.front());
  }
  // The one without a middle name sorts first; of two with one, either may be meant.
  const bool without = !by_middle.empty() && by_middle.begin()->first.empty();
  if (without && firsts.size() == 2) {
    links.push_back({firsts[0]->node, firsts[1]->node, "middle name left out", 0.6});
  }
}

void link_spellings(const Holders& holders, std::string_view key, Links& links) {
  if (holders.front().type == EntityType::Person) {
    link_persons(holders, links);
    return;
  }
  std::vector<const Holder*> same;
  for (const Holder& holder : holders) {
    std::string sound;
    for (const std::string& word : holder.spelled) sound += (sound.empty() ? "" : " ") + word;
    const bool again = std::any_of(same.begin(), same.end(), [&](const Holder* known) {
      return plain_alias(known->name) == plain_alias(holder.name);
    });
    // The same letters with another type are the plain key's to judge.
    if (sound == key.substr(1) && !again) same.push_back(&holder);
  }
  link_to_first(same, "spelling of the name", 0.8, links);
}

void link_initials(const Holders& holders, std::string_view key, Links& links) {
  std::vector<const Holder*> initials;
  std::vector<const Holder*> full;
  for (const Holder& holder : holders) {
    const auto keys = alias_keys({std::string(to_string(holder.type))}, {holder.name});
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) continue;
    (plain_alias(holder.name) == key.substr(1) ? initials : full).push_back(&holder);
  }
  if (full.size() != 1) return;
  for (const Holder* holder : initials) {
    links.push_back({holder->node, full.front()->node, "initials", 0.6});
  }
}

void link_companies(const Holders& holders, std::string_view key, Links& links) {
  std::vector<const Holder*> same;
  for (const Holder& holder : holders) {
    const auto keys = alias_keys({"Company"}, {holder.name});
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) continue;
    same.push_back(&holder);
  }
  // The name without a legal form leads, if somebody uses it.
  std::stable_partition(same.begin(), same.end(), [&](const Holder* holder) {
    return romanised(holder->name) == key.substr(1);
  });
  link_to_first(same, "legal form of the name", 0.85, links);
}

Result<Links> wanted_links(storage::Transaction& transaction, const std::vector<NodeId>& nodes,
                           const std::string& key) {
  Links links;
  ENTENTE_ASSIGN(const auto classes, find_holders(transaction, nodes));
  for (const auto& [type, holders] : classes) {
    if (holders.size() < 2) continue;
    switch (kind_of_key(key)) {
      case NameKeyKind::plain: link_names(holders, key, links); break;
      case NameKeyKind::spelling: link_spellings(holders, key, links); break;
      case NameKeyKind::initials: link_initials(holders, key, links); break;
      case NameKeyKind::bare_company: link_companies(holders, key, links); break;
    }
  }
  Links kept;
  for (const Link& link : links) {
    ENTENTE_ASSIGN(const bool different, storage::are_different(transaction, link.from, link.to));
    if (different) continue;
    ENTENTE_ASSIGN(const auto conflict,
                   storage::identity_conflict(transaction, link.from, link.to));
    if (!conflict) kept.push_back(link);
  }
  return kept;
}

/// Removes the links of this key that are not wanted any more, and strikes those that are there
/// from the list.
Status settle_present(storage::Transaction& transaction, const std::set<NodeId>& nodes,
                      const std::string& key, Links& wanted) {
  std::set<RelationshipId> seen;
  for (const NodeId node : nodes) {
    ENTENTE_ASSIGN(const auto links, storage::neighbours(transaction, node, Direction::either,
                                                         storage::same_as_type));
    for (const storage::Neighbour& link : links) {
      if (!seen.insert(link.relationship).second) continue;
      ENTENTE_ASSIGN(const Value made_for,
                     storage::property_of(transaction, link.relationship, "key"));
      if (!made_for.is_string() || made_for.as_string() != key) continue;
      const NodeId from = link.outgoing ? node : link.node;
      const NodeId to = link.outgoing ? link.node : node;
      const auto keep = std::find_if(wanted.begin(), wanted.end(), [&](const Link& want) {
        return want.from == from && want.to == to;
      });
      if (keep != wanted.end()) {
        wanted.erase(keep);
      } else {
        ENTENTE_TRY(transaction.delete_relationship(link.relationship));
      }
    }
  }
  return {};
}

}  // namespace

Status update_same_as(storage::Transaction& transaction, const std::string& key,
                      const std::set<NodeId>& former_holders,
                      std::optional<RecordedTime> recorded_at) {
  ENTENTE_ASSIGN(const std::vector<NodeId> nodes, transaction.find_alias(key));
  Links wanted;
  if (nodes.size() > 1 && nodes.size() <= holders_max) {
    ENTENTE_ASSIGN(wanted, wanted_links(transaction, nodes, key));
  }
  std::set<NodeId> linked = former_holders;
  linked.insert(nodes.begin(), nodes.end());
  ENTENTE_TRY(settle_present(transaction, linked, key, wanted));
  for (const Link& link : wanted) {
    storage::IdentityFact fact;
    fact.reason = link.reason;
    fact.confidence = link.confidence;
    fact.made_by = "rule";
    fact.key = key;
    fact.recorded_at = recorded_at;
    ENTENTE_ASSIGN(
        [[maybe_unused]] const RelationshipId id,
        storage::put_identity_fact(transaction, link.from, storage::same_as_type, link.to, fact));
  }
  return {};
}

}  // namespace entente::ingest
