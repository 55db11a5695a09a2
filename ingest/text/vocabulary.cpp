#include "ingest/text/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace entente::ingest {

namespace {

constexpr std::array<std::string_view, entity_type_count> type_names = {
#define ENTENTE_ENTITY_TYPE(name) #name,
    ENTENTE_ENTITY_TYPES(ENTENTE_ENTITY_TYPE)
#undef ENTENTE_ENTITY_TYPE
};

constexpr std::array<std::string_view, 55> relations = {"ACCUSED",
                                                        "ADVISER_TO",
                                                        "AFFILIATED_WITH",
                                                        "ALLY_OF",
                                                        "ANNEXED",
                                                        "ATTENDED",
                                                        "BASED_IN",
                                                        "BORDERS",
                                                        "BORN_IN",
                                                        "BORN_ON",
                                                        "CHILD_OF",
                                                        "CITIZEN_OF",
                                                        "COOPERATES_WITH",
                                                        "CRITICISED",
                                                        "DEPENDS_ON",
                                                        "DEVELOPS",
                                                        "DIED_ON",
                                                        "EDUCATED_AT",
                                                        "EXPERT_ON",
                                                        "FINANCES",
                                                        "FOUNDED",
                                                        "FOUNDED_ON",
                                                        "GAVE_TO",
                                                        "HAS_VALUE",
                                                        "HOLDS_OFFICE",
                                                        "HOSTED",
                                                        "IMPOSED_TARIFFS_ON",
                                                        "INITIATOR_OF",
                                                        "INTERFERED_IN",
                                                        "INTERVIEWED",
                                                        "INVADED",
                                                        "LEADS",
                                                        "LIVES_IN",
                                                        "LOCATED_IN",
                                                        "MEMBER_OF",
                                                        "MET_WITH",
                                                        "MILITARY_COOPERATION_WITH",
                                                        "OCCUPIES",
                                                        "OPERATES",
                                                        "OPERATES_IN",
                                                        "OPPOSES",
                                                        "OWNS",
                                                        "PART_OF",
                                                        "PRAISED",
                                                        "RELATED_TO",
                                                        "SANCTIONS",
                                                        "SIGNED_DEAL_WITH",
                                                        "SPOUSE_OF",
                                                        "SUPPLIES",
                                                        "SUPPORTS",
                                                        "TRADES_WITH",
                                                        "TRADE_WAR_WITH",
                                                        "USES_CURRENCY",
                                                        "VISITED",
                                                        "WARNED"};

constexpr std::array<std::string_view, 9> symmetric = {"ALLY_OF",
                                                       "BORDERS",
                                                       "COOPERATES_WITH",
                                                       "MET_WITH",
                                                       "MILITARY_COOPERATION_WITH",
                                                       "SIGNED_DEAL_WITH",
                                                       "SPOUSE_OF",
                                                       "TRADES_WITH",
                                                       "TRADE_WAR_WITH"};

static_assert(std::is_sorted(relations.begin(), relations.end()));

}  // namespace

std::string_view to_string(EntityType type) {
  const auto index = static_cast<std::size_t>(type);
  assert(index < type_names.size());
  return type_names[index];
}

std::optional<EntityType> entity_type_from(std::string_view word) {
  const auto found = std::find(type_names.begin(), type_names.end(), word);
  if (found == type_names.end()) return std::nullopt;
  return static_cast<EntityType>(found - type_names.begin());
}

std::span<const std::string_view> entity_type_names() { return type_names; }
std::span<const std::string_view> relation_names() { return relations; }

bool is_known_relation(std::string_view name) {
  return std::binary_search(relations.begin(), relations.end(), name);
}

bool is_symmetric_relation(std::string_view name) {
  return std::find(symmetric.begin(), symmetric.end(), name) != symmetric.end();
}

}  // namespace entente::ingest
