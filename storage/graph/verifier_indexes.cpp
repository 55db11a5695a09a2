#include <algorithm>

#include "storage/graph/index_build.hpp"
#include "storage/graph/index_entry.hpp"
#include "storage/graph/verifier.hpp"

namespace entente::storage {

// Entries of both families are compared in one form: the key of a range index, which holds the
// node. Unique keys sort alike, since encoded values are never prefixes of one another.

template <class Record>
Status Verifier::expect_index_entries(EntityKind entity, std::uint64_t id, const Record& record) {
  const std::string owner =
      std::string(entity == EntityKind::node ? "node " : "relationship ") + std::to_string(id);
  for (const IndexDefinition& definition : indexes_) {
    if (!concerns(definition, record)) continue;
    if (const auto breach = find_breach(definition, record.properties)) {
      find("constraint_violated", owner +
                                      (breach->missing ? " lacks property " : " has in property ") +
                                      name_of(NameKind::property_key, breach->property.value) +
                                      (breach->missing ? "" : " a value of another type") +
                                      ", against constraint '" + definition.name + "'");
    }
    if (definition.kind == IndexKind::full_text) {
      ENTENTE_TRY(expect_texts(definition, id, record));
      continue;
    }
    const auto values = index_entry_values(definition, record);
    if (!values) continue;
    ++counted_[StatisticKey::index_entries(definition.id)];
    if (values->size() > IndexKey::max_values_bytes) {
      find("index_value_long", owner + " has a value too long for index '" + definition.name + "'");
      continue;
    }
    auto& expected = is_unique(definition.kind) ? expected_unique_ : expected_index_;
    ENTENTE_TRY(expected.add(IndexKey{definition.id, *values, id}.encode()));
  }
  return {};
}

template Status Verifier::expect_index_entries(EntityKind entity, std::uint64_t id,
                                               const NodeRecord& record);
template Status Verifier::expect_index_entries(EntityKind entity, std::uint64_t id,
                                               const RelationshipRecord& record);

std::string Verifier::index_name(IndexId id) const {
  const auto it = std::find_if(indexes_.begin(), indexes_.end(),
                               [&](const IndexDefinition& d) { return d.id == id; });
  return it == indexes_.end() ? std::to_string(id.value) : "'" + it->name + "'";
}

std::string Verifier::describe_entry(std::string_view entry) const {
  const auto key = IndexKey::decode(entry);
  if (!key) return "an entry";
  const auto it = std::find_if(indexes_.begin(), indexes_.end(),
                               [&](const IndexDefinition& d) { return d.id == key->index; });
  const bool relationship = it != indexes_.end() && it->entity == EntityKind::relationship;
  return (relationship ? "relationship " : "node ") + std::to_string(key->element) + " in index " +
         index_name(key->index);
}

/// True for entries of an index that is being built, or whose build a crash ended: the next opening
/// removes those.
bool Verifier::is_unfinished(std::string_view key) const {
  return std::any_of(unfinished_.begin(), unfinished_.end(),
                     [&](IndexId index) { return key.starts_with(IndexKey::prefix(index)); });
}

// The pair as range key; nullopt (and a finding) if it is damaged.
std::optional<std::string> Verifier::actual_entry(KeyFamily family, std::string_view key,
                                                  std::string_view value) {
  if (is_unfinished(key)) return std::nullopt;
  if (family == KeyFamily::index) {
    if (IndexKey::decode(key)) return std::string(key);
  } else {
    const auto decoded = UniqueKey::decode(key);
    const auto element = decode_unique_value(value);
    if (decoded && element) return IndexKey{decoded->index, decoded->values, *element}.encode();
  }
  find("index_damaged", "an index entry cannot be read");
  return std::nullopt;
}

Status Verifier::check_index_family(KeyFamily family, ExternalSorter<std::string>& expected) {
  ENTENTE_TRY(expected.finish());
  std::string wanted;
  std::string before;
  ENTENTE_ASSIGN(bool more, expected.next(wanted));
  // Two nodes with one unique value: the second expected entry has the same key.
  const auto advance = [&]() -> Status {
    before = std::move(wanted);
    ENTENTE_ASSIGN(more, expected.next(wanted));
    constexpr std::size_t id_bytes = 8;
    const bool same_key = more && family == KeyFamily::unique && before.size() == wanted.size() &&
                          std::equal(before.begin(), before.end() - id_bytes, wanted.begin());
    if (same_key) {
      find("unique_violated",
           describe_entry(before) + " and " + describe_entry(wanted) + " have the same value");
    }
    return {};
  };
  const auto skip_below = [&](const std::string* bound) -> Status {
    while (more && (bound == nullptr || wanted < *bound)) {
      find("index_missing", describe_entry(wanted) + " is missing");
      ENTENTE_TRY(advance());
    }
    return {};
  };
  const Status scanned =
      scan(family, {}, [&](std::string_view key, std::string_view value) -> Status {
        ++report_.index_entries;
        const auto actual = actual_entry(family, key, value);
        if (!actual) return {};
        ENTENTE_TRY(skip_below(&*actual));
        if (more && wanted == *actual) return advance();
        find("index_stray", describe_entry(*actual) + " has no such value");
        return {};
      });
  ENTENTE_TRY(scanned);
  return skip_below(nullptr);
}

Status Verifier::check_indexes() {
  ENTENTE_ASSIGN(unfinished_, IndexBuild::unfinished(*snapshot_));
  ENTENTE_TRY(check_index_family(KeyFamily::index, expected_index_));
  ENTENTE_TRY(check_index_family(KeyFamily::unique, expected_unique_));
  return check_texts();
}

}  // namespace entente::storage
