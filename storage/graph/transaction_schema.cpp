#include <algorithm>
#include <array>

#include "storage/base/bytes.hpp"
#include "storage/format/key.hpp"
#include "storage/format/record.hpp"
#include "storage/format/schema_record.hpp"
#include "storage/graph/index_entry.hpp"
#include "storage/graph/schema_text.hpp"
#include "storage/graph/transaction_impl.hpp"
#include "storage/text/analyzer.hpp"

namespace entente::storage {

namespace {

// Elements whose entries a transaction builds among its pending writes; those of more are written
// to the store in pieces. A text may have many entries.
constexpr std::uint64_t small_build_elements = 1UL << 16U;
constexpr std::uint64_t small_build_texts = 1UL << 10U;
constexpr std::size_t build_memory_bytes = 64UL << 20U;

Error schema_error(std::string detail, std::string message, std::string hint = {}) {
  return Error::runtime(ErrorClass::schema_error, std::move(detail), std::move(message), {},
                        std::move(hint));
}

bool same_schema(const IndexDefinition& a, const IndexDefinition& b) {
  if (a.entity != b.entity || a.tokens != b.tokens) return false;
  // The properties of a full-text index are a set; those of the others have an order.
  if (a.kind == IndexKind::full_text && b.kind == IndexKind::full_text) {
    return std::is_permutation(a.properties.begin(), a.properties.end(), b.properties.begin(),
                               b.properties.end());
  }
  return a.properties == b.properties;
}

/// True if there cannot be both on the same schema.
bool excludes(IndexKind a, IndexKind b) {
  if (a == b) return true;
  const auto is_range_like = [](IndexKind kind) {
    return kind == IndexKind::range || is_unique(kind);
  };
  return is_range_like(a) && is_range_like(b);
}

std::string generated_name(const Dictionary& dictionary, const IndexDefinition& wanted) {
  std::string name = SchemaText::object(wanted.kind);
  const NameKind kind =
      wanted.entity == EntityKind::node ? NameKind::label : NameKind::relationship_type;
  for (const std::uint32_t token : wanted.tokens) {
    name += "_" + std::string(dictionary.name(kind, token));
  }
  for (const PropertyKeyId key : wanted.properties) {
    name += "_" + std::string(dictionary.name(NameKind::property_key, key.value));
  }
  return name;
}

/// Adds the kind, then numbers, until nobody has the name.
std::string free_name(std::string name, const IndexDefinition& wanted,
                      const IndexDefinitions& others) {
  const auto taken = [&](const std::string& candidate) {
    return std::any_of(others.begin(), others.end(),
                       [&](const IndexDefinition& other) { return other.name == candidate; });
  };
  if (!taken(name)) return name;
  constexpr std::array<std::string_view, 8> words = {"range",     "unique", "text",      "point",
                                                     "full_text", "key",    "existence", "type"};
  name += "_" + std::string(words[static_cast<std::size_t>(wanted.kind)]);
  std::string candidate = name;
  for (int number = 2; taken(candidate); ++number) candidate = name + "_" + std::to_string(number);
  return candidate;
}

Status check_shape(const IndexDefinition& wanted) {
  if (wanted.properties.empty() || wanted.tokens.empty()) {
    return schema_error("", "an index needs at least one property");
  }
  auto sorted = wanted.properties;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
    return schema_error("RepeatedPropertyInCompositeSchema",
                        "an index or constraint names a property twice", "name it once");
  }
  const bool single =
      !has_values(wanted.kind) || wanted.kind == IndexKind::text || wanted.kind == IndexKind::point;
  if (single && wanted.kind != IndexKind::full_text && wanted.properties.size() != 1) {
    return schema_error("", "a " + SchemaText::kind(wanted.kind) + " is for one property");
  }
  if (wanted.kind == IndexKind::full_text && find_analyzer(wanted.analyzer) == nullptr) {
    return schema_error("", "there is no analyzer '" + wanted.analyzer + "'",
                        "CALL db.index.fulltext.listAvailableAnalyzers() lists them");
  }
  return {};
}

}  // namespace

Status TransactionImpl::check_new_definition(const IndexDefinition& wanted) const {
  ENTENTE_TRY(check_shape(wanted));
  const SchemaText text(engine_->dictionary());
  for (const IndexDefinition& other : *indexes_) {
    const bool constraint = is_constraint(other.kind);
    if (same_schema(wanted, other) && excludes(wanted.kind, other.kind)) {
      return schema_error(constraint ? "ConstraintAlreadyExists" : "IndexAlreadyExists",
                          "there is a " + SchemaText::kind(other.kind) + " on " +
                              text.schema(other) + " already: `" + other.name + "`",
                          "use it, or drop it with DROP " +
                              std::string(constraint ? "CONSTRAINT" : "INDEX") + " `" + other.name +
                              "`");
    }
  }
  for (const IndexDefinition& other : *indexes_) {
    if (other.name != wanted.name) continue;
    return schema_error(is_constraint(other.kind) ? "ConstraintWithNameAlreadyExists"
                                                  : "IndexWithNameAlreadyExists",
                        "there is a " + SchemaText::kind(other.kind) + " called `" + other.name +
                            "` already, on " + text.schema(other),
                        "indexes and constraints share their names: choose another one");
  }
  return {};
}

