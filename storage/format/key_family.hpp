#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace entente::storage {

/// How values of a family are combined with operands that were merged into them instead of put
/// (see storage/format/merge.hpp).
enum class MergeKind : std::uint8_t { none, adjacency, label_block, counter };

/// THE table of key families. One family is one column family of the store; its keys and values are
/// described in storage/FORMAT.md and encoded in storage/format/key.hpp and the value headers.
/// Columns: name, number, merge kind, meaning.
/// The names and numbers are on disk: never change, reuse or reorder one; append instead.
/// Number 15 is reserved for `vectors`; 0 and 255 stay unused.
#define ENTENTE_KEY_FAMILIES(X)                                                          \
  X(meta, 1, none, "format version and counters of ids")                                 \
  X(names, 2, none, "labels, relationship types and property keys by dictionary number") \
  X(schema, 3, none, "definitions of indexes and constraints")                           \
  X(nodes, 4, none, "node to labels and properties")                                     \
  X(relationships, 5, none, "relationship to type, ends and properties")                 \
  X(adjacency, 6, adjacency, "node, direction and type to sorted neighbours")            \
  X(labels, 7, label_block, "label to blocks of nodes")                                  \
  X(index, 8, none, "index and values to elements, many per value")                      \
  X(unique, 9, none, "unique index and values to the one element")                       \
  X(statistics, 10, counter, "numbers of elements by label, type and index")             \
  X(documents, 11, none, "ingested documents by number and by external id")              \
  X(evidence, 12, none, "claims and mentions, by document and by element")               \
  X(aliases, 13, none, "normalised name to nodes")                                       \
  X(text, 14, none, "full-text index, property and term to elements")

/// A key family; the number is on disk.
enum class KeyFamily : std::uint8_t {
#define ENTENTE_X(name, number, merge, meaning) name = number,
  ENTENTE_KEY_FAMILIES(ENTENTE_X)
#undef ENTENTE_X
};

/// One row of the table.
struct KeyFamilyInfo {
  KeyFamily family;
  std::string_view name;
  std::uint8_t number;
  MergeKind merge;
  std::string_view meaning;
};

/// All families in the order of their numbers.
inline constexpr auto key_families = std::to_array<KeyFamilyInfo>({
#define ENTENTE_X(name, number, merge, meaning) \
  {KeyFamily::name, #name, number, MergeKind::merge, meaning},
    ENTENTE_KEY_FAMILIES(ENTENTE_X)
#undef ENTENTE_X
});

inline constexpr std::size_t key_family_count = key_families.size();

/// Position of a family in key_families: dense from 0, for arrays indexed by family.
constexpr std::size_t key_family_index(KeyFamily family) {
  return static_cast<std::size_t>(family) - 1;
}
constexpr const KeyFamilyInfo& key_family_info(KeyFamily family) {
  return key_families[key_family_index(family)];
}
constexpr std::string_view to_string(KeyFamily family) { return key_family_info(family).name; }

/// The family with this name (of a column family found on disk), if there is one.
constexpr std::optional<KeyFamily> find_key_family(std::string_view name) {
  for (const auto& info : key_families) {
    if (info.name == name) return info.family;
  }
  return std::nullopt;
}

namespace detail {
constexpr bool key_families_dense() {
  for (std::size_t i = 0; i < key_families.size(); ++i) {
    if (key_families[i].number != i + 1) return false;
  }
  return true;
}
}  // namespace detail
static_assert(detail::key_families_dense(), "key_family_index relies on dense numbers from 1");

}  // namespace entente::storage
