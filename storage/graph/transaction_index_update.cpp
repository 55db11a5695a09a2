#include <optional>

#include "storage/graph/index_entry.hpp"
#include "storage/graph/schema_text.hpp"
#include "storage/graph/text_entry.hpp"
#include "storage/graph/transaction_impl.hpp"

namespace entente::storage {

namespace {

template <class Record>
std::optional<std::string> values_of(const IndexDefinition& definition, const Record* record) {
  return record == nullptr ? std::nullopt : index_entry_values(definition, *record);
}

template <class Record>
TextEntries texts_of(const IndexDefinition& definition, std::uint64_t id, const Record* record) {
  if (record == nullptr) {
    return {{}, std::vector<std::uint64_t>(definition.properties.size(), 0)};
  }
  return text_entries(definition, id, *record);
}

}  // namespace

/// Unique values are taken at once: constraint_validation_failed, without a message, if they are
/// somebody else's, whose id is in buffer_ then.
Status TransactionImpl::insert_index_entry(const IndexDefinition& definition, std::uint64_t id,
                                           std::string_view values) {
  if (values.size() > IndexKey::max_values_bytes) {
    return SchemaText::too_long(definition, values.size());
  }
  if (!is_unique(definition.kind)) {
    pending_.put(KeyFamily::index, IndexKey{definition.id, values, id}.encode(), {});
    return {};
  }
  const std::string key = UniqueKey{definition.id, values}.encode();
  ENTENTE_ASSIGN(const bool taken, view_.get(KeyFamily::unique, key, buffer_));
  if (taken) return Error::plain(ErrorClass::constraint_validation_failed, {});
  pending_.put(KeyFamily::unique, key, encode_unique_value(id));
  return {};
}

void TransactionImpl::remove_index_entry(const IndexDefinition& definition, std::uint64_t id,
                                         std::string_view values) {
  if (is_unique(definition.kind)) {
    pending_.erase(KeyFamily::unique, UniqueKey{definition.id, values}.encode());
  } else {
    pending_.erase(KeyFamily::index, IndexKey{definition.id, values, id}.encode());
  }
}

template <class Record>
void TransactionImpl::change_text(const IndexDefinition& definition, std::uint64_t id,
                                  const Record* before, const Record* after) {
  const TextEntries old_entries = texts_of(definition, id, before);
  TextEntries new_entries = texts_of(definition, id, after);
  for (const auto& [key, posting] : old_entries.postings) {
    if (!new_entries.postings.contains(key)) pending_.erase(KeyFamily::text, key);
  }
  for (auto& [key, posting] : new_entries.postings) {
    const auto it = old_entries.postings.find(key);
    if (it != old_entries.postings.end() && it->second == posting) continue;
    pending_.put(KeyFamily::text, key, posting);
  }
  count_texts(definition, old_entries, new_entries);
}

void TransactionImpl::count_texts(const IndexDefinition& definition, const TextEntries& before,
                                  const TextEntries& after) {
  const auto count = [&](const StatisticKey& counter, std::uint64_t old_number,
                         std::uint64_t new_number) {
    const auto delta = static_cast<std::int64_t>(new_number - old_number);
    if (delta != 0) pending_.add(counter, delta);
  };
  for (std::uint32_t field = 0; field < definition.properties.size(); ++field) {
    const std::uint64_t old_length = before.lengths[field];
    const std::uint64_t new_length = after.lengths[field];
    count(StatisticKey::text_terms(definition.id, field), old_length, new_length);
    count(StatisticKey::text_elements(definition.id, field), old_length == 0 ? 0 : 1,
          new_length == 0 ? 0 : 1);
  }
  count(StatisticKey::index_entries(definition.id), before.postings.empty() ? 0 : 1,
        after.postings.empty() ? 0 : 1);
}

template <class Record>
Status TransactionImpl::build_text(const IndexDefinition& definition, std::uint64_t id,
                                   const Record& record) {
  const TextEntries entries = texts_of(definition, id, &record);
  for (const auto& [key, posting] : entries.postings) {
    ENTENTE_TRY(build_->add_posting(key, posting));
  }
  count_texts(definition, texts_of<Record>(definition, id, nullptr), entries);
  return {};
}

template <class Record>
Status TransactionImpl::change_indexes(EntityKind entity, std::uint64_t id, const Record* before,
                                       const Record* after) {
  // Inserting can fail, removing cannot: all insertions come first, and are undone if a later one
  // is refused, so that an error leaves nothing behind.
  struct Step {
    const IndexDefinition* definition;
    std::string values;
  };
  std::vector<Step> inserted;
  std::vector<Step> removed;
  for (const IndexDefinition& definition : *indexes_) {
    if (definition.entity != entity || !has_values(definition.kind)) continue;
    std::optional<std::string> old_values = values_of(definition, before);
    std::optional<std::string> new_values = values_of(definition, after);
    if (old_values == new_values) continue;
    if (new_values) {
      Status ok = insert_index_entry(definition, id, *new_values);
      if (!ok) {
        for (const Step& step : inserted) remove_index_entry(*step.definition, id, step.values);
        if (ok.error().error_class != ErrorClass::constraint_validation_failed) return ok;
        ENTENTE_ASSIGN(const std::uint64_t holder, decode_unique_value(buffer_));
        return SchemaText(engine_->dictionary()).taken(definition, holder, after->properties);
      }
      inserted.push_back({&definition, std::move(*new_values)});
    }
    if (old_values) removed.push_back({&definition, std::move(*old_values)});
  }
  for (const Step& step : removed) remove_index_entry(*step.definition, id, step.values);
  for (const Step& step : inserted) {
    pending_.add(StatisticKey::index_entries(step.definition->id), 1);
  }
  for (const Step& step : removed) {
    pending_.add(StatisticKey::index_entries(step.definition->id), -1);
  }
  for (const IndexDefinition& definition : *indexes_) {
    if (definition.entity == entity && definition.kind == IndexKind::full_text) {
      change_text(definition, id, before, after);
    }
  }
  return {};
}

Status TransactionImpl::update_indexes(NodeId id, const NodeRecord* before,
                                       const NodeRecord* after) {
  return change_indexes(EntityKind::node, id.value, before, after);
}

Status TransactionImpl::update_indexes(RelationshipId id, const RelationshipRecord* before,
                                       const RelationshipRecord* after) {
  return change_indexes(EntityKind::relationship, id.value, before, after);
}

template <class Record>
Status TransactionImpl::build_entry(const IndexDefinition& definition, std::uint64_t id,
                                    const Record& record) {
  if (!concerns(definition, record)) return {};
  const SchemaText text(engine_->dictionary());
  if (const auto breach = find_breach(definition, record.properties)) {
    return text.breach(definition, id, *breach, record.properties);
  }
  if (definition.kind == IndexKind::full_text) {
    if (build_ != nullptr) return build_text(definition, id, record);
    change_text<Record>(definition, id, nullptr, &record);
    return {};
  }
  const auto values = index_entry_values(definition, record);
  if (!values) return {};
  if (build_ != nullptr) {
    if (values->size() > IndexKey::max_values_bytes) {
      return SchemaText::too_long(definition, values->size());
    }
    ENTENTE_TRY(build_->add(id, *values));
    pending_.add(StatisticKey::index_entries(definition.id), 1);
    return {};
  }
  Status inserted = insert_index_entry(definition, id, *values);
  if (!inserted && inserted.error().error_class == ErrorClass::constraint_validation_failed) {
    ENTENTE_ASSIGN(const std::uint64_t holder, decode_unique_value(buffer_));
    Error error = text.taken(definition, holder, record.properties);
    error.message += ", as has " + text.element(definition, id);
    return error;
  }
  ENTENTE_TRY(std::move(inserted));
  pending_.add(StatisticKey::index_entries(definition.id), 1);
  return {};
}

template Status TransactionImpl::build_entry(const IndexDefinition& definition, std::uint64_t id,
                                             const NodeRecord& record);
template Status TransactionImpl::build_entry(const IndexDefinition& definition, std::uint64_t id,
                                             const RelationshipRecord& record);

}  // namespace entente::storage