Status TransactionImpl::build_over_nodes(const IndexDefinition& definition) {
  for (const std::uint32_t token : definition.tokens) {
    ENTENTE_ASSIGN(const auto cursor, nodes_with_label(LabelId(token)));
    std::array<NodeId, 1024> batch;
    while (true) {
      ENTENTE_ASSIGN(const std::size_t count, cursor->next(batch));
      if (count == 0) break;
      for (std::size_t i = 0; i < count; ++i) {
        ENTENTE_ASSIGN(const std::optional<NodeRecord> record, node(batch[i]));
        if (!record) return corruption_error("label index: a node is missing");
        // A node with several of the labels is visited once for each.
        const bool first = std::none_of(
            definition.tokens.begin(), definition.tokens.end(), [&](std::uint32_t other) {
              return other < token && std::binary_search(record->labels.begin(),
                                                         record->labels.end(), LabelId(other));
            });
        if (first) ENTENTE_TRY(build_entry(definition, batch[i].value, *record));
      }
    }
  }
  return {};
}

Status TransactionImpl::build_over_relationships(const IndexDefinition& definition) {
  const auto it = view_.scan(KeyFamily::relationships, {}, ScanOrder::ascending);
  for (; it->valid(); it->next()) {
    ENTENTE_ASSIGN(const RelationshipHead head, decode_relationship_head(it->value()));
    const bool concerned = std::find(definition.tokens.begin(), definition.tokens.end(),
                                     head.type.value) != definition.tokens.end();
    if (!concerned) continue;
    ENTENTE_ASSIGN(const RelationshipKey key, RelationshipKey::decode(it->key()));
    ENTENTE_ASSIGN(const RelationshipRecord record, decode_relationship(it->value()));
    ENTENTE_TRY(build_entry(definition, key.relationship.value, record));
  }
  return it->status();
}

Status TransactionImpl::begin_build(const IndexDefinition& definition) {
  std::uint64_t elements = 0;
  for (const std::uint32_t token : definition.tokens) {
    ENTENTE_ASSIGN(const std::uint64_t count, definition.entity == EntityKind::node
                                                  ? node_count(LabelId(token))
                                                  : relationship_count(RelationshipTypeId(token)));
    elements += count;
  }
  const bool texts = definition.kind == IndexKind::full_text;
  const bool entries = texts || has_values(definition.kind);
  if (!entries || elements <= (texts ? small_build_texts : small_build_elements)) return {};
  ENTENTE_ASSIGN(auto build, IndexBuild::begin(engine_->store(), definition, build_memory_bytes));
  builds_.push_back(std::move(build));
  build_ = builds_.back().get();
  return {};
}

Status TransactionImpl::finish_build(const IndexDefinition& definition) {
  if (build_ == nullptr) return {};
  IndexBuild& build = *build_;
  build_ = nullptr;
  ENTENTE_ASSIGN(const auto duplicate, build.finish());
  if (!duplicate) return {};
  const SchemaText text(engine_->dictionary());
  Properties properties;
  if (definition.entity == EntityKind::node) {
    ENTENTE_ASSIGN(auto record, node(NodeId(duplicate->second)));
    if (record) properties = std::move(record->properties);
  } else {
    ENTENTE_ASSIGN(auto record, relationship(RelationshipId(duplicate->second)));
    if (record) properties = std::move(record->properties);
  }
  Error error = text.taken(definition, duplicate->first, properties);
  error.message += ", as has " + text.element(definition, duplicate->second);
  return error;
}

Status TransactionImpl::build_index(const IndexDefinition& definition) {
  ENTENTE_TRY(begin_build(definition));
  Status built = definition.entity == EntityKind::node ? build_over_nodes(definition)
                                                       : build_over_relationships(definition);
  if (built) built = finish_build(definition);
  build_ = nullptr;
  if (!built && built.error().error_class == ErrorClass::constraint_validation_failed) {
    Error error = std::move(built).error();
    error.error_class = ErrorClass::constraint_verification_failed;
    error.message = "the constraint cannot be created: " + error.message;
    error.hint = "correct the data first";
    return error;
  }
  return built;
}

