#include "storage/graph/verifier.hpp"

#include <algorithm>
#include <cassert>
#include <unordered_set>

#include "storage/format/counter.hpp"
#include "storage/format/schema_record.hpp"
#include "storage/format/version.hpp"
#include "storage/graph/graph_engine.hpp"
#include "storage/text/analyzer.hpp"

namespace entente::storage {
namespace {

// How many pairs are read between two looks at the stop token.
constexpr std::uint64_t stop_interval = 4096;

std::string_view word_of(NameKind kind) {
  switch (kind) {
    case NameKind::label: return "label";
    case NameKind::relationship_type: return "relationship type";
    case NameKind::property_key: return "property key";
  }
  return "name";
}

std::size_t position_of(NameKind kind) { return static_cast<std::size_t>(kind) - 1; }

}  // namespace

Verifier::Verifier(KvStore& store, std::shared_ptr<const KvSnapshot> snapshot,
                   const CheckOptions& options)
    : store_(store),
      snapshot_(std::move(snapshot)),
      options_(options),
      expected_adjacency_(options.memory_bytes_max / 2, options.temporary_folder),
      expected_index_(options.memory_bytes_max / 4, options.temporary_folder),
      expected_unique_(options.memory_bytes_max / 8, options.temporary_folder),
      expected_text_(options.memory_bytes_max / 8, options.temporary_folder) {}

Result<CheckReport> Verifier::run() {
  // Later parts rely on what earlier ones learnt.
  constexpr std::array<std::pair<std::string_view, Status (Verifier::*)()>, 14> parts = {{
      {"store", &Verifier::check_store},
      {"meta", &Verifier::check_meta},
      {"names", &Verifier::check_names},
      {"schema", &Verifier::check_schema},
      {"nodes", &Verifier::check_nodes},
      {"labels", &Verifier::check_labels},
      {"relationships", &Verifier::check_relationships},
      {"indexes", &Verifier::check_indexes},
      {"adjacency", &Verifier::check_adjacency},
      {"statistics", &Verifier::check_statistics},
      {"documents", &Verifier::check_documents},
      {"claims", &Verifier::check_claims},
      {"mentions", &Verifier::check_mentions},
      {"aliases", &Verifier::check_aliases},
  }};
  for (const auto& [name, part] : parts) {
    Status status = begin_part(name);
    if (status) status = (this->*part)();
    if (status) continue;
    if (status.error().error_class != ErrorClass::interrupted) return std::move(status).error();
    report_.complete = false;
    break;
  }
  return std::move(report_);
}

// ---- support
// ---------------------------------------------------------------------------------------

void Verifier::find(std::string_view invariant, std::string message) {
  ++report_.findings_total;
  if (report_.findings.size() < options_.findings_max) {
    report_.findings.push_back({std::string(invariant), std::move(message)});
  }
}

Status Verifier::begin_part(std::string_view part) {
  if (options_.progress) options_.progress(part);
  visited_ = 0;
  return check_stop();
}

Status Verifier::check_stop() {
  if (visited_++ % stop_interval == 0 && options_.stop.stop_requested()) {
    return Error::plain(ErrorClass::interrupted, "the check was stopped");
  }
  return {};
}

Status Verifier::scan(KeyFamily family, const std::string& prefix, const Visit& visit) {
  const std::string end = prefix_end(prefix);
  const auto it = snapshot_->scan(family, {prefix, end}, ScanOrder::ascending);
  for (; it->valid(); it->next()) {
    ENTENTE_TRY(check_stop());
    ENTENTE_TRY(visit(it->key(), it->value()));
  }
  if (const Status status = it->status(); !status) {
    find("unreadable",
         "family '" + std::string(to_string(family)) + "': " + status.error().message);
  }
  return {};
}

bool Verifier::get(KeyFamily family, const std::string& key) {
  const Result<bool> found = snapshot_->get(family, key, value_);
  if (found) return *found;
  find("unreadable", "family '" + std::string(to_string(family)) + "': " + found.error().message);
  return false;
}

bool Verifier::known(NameKind kind, std::uint32_t id) const {
  const auto& names = names_[position_of(kind)];
  return id < names.size() && !names[id].empty();
}

std::string Verifier::name_of(NameKind kind, std::uint32_t id) const {
  if (known(kind, id)) return "'" + names_[position_of(kind)][id] + "'";
  return "number " + std::to_string(id);
}

void Verifier::check_properties(const Properties& properties, const std::string& owner) {
  for (const auto& [key, value] : properties) {
    if (known(NameKind::property_key, key.value)) continue;
    find("name_unknown",
         owner + " has property key " + std::to_string(key.value) + ", which has no name");
  }
}

// ---- store, meta, names, schema
// ----------------------------------------------------------------------

Status Verifier::check_store() {
  if (const Status status = store_.verify_checksums(); !status) {
    find("checksum", status.error().message);
  }
  return {};
}

Status Verifier::check_meta() {
  if (!get(KeyFamily::meta, std::string(meta_key::format))) {
    find("meta_damaged", "the format version is missing");
  } else if (const auto version = decode_format_version(value_); !version) {
    find("meta_damaged", version.error().message);
  }
  const std::array<std::pair<std::string_view, std::uint64_t*>, 4> counters = {{
      {meta_key::next_node_id, &node_end_},
      {meta_key::next_relationship_id, &relationship_end_},
      {meta_key::next_document_id, &document_end_},
      {meta_key::next_index_id, &index_end_},
  }};
  for (const auto& [name, end] : counters) {
    if (!get(KeyFamily::meta, std::string(name))) continue;
    const auto number = decode_number(value_);
    if (number) {
      *end = *number;
    } else {
      find("meta_damaged", "counter '" + std::string(name) + "' is damaged");
    }
  }
  return {};
}

Status Verifier::check_names() {
  ENTENTE_TRY(scan(KeyFamily::names, {}, [&](std::string_view key, std::string_view value) {
    ++report_.names;
    const auto name = NameKey::decode(key);
    if (!name) {
      find("name_damaged", name.error().message);
      return Status();
    }
    auto& names = names_[position_of(name->kind)];
    // Numbers are dense, so a gap is damage; the name behind it is kept where it belongs as long as
    // the gap is of a size that damage to one name can explain.
    constexpr std::size_t gap_max = 1024;
    if (name->id != names.size()) {
      find("name_gap", std::string(word_of(name->kind)) + " number " +
                           std::to_string(names.size()) + " is missing");
    }
    if (value.empty()) {
      find("name_damaged",
           std::string(word_of(name->kind)) + " number " + std::to_string(name->id) + " is empty");
    }
    if (name->id < names.size() + gap_max) {
      names.resize(name->id);
      names.emplace_back(value);
    }
    return Status();
  }));
  for (const NameKind kind :
       {NameKind::label, NameKind::relationship_type, NameKind::property_key}) {
    std::unordered_set<std::string_view> seen;
    for (const std::string& name : names_[position_of(kind)]) {
      if (name.empty() || seen.insert(name).second) continue;
      find("name_twice", std::string(word_of(kind)) + " '" + name + "' has two numbers");
    }
  }
  return {};
}

Status Verifier::check_schema() {
  return scan(KeyFamily::schema, {}, [&](std::string_view key, std::string_view value) {
    const auto at = SchemaKey::decode(key);
    auto definition = decode_index_definition(at ? at->index : IndexId(), value);
    if (!at || !definition) {
      find("schema_damaged", "an index definition cannot be read");
      return Status();
    }
    const std::string owner = "index '" + definition->name + "'";
    if (at->index.value >= index_end_) {
      find("id_not_reserved", owner + " has a number that was never handed out");
    }
    const bool nodes = definition->entity == EntityKind::node;
    for (const std::uint32_t token : definition->tokens) {
      if (known(nodes ? NameKind::label : NameKind::relationship_type, token)) continue;
      find("name_unknown", owner + " is on a " + (nodes ? "label" : "type") + " without a name");
    }
    if (definition->kind == IndexKind::full_text &&
        find_analyzer(definition->analyzer) == nullptr) {
      find("analyzer_unknown", owner + " needs the analyzer '" + definition->analyzer + "'");
    }
    for (const IndexDefinition& other : indexes_) {
      if (other.name == definition->name) find("name_twice", owner + " has the name of another");
    }
    for (const PropertyKeyId property : definition->properties) {
      if (!known(NameKind::property_key, property.value)) {
        find("name_unknown", owner + " is on a property key without a name");
      }
    }
    // Also when it holds no entry the index has a counter, if only by being absent.
    counted_.try_emplace(StatisticKey::index_entries(at->index), 0);
    indexes_.push_back(std::move(*definition));
    return Status();
  });
}

// ---- statistics
// ------------------------------------------------------------------------------------

namespace {

std::string describe(const StatisticKey& key) {
  static constexpr std::array<std::string_view, 10> words = {"",
                                                             "nodes",
                                                             "relationships",
                                                             "nodes with label",
                                                             "relationships of type",
                                                             "relationships from label",
                                                             "relationships to label",
                                                             "entries of index",
                                                             "elements with text in index",
                                                             "terms of index"};
  std::string text(words[static_cast<std::size_t>(key.kind)]);
  if (key.kind >= StatisticKind::nodes_with_label) text += " " + std::to_string(key.a);
  if (key.kind == StatisticKind::relationships_from_label ||
      key.kind == StatisticKind::relationships_to_label) {
    text += " and type " + std::to_string(key.b);
  }
  if (key.kind >= StatisticKind::text_elements) text += ", property " + std::to_string(key.b);
  return text;
}

}  // namespace

Status Verifier::check_statistics() {
  std::map<StatisticKey, std::int64_t> stored;
  ENTENTE_TRY(scan(KeyFamily::statistics, {}, [&](std::string_view key, std::string_view value) {
    ++report_.statistics;
    const auto at = StatisticKey::decode(key);
    const auto number = decode_counter(value);
    if (at && number) {
      stored[*at] = *number;
    } else {
      find("statistic_damaged", "a counter cannot be read");
    }
    return Status();
  }));
  // An absent counter is a zero, on both sides.
  for (const auto& [key, number] : stored) counted_.try_emplace(key, 0);
  for (const auto& [key, number] : counted_) {
    const auto it = stored.find(key);
    const std::int64_t recorded = it == stored.end() ? 0 : it->second;
    if (recorded == number) continue;
    find("statistic_wrong", "counter '" + describe(key) + "' says " + std::to_string(recorded) +
                                ", there are " + std::to_string(number));
  }
  return {};
}

}  // namespace entente::storage

