#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace entente::ingest {

/// The kinds of entities, which are also the labels of their nodes.
#define ENTENTE_ENTITY_TYPES(X)                                                             \
  X(Person)                                                                                 \
  X(Organization)                                                                           \
  X(Company)                                                                                \
  X(Country)                                                                                \
  X(HistoricalState)                                                                        \
  X(Bloc)                                                                                   \
  X(Region)                                                                                 \
  X(City)                                                                                   \
  X(Waterway)                                                                               \
  X(Facility) X(Pipeline) X(Project) X(Initiative) X(Fund) X(Deal) X(Currency) X(Commodity) \
      X(Technology) X(Event) X(Money) X(Date)

enum class EntityType : std::uint8_t {
#define ENTENTE_ENTITY_TYPE(name) name,
  ENTENTE_ENTITY_TYPES(ENTENTE_ENTITY_TYPE)
#undef ENTENTE_ENTITY_TYPE
};

/// Number of entity types.
inline constexpr std::size_t entity_type_count = 21;

/// The label: "Person", "HistoricalState", …
std::string_view to_string(EntityType type);
std::optional<EntityType> entity_type_from(std::string_view word);
std::span<const std::string_view> entity_type_names();
/// Companies and other organisations.
constexpr bool is_corporate(EntityType type) {
  return type == EntityType::Organization || type == EntityType::Company;
}
/// What lies somewhere: states and their parts, cities, waters and buildings.
constexpr bool is_place(EntityType type) {
  switch (type) {
    case EntityType::Country:
    case EntityType::HistoricalState:
    case EntityType::Bloc:
    case EntityType::Region:
    case EntityType::City:
    case EntityType::Waterway:
    case EntityType::Facility: return true;
    default: return false;
  }
}

/// The relationship types that the frames and tables know, in capitals.
std::span<const std::string_view> relation_names();
bool is_known_relation(std::string_view name);
/// Relations that hold in both directions if in one (MET_WITH, BORDERS, …).
bool is_symmetric_relation(std::string_view name);

}  // namespace entente::ingest