Result<IndexDefinition> TransactionImpl::create_index(IndexDefinition wanted) {
  ENTENTE_TRY(check_writable());
  std::sort(wanted.tokens.begin(), wanted.tokens.end());
  wanted.tokens.erase(std::unique(wanted.tokens.begin(), wanted.tokens.end()), wanted.tokens.end());
  if (wanted.name.empty()) {
    wanted.name = free_name(generated_name(engine_->dictionary(), wanted), wanted, *indexes_);
  }
  ENTENTE_TRY(check_new_definition(wanted));
  ENTENTE_ASSIGN(const std::uint64_t number, engine_->index_ids().allocate(engine_->store()));
  wanted.id = IndexId(static_cast<std::uint32_t>(number));
  ENTENTE_TRY(build_index(wanted));
  pending_.put(KeyFamily::schema, SchemaKey{wanted.id}.encode(), encode_index_definition(wanted));
  auto changed = std::make_shared<IndexDefinitions>(*indexes_);
  changed->push_back(wanted);
  indexes_ = std::move(changed);
  ++(is_constraint(wanted.kind) ? changes_.constraints_added : changes_.indexes_added);
  return wanted;
}

Status TransactionImpl::drop_index(IndexId index) {
  ENTENTE_TRY(check_writable());
  const IndexDefinition* found = find_index(index);
  if (found == nullptr) {
    return Error::plain(ErrorClass::schema_error, "there is no such index");
  }
  const IndexDefinition definition = *found;
  // Entries that this transaction built outside of itself go with their build.
  std::erase_if(builds_, [&](const auto& build) { return build->index() == index; });
  const bool full_text = definition.kind == IndexKind::full_text;
  const KeyFamily family = full_text                    ? KeyFamily::text
                           : is_unique(definition.kind) ? KeyFamily::unique
                                                        : KeyFamily::index;
  const std::string begin = IndexKey::prefix(definition.id);
  const std::string end = prefix_end(begin);
  std::vector<std::string> keys;
  const auto it = view_.scan(family, {begin, end}, ScanOrder::ascending);
  for (; it->valid(); it->next()) keys.emplace_back(it->key());
  ENTENTE_TRY(it->status());
  for (const std::string& key : keys) pending_.erase(family, key);
  std::vector<StatisticKey> counters = {StatisticKey::index_entries(definition.id)};
  for (std::uint32_t field = 0; full_text && field < definition.properties.size(); ++field) {
    counters.push_back(StatisticKey::text_elements(definition.id, field));
    counters.push_back(StatisticKey::text_terms(definition.id, field));
  }
  for (const StatisticKey& key : counters) {
    ENTENTE_ASSIGN(const std::uint64_t number, counter(key));
    pending_.add(key, -static_cast<std::int64_t>(number));
  }
  pending_.erase(KeyFamily::schema, SchemaKey{definition.id}.encode());
  auto changed = std::make_shared<IndexDefinitions>(*indexes_);
  std::erase_if(*changed, [&](const IndexDefinition& d) { return d.id == index; });
  indexes_ = std::move(changed);
  ++(is_constraint(definition.kind) ? changes_.constraints_removed : changes_.indexes_removed);
  return {};
}

template <class Record>
Status TransactionImpl::check_element(std::uint64_t id, const Record& record) const {
  for (const IndexDefinition& definition : *indexes_) {
    if (!restricts_elements(definition.kind) || !concerns(definition, record)) continue;
    if (const auto breach = find_breach(definition, record.properties)) {
      return SchemaText(engine_->dictionary()).breach(definition, id, *breach, record.properties);
    }
  }
  return {};
}

Status TransactionImpl::check_constraints() {
  const bool any = std::any_of(indexes_->begin(), indexes_->end(),
                               [](const IndexDefinition& d) { return restricts_elements(d.kind); });
  if (!any) return {};
  for (const auto& [key, change] : pending_.changes(KeyFamily::nodes)) {
    if (change.state == PendingWrites::State::erased) continue;
    ENTENTE_ASSIGN(const NodeKey decoded, NodeKey::decode(key));
    ENTENTE_ASSIGN(const NodeRecord record, decode_node(change.value));
    ENTENTE_TRY(check_element(decoded.node.value, record));
  }
  for (const auto& [key, change] : pending_.changes(KeyFamily::relationships)) {
    if (change.state == PendingWrites::State::erased) continue;
    ENTENTE_ASSIGN(const RelationshipKey decoded, RelationshipKey::decode(key));
    ENTENTE_ASSIGN(const RelationshipRecord record, decode_relationship(change.value));
    ENTENTE_TRY(check_element(decoded.relationship.value, record));
  }
  return {};
}

}  // namespace entente::storage