namespace entente {

std::string CheckReport::render() const {
  std::string out =
      "checked " + std::to_string(nodes) + " nodes, " + std::to_string(relationships) +
      " relationships, " + std::to_string(adjacency_entries) + " adjacency entries, " +
      std::to_string(label_entries) + " label entries, " + std::to_string(index_entries) +
      " index entries, " + std::to_string(names) + " names, " + std::to_string(statistics) +
      " counters, " + std::to_string(documents) + " documents, " + std::to_string(claims) +
      " claims, " + std::to_string(mentions) + " mentions, " + std::to_string(aliases) +
      " aliases\n";
  for (const CheckFinding& finding : findings) {
    out += finding.invariant + ": " + finding.message + "\n";
  }
  if (findings_total > findings.size()) {
    out += "and " + std::to_string(findings_total - findings.size()) + " more\n";
  }
  if (!complete) out += "the check was stopped before its end\n";
  out += findings_total == 0 ? "no findings\n" : std::to_string(findings_total) + " findings\n";
  return out;
}

Result<CheckReport> check_database(storage::GraphStore& store, const CheckOptions& check) {
  auto* engine = dynamic_cast<storage::GraphEngine*>(&store);
  assert(engine != nullptr && "GraphEngine is the one implementation of GraphStore");
  ENTENTE_ASSIGN(auto snapshot, engine->store().snapshot());
  return storage::Verifier(engine->store(), std::move(snapshot), check).run();
}

Result<CheckReport> check_database(const OpenOptions& options, const CheckOptions& check) {
  OpenOptions read_only = options;
  read_only.read_only = true;
  read_only.create_if_missing = false;
  ENTENTE_ASSIGN(const auto store, storage::GraphStore::open(read_only));
  return check_database(*store, check);
}

}  // namespace entente
